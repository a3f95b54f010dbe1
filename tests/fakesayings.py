"""Quotations across entries by the shortest way there is: what the cache must answer too, however it finds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from livetui.model.entry import CachedEntry, first_number
from livetui.model.filter import Filter, matches_quote
from livetui.model.quote import Part, Quote
from livetui.model.saying import Carried, Saying, SpeakerCount
from livetui.model.speakers import differ, folded, is_pronoun, surname, together
from livetui.model.wording import same_words
from livetui.model.words import tokens
from livetui.text.patterns import Finder

Place = tuple[CachedEntry, int]
"""An entry and the place of one of its quotations."""


def sayings(
    every: Sequence[Place],
    wanted: Filter | None,
    now: datetime,
    *,
    speaker: str | None = None,
    before: tuple[int, int] | None = None,
    limit: int | None = 200,
) -> tuple[Saying, ...]:
    """What `Engine.sayings` gives for a cache of just these quotations."""
    names = standing_for(every, speaker)
    passing = [
        place
        for place in every
        if (not place[0].hidden if wanted is None else matches_quote(wanted, place[0], quote(place), now, Finder()))
        and (speaker is None or person(quote(place).speaker, names) == person(speaker, names))
    ]
    listed = [
        Saying(
            entry.number, place, entry.quotes[place], entry.feed_url, entry.source, entry.entry.title or "",
            entry.entry.url, at(entry), also(every, (entry, place)),
        )
        for entry, place in sorted(firsts(passing), key=lambda one: (-one[0].number, one[1]))
        if before is None or entry.number < before[0] or (entry.number == before[0] and place > before[1])
    ]  # fmt: skip
    return tuple(listed[:limit])


def speakers(
    every: Sequence[Place], now: datetime, *, since: datetime | None, limit: int = 50
) -> tuple[SpeakerCount, ...]:
    """What `Engine.speakers` gives."""
    names = standing_for(every)
    low = 0 if since is None else first_number(int(since.timestamp()))
    by_person: dict[tuple[bool, str], list[Place]] = {}
    for place in every:
        name = quote(place).speaker
        key = person(name, names)
        if key and not is_pronoun(name or "") and not place[0].hidden and place[0].number >= low:
            by_person.setdefault(key, []).append(place)
    counts = []
    for places in by_person.values():
        newest = sorted(places, key=lambda one: (-one[0].number, one[1]))
        quotes = [quote(place) for place in newest]
        counts.append(
            SpeakerCount(
                name=max((q.speaker or "" for q in quotes), key=len),
                role=next((q.role for q in quotes if q.role), None),
                quotes=len(firsts(places)),
                latest=max(at(place[0]) for place in places),
            )
        )
    return tuple(sorted(counts, key=lambda one: (-one.quotes, -one.latest.timestamp(), one.name))[:limit])


def carried(every: Sequence[Place], number: int) -> dict[int, tuple[Carried, ...]]:
    """What `Engine.carried` gives."""
    found = {place: also(every, (entry, place)) for entry, place in every if entry.number == number}
    return {place: others for place, others in found.items() if others}


def quote(place: Place) -> Quote:
    """The quotation at that place."""
    return place[0].quotes[place[1]]


def standing_for(every: Sequence[Place], asked: str | None = None) -> dict[str, str]:
    """What each folded name of a person stands for, also that of the one asked for."""
    names = [asked, *(quote(place).speaker for place in every)]
    return together(folded(name) for name in names if name and surname(name))


def person(name: str | None, names: dict[str, str]) -> tuple[bool, str] | None:
    """Who that is: the name of a person that theirs stands for, or a description; None for no name."""
    if not name:
        return None
    return (True, names.get(folded(name), folded(name))) if surname(name) else (False, folded(name))


def firsts(places: Sequence[Place]) -> list[Place]:
    """Those before which the same words were not listed, from the oldest on."""
    listed: list[Place] = []
    for place in sorted(places, key=age):
        if not any(same(place, other) for other in listed):
            listed.append(place)
    return listed


def age(place: Place) -> tuple[int, bool, bool, int]:
    """The order of publication; within an entry those with a speaker first, then those of its text."""
    one = quote(place)
    return (place[0].number, one.speaker is None, one.part is Part.TITLE, place[1])


def same(one: Place, other: Place) -> bool:
    """The same words; within an entry short ones too."""
    words, others = tokens(quote(one).text), tokens(quote(other).text)
    return same_words(words, others) or (one[0] is other[0] and words == others)


def also(every: Sequence[Place], one: Place) -> tuple[Carried, ...]:
    """The same words in other entries that are shown, the oldest first, once an entry."""
    found: dict[int, Carried] = {}
    for other in sorted(every, key=age):
        entry, place = other
        if entry is one[0] or entry.hidden or entry.number in found or not same(one, other):
            continue
        there = quote(other)
        found[entry.number] = Carried(
            entry.number, place, entry.source, at(entry), there.speaker, there.text,
            other_words=tokens(there.text) != tokens(quote(one).text),
            other_speaker=differ(there.speaker, quote(one).speaker),
        )  # fmt: skip
    return tuple(found.values())


def at(entry: CachedEntry) -> datetime:
    """When it was published, else first seen."""
    return entry.entry.published or entry.seen_at
