"""From the text of a filter to its tree. Nothing but FilterError comes out, whatever is typed."""

from __future__ import annotations

import re

from livetui.errors import FilterError
from livetui.model import filter_values as values
from livetui.model.filter_scan import Proposal, Scan, Unfinished
from livetui.model.filter_slips import meant, without_operator
from livetui.model.filter_tree import (
    COUNTS,
    DIRECTIVES,
    DURATIONS,
    KEYS,
    STATES,
    THINGS,
    And,
    Field,
    Filter,
    Has,
    Is,
    Node,
    Not,
    Or,
    Saved,
    Sort,
    Term,
    flat,
)
from livetui.model.words import tokens

LONGEST = 2000
"""Characters of a filter."""
DEEPEST = 20
"""Parentheses and negations within each other; the parser of SQLite has room for a hundred open signs."""
MOST = 100
"""Simple questions in one filter."""

_KEY = re.compile(r"([^\W\d_]+):(?!//)")
_VALUE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^\s()|"])*', re.DOTALL)
_BLANKS = re.compile(r"\s*")
_MEASURED = (*DURATIONS, *COUNTS, "date", "limit")
"""Keys whose value is no text."""
_MARKED = re.compile(r'"[^"]*"|[^\s()|]*')
_EXAMPLE = "as in (talks OR corridor) grain"
_LONGEST_HINT = 100
"""Characters of a proposal; a longer one would not be read."""


def parse(text: str, *, typing: bool = False) -> Filter:
    """Read a filter.

    Args: typing: the text is still being typed: its last word may go on, and what its end leaves open is closed or,
    where it says nothing yet, left out.
    Raises: FilterError: with the place, and a proposal where there is one.
    """
    return _Parser(text, typing=typing, proposing=True).filter()


class _Parser:
    """Recursive descent: negation binds closest, then AND (also unwritten), then OR. None is a part still to come."""

    def __init__(self, text: str, *, typing: bool, proposing: bool) -> None:
        """Args: proposing: look for proposals, each of which is read to see whether it would do."""
        self._scan = Scan(text, typing=typing)
        self._proposing = proposing
        self._depth = 0
        self._leaves = 0
        self._sort: Sort | None = None
        self._limit: int | None = None

    def filter(self) -> Filter:
        scan = self._scan
        if len(scan.text) > LONGEST:
            raise scan.error(LONGEST, f"a filter has at most {LONGEST} characters")
        if not scan.text.strip():
            return Filter(And(()))
        root = self._either()
        if not scan.ends():
            without = scan.text[: scan.at] + scan.text[scan.at + 1 :]
            raise scan.mended(scan.at, "this parenthesis closes nothing", self._whole(without))
        return Filter(root or And(()), self._sort or Sort.NEWEST, self._limit)

    def _either(self) -> Node | None:
        parts = [self._all()]
        while self._scan.takes("OR") or self._scan.takes("|"):
            parts.append(self._all())
        return _together(Or, parts)

    def _all(self) -> Node | None:
        scan = self._scan
        parts = [self._one()]
        while True:
            if scan.takes("AND"):
                parts.append(self._one())
            elif scan.ends() or scan.sees("OR") or scan.here("|)"):
                return _together(And, parts)
            else:
                parts.append(self._one())

    def _one(self) -> Node | None:
        scan = self._scan
        scan.skip()
        start = scan.at
        if not scan.rest and scan.typing:
            return None
        if not scan.rest or scan.here("|)") or scan.sees("OR") or scan.sees("AND"):
            raise scan.mended(start, "words are missing here", self._without_operator(start), _EXAMPLE)
        self._depth += 1
        if self._depth > DEEPEST:
            raise scan.error(start, f"more than {DEEPEST} levels within each other")
        node: Node | None
        if scan.takes("NOT"):
            node = _opposite(self._one())
        elif scan.here("-"):
            scan.at += 1
            if scan.blank() and not scan.here("(") and not (scan.typing and not scan.rest):
                raise scan.error(start, "a minus needs something right behind it", "as in -sport")
            node = _opposite(self._one())
        elif scan.here("("):
            node = self._group()
        else:
            try:
                node = self._leaf()
            except Unfinished:
                node = None
        self._depth -= 1
        return node

    def _group(self) -> Node | None:
        scan = self._scan
        start = scan.at
        scan.at += 1
        node = self._either()
        if not scan.ends():
            scan.at += 1
        elif not scan.typing:
            closed = scan.text.rstrip() + ")" * _open(scan.text)
            raise scan.mended(start, "this parenthesis is never closed", self._whole(closed, "close it: {}"))
        return node

    def _leaf(self) -> Node | None:
        scan = self._scan
        start = scan.at
        self._count(start, 1)
        if scan.here("@"):
            scan.at += 1
            place = scan.at
            return Saved(values.name(scan), place)
        named = scan.match(_KEY)
        if named is None:
            return Field("", (values.term(scan, ""),))
        key = named[1].lower()
        if key not in KEYS:
            raise self._no_key(named, key)
        scan.at = named.end()
        if scan.blank():
            raise self._valueless(named, key)
        if scan.here('"') and key in _MEASURED:
            raise self._marked(named, key)
        if key in DIRECTIVES:
            self._directive(start, key)
            return None
        if key == "is":
            return Is(values.choice(scan, key, STATES))
        if key == "has":
            return Has(values.choice(scan, key, THINGS))
        if key in DURATIONS or key in COUNTS or key == "date":
            return self._measured(start, key)
        terms = values.terms(scan, key)
        if key == "topic" and not all(isinstance(term, Term) for term in terms):
            raise scan.error(named.end(), "topic: wants the name of a topic", "as in topic:talks")
        return Field(key, terms, named.end())

    def _measured(self, start: int, key: str) -> Node:
        """A range is written as two comparisons in parentheses, so it counts as that."""
        limits = values.dates(self._scan) if key == "date" else values.measures(self._scan, key)
        if len(limits) > 1:
            self._count(start, 1)
            if self._depth >= DEEPEST:
                raise self._scan.error(start, f"more than {DEEPEST} levels within each other")
        return flat(And, limits)

    def _count(self, start: int, leaves: int) -> None:
        self._leaves += leaves
        if self._leaves > MOST:
            raise self._scan.error(start, f"more than {MOST} questions")

    def _directive(self, start: int, key: str) -> None:
        """Order and number are asked of the whole list, so they stand at the top."""
        scan = self._scan
        if self._depth > 1:
            written = scan.text[start:]
            value = _VALUE.match(written)
            directive = value[0] if value else ""
            before = re.sub(r"(?:-|\bNOT)$", "", scan.text[:start].rstrip()) + " "
            others = before + written[len(directive) :]
            moved = f"{' '.join(others.split()).replace('( ', '(').replace(' )', ')')} {directive}"
            reason = f"{key}: is said of the whole list, not inside parentheses or behind a minus"
            raise scan.mended(start, reason, self._whole(moved) or self._whole(directive))
        if (self._sort if key == "sort" else self._limit) is not None:
            value = _VALUE.match(scan.text, scan.at)
            once = f"{scan.text[:start]} {scan.text[value.end() if value else scan.at :]}"
            raise scan.mended(start, f"{key}: is said twice", self._whole(" ".join(once.split())))
        if key == "sort":
            self._sort = values.sort(scan)
        else:
            self._limit = values.number(scan)

    def _valueless(self, named: re.Match[str], key: str) -> FilterError | Unfinished:
        scan = self._scan
        if scan.typing and not scan.rest:
            return scan.unfinished()
        end = scan.at
        gap = _BLANKS.match(scan.text, end)
        value = _VALUE.match(scan.text, gap.end()) if gap else None
        closer = self._proposal(named.start(), value.end(), named[0] + value[0]) if value and value[0] else None
        return scan.mended(end, f"{key}: needs a value right behind it", closer, values.EXAMPLES.get(key))

    def _marked(self, named: re.Match[str], key: str) -> FilterError:
        """A measure is no phrase: it is proposed without the quotation marks, and without the blanks between them."""
        scan = self._scan
        value = _MARKED.match(scan.text, named.end())
        end = value.end() if value else named.end()
        bare = re.sub(r'[\s"]', "", scan.text[named.end() : end])
        proposal = self._proposal(named.start(), end, f"{key}:{bare}")
        return scan.mended(named.end(), f"{key}: wants no quotation marks", proposal, values.EXAMPLES[key])

    def _no_key(self, named: re.Match[str], key: str) -> FilterError:
        """Proposes the nearest key, with the value where that can be understood; else how to look for the words."""
        scan = self._scan
        reason = f"there is no key “{named[1][:40]}:”"
        value = _VALUE.match(scan.text, named.end())
        given = value[0] if value else ""
        guesses = meant(key, given)
        for guess in guesses:
            if (proposal := self._proposal(named.start(), named.end() + len(given), guess)) is not None:
                return scan.mended(named.start(), reason, proposal)
        if guesses and not given:
            return scan.error(named.start(), reason, f"did you mean {guesses[0].partition(':')[0]}:?")
        literal = named[0] + (given if '"' not in given else "…")
        fits = len(literal) <= _LONGEST_HINT
        return scan.error(named.start(), reason, f'to look for the words, write "{literal}"' if fits else None)

    def _without_operator(self, start: int) -> Proposal | None:
        """What is left when the operator that lacks its words is taken out."""
        return self._whole(without_operator(self._scan.text[:start], self._scan.text[start:]))

    def _whole(self, text: str, form: str = "did you mean {}?") -> Proposal | None:
        """Another text as a proposal, if it would be understood."""
        return self._proposal(0, len(self._scan.text), text, form)

    def _proposal(self, start: int, end: int, new: str, form: str = "did you mean {}?") -> Proposal | None:
        """Other words for a stretch of the text as a proposal, if they would be understood."""
        if not self._proposing or len(new) > _LONGEST_HINT or not tokens(new):
            return None
        try:
            _Parser(new, typing=False, proposing=False).filter()
        except FilterError:
            return None
        return Proposal(start, end, new, form)


def _together(kind: type[And] | type[Or], parts: list[Node | None]) -> Node | None:
    """The parts that are there under one roof."""
    there = [part for part in parts if part is not None]
    return flat(kind, there) if there else None


def _opposite(part: Node | None) -> Node | None:
    return None if part is None else Not(part)


def _open(text: str) -> int:
    """How many parentheses of the text are still open at its end."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.DOTALL)
    return max(0, bare.count("(") - bare.count(")"))
