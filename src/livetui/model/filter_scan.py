"""The text of a filter while it is read: where the reading stands, and what to say where it can't go on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from livetui.errors import FilterError
from livetui.model.words import tokens

_SPACE = re.compile(r"\s*")
_IDLE = re.compile(r"""[!?.,;:…«»“”„‘’'&+=%€$#–—]+(?=[\s()|]|$)|/(?=\s|$)""")
"""Marks with blanks around them, as people set and paste them; not the dash that denies."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Pasted along with words without being seen; not those that join letters."""


class Unfinished(Exception):
    """The text ends in the middle of something that can't be answered yet, and is still being typed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may have been meant by a stretch of the text."""

    start: int
    end: int
    new: str
    form: str = "did you mean {}?"
    """How it is put to the user."""


class Scan:
    """A text and a place in it."""

    def __init__(self, text: str, *, typing: bool) -> None:
        """Args: typing: the text is still being typed, so its end may be in the middle of something."""
        self.given = text
        """The text as typed."""
        self.text = _UNSEEN.sub(" ", _SURROGATE.sub("\ufffd", text))
        """The same without halves of characters and what nobody sees; offsets are those of `given`."""
        self.typing = typing
        self.at = 0
        """Where the reading stands."""
        self._has_words = bool(tokens(text))

    @property
    def rest(self) -> bool:
        """True while there is text right here."""
        return self.at < len(self.text)

    def here(self, choice: str) -> bool:
        """True when one of these letters stands right here."""
        return self.rest and self.text[self.at] in choice

    def blank(self) -> bool:
        """True at a blank, a parenthesis, a stroke or the end: where no value can begin."""
        return not self.rest or self.text[self.at].isspace() or self.text[self.at] in "()|"

    def skip(self) -> None:
        """Go on to what means something: blanks and, beside words, marks that stand alone (“guerre !”) mean nothing."""
        while True:
            found = _SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            idle = _IDLE.match(self.text, self.at) if self._has_words else None
            if idle is None:
                return
            self.at = idle.end()

    def ends(self) -> bool:
        """True when nothing that means something is left."""
        self.skip()
        return not self.rest

    def sees(self, word: str) -> bool:
        """Is this operator next? Letters need an end: ORBAN is no OR."""
        self.skip()
        end = self.at + len(word)
        if not self.text.startswith(word, self.at):
            return False
        return word == "|" or end == len(self.text) or self.text[end].isspace() or self.text[end] in '()|"-'

    def takes(self, word: str) -> bool:
        """Read over this operator, if it is next."""
        if not self.sees(word):
            return False
        self.at += len(word)
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What the pattern finds right here."""
        return pattern.match(self.text, self.at)

    def unfinished(self) -> Unfinished:
        """What to raise for a leaf that is not there yet; the rest of the text is read over."""
        self.at = len(self.text)
        return Unfinished()

    def error(self, position: int, reason: str, hint: str | None = None) -> FilterError:
        """What to raise at a place that can't be understood."""
        return FilterError(self.given, position, reason, hint)

    def mended(
        self, position: int, reason: str, proposal: Proposal | None, otherwise: str | None = None
    ) -> FilterError:
        """The same with a proposal; `otherwise`: the hint where there is none."""
        if proposal is None:
            return self.error(position, reason, otherwise)
        whole = self.text[: proposal.start] + proposal.new + self.text[proposal.end :]
        return FilterError(self.given, position, reason, proposal.form.format(proposal.new.strip()), whole)
