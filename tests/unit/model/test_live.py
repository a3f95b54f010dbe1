"""Which entries announce a live page."""

from __future__ import annotations

import pytest

from livetui.model.entry import Entry
from livetui.model.live import address_announces, address_hints, announces_live, title_announces, title_hints

SITE = "https://news.example.org"
LIVE = [
    ("/world/live/2026/mar/04/talks-continue", "Talks continue"),
    ("/news/live/world-60001234", "Talks in Brest"),
    ("/international/article/live/2026/03/04/pourparlers_612.html", "Pourparlers"),
    ("/direct/2026/pourparlers", "Pourparlers"),
    ("/welt/liveblog-gespraeche-100.html", "Gespräche"),
    ("/welt/newsblog-zu-den-gespraechen-104.html", "Gespräche"),
    ("/a/1", "EN DIRECT - Pourparlers : une troisième séance"),
    ("/a/1", "EN DIRECT Pourparlers : une troisième séance"),
    ("/a/1", "« En direct » : les pourparlers"),
    ("/a/1", "Live: talks continue"),
    ("/a/1", "Talks continue – live"),
    ("/a/1", "Talks continue | Live updates"),
    ("/a/1", "Liveblog: Gespräche dauern an"),
    ("/a/1", "Gespräche dauern an: Alles im Liveblog"),
    ("/a/1", "Diretta | I colloqui continuano"),
    ("/a/1", "En directo: siguen las conversaciones"),
    ("/a/1", "Ao vivo: conversações continuam"),
    ("/a/1", "Прямой эфир: переговоры продолжаются"),
    ("/a/1", "Переговоры продолжаются | онлайн"),
    ("/a/1", "Na żywo: rozmowy trwają"),
    ("/2025/storm-newsblog-7.html", "Storm"),
]
ORDINARY = [
    ("/2026/03/04/talks", "Talks continue"),
    ("/2026/03/04/how-to-live-well", "How to live well"),
    ("/2026/03/04/livestock", "Livestock prices rise"),
    ("/2026/direction/a", "A direct line between the capitals"),
    ("/a/1", "Live music returns to the square"),
    ("/a/1", "They live: a film turns forty"),
    ("/a/1", "Direct flights to resume"),
    ("/a/1", "Where the refugees live"),
    ("/a/1", "Le contact direct est rompu"),
    ("/a/1", None),
]


@pytest.mark.parametrize(("path", "title"), LIVE)
def test_an_announcement_is_told_by_its_address_or_title(path: str, title: str) -> None:
    """In the languages whose newsrooms run live pages."""
    assert announces_live(Entry("a", url=SITE + path, title=title))


@pytest.mark.parametrize(("path", "title"), ORDINARY)
def test_other_entries_announce_nothing(path: str, title: str | None) -> None:
    """The word alone, in a sentence, is not enough."""
    assert not announces_live(Entry("a", url=SITE + path, title=title))


def test_a_post_and_an_entry_without_an_address_lead_nowhere() -> None:
    """There is no page to follow."""
    assert not announces_live(Entry("a", url=SITE + "/live/x", live=True))
    assert not announces_live(Entry("a", title="Live: talks"))


def test_tags_count() -> None:
    """A feed may say it itself."""
    assert announces_live(Entry("a", url=SITE + "/x", title="Talks", tags=("World", "Liveblog")))


@pytest.mark.parametrize(
    "title", ["Erupción en directo", "Brest v Lens live", "Live music returns", "Отключения: хроника"]
)
def test_a_word_that_others_use_too_is_a_hint(title: str) -> None:
    """More is asked of such a page."""
    assert title_hints(title)
    assert not title_announces(title)


def test_an_address_may_hint_and_the_name_of_a_host_says_nothing() -> None:
    """Only its path counts, and whole words of it."""
    assert address_hints(SITE + "/online/courses")
    assert not address_announces(SITE + "/online/courses")
    assert not address_hints(SITE + "/delivery/olive-oil")
    assert not address_hints("https://live.example.org/a/1")
    assert not address_hints("live/page.html")
    assert not address_hints("http://[live/")
    assert not title_hints("How we lived then")
