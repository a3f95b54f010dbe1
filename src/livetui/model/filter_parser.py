"""From the text of a filter to its tree. Nothing but FilterError comes out, whatever is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from livetui.errors import FilterError
from livetui.model.filter_tree import (
    COMPARED_KEYS,
    KEYS,
    STATES,
    THINGS,
    UNITS,
    And,
    Compare,
    Field,
    Filter,
    Has,
    Is,
    Node,
    Not,
    Or,
    Term,
    flat,
)
from livetui.model.words import tokens

LONGEST = 2000
"""Characters of a filter."""
DEEPEST = 40
"""Parentheses and negations within each other; SQLite's own limit on expressions is not far."""
MOST = 100
"""Simple questions in one filter."""

_KEY = re.compile(r"([^\W\d_]+):(?!//)")
_RUN = re.compile(r'[^\s()|"]+')
_LISTED = re.compile(r'[^\s()|",]+')
_SPACE = re.compile(r"\s*")
_PHRASE = re.compile(r'"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LIMIT = re.compile(r"(<=|>=|<|>|=)?([0-9]{1,9})([a-z]?)")
_RANGE = re.compile(r"([0-9]{1,9})([a-z]?)\.\.([0-9]{1,9})([a-z]?)")
_NOT_YET = "regular expressions and saved filters (@name) are not understood yet"
_QUOTED = "put it in quotation marks to look for the words"
_IDLE = re.compile(r"""[!?.,;:…«»“”„‘’'&+=%€$#–—]+(?=[\s()|]|$)""")
"""Marks with blanks around them, as people set and paste them; not the dash that denies."""
_LATER = re.compile(r"/[^\s]+/i?$|@\w+$")
"""What the filter language keeps for regular expressions and saved filters."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(text: str, *, typing: bool = False) -> Filter:
    """Read a filter.

    Args: typing: the text is still being typed, so its last bare word may go on and its last phrase may be open.
    Raises: FilterError: with the place, and a proposal where there is one.
    """
    return _Parser(text, typing).filter()


class _Parser:
    """Recursive descent: negation binds closest, then AND (also unwritten), then OR."""

    def __init__(self, text: str, typing: bool) -> None:
        self._given = text
        self._text = _SURROGATE.sub("\ufffd", text)
        self._typing = typing
        self._at = 0
        self._depth = 0
        self._leaves = 0
        self._has_words = bool(tokens(text))

    def filter(self) -> Filter:
        if len(self._text) > LONGEST:
            raise self._error(LONGEST, f"a filter has at most {LONGEST} characters")
        if not self._text.strip():
            return Filter(And(()))
        root = self._either()
        if not self._ends():
            raise self._error(self._at, "this parenthesis closes nothing")
        return Filter(root)

    def _either(self) -> Node:
        parts = [self._all()]
        while self._takes("OR") or self._takes("|"):
            parts.append(self._all())
        return flat(Or, parts)

    def _all(self) -> Node:
        parts = [self._one()]
        while True:
            if self._takes("AND"):
                parts.append(self._one())
            elif self._ends() or self._sees("OR") or self._text[self._at] in "|)":
                return flat(And, parts)
            else:
                parts.append(self._one())

    def _one(self) -> Node:
        self._skip()
        start = self._at
        if self._ends() or self._text[start] in "|)" or self._sees("OR") or self._sees("AND"):
            raise self._error(start, "words are missing here")
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(start, f"more than {DEEPEST} levels within each other")
        node: Node
        if self._takes("NOT"):
            node = Not(self._one())
        elif self._text[start] == "-":
            self._at += 1
            if self._at == len(self._text) or self._text[self._at].isspace():
                raise self._error(start, "a minus needs something right behind it")
            node = Not(self._one())
        elif self._text[start] == "(":
            self._at += 1
            node = self._either()
            if self._ends():
                raise self._error(start, "this parenthesis is never closed")
            self._at += 1
        else:
            node = self._leaf()
        self._depth -= 1
        return node

    def _leaf(self) -> Node:
        start = self._at
        self._leaves += 1
        if self._leaves > MOST:
            raise self._error(start, f"more than {MOST} questions")
        named = _KEY.match(self._text, start)
        if named is None:
            return Field("", (self._term(_RUN, bare=True),))
        key = named[1].lower()
        if key not in KEYS:
            raise self._error(start, f"there is no key “{named[1]}:”", _nearest(key, KEYS, "{}:", named[0]))
        self._at = named.end()
        if self._at == len(self._text) or self._text[self._at].isspace() or self._text[self._at] in "()|":
            raise self._error(self._at, f"{key}: needs a value right behind it", _EXAMPLES.get(key))
        if key == "is":
            return Is(self._choice("is", STATES))
        if key == "has":
            return Has(self._choice("has", THINGS))
        if key in COMPARED_KEYS:
            return self._limit(key)
        terms = [self._term(_RUN if key == "id" else _LISTED, exact=key in ("id", "lang"))]
        while key != "id" and self._text.startswith(",", self._at):
            self._at += 1
            terms.append(self._term(_LISTED, exact=key == "lang"))
        return Field(key, tuple(terms))

    def _term(self, run: re.Pattern[str], *, bare: bool = False, exact: bool = False) -> Term:
        start = self._at
        phrase = _PHRASE.match(self._text, start)
        prefix = False
        if phrase is not None:
            if not phrase[2] and not self._typing:
                raise self._error(start, "this quotation mark is never closed")
            words = _ESCAPE.sub(r"\1", phrase[1])
            self._at = phrase.end()
            if not exact and self._text.startswith("*", self._at):
                self._at += 1
                prefix = True
        else:
            found = run.match(self._text, start)
            if found is None:
                raise self._error(start, "a value is missing here")
            words = found[0]
            if not exact and _LATER.match(words):
                raise self._error(start, _NOT_YET, _QUOTED)
            self._at = found.end()
            if not exact and len(words) > 1 and words.endswith("*"):
                words, prefix = words[:-1], True
            prefix = prefix or (bare and self._typing and self._at == len(self._text))
        if exact:
            if not words:
                raise self._error(start, "a value is missing here")
        elif not tokens(words):
            raise self._error(start, f"there is no word to look for in “{words}”")
        return Term(words, prefix)

    def _choice(self, key: str, choices: Sequence[str]) -> str:
        start = self._at
        found = _RUN.match(self._text, start)
        word = found[0].lower() if found else ""
        if found is None or word not in choices:
            hint = _nearest(word, choices, key + ":{}")
            given = found[0] if found else ""
            raise self._error(start, f"{key}: knows no “{given}”", hint or f"one of {', '.join(choices)}")
        self._at = found.end()
        return word

    def _limit(self, key: str) -> Node:
        start = self._at
        found = _RUN.match(self._text, start)
        limits = _limits(key, found[0]) if found else []
        if found is None or not limits:
            raise self._error(start, f"{key}: wants a comparison", _EXAMPLES[key])
        for limit in limits:
            if key == "age" and (limit.unit not in UNITS or limit.operator == "="):
                raise self._error(start, "age: wants a number and one of s m h d w, with < or > before", _EXAMPLES[key])
            if key == "quotes" and limit.unit:
                raise self._error(start, "quotes: wants a number", _EXAMPLES[key])
        if len(limits) > 1:
            self._check_range(start, *limits)
        self._at = found.end()
        return flat(And, limits)

    def _check_range(self, start: int, low: Compare, high: Compare) -> None:
        """A range is written as two comparisons in parentheses, so it counts as that."""
        if low.amount * UNITS.get(low.unit, 1) > high.amount * UNITS.get(high.unit, 1):
            turned = f"{low.key}:{high.amount}{high.unit}..{low.amount}{low.unit}"
            raise self._error(start, "this range begins behind its end", f"did you mean {turned}?")
        self._leaves += 1
        if self._leaves > MOST:
            raise self._error(start, f"more than {MOST} questions")
        if self._depth >= DEEPEST:
            raise self._error(start, f"more than {DEEPEST} levels within each other")

    def _skip(self) -> None:
        """Go on to what means something: blanks and, beside words, marks that stand alone (“guerre !”) mean nothing."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            idle = _IDLE.match(self._text, self._at) if self._has_words else None
            if idle is None:
                return
            self._at = idle.end()

    def _ends(self) -> bool:
        self._skip()
        return self._at == len(self._text)

    def _sees(self, word: str) -> bool:
        """Is this operator next? Letters need an end: ORBAN is no OR."""
        self._skip()
        end = self._at + len(word)
        if not self._text.startswith(word, self._at):
            return False
        return word == "|" or end == len(self._text) or self._text[end].isspace() or self._text[end] in '()|"-'

    def _takes(self, word: str) -> bool:
        if not self._sees(word):
            return False
        self._at += len(word)
        return True

    def _error(self, position: int, reason: str, hint: str | None = None) -> FilterError:
        return FilterError(self._given, position, reason, hint)


_EXAMPLES = {
    "age": "as in age:<2h",
    "quotes": "as in quotes:>2",
    "is": "as in is:unread",
    "has": "as in has:quote",
    "said": "as in said:lagarde",
}


def _limits(key: str, text: str) -> list[Compare]:
    """What is asked of a number: a bare age is one not yet passed, a range has both its ends; empty if it is none."""
    if span := _RANGE.fullmatch(text):
        return [Compare(key, ">=", int(span[1]), span[2]), Compare(key, "<=", int(span[3]), span[4])]
    if read := _LIMIT.fullmatch(text):
        return [Compare(key, read[1] or ("<=" if key == "age" else "="), int(read[2]), read[3])]
    return []


def _nearest(word: str, choices: Sequence[str], form: str, literal: str | None = None) -> str | None:
    close = get_close_matches(word[:40], choices, n=1, cutoff=0.5)
    if close:
        return f"did you mean {form.format(close[0])}?"
    return f'to look for the words, write "{literal}…"' if literal else None
