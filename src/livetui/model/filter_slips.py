"""What may have been meant by a key that there is none of, and by an operator that lacks its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from livetui.model.filter_tree import COUNTS, DURATIONS, KEYS, STATES, THINGS

_MEANT = {
    "said": "speaker speakers who person name says saying", "author": "by writer byline", "role": "function job",
    "source": "from outlet site paper publisher", "folder": "group", "url": "link address href",
    "title": "headline subject intitle heading", "text": "body content intext", "tag": "category label keyword",
    "lang": "language locale", "quote": "quoted quotation cite", "via": "agency relayed", "is": "status state flag",
    "has": "contains with", "age": "older_than", "date": "day on time published", "changed": "updated revised edited",
    "seen": "arrived received", "sort": "order orderby", "limit": "max top first", "topic": "saved",
}  # fmt: skip
_SYNONYMS = {word: key for key, words in _MEANT.items() for word in words.split()}
_CALLED = {
    "image": "images picture pictures photo photos", "audio": "sound podcast", "quote": "quotes quotation quotations",
    "link": "links url address", "revision": "revisions changes edits diff", "error": "errors failed",
    "fulltext": "full", "starred": "star saved favourite favorite", "withdrawn": "deleted removed retracted gone",
    "changed": "edited revised updated", "hidden": "muted", "unread": "unseen", "read": "seen", "live": "liveblog",
}  # fmt: skip
"""Other words for states and things."""
_YES = frozenset({"", "yes", "true", "1", "on", "y"})
_NO = frozenset({"no", "false", "0", "off", "n"})
_SINCE = {"since": ("<", ">="), "newer": ("<", ">="), "after": ("<", ">"), "before": (">", "<"), "older": (">", "<"),
          "until": (">", "<="), "till": (">", "<=")}  # fmt: skip
"""For words that speak of a moment: how an age and how a date is compared with it."""
_DURATION = re.compile(r"[0-9]+[smhdw]")
_MEASURED = re.compile(r"(?:<=|>=|<|>|=)?[0-9]+[a-z]?(?:\.\.[0-9]+[a-z]?)?|[<>=].*", re.DOTALL)


def meant(key: str, value: str) -> tuple[str, ...]:
    """What a key that there is none of, and its value, may have been meant for, the likeliest first."""
    found: list[str] = []
    given = value.strip('"').lower()
    for group, known in (("is", STATES), ("has", THINGS)):
        if key in known and given in _YES | _NO:
            found.append(("-" if given in _NO else "") + f"{group}:{key}")
    if key in _SINCE:
        age, date = _SINCE[key]
        found.append(f"age:{age}{value}" if _DURATION.fullmatch(given) else f"date:{date}{value}")
    if key in _SYNONYMS:
        found.append(f"{_SYNONYMS[key]}:{value}")
    measured = {*DURATIONS, *COUNTS, "date", "limit"}
    close = get_close_matches(key[:40], KEYS, n=4, cutoff=0.6)
    fits = bool(_MEASURED.fullmatch(value))
    close.sort(key=lambda each: bool(value) and (each in measured) is not fits)  # stable: the nearest ones first
    return (*found, *(f"{each}:{value}" for each in close))


def chosen(word: str, choices: Sequence[str]) -> str | None:
    """The one of the choices that may have been meant by a word: one that is called so, else the nearest."""
    called = next((each for each in choices if word in _CALLED.get(each, "").split()), None)
    close = get_close_matches(word[:40], choices, n=1, cutoff=0.5)
    return called or (close[0] if close else None)


def without_operator(before: str, after: str) -> str:
    """The text when the operator that lacks its words is taken out; of two side by side OR stays.

    Args: before: the text up to the place where words are missing. after: the rest.
    """
    before, after = before.rstrip(), after.lstrip()
    last = re.search(r"(?:\b(?:OR|AND|NOT)|\||-)$", before)
    first = re.match(r"(?:OR|AND)\b|\|", after)
    if first is None or last is None:
        before = before[: last.start()] if last else before
        after = after[first.end() :] if first else after
    elif last[0] in ("OR", "|") or (last[0] == "AND" and first[0] == "AND"):
        after = after[first.end() :]
    else:
        before = before[: last.start()]
    return " ".join(f"{before} {after}".split())
