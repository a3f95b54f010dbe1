"""Who was quoted, at the side of the reader and in the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fakes import NOW, FakeEngine, entries, entry, quote
from livetui.model.update import Enriched
from readerkit import reading
from saidkit import BEDS, BOTE, CORRIDOR, WIRE, engine, story

LEAN = "“We agreed on no safe corridor for everybody”, said Carl Dahl."


async def test_the_sidebar_names_who_was_quoted_today() -> None:
    """Most quoted first, older ones left out; choosing one opens the screen on that speaker."""
    old = entry(NOW - timedelta(hours=25), "Old", LEAN, of=WIRE, quotes=[quote(LEAN, LEAN[1:45], "Carl Dahl")])
    async with reading(engine(old)) as session:
        await session.shows("SAID TODAY")
        text = session.text()
        assert text.index("❝ Anna Berg") < text.index("❝ Jana Kowal")
        assert "❝ Carl Dahl" not in text
        await session.press("h", "G", "enter")
        await session.until(lambda: len(session.app.screen_stack) > 1, "the screen opens")
        await session.until(lambda: "Jana Kowal  1 quotation " in session.lines()[0], "on that speaker")
        await session.press("q")
        await session.until(lambda: session.app.screen is session.screen, "the reader is back")


async def test_the_sidebar_keeps_what_is_under_the_cursor() -> None:
    """Enrichment changes counts; where the reader chooses a speaker, nobody changes places."""
    async with reading(engine()) as session:
        await session.shows("SAID TODAY")
        await session.press("h", "G")
        speaking = entry(NOW + timedelta(minutes=1), "More", BEDS, of=WIRE)
        session.engine.arrive(speaking)
        more = "“One more bed or else”, said Jana Kowal. “And yet another bed please”, said Jana Kowal."
        session.engine.put(replace(speaking, text=more))
        quotes = [quote(more, words, "Jana Kowal") for words in ("One more bed or else", "And yet another bed please")]
        session.engine.enrich(speaking.number, quotes)
        await session.until(
            lambda: any("Jana Kowal" in line[:25] and " 3 " in line[:25] for line in session.lines()), "counts follow"
        )
        text = session.text()
        assert text.index("❝ Anna Berg") < text.index("❝ Jana Kowal")
        await session.press("tab")
        session.engine.enrich(speaking.number, quotes)
        await session.until(
            lambda: session.text().index("❝ Jana Kowal") < session.text().index("❝ Anna Berg"), "the most quoted first"
        )


async def test_a_quiet_day_has_no_section() -> None:
    """Without quotations of the last day the sidebar says nothing of speakers."""
    async with reading(FakeEngine(entries(5, of=WIRE), feeds=[WIRE])) as session:
        await session.shows("Example Wire")
        assert "SAID TODAY" not in session.text()


async def test_the_text_says_who_else_carries_its_quotations() -> None:
    """At the foot of the entry, each quotation with the other sources, and what differs there."""
    text = CORRIDOR.replace("everybody", "most")
    words = "We agreed on a safe corridor out of the town for most"
    other = entry(NOW - timedelta(minutes=9), "Other", text, of=BOTE, quotes=[quote(text, words, "Anna Berg")])
    async with reading(engine(other)) as session:
        await session.shows("≠ another wording in Der Bote 14:28:")
        await session.shows("for most”")
        same = entry(NOW - timedelta(hours=3), "Early", CORRIDOR, of=BOTE, quotes=story()[0].quotes)
        session.engine.arrive(same)
        session.engine.tell(Enriched((same.number,)))
        await session.shows("also in Der Bote 11:37")
