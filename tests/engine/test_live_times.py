"""What tells when a post was written, whatever the page calls it and wherever it stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from livetui.engine.live.page import Page
from livetui.engine.parse import parse_bytes
from livetui.model.entry import Entry

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)
WORDS = "The observers report on the talks in the north wing, and nothing was signed so far by either side."


def posts(form: str, *, lang: str = "en") -> tuple[Entry, ...]:
    """The posts of a page made of one form, in which ``{n}`` is a digit that falls from 6 to 1."""
    body = "".join(form.replace("{n}", str(n)).replace("{words}", WORDS) for n in range(6, 0, -1))
    page = f'<!doctype html><html lang="{lang}"><title>Talks: live</title><body><main><h1>Talks: live</h1>{body}</main>'
    return parse_bytes(page.encode(), url="https://x.example/live/talks", now=NOW).entries


@pytest.mark.parametrize(
    "times",
    [
        "<p>Updated <time datetime='{u}'>1{n}:41</time></p><p>Posted <time datetime='{p}'>1{n}:36</time></p>",
        "<b>Last edited:</b> <time datetime='{u}'>1{n}:41</time> <time datetime='{p}'>1{n}:36</time>",
        "<time datetime='{p}'>1{n}:36</time> (updated <time datetime='{u}'>1{n}:41</time>)",
    ],
)
def test_the_time_of_an_edit_is_told_by_the_word_before_it(times: str) -> None:
    """It is not taken for the time of the post, whichever of the two stands first."""
    form = f"<article class='upd' id='e{{n}}f7'><h3>Stage {{n}}</h3>{times}<p>{{words}}</p></article>"
    found = posts(form.replace("{u}", "2026-03-04T1{n}:41:00Z").replace("{p}", "2026-03-04T1{n}:36:00Z"))
    assert [each.published for each in found] == [NOW.replace(hour=10 + n, minute=36) for n in range(6, 0, -1)]
    assert [each.updated for each in found] == [NOW.replace(hour=10 + n, minute=41) for n in range(6, 0, -1)]


@pytest.mark.parametrize(
    ("address", "lang", "zone"),
    [
        ("https://x.example/", "uk", "Europe/Helsinki"),
        ("https://x.uk/", "uk", "Europe/London"),
        ("https://x.example/", "be", "Europe/Moscow"),
        ("https://x.be/", "fr", "Europe/Berlin"),
        ("https://x.ca/", "en", "America/Toronto"),
        ("https://x.example/", "ca", "Europe/Berlin"),
        ("https://x.ar/", "es", "America/Argentina/Buenos_Aires"),
        ("https://x.example/", "ar", None),
        ("https://x.example/", "fil", None),
        ("https://x.com/", "pt-BR", "America/Sao_Paulo"),
    ],
)
def test_a_clock_is_in_the_zone_of_the_host_or_else_of_the_language(address: str, lang: str, zone: str | None) -> None:
    """Letters that name a country as the end of a host's name may name another one's language."""
    found = Page(address, address, lang=lang).zones()
    assert [str(each) for each in found] == [*filter(None, [zone]), "UTC"]
