"""Quotation marks: where marked stretches begin and end in a paragraph.

A state machine reads the marks of one paragraph in order and keeps a stack of open ones (`DEPTH` at most). The
language's own pairs come first, then any known pair. Stray marks are repaired, and each repair is recorded by name.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable

from livetui.text.quotes.cues import Tables
from livetui.text.quotes.signs import CLOSERS, ONLY_CLOSES, ONLY_OPENS, SINGLE, finds_signs, own_signs
from livetui.text.quotes.stretch import CONTINUED, MISSING_CLOSE, MISSING_OPEN, STRAY_OPEN, UNCLOSED, Stretch, trim

DEPTH = 3
"""Marks nested deeper than this are plain characters."""


_PARTNER = {"»": "«", "”": "“", "“": "„", "›": "‹", "」": "「", "』": "『"}


_PAUSES = frozenset(",.!?")
_SENTENCE_END = re.compile(r"[.!?…؟](?=\s)|[。！？]")
_BETWEEN = 300
"""A clause between words that are not closed and the next begins at most so many characters before these."""
_CLAUSE, _WORDS = 120, 14
"""A clause that says who speaks has at most so many characters and words before its verb."""
_CLOSING = " \t\u00a0\u202f.!?…"
"""What may stand between the last mark of a paragraph and its end."""
_ENDS = frozenset(".!?…؟。！？")
_LOOSE = re.compile(r"\s*[.,;:!?](?=\s+\w)")
_FREE_LEFT = frozenset("([{«“„‘‚—–-/'’\"<")
_FREE_RIGHT = frozenset(")]}»”’.,;:!?…—–-/'\">%")


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
        own = own_signs(tables.pairs)
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
        sign = finds_signs("‘’‚'" if "’" in self.singles else "‘‚'")
        marks = [(m.group(), m.start()) for m in sign.finditer(self.text, self.start, self.end)]
        self.marks = marks = [(mark, at) for mark, at in marks if mark not in self.titles]
        for mark, _ in marks:
            self.left[mark] += 1
        for self.seen, (mark, at) in enumerate(marks, 1):
            if len(self.found) >= most:
                return self.found
            self.left[mark] -= 1
            depth = len(self.stack) - 1
            while depth >= 0 and mark not in CLOSERS[self.stack[depth]]:
                depth -= 1
            if depth < 0 and self.stack and mark == self.stack[-1] and self.ends_words(at, at + len(mark)):
                depth = len(self.stack) - 1  # "« …«, a dit": the other mark of the pair was meant
                role = -1
            elif depth < 0 and mark == "„" and self.stack and self.stack[-1] in "“”" and self.shape(at, at + 1) < 0:
                depth, role = len(self.stack) - 1, -1  # ”…„, turned about
            else:
                role = self.single(mark, at, depth) if mark in SINGLE else self.role(mark, at, depth)
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
        if mark in ONLY_OPENS:
            return -1 if closes and mark == "‹" else 1
        if mark in ONLY_CLOSES:
            return -1
        shape = self.shape(at, at + len(mark))
        if mark == "«":
            pause = shape < 0 and self.text[at + 1 : at + 2] in (",", ".")
            return -1 if shape < 1 and (closes or pause or (shape < 0 and self.reversed)) else 1
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
        if depth >= 0 and self.stack[depth] in SINGLE and not (after.isalnum() and mark != "‘"):
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
        return sum(self.left[c] for c in CLOSERS[mark] if c != mark) > len(self.stack)

    def again(self, mark: str, at: int, last: str) -> None:
        """The same mark twice in a row with no close between."""
        assert self.open
        ends = _SENTENCE_END.search(self.text, self.open.start, at)
        inside = self.tables.incise  # there, a clause inside the marks does not end the words
        clause = self.clause_before(at) if last in _ENDS or (last == "," and not inside) else None
        if clause is None and ends and last in _ENDS and not inside:
            clause = self.clause_before(ends.end())
        if clause is None and last not in _ENDS and not inside:
            clause = self.clause_between(at)
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
        """Where the reporting clause "…, V S." or "…, S V." begins that ends the open words before an offset."""
        assert self.open
        end = len(self.text[:at].rstrip()) - 1  # before the sign that ends the clause
        comma = self.text.rfind(",", self.open.start, end)
        while comma > self.open.start and not _SENTENCE_END.search(self.text, comma, at - 2):
            if self.cue_follows(comma + 1) or self.says(comma + 1, end):
                return self.before_apposition(comma, end)
            comma = self.text.rfind(",", self.open.start, comma)
        asked = max(self.text.rfind(sign, self.open.start, end) for sign in "?!") + 1
        return asked if asked and "," not in self.text[asked:end] and self.says(asked, end) else None

    def says(self, start: int, end: int) -> bool:
        """Whether a few words between two offsets are somebody and a verb that reports: "Ana Ruiz said Monday"."""
        words = self.text[start : min(end, start + _CLAUSE)].split()
        begun = self.words_from(start, end) if 1 < len(words) <= _WORDS and end - start <= _CLAUSE else None
        return begun is not None and len(self.text[begun:end].split()) < 2

    def before_apposition(self, comma: int, end: int) -> int:
        """The comma before the subject, if only a verb stands behind this one: "…, Ana Ruiz, the mayor, said."."""
        assert self.open
        if len(self.text[comma:end].split()) > 2:
            return comma
        apposed = self.text.rfind(",", self.open.start, comma)
        subject = self.text.rfind(",", self.open.start, apposed) if apposed > 0 else -1
        near = subject > 0 and comma - subject < _CLAUSE and not _SENTENCE_END.search(self.text, subject, apposed)
        return subject if near else comma

    def clause_between(self, at: int) -> int | None:
        """Where the words end that the clause before an offset, with a verb that reports the next words, is no part of.

        At the first comma with a reporting clause behind it: "“Q1, while S2 said it was “Q2”".
        """
        assert self.open
        comma = self.text.find(",", max(self.open.start + 1, at - _BETWEEN), at)
        while comma >= 0:
            if self.cue_follows(comma + 1) or self.words_from(comma + 1, at) is not None:
                return comma
            comma = self.text.find(",", comma + 1, at)
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
        last_verb = self.tables.topics or self.tables.verb_final  # the cue is always behind
        begun = None if self.cue_follows(after) and not last_verb else self.words_from(low, at)
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
        comma = "," in (self.text[at - 1 : at], self.text[after : after + 1]) or self.text[after : after + 1] == ":"
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
