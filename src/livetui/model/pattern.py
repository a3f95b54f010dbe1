"""Regular expressions of users: their syntax. Looking them up, bounded in time, is the work of `text.patterns`.

What looks them up knows more than `re`, and other things where `re` takes letters as they are: words that are nearly so
(``{e}``), classes by name (``[[:alpha:]]``). Only what means the same to both is let through, with properties beside.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from difflib import get_close_matches

from livetui.model.filter_tree import Pattern

LONGEST = 200
"""Characters of a regular expression."""

_PROPERTIES = (
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf"
    " Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hebrew"
    " Hiragana Kannada Katakana Khmer Lao Latin Malayalam Mongolian Myanmar Sinhala Tamil Telugu Thai Tibetan"
)
PROPERTIES = tuple(_PROPERTIES.split())
"""Kinds of characters and scripts by their Unicode names, for ``\\p{L}`` and ``\\p{Cyrillic}``."""

Finds = Callable[[Pattern, str], bool]
"""Tells whether a regular expression is found in a text; raises TooSlow when it took its time."""

_STEP = re.compile(
    r"(?P<property>\\[pP](?:\{(?P<named>[^{}]*)\})?)"
    r"|(?P<flags>\(\?(?P<letters>[A-Za-z]*(?:-[A-Za-z]+)?)[:)])"
    r"|(?P<note>\(\?\#[^)]*\))"
    r"|(?P<set>\[\^?\]?)"
    r"|(?P<times>\{(?:[0-9]+(?:,[0-9]*)?|,[0-9]+)\})"
    r"|(?P<brace>\{)"
    r"|\\N\{[^{}]*\}|\\.|.",
    re.DOTALL,
)
_IN_SET = re.compile(
    r"(?P<property>\\[pP](?:\{(?P<named>[^{}]*)\})?)|(?P<class>\[:)|(?P<end>\])|\\N\{[^{}]*\}|\\.|.", re.DOTALL
)
_FLAGS = frozenset("aimsu-")


def fault(source: str) -> tuple[int, str] | None:
    """What is wrong with a regular expression: offset and reason; None if nothing is."""
    if len(source) > LONGEST:
        return LONGEST, f"a regular expression has at most {LONGEST} characters"
    if not source:
        return 0, "this regular expression is empty"
    if source[0].isspace():
        return 0, "a regular expression can't begin with a blank: write \\s"
    plain, places, wrong = _plain(source)
    if wrong is not None:
        return wrong
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "[[" may one day mean something else
            re.compile(plain)
    except re.error as error:
        return places[min(error.pos or 0, len(plain))], f"this regular expression can't be read: {error.msg}"
    except (RecursionError, OverflowError):
        return 0, "this regular expression is nested too deeply or repeats too often"
    return None


def _plain(source: str) -> tuple[str, list[int], tuple[int, str] | None]:
    """The expression with nothing that `re` does not know, where each of its characters stood, and what is wrong."""
    plain: list[str] = []
    places: list[int] = []
    at, within = 0, False
    while at < len(source):
        found = (_IN_SET if within else _STEP).match(source, at)
        assert found is not None, "any character is a step"
        if reason := _refused(found):
            return "", [], (at, reason)
        written = found[0]
        if found["property"]:
            written = "\\w" if written[1] == "p" else "\\W"
        plain.append(written)
        places += range(at, at + len(written))
        within = found["end"] is None if within else found["set"] is not None
        at = found.end()
    return "".join(plain), [*places, len(source)], None


def _refused(found: re.Match[str]) -> str | None:
    """Why this step can't be taken; None if it can."""
    groups = found.groupdict()
    if groups["property"]:
        return _no_property(groups["named"])
    if groups.get("class"):
        return "classes such as [:alpha:] are not known: write \\w, \\d or \\p{L}"
    if groups.get("brace"):
        return "a brace that counts nothing is written \\{"
    if groups.get("flags") and not _FLAGS.issuperset(groups["letters"]):
        return f"of the letters in {found[0]} only a, i, m, s and u are known"
    return None


def _no_property(name: str | None) -> str | None:
    if name is None:
        return "\\p wants a property, as in \\p{L} for a letter or \\p{Cyrillic}"
    if name in PROPERTIES:
        return None
    folded = {each.lower(): each for each in PROPERTIES}
    close = get_close_matches(name.lower()[:40], folded, n=1, cutoff=0.6)
    return f"there is no property “{name[:40]}”" + (f": write \\p{{{folded[close[0]]}}}" if close else "")
