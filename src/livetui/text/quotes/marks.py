"""Quotation marks: where marked stretches begin and end in a paragraph.

A state machine reads the marks of one paragraph in order and keeps a stack of open ones (`DEPTH` at most). The
language's own pairs come first, then any known pair. Stray marks are repaired, and each repair is recorded by name.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from livetui.text.quotes.cues import Tables
from livetui.text.quotes.pairs import Pairs

DEPTH = 3
"""Marks nested deeper than this are plain characters."""

MISSING_CLOSE = "missing close"
"""Repair: the same mark opened twice, so the first quotation ends with its sentence."""
CONTINUED = "continued"
"""Repair: a second opening mark right after a sentence goes on with what is open."""
MISSING_OPEN = "missing open"
"""Repair: a closing mark with nothing open, so the words began with the sentence."""
UNCLOSED = "unclosed"
"""Repair: nothing closed it, so it ends with the paragraph or before the words that say who speaks."""
STRAY_OPEN = "stray open"
"""Repair: the opening mark stood before mere punctuation, so the words begin after that."""

_CLOSERS = {
    "«": "»", "»": "«»", "‹": "›", "›": "‹", "“": "”\"“", "”": "”\"“", "„": "“”\"„", "‟": "”\"", '"': '"”“',
    "‘": "’'", "’": "’‘", "‚": "‘’'", "'": "'’", "「": "」", "『": "』", "〈": "〉", "《": "》",
    "<<": ">>", ",,": "''“”\"", "''": "''\"", "``": "''\"",
}  # fmt: skip
_PARTNER = {"»": "«", "”": "“", "“": "„", "›": "‹", "」": "「", "』": "『"}
_ONLY_OPENS = frozenset("‹„‟「『〈《‚‘") | {"<<", ",,", "``"}
_ONLY_CLOSES = frozenset("」』〉》") | {">>"}
_TITLES = frozenset("〈〉《》")
"""Marks of titles of works, not of speech, where the language does not list them among its pairs."""
_SINGLE = frozenset("‘’‚'")


@cache
def _sign(openers: str) -> re.Pattern[str]:
    """Finds marks; of single ones, `openers` may open before a word. That each choice begins with its sign is fast."""
    signs = ["<<", ">>", "``", "''", r",,(?=\w)", *'«»“”„‟"‹›「」『』〈〉《》']
    signs += [rf"{c}(?<!\w{c})(?=\w)" for c in openers]
    return re.compile("|".join(signs + [rf"{c}(?<=[^\s‘’']{c})(?!\w)" for c in "‘’'"]))


_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_PAUSES = frozenset(",.!?")
_SENTENCE_END = re.compile(r"[.!?…؟](?=\s)|[。！？]")
_CLOSING = " \t\u00a0\u202f.!?…"
"""What may stand between the last mark of a paragraph and its end."""
_ENDS = frozenset(".!?…؟。！？")
_LOOSE = re.compile(r"\s*[.,;:!?](?=\s+\w)")
_FREE_LEFT = frozenset("([{«“„‘‚—–-/'’\"<")
_FREE_RIGHT = frozenset(")]}»”’.,;:!?…—–-/'\">%")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"


@dataclass(slots=True, eq=False)
class Stretch:
    """Marked words: an outer pair of marks and what stands between."""

    left: int
    """Offset of the opening mark; where the words begin if there is none."""
    start: int
    """Offset of the first word."""
    end: int
    """Offset after the last word."""
    right: int
    """Offset after the closing mark; after the last word if there is none."""
    mark: str
    """The opening mark; a dash for a turn of dialogue; "" if there is none."""
    repairs: list[str] = field(default_factory=list)
    """What was done to stray marks, by name."""
    closed: bool = True
    """Was a closing mark found?"""


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines that hold text; one that goes on in small letters after a long line belongs to it."""
    start = end = -1
    for m in _LINE.finditer(text):
        a, b = m.span()
        gap = text[end:a] if start >= 0 else ""
        if (
            start >= 0
            and end - start >= 50
            and gap in ("\n", "\r\n")
            and text[a].islower()
            and text[end - 1] not in ".!?…:؟。！？："
        ):
            end = b
            continue
        if start >= 0 and not text[start:end].isspace():
            yield start, end
        start, end = a, b
    if start >= 0 and not text[start:end].isspace():
        yield start, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space and invisible characters at both ends, and a comma at the end."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE or text[end - 1] in ",،、，"):
        end -= 1
    return start, end


def stretches(
    text: str,
    start: int,
    end: int,
    tables: Tables,
    cue_follows: Callable[[int], bool] = lambda _: False,
    words_from: Callable[[int, int], int | None] = lambda _low, _high: None,
    most: int = sys.maxsize,
) -> list[Stretch]:
    """The marked stretches of one paragraph, in order and disjoint; a nested pair belongs to the outer one.

    Args:
        text: the whole text; offsets count in it.
        start: where the paragraph begins.
        end: where it ends.
        tables: the marks of the language.
        cue_follows: tells whether words that report stand right after an offset.
        words_from: tells where words that somebody says begin between two offsets, if words that report stand there.
        most: so many at most, the first ones.
    """
    return _Machine(text, start, end, tables, cue_follows, words_from).run(most)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Own:
    """What the pairs of a language tell about marks."""

    openers: frozenset[str]
    singles: frozenset[str]
    """Single marks that open."""
    titles: frozenset[str]
    """Marks of titles that are none of speech."""
    same: frozenset[str]
    """Marks that open and close alike."""


@cache
def _own(pairs: Pairs) -> _Own:
    openers = frozenset(p[0] for p in pairs)
    singles = frozenset("‘'") if openers & {"‘", "'"} else frozenset[str]()
    return _Own(
        openers=openers,
        singles=singles | openers & {"’"},
        titles=_TITLES - openers - {p[1] for p in pairs},
        same=frozenset(p[0] for p in pairs if p[0] == p[1]),
    )


class _Machine:
    """The state while one paragraph is read: the stack of open marks and what was found so far."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        tables: Tables,
        cue_follows: Callable[[int], bool],
        words_from: Callable[[int, int], int | None],
    ) -> None:
        self.text, self.start, self.end, self.tables = text, start, end, tables
        self.cue_follows, self.words_from = cue_follows, words_from
        own = _own(tables.pairs)
        self.openers, self.singles, self.titles, self.same = own.openers, own.singles, own.titles, own.same
        self.reversed = "»" in self.openers
        self.stack: list[str] = []
        self.open: Stretch | None = None
        self.found: list[Stretch] = []
        self.floor = start
        self.left: defaultdict[str, int] = defaultdict(int)
        self.marks: list[tuple[str, int]] = []
        self.seen = 0
        """So many marks were read, the one at hand included."""

    def run(self, most: int) -> list[Stretch]:
        # ’ opens as well as closes in some languages; elsewhere it is an apostrophe before a word.
        sign = _sign("‘’‚'" if "’" in self.singles else "‘‚'")
        marks = [(m.group(), m.start()) for m in sign.finditer(self.text, self.start, self.end)]
        self.marks = marks = [(mark, at) for mark, at in marks if mark not in self.titles]
        for mark, _ in marks:
            self.left[mark] += 1
        for self.seen, (mark, at) in enumerate(marks, 1):
            if len(self.found) >= most:
                return self.found
            self.left[mark] -= 1
            depth = len(self.stack) - 1
            while depth >= 0 and mark not in _CLOSERS[self.stack[depth]]:
                depth -= 1
            if depth < 0 and self.stack and mark == self.stack[-1] and self.ends_words(at, at + len(mark)):
                depth = len(self.stack) - 1  # "« …«, a dit": the other mark of the pair was meant
                role = -1
            elif depth < 0 and mark == "„" and self.stack and self.stack[-1] in "“”" and self.shape(at, at + 1) < 0:
                depth, role = len(self.stack) - 1, -1  # ”…„, turned about
            else:
                role = self.single(mark, at, depth) if mark in _SINGLE else self.role(mark, at, depth)
            if role > 0:
                self.push(mark, at)
            elif role < 0:
                self.close(depth, at, at + len(mark))
        if self.open:
            self.open.repairs.append(UNCLOSED)
            self.open.closed = False
            self.finish(self.end, self.end)
        return self.found

    def ends_words(self, at: int, after: int) -> bool:
        """Whether what stands around a mark tells that it closes: a word before, or a pause or the end behind it."""
        pause = after >= self.end or (self.text[after] in ".,;:!?" and not self.text[after + 1 : after + 2].isalnum())
        return pause or self.shape(at, after) < 0

    def opens_words(self, mark: str, at: int) -> bool:
        """Whether a closing mark with nothing open opens: a blank stands before it, and one more closes than opens."""
        return self.left["»›"[mark == "›"]] > self.left["«‹"[mark == "›"]] and (
            at == self.start or self.text[at - 1].isspace()
        )

    def role(self, mark: str, at: int, depth: int) -> int:
        """1: it opens; -1: it closes; 0: it is no quotation mark here."""
        closes = depth >= 0
        if mark in _ONLY_OPENS:
            return -1 if closes and mark == "‹" else 1
        if mark in _ONLY_CLOSES:
            return -1
        shape = self.shape(at, at + len(mark))
        if mark == "«":
            return -1 if shape < 1 and (closes or (shape < 0 and self.reversed)) else 1
        if mark in "»›":
            if closes:
                return 1 if shape > 0 and self.reversed and self.stack[depth] == mark else -1
            if not self.stack and self.opens_words(mark, at):
                return 1
            return 1 if shape > 0 and (self.reversed or mark in self.same or self.left["«"]) else -1
        if mark in ('"', "”", "''") and not closes and self.text[at - 1 : at].isdigit() and shape < 1:
            return 0  # inches, seconds
        if closes:
            again = self.stack[depth] == mark or (mark == "“" and self.stack[depth] == '"')
            return 1 if shape > 0 and again else -1
        if mark == "”":
            return 1 if shape > 0 or (shape == 0 and mark in self.same) else -1
        if shape == 0 and self.text[at + len(mark) : at + len(mark) + 1] in (",", ".") and self.cue_follows(at + 1):
            return -1  # 'I know ", said Ana'
        return 1 if shape >= 0 else -1

    def single(self, mark: str, at: int, depth: int) -> int:
        """The same for single marks, most of which are apostrophes."""
        after = self.text[at + 1 : at + 2]
        ahead = self.left["’"] + self.left["'"] + self.left["‘"]
        if depth >= 0 and self.stack[depth] in _SINGLE and not (after.isalnum() and mark != "‘"):
            plural = self.text[at - 1 : at] == "s" and self.text[at + 1 : at + 3].strip().islower() and ahead
            closes_next = self.text[at + 1 : at + 2] in _PAUSES and self.text[at + 2 : at + 3] == mark
            return 0 if plural or closes_next or after.isalnum() else -1  # "the owners’,’ he said"
        if mark in self.singles and after.isalpha() and ahead and not self.text[at - 1 : at].isalnum():
            return 1
        return 1 if mark == "‚" and "‚" in self.openers and ahead else 0

    def shape(self, at: int, after: int) -> int:
        """1: stands before a word; -1: stands after one; 0: the spacing does not tell."""
        free_left = at == self.start or self.text[at - 1].isspace() or self.text[at - 1] in _FREE_LEFT
        free_right = after >= self.end or self.text[after].isspace() or self.text[after] in _FREE_RIGHT
        if free_left == free_right:
            return 1 if at == self.start else 0 if self.text[after : self.end].strip(_CLOSING) else -1
        return 1 if free_left else -1

    def push(self, mark: str, at: int) -> None:
        if self.open and self.stack[-1] == mark and not self.balanced(mark):
            before = self.text[max(self.open.start, at - 8) : at].rstrip()
            if len(self.stack) == 1 and before:
                self.again(mark, at, before[-1])
            elif not before:
                self.begin(self.open.mark, at)  # the same mark twice before the words
                self.open.left = at - len(mark)
            return
        if len(self.stack) < DEPTH:
            self.stack.append(mark)
        if not self.open:
            self.begin(mark, at)

    def balanced(self, mark: str) -> bool:
        """Whether enough closing marks follow for one more level."""
        if self.tables.names_in_marks and mark == '"':  # "… "Союз" …": two closing ones come next
            coming = self.marks[self.seen : self.seen + 2]
            return len(coming) == 2 and all(m == mark and self.shape(at, at + 1) < 0 for m, at in coming)
        return sum(self.left[c] for c in _CLOSERS[mark] if c != mark) > len(self.stack)

    def again(self, mark: str, at: int, last: str) -> None:
        """The same mark twice in a row with no close between."""
        assert self.open
        ends = _SENTENCE_END.search(self.text, self.open.start, at)
        inside = self.tables.incise  # there, a clause inside the marks does not end the words
        clause = self.clause_before(at) if last in _ENDS or (last == "," and not inside) else None
        if clause is None and ends and last in _ENDS and not inside:
            clause = self.clause_before(ends.end())
        if last in _ENDS and clause is None:
            if CONTINUED not in self.open.repairs:
                self.open.repairs.append(CONTINUED)
            return
        self.open.repairs.append(MISSING_CLOSE)
        self.open.closed = False
        cut = clause or (ends.end() if ends else at)
        self.finish(cut, cut)
        self.stack.append(mark)
        self.begin(mark, at)

    def clause_before(self, at: int) -> int | None:
        """Where the reporting clause "…, V S." begins that ends the open words before an offset."""
        assert self.open
        comma = self.text.rfind(",", self.open.start, at)
        while comma > self.open.start and not _SENTENCE_END.search(self.text, comma, at - 2):
            if self.cue_follows(comma + 1):
                return comma
            comma = self.text.rfind(",", self.open.start, comma)
        return None

    def begin(self, mark: str, at: int) -> None:
        start, repairs = at + len(mark), []
        if (m := _LOOSE.match(self.text, start, self.end)) and not self.text.startswith("..", m.end() - 1):
            start, repairs = m.end(), [STRAY_OPEN]
        self.open = Stretch(at, start, start, start, mark, repairs)

    def close(self, depth: int, at: int, after: int) -> None:
        if depth >= 0:
            del self.stack[depth:]
            if not self.stack:
                self.finish(at, after)
        elif not self.open:
            self.stray_close(at, after)

    def stray_close(self, at: int, after: int) -> None:
        """A close with nothing open: the words began with their sentence if someone is said to speak them."""
        low = self.floor
        for m in _SENTENCE_END.finditer(self.text, self.floor, max(self.floor, at - 2)):
            low = m.end()
        begun = None if self.cue_follows(after) else self.words_from(low, at)
        if begun is not None and self.text[begun:at].strip():
            self.open = Stretch(begun, begun, at, after, "", [MISSING_OPEN])
            self.finish(at, after)
            return
        if begun is not None and (mark := _PARTNER.get(self.text[at:after])):
            self.stack.append(mark)  # it stands where words begin: the other mark of the pair was meant
            self.open = Stretch(at, after, after, after, mark, [STRAY_OPEN])
            return
        last = self.text[at - 1 : at] in _ENDS or self.text[at - 2 : at - 1] in _ENDS
        last = last or self.text[after : after + 1] in _ENDS or self.text[at - 1 : at].isspace()
        tail = last and not self.found and not self.text[after : self.end].strip(_CLOSING)
        comma = "," in (self.text[at - 1 : at], self.text[after : after + 1])
        if tail or comma or self.cue_follows(after):
            start = self.floor if tail else low
            self.open = Stretch(start, start, at, after, "", [MISSING_OPEN])
            self.finish(at, after)
        self.floor = after

    def finish(self, end: int, right: int) -> None:
        stretch, self.open = self.open, None
        assert stretch
        self.stack.clear()
        self.floor = right
        stretch.start, stretch.end = trim(self.text, stretch.start, end)
        stretch.right = right
        if stretch.end > stretch.start:
            self.found.append(stretch)
