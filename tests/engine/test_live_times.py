"""What tells when a post was written, whatever the page calls it and wherever it stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from livetui.engine.live.page import Page
from livetui.engine.parse import WebPage, parse_bytes
from livetui.model.entry import Entry
from livetui.text.blocks import read_body

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)
WORDS = "The observers report on the talks in the north wing, and nothing was signed so far by either side."


def posts(form: str, *, lang: str = "en", around: str = "div") -> tuple[Entry, ...]:
    """The posts of a page made of one form, in which ``{n}`` is a digit that falls from 6 to 1."""
    body = "".join(form.replace("{n}", str(n)).replace("{words}", WORDS) for n in range(6, 0, -1))
    head = f'<!doctype html><html lang="{lang}"><title>Talks: live</title><body><main><h1>Talks: live</h1>'
    page = f"{head}<{around}>{body}</{around}></main>"
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


BODY = "<h3>Stage {n} of the talks</h3><p>{words}</p>"


@pytest.mark.parametrize(
    ("lang", "form", "clock"),
    [
        ("de", f"<div><div class='datum'>Mittwoch, 4. März 2026, 1{{n}}:32 Uhr</div>{BODY}</div>", 15),
        ("it", f"<div><div>mercoledì 4 marzo 2026, ore 1{{n}}:32</div>{BODY}</div>", 15),
        ("fr", f"<li><span>Publié le 4 mars 2026 à 1{{n}}h32</span>{BODY}</li>", 15),
        ("tr", f"<div><p>4 Mart 2026 Çarşamba 1{{n}}:32</p>{BODY}</div>", 13),
        ("en", f"<dt>1{{n}}:32</dt><dd>{BODY}</dd>", 16),
        ("en", f"<dt>4 March 2026, 1{{n}}:32</dt><dd>{BODY}</dd>", 16),
        ("en", "<dt>1{n}:32 – Stage {n} of the talks</dt><dd><p>{words}</p></dd>", 16),
        ("en", f"<div><dt>1{{n}}:32</dt><dd>{BODY}</dd></div>", 16),
        ("en", f"<div>1{{n}}:32</div><div class='words'>{BODY}</div>", 16),
        ("en", f"<p><time>1{{n}}:32</time></p>{BODY}", 16),
        ("en", f"<div><span class='ago'>{{n}} min ago</span>{BODY}</div>", None),
        ("en", f"<div><time>{{n}}h ago</time>{BODY}</div>", None),
        ("pt", f"<div><span>há {{n}} minutos</span>{BODY}</div>", None),
    ],
)
def test_times_are_found_by_what_they_say(lang: str, form: str, clock: int | None) -> None:
    """Whatever they stand in, with their date or as how long ago it was; no text and no headline has them in it."""
    found = posts(form, lang=lang, around="dl" if "<dt>" in form else "div")
    assert [each.title for each in found] == [f"Stage {n} of the talks" for n in range(6, 0, -1)]
    assert {read_body(each.body, each.body_kind, "https://x.example/").text.strip() for each in found} == {WORDS}
    assert found[0].published == (None if clock is None else NOW.replace(hour=clock, minute=32))


def test_a_sentence_with_a_time_is_text() -> None:
    """Only what says little else, and stands in no sentence, is a time."""
    said = "At 11:32 on 4 March 2026 it began."
    linked = "What <a href='/a'>3 days ago</a> was signed holds."
    form = (
        "<div class='upd' id='e{n}c7'><time>1{n}:36</time><div>"
        + linked
        + "</div><p>"
        + said
        + "</p><p>{words}</p></div>"
    )
    found = posts(form)
    assert all(said in each.body and "3 days ago" in each.body for each in found)
    assert len(found) == 6


@pytest.mark.parametrize(("clocks", "number"), [(range(16, 10, -1), 6), (range(10, 16), 0)])
def test_short_posts_of_a_text_count_where_the_newest_stands_first(clocks: range, number: int) -> None:
    """A list that goes forward in time is a programme."""
    text = "\n\n".join(f"{hour}:36\nGoal for team {hour}!" for hour in clocks)
    page = f"<!doctype html><title>Football: live</title><h1>Football: live</h1><pre>{text}</pre>"
    try:
        found = parse_bytes(page.encode(), url="https://x.example/live/football", now=NOW).entries
    except WebPage:
        found = ()
    assert len(found) == number
