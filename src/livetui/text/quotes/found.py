"""What is known of a marked stretch, and who said it as the words around tell, before it becomes a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from livetui.model.quote import Certainty, Span
from livetui.text.quotes.clauses import Clauses
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.stretch import Stretch
from livetui.text.quotes.tokens import Tokens

_WORD = re.compile(r"\w+")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(r"[\u3041-\u30ff\u3400-\u9fff々]{1,2}|[^\W\u3041-\u30ff\u3400-\u9fff々]+")


def words_of(text: str) -> list[str]:
    """The words of a stretch; where no blanks part them, two signs are taken for one."""
    spaced = text.isascii() or max(text) < "々"  # no sign of a script without blanks comes before this one
    return (_WORD if spaced else _unspaced()).findall(text)


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """Who said it, as the words around the marks tell."""

    mention: Mention | None
    """The speaker; None if the words that report name none."""
    cue: Span | None
    """The words that report; None in a headline."""
    words: tuple[int, int]
    """The tokens of the reporting clause, within which an agency may be named."""
    certainty: Certainty = Certainty.SURE
    rank: int = 1
    """The rank of the verb; 1 where there is none."""
    weak: bool = False
    """Is the tie too loose for a fragment of a word or two?"""
    label: bool = False
    """Does the verb call something by the marked word?"""


@dataclass(slots=True, eq=False)
class Found:
    """One stretch with what was learned about it, before it becomes a `Quote`."""

    stretch: Stretch
    token: int
    segments: list[Span]
    clauses: Clauses
    given: Attribution | None = None
    source: Tokens | None = None
    """The tokens that the attribution counts in, where they are not the paragraph's."""

    @property
    def tokens(self) -> Tokens:
        """The tokens of the paragraph."""
        return self.clauses.tokens
