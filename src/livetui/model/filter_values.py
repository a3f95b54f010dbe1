"""The values in a filter, read where a `Scan` stands: words, regular expressions, choices, measures, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from livetui.model import pattern
from livetui.model.filter_scan import Proposal, Scan
from livetui.model.filter_slips import chosen
from livetui.model.filter_times import NAMED, backwards, read_date
from livetui.model.filter_tree import COUNTS, EXACT_KEYS, UNITS, Compare, Date, Pattern, Sort, Term
from livetui.model.words import tokens

RUN = re.compile(r'[^\s()|"]+')
_LISTED = re.compile(r'[^\s()|",]+')
_WRITTEN = re.compile(r'[^\s"]+')
_NAME = re.compile(r'[^\s()|",:*\\]+')
_PHRASE = re.compile(r'"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_WRITTEN_CHOICES = re.compile(r'(?:"[^"\s]+"|\w+)(?:,(?:"[^"\s]+"|\w+))+|"[^"\s]+"')
_ADDRESS = re.compile(r"\w+://")
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)(/?)", re.DOTALL)
_PATTERN_END = re.compile(r'(i?)(?=[\s()|,"]|$)')
_LIMIT = re.compile(r"(<=|>=|<|>|=)?([0-9]{1,9})([a-z]?)")
_RANGE = re.compile(r"([0-9]{1,9})([a-z]?)\.\.([0-9]{1,9})([a-z]?)")
_HALF_LIMIT = re.compile(r"(?:<=?|>=?|=)?[0-9]{0,9}|[0-9]{1,9}[a-z]?\.{1,2}(?:[0-9]{1,9})?")
_HALF_DATE = re.compile(
    r"[0-9]{0,4}|[12][0-9]{3}-(?:[01]|[01][0-9]-[0-3]?|[01][0-9]-[0-3][0-9]t(?:[0-2][0-9]?(?::[0-5]?)?)?)?"
    r"|[0-2]?[0-9]:[0-5]?"
)
_DATED = re.compile(r"(<=|>=|<|>|=)?(.+)", re.DOTALL)
_LONGEST_HINT = 80
"""Characters of a proposal; a longer one would not be read."""

EXAMPLES = {
    "age": "as in age:<2h",
    "seen": "as in seen:<10m",
    "changed": "as in changed:<1h",
    "date": "as in date:2026-06-01, date:yesterday or date:09:00..11:30",
    "words": "as in words:>400",
    "quotes": "as in quotes:>2",
    "is": "as in is:unread",
    "has": "as in has:quote",
    "said": "as in said:lagarde",
    "sort": "as in sort:oldest",
    "limit": "as in limit:20",
}
"""What a key looks like in use."""


def terms(scan: Scan, key: str) -> tuple[Term | Pattern, ...]:
    """One value, or several with commas between; an id or a whole address is one value with its commas."""
    whole = key == "id" or (key == "url" and scan.match(_ADDRESS) is not None)
    found = [term(scan, "id" if whole and key == "url" else key)]
    while not whole and scan.here(","):
        scan.at += 1
        if scan.typing and not scan.rest:
            break
        found.append(term(scan, key))
    return tuple(found)


def term(scan: Scan, key: str) -> Term | Pattern:
    """Words, a phrase or a regular expression; of a bare word (key "") commas are a part."""
    start = scan.at
    if scan.here("/") and (found := _pattern(scan, key)):
        return found
    exact = key in EXACT_KEYS
    phrase = scan.match(_PHRASE)
    prefix = False
    if phrase is not None:
        words, prefix = _phrase(scan, phrase)
    else:
        run = scan.match(RUN if key in ("", "id") else _LISTED)
        if run is None:
            raise scan.error(start, "a value is missing here")
        words = run[0]
        scan.at = run.end()
    if not exact:
        if phrase is not None and scan.here("*"):
            scan.at += 1
            prefix = True
        elif phrase is None and len(words) > 1 and words.endswith("*"):
            words, prefix = words[:-1], True
        elif phrase is None:
            prefix = scan.typing and not scan.rest
    if exact:
        if not words:
            raise scan.error(start, "a value is missing here")
    elif not tokens(words):
        raise scan.error(start, f"there is no word to look for in “{words[:40]}”")
    return Term(words, prefix and not exact)


def name(scan: Scan) -> str:
    """The name of a saved filter, right behind its @."""
    start = scan.at
    if scan.typing and not scan.rest:
        raise scan.unfinished()
    phrase = scan.match(_PHRASE)
    if phrase is not None:
        words = _phrase(scan, phrase)[0].strip()
    else:
        run = scan.match(_NAME)
        words = run[0] if run else ""
        scan.at = run.end() if run else scan.at
    if not tokens(words):
        raise scan.error(start, "the name of a saved filter is missing here", "as in @talks")
    return words


def _phrase(scan: Scan, phrase: re.Match[str]) -> tuple[str, bool]:
    """The words between quotation marks, and whether the last of them is still being typed."""
    start = scan.at
    words = _ESCAPE.sub(r"\1", phrase[1])
    open_ = not phrase[2]
    if open_ and not scan.typing:
        closed = scan.text[start:].rstrip() + '"'
        fits = len(closed) <= _LONGEST_HINT and not closed.endswith('\\"') and tokens(words)
        proposal = Proposal(start, len(scan.text), closed, "close it: {}") if fits else None
        raise scan.mended(start, "this quotation mark is never closed", proposal)
    scan.at = phrase.end()
    if open_ and not tokens(words):
        raise scan.unfinished()
    return (words.rstrip() if open_ else words), open_ and not words[-1].isspace()


def _pattern(scan: Scan, key: str) -> Pattern | None:
    """A regular expression between strokes; None where an id or a tag of a language only begins with a stroke."""
    start = scan.at
    found = scan.match(_PATTERN)
    assert found is not None
    source, closed = found[1], bool(found[2])
    end = _PATTERN_END.match(scan.text, found.end()) if closed else None
    if key in EXACT_KEYS and end is None:
        return None
    run = scan.match(_WRITTEN)
    named = run is not None and len(run[0]) <= _LONGEST_HINT and tokens(run[0])
    literal = f'to look for the words, write "{run[0]}"' if run and named else None
    if not closed and scan.typing:
        if not source.strip():
            raise scan.unfinished()
    elif not closed:
        fits = (
            not pattern.fault(source.rstrip()) and len(source) <= _LONGEST_HINT and not source.rstrip().endswith("\\")
        )
        proposal = Proposal(start, len(scan.text), f"/{source.rstrip()}/", "close it: {}") if fits else None
        raise scan.mended(start, "this regular expression is never closed", proposal, literal)
    elif end is None:
        raise scan.error(found.end(), "behind a regular expression only an i can stand", literal)
    wrong = pattern.fault(source)
    if wrong is not None:
        raise scan.error(start + 1 + wrong[0], wrong[1], literal)
    scan.at = end.end() if end else found.end()
    return Pattern(source, any_case=bool(end and end[1]))


def choice(scan: Scan, key: str, choices: Sequence[str]) -> str:
    """One of some words."""
    start = scan.at
    found = scan.match(RUN)
    given = found[0] if found else ""
    word = given.lower()
    if proposal := _several(scan, key, choices):
        raise scan.mended(start, f"{key}: wants one word, without quotation marks", proposal)
    if word not in choices:
        if _half(scan, given) and any(each.startswith(word) for each in choices):
            raise scan.unfinished()
        close = chosen(word, choices)
        proposal = Proposal(start - len(key) - 1, start + len(given), f"{key}:{close}") if close else None
        raise scan.mended(start, f"{key}: knows no “{given[:40]}”", proposal, f"one of {', '.join(choices)}")
    scan.at = start + len(given)
    return word


def _several(scan: Scan, key: str, choices: Sequence[str]) -> Proposal | None:
    """What a choice between quotation marks, or several with commas between, may be meant for."""
    written = scan.match(_WRITTEN_CHOICES)
    words = [word.strip('"').lower() for word in written[0].split(",")] if written else []
    if written is None or not all(word in choices for word in words) or (len(words) > 1 and key not in ("is", "has")):
        return None
    new = " OR ".join(f"{key}:{word}" for word in words)
    start = scan.at - len(key) - 1
    return Proposal(start, written.end(), f"({new})" if len(words) > 1 else new)


def number(scan: Scan) -> int:
    """How many entries are listed at most."""
    found = scan.match(RUN)
    if found is None or not re.fullmatch("[0-9]{1,9}", found[0]) or not int(found[0]):
        raise scan.error(scan.at, "limit: wants a number, 1 at least", EXAMPLES["limit"])
    scan.at = found.end()
    return int(found[0])


def sort(scan: Scan) -> Sort:
    """An order."""
    return Sort(choice(scan, "sort", tuple(Sort)))


def measures(scan: Scan, key: str) -> list[Compare]:
    """What is asked of a number: a bare duration is one not yet passed, a range has both its ends."""
    start = scan.at
    found = scan.match(RUN)
    given = found[0] if found else ""
    limits = _limits(key, given)
    count = key in COUNTS
    if not limits or any(limit.unit if count else limit.unit not in UNITS or limit.operator == "=" for limit in limits):
        if _half(scan, given) and _HALF_LIMIT.fullmatch(given):
            raise scan.unfinished()
        wants = "a number" if count else "a number and one of s m h d w, with < or > before"
        raise scan.error(start, f"{key}: wants {wants}", EXAMPLES[key])
    if len(limits) > 1:
        low, high = limits
        if low.amount * UNITS.get(low.unit, 1) > high.amount * UNITS.get(high.unit, 1):
            turned = f"{key}:{high.amount}{high.unit}..{low.amount}{low.unit}"
            proposal = Proposal(start - len(key) - 1, start + len(given), turned)
            raise scan.mended(start, "this range begins behind its end", proposal)
    scan.at = start + len(given)
    return limits


def _limits(key: str, text: str) -> list[Compare]:
    if span := _RANGE.fullmatch(text):
        return [Compare(key, ">=", int(span[1]), span[2]), Compare(key, "<=", int(span[3]), span[4])]
    if read := _LIMIT.fullmatch(text):
        return [Compare(key, read[1] or ("=" if key in COUNTS else "<="), int(read[2]), read[3])]
    return []


def dates(scan: Scan) -> list[Date]:
    """A stretch of time, all before or behind it, or from the beginning of one to the end of another."""
    start = scan.at
    found = scan.match(RUN)
    given = found[0] if found else ""
    first, dots, last = given.partition("..")
    if dots:
        ends = [read_date(first), read_date(last)]
        read = [Date(operator, value) for operator, value in zip((">=", "<="), ends, strict=True) if value is not None]
    else:
        parts = _DATED.fullmatch(given)
        value = read_date(parts[2]) if parts else None
        read = [Date(parts[1] or "=", value)] if parts and value is not None else []
    if len(read) < (2 if dots else 1):
        word = re.sub(r".*[<>=.]", "", given.lower(), flags=re.DOTALL)
        begun = _HALF_DATE.fullmatch(word) or any(day.startswith(word) for day in NAMED)
        if _half(scan, given) and begun and (len(read) == 1 or not dots):
            raise scan.unfinished()
        close = chosen(word, NAMED) if word[:1].isalpha() and read_date(word) is None else None
        near = (
            Proposal(start - 5, start + len(given), f"date:{given[: len(given) - len(word)]}{close}") if close else None
        )
        raise scan.mended(start, "date: wants a day, a month or a time of today", near, EXAMPLES["date"])
    if dots and backwards(read[0].value, read[1].value):
        turned = Proposal(start - 5, start + len(given), f"date:{last}..{first}")
        raise scan.mended(start, "this range begins behind its end", turned)
    scan.at = start + len(given)
    return read


def _half(scan: Scan, given: str) -> bool:
    """True when the value reaches the end of a text that is still being typed."""
    return scan.typing and scan.at + len(given) == len(scan.text)
