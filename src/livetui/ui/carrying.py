"""Where else the words of a quotation stand, in words: the same, cut, changed, or given to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from difflib import SequenceMatcher

from livetui.model.quote import Quote
from livetui.model.saying import Carried
from livetui.model.words import fold, padded
from livetui.text.clean import clean_line
from livetui.ui.page import Dye, Para
from livetui.ui.times import when

_MOST_NAMED = 4
"""Sources of the same words that are named; of more only the number is told."""
_MOST_FINDINGS = 3
_LONGEST = 240
"""Characters of another wording that are shown."""
_FINDING = "≠ "
"""Stands before what differs from one source to the other."""
_WORD = re.compile(r"\w+")


def carried_paras(quote: Quote, also: Sequence[Carried], now: datetime, zone: tzinfo | None) -> Iterator[Para]:
    """A line for those who carry the same words, one for each who has others or names another speaker."""
    same = [each for each in also if not _is_finding(quote, each)]
    if same:
        named: dict[str, str] = {}
        for each in same:
            named.setdefault(f"{clean_line(each.source, 40)} {when(each.at, now, zone)}", _part(quote, each))
        names = [source + (f" ({part})" if part else "") for source, part in named.items()]
        yield Para(f"also in {_listed(names)}", "faint", (), "  ", "  ")
    findings = [each for each in also if _is_finding(quote, each)]
    for each in findings[:_MOST_FINDINGS]:
        yield _finding(quote, each, now, zone)
    if (more := len(findings) - _MOST_FINDINGS) > 0:
        yield Para(f"and {more} more that differ", "faint", (), "  ", "  ")


def _is_finding(quote: Quote, each: Carried) -> bool:
    return each.other_speaker or (each.other_words and not _part(quote, each))


def _part(quote: Quote, each: Carried) -> str:
    """Is the one merely a piece of the other: which of them; empty if it is not."""
    if not each.other_words:
        return ""
    mine, theirs = padded(quote.text), padded(each.text)
    return "shorter" if theirs in mine else "longer" if mine in theirs else ""


def _listed(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMED:
        return ", ".join(names)
    return ", ".join(names[:_MOST_NAMED]) + f" and {len(names) - _MOST_NAMED} more"


def _finding(quote: Quote, each: Carried, now: datetime, zone: tzinfo | None) -> Para:
    what = "another speaker" if each.other_speaker else "another wording"
    where = f"{what} in {clean_line(each.source, 40)} {when(each.at, now, zone)}: "
    dyes = [Dye(0, len(what), "bold", "accent")]
    words = where
    if each.other_speaker:
        words += clean_line(each.speaker or "—", 80)
    if each.other_words:
        words += (", " if each.other_speaker else "") + "“"
        theirs = clean_line(each.text, _LONGEST)
        added, missing = _differing(quote.text, theirs)
        dyes += [Dye(len(words) + start, len(words) + end, "bold", "accent") for start, end in added]
        words += theirs + "”"
        if missing and not added:
            start = len(words) + len(", without “")
            dyes.append(Dye(start, start + len(missing), "bold", "accent"))
            words += f", without “{missing}”"
    return Para(words, "read", tuple(dyes), f"  {_FINDING}", "    ", "accent")


def _differing(mine: str, theirs: str) -> tuple[list[tuple[int, int]], str]:
    """The stretches of `theirs` whose words are not those of `mine`, and the words that `mine` has instead."""
    own, found = _WORD.findall(mine), list(_WORD.finditer(theirs))
    matcher = SequenceMatcher(None, list(map(fold, own)), [fold(word.group()) for word in found], autojunk=False)
    added, missing = [], []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            missing += own[first:last]
            if end > start:
                added.append((found[start].start(), found[end - 1].end()))
    return added, clean_line(" ".join(missing), _LONGEST)
