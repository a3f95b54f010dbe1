# ruff: noqa: E501 - tables, a line for each case
"""Many entries and many filters made at random, to compare what the cache and memory answer."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from livetui.model.digest import source_digest
from livetui.model.entry import Enclosure, Enrichment, Entry, Flag
from livetui.model.feed import Subscription
from livetui.model.filter import Filter, matches, parse
from livetui.model.quote import Quote
from livetui.model.update import Change, Decision, FeedState
from livetui.store import PollWrite, Store
from livetui.text.patterns import Finder

NOW = datetime(2026, 6, 3, 10, 30, 0, 250_000, tzinfo=UTC)
ZONES = ("UTC", "Europe/Kyiv", "America/St_Johns", "Asia/Kolkata")
WORDS = ("grain", "Grains", "corridor", "l’État", "etat", "Straße", "ёлка", "елка", "小麦走廊", "麦", "ข้าวสาลี", "الحكومة",
         "حكومة", "14:32", "or", "x²", "don't", "talks", "war", "peace", "rates", "rise", "wheat", "ships", "31")  # fmt: skip
BEGINNINGS = ("g*", "gr*", "ra*", "w*", '"war p*"', "é*", "ё*", "хо*", "麦*", "ال*", "1*", "zz*", "d*", '"don t*"')
PATTERNS = (
    "/gra/",
    "/^grain/i",
    "/ta.ks$/",
    "/[éa]t/i",
    "/麦/",
    r"/\bwar\b/",
    "/x*/",
    "/(?s)war.*peace/",
    "/(sh?ips|PEACE)/i",
    "/ks ri|ат$/",
)
NAMES = ("Christine Lagarde", "Dmytro Kuleba", "lagarde", "Мария Ёлкина", None)
_PAGE = 20
"""Entries asked for at first; the rest is asked for in one."""
FEEDS = (("https://one.example/rss", "One Wire", "Agencies"), ("https://deux.example/rss", "État Deux", None),
         ("https://three.example/live", None, "Live pages"))  # fmt: skip


def _line(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(0, most)))


def _entry(chance: random.Random, number: int) -> Entry:
    ago = timedelta(seconds=chance.choice((0, 59, 60, 3600, 40_000, 86_400, 200_000, 3_000_000)))
    return Entry(
        f"k{number}", chance.choice((None, f"https://x.example/{number}/grain", "https://three.example/live", "https://é.example/É")),
        _line(chance, 4) or None, NOW - ago, authors=tuple(_line(chance, 2) for _ in range(chance.randint(0, 2))),
        tags=tuple(_line(chance, 2) for _ in range(chance.randint(0, 2))), lang=chance.choice((None, "fr", "fr-CA", "uk")),
        body=_line(chance, 3) + chance.choice(("", "", '<img src="a">', "<audio>")),
        enclosures=chance.choice(((), (), (Enclosure("https://x.example/a", "audio/mpeg"),))),
        live=chance.random() < 0.2, pinned=chance.random() < 0.1,
    )  # fmt: skip


def _quote(chance: random.Random) -> Quote:
    name = chance.choice(NAMES)
    return Quote(
        ((0, 1),), _line(chance, 4), speaker=name, speaker_span=(0, 1) if name else None,
        role=chance.choice((None, "president", "l’adviser")), via=chance.choice((None, "RIA", "AFP")),
    )  # fmt: skip


def fill(store: Store, count: int, seed: int = 7) -> None:
    """Put so many entries in: of three feeds, some changed, withdrawn, read, starred, hidden, without text."""
    chance = random.Random(seed)
    subs = [Subscription(url, title, folder) for url, title, folder in FEEDS]
    feeds = [feed.number for feed in store.sync_feeds(subs, NOW)]
    state = FeedState(NOW, None, 600, "ok")
    entries = [_entry(chance, number) for number in range(count)]
    for place, feed in enumerate(feeds):
        ended = FeedState(NOW, None, 600, "error", error="HTTP 500") if place == 1 else state
        seen = NOW - timedelta(minutes=7 * place)
        store.write_polls([PollWrite(feed, Decision(tuple(entries[place::3])), ended, seen)])
    every = store.numbers(None, now=NOW)
    store._baseline = store.newest_event()  # what follows is new, the rest is not
    for place, feed in enumerate(feeds):
        own = [cached for cached in store.entries(store.numbers(None, scope=(feed,), now=NOW)) if chance.random() < 0.1]
        changes = tuple(
            Change(
                cached.number,
                Entry(cached.entry.id, cached.entry.url, _line(chance, 3), body="later words"),
                revision=True,
            )
            for cached in own
        )
        gone = tuple(cached.number for cached in own[:5])
        later = NOW - timedelta(minutes=place)
        store.write_polls([PollWrite(feed, Decision((), changes, gone), state, later)])
    store.write_enrichments(
        [
            Enrichment(
                cached.number, source_digest(cached.entry), "\n".join(_line(chance, 6) for _ in range(2)),
                cached.entry.lang or chance.choice((None, "uk")), tuple(_quote(chance) for _ in range(chance.randint(0, 2))),
            )
            for cached in store.entries(every) if chance.random() < 0.9
        ],
        1,
    )  # fmt: skip
    for flag, share in ((Flag.READ, 0.5), (Flag.STARRED, 0.1), (Flag.HIDDEN, 0.1)):
        store.mark([number for number in every if chance.random() < share], flag, value=True)


def _leaf(chance: random.Random) -> str:
    word = chance.choice(WORDS)
    words = f'"{word}"' if chance.random() < 0.6 or ":" in word else word
    value = chance.choice((words, words, words + "*", f'"{word} {chance.choice(WORDS)}"', chance.choice(PATTERNS)))
    keyed = chance.choice(
        ("title", "text", "author", "tag", "source", "feed", "folder", "url", "said", "role", "via", "quote")
    )
    operator = chance.choice(("<", "<=", ">", ">=", ""))
    return chance.choice(
        (
            value,
            value,
            f"{chance.choice(('', 'title:', 'text:', 'author:', 'tag:'))}{chance.choice(BEGINNINGS)}",
            f"{keyed}:{value}",
            f"{keyed}:{words},{chance.choice(WORDS[:9])}",
            f"said:{chance.choice(('lagarde', 'kuleba', 'елкина', '/a$/'))} quote:{words}",
            f"lang:{chance.choice(('fr', 'fr-ca', 'uk', '/^f/'))}",
            f"id:k{chance.randint(0, 50)}",
            "is:"
            + chance.choice(
                ("unread", "read", "starred", "hidden", "live", "pinned", "new", "changed", "withdrawn", "followed")
            ),
            "has:" + chance.choice(("quote", "link", "image", "audio", "fulltext", "revision", "error")),
            f"{chance.choice(('age', 'seen', 'changed'))}:{operator}{chance.choice(('0s', '1m', '60s', '7m', '1h', '1d', '40d'))}",
            f"{chance.choice(('words', 'quotes'))}:{operator}{chance.randint(0, 9)}",
            f"date:{operator}"
            + chance.choice(("2026-06", "2026-06-03", "2026-05", "today", "yesterday", "monday", "09:30", "13:30")),
            "date:yesterday..today",
        )
    )


def _filter(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.3:
        return ("-" if chance.random() < 0.2 else "") + _leaf(chance)
    parts = [_filter(chance, depth - 1) for _ in range(chance.randint(1, 3))]
    joined = chance.choice((" ", " ", " OR ")).join(parts)
    return f"{chance.choice(('', '', '-'))}({joined})"


def _in_parts(store: Store, f: Filter, now: datetime) -> list[int]:
    found, below = store.some_numbers(f, now=now, limit=_PAGE)
    while below is not None:
        more, below = store.some_numbers(f, now=now, before=below, limit=5 * _PAGE)
        found += more
    return found


def differences(store: Store, count: int, *, chance: random.Random) -> list[str]:
    """Of so many filters those on which the cache and memory don't agree."""
    every = [*store.entries(store.numbers(parse("is:hidden OR -is:hidden"), now=NOW))]
    wrong, passed = [], 0
    for _ in range(count):
        text = _filter(chance, 2)
        f: Filter = parse(text)
        now = NOW.astimezone(ZoneInfo(chance.choice(ZONES)))
        finds = Finder(budget=60)
        expected = [cached.number for cached in every if matches(f, cached, now, finds)]
        asked = [cached.number for cached in every[:40]]
        passed += len(expected)
        first = store.numbers(f, now=now, limit=_PAGE)
        rest = store.numbers(f, now=now, limit=len(every), before=first[-1]) if first else []
        if (
            store.numbers(f, now=now) != expected
            or [*first, *rest] != expected
            or _in_parts(store, f, now) != expected
            or store.passing(f, asked, now=now) != [n for n in expected if n in set(asked)]
        ):
            wrong.append(text)
    assert passed > count, "the filters find something"
    return wrong
