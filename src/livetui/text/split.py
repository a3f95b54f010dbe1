"""Plain text into posts: heading lines, clock lines and rules part what stands in one running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from livetui.model.quote import Span

HEADING = 120
"""A heading has at most so many characters."""
RATIO = 1.5
"""A heading's first paragraph is at least so many times as long."""
BY_CLOCK = 3
"""Clock lines from which on they alone part the posts, and what looks like a heading between them is none."""
CLOCKED = 400
"""Characters of a line in which a clock is looked for."""

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_RULE = re.compile(r"\s*(?:_{3,}|\*\s?\*\s?\*[\s*]*|-{3,}|<hr\s*/?>|\* \* \*)\s*$")
_CLOCK = re.compile(
    r"\s*(?:à\s+|at\s+|um\s+)?("
    r"(?:[01]?\d|2[0-3])\s?[:hH]\s?[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?\s?m\.?|\s?Uhr)?"
    r"|(?:[01]?\d|2[0-3])\.[0-5]\d(?:\s?[ap]\.?\s?m\.?|\s?Uhr)"
    r"|(?:1[0-2]|0?[1-9])\s?[ap]\.?\s?m\.?)"
    r"(?:\s(?:[A-Z]{2,5}|GMT[+-]\d{1,2}))?(?=[\s:.–—-]|$)"
)
_AFTER_CLOCK = re.compile(r"[\s:.–—|-]*")
_FINAL = re.compile(r"[.!?…:;,](?:[\s\"”“»'’)]*)$")
_QUOTED = re.compile(r"[»”\"“]$")


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a running text; spans count in the text given."""

    heading: str | None
    """Its heading line; None if it has none."""
    heading_span: Span | None
    """Where the heading stands."""
    body: str
    """Its paragraphs, as they stand in the text."""
    body_span: Span
    """Where the body stands, outer white space left out."""
    clock: str | None
    """The clock as written ("08:32"); None if the post states none."""


class _Draft:
    def __init__(self, heading: Span | None = None) -> None:
        self.heading = heading
        self.clock: str | None = None
        self.start = self.end = -1

    @property
    def empty(self) -> bool:
        return self.start < 0

    def extend(self, span: Span) -> None:
        self.start = span[0] if self.start < 0 else self.start
        self.end = span[1]


def split_posts(text: str) -> tuple[Post, ...]:
    """The posts of a plain text, in order; a text without any structure is one post, an empty one has none.

    A heading is a line of at most 120 characters that ends no sentence and stands before a paragraph at least 1.5 times
    as long; a clock line starts a post, ``___`` or ``***`` ends one, and a clock right above a heading is its own.
    """
    lines = [s for m in _LINE.finditer(text) if (s := _strip(text, *m.span()))[1] > s[0]]
    drafts: list[_Draft] = [_Draft()]
    by_clock = _told_by_clocks(text, lines)
    for n, span in enumerate(lines):
        line = text[span[0] : min(span[1], span[0] + CLOCKED)]
        now = drafts[-1]
        if _RULE.match(line):
            if not now.empty or now.heading:
                drafts.append(_Draft())
            continue
        clock = _CLOCK.match(line)
        if clock and _alone(line, clock):
            if not now.empty or now.heading or now.clock:
                now = _Draft()
                drafts.append(now)
            now.clock = clock[1]
            rest = _AFTER_CLOCK.match(line, clock.end())
            begin = span[0] + (rest.end() if rest else clock.end())
            if begin >= span[1]:
                continue
            span = (begin, span[1])
        nxt = lines[n + 1] if n + 1 < len(lines) else None
        first = now.empty and not now.heading
        if (first or not by_clock) and _is_heading(text, span, nxt, lines[n - 1] if n else None):
            if (now.clock and now.empty and not now.heading) or (now.empty and not now.heading and not now.clock):
                now.heading = span
            else:
                drafts.append(_Draft(heading=span))
            continue
        now.extend(span)
    return tuple(_post(text, d) for d in drafts if not d.empty or d.heading)


def _told_by_clocks(text: str, lines: list[Span]) -> bool:
    """Whether clock lines part the posts, more of them than lines that look like headings and follow none."""
    clocks = {n for n, (start, end) in enumerate(lines) if _is_clock_line(text[start : min(end, start + CLOCKED)])}
    if len(clocks) < BY_CLOCK:
        return False
    heads = sum(
        _is_heading(text, span, lines[n + 1], lines[n - 1])
        for n, span in enumerate(lines[:-1])
        if n and n not in clocks and n - 1 not in clocks
    )
    return len(clocks) > heads


def _is_clock_line(line: str) -> bool:
    clock = _CLOCK.match(line)
    return clock is not None and _alone(line, clock)


def _strip(text: str, a: int, b: int) -> Span:
    while a < b and (text[a].isspace() or text[a] == "\ufeff"):
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b


def _alone(line: str, clock: re.Match[str]) -> bool:
    """Whether the clock stands alone, or before a colon or dash that parts it from the words."""
    rest = line[clock.end() :]
    return not rest.strip() or re.match(r"\s*[:–—|-]\s", rest) is not None or re.match(r"\.?\s*$", rest) is not None


def _is_heading(text: str, span: Span, nxt: Span | None, before: Span | None) -> bool:
    size = span[1] - span[0]
    if nxt is None or size > HEADING or (nxt[1] - nxt[0]) < RATIO * size:
        return False
    line = text[span[0] : span[1]]
    if _RULE.match(text, nxt[0], nxt[1]) or not any(c.isalpha() for c in line) or line[0] in "—–-•*·":
        return False
    if before and text[before[1] - 1] == ":":
        return False
    if _FINAL.search(line) and not (_QUOTED.search(line) and not re.search(r"[.…:;,]\W*$", line)):
        return False
    clock = _CLOCK.match(text, nxt[0], nxt[1])
    return not (clock and _alone(text[nxt[0] : nxt[1]], clock))


def _post(text: str, draft: _Draft) -> Post:
    if draft.empty:
        assert draft.heading
        draft.start = draft.end = draft.heading[1]
    heading = text[slice(*draft.heading)] if draft.heading else None
    return Post(heading, draft.heading, text[draft.start : draft.end], (draft.start, draft.end), draft.clock)
