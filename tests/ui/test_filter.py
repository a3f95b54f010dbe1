"""Filter bar, topics and one feed alone."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import NOW, FakeEngine, entry, feed
from livetui.config import Config, Topic
from livetui.model.filter import Filter, parse
from livetui.ui.listing import FIRST
from readerkit import reading

QUOTIDIEN, WIRE = feed(1, "Le Quotidien"), feed(2, "Example Wire")
TITLES = ("Grain corridor opens", "Talks in Brest", "Corridor closed again", "Storm in the north", "Talks resume")


def topic(name: str, text: str, key: int) -> Topic:
    """A topic of config.toml."""
    return Topic(name, parse(text), text, key)


def engine() -> FakeEngine:
    """Five entries in two feeds, two topics."""
    cached = [
        entry(NOW - timedelta(minutes=place), title, of=(QUOTIDIEN, WIRE)[place % 2], read=place == 4)
        for place, title in enumerate(TITLES)
    ]
    topics = (topic("Talks", "talks", 1), topic("Corridors", "corridor", 2))
    return FakeEngine(cached, feeds=[QUOTIDIEN, WIRE], config=Config(topics=topics))


async def test_the_timeline_follows_what_is_typed() -> None:
    """Each word narrows the list, the last one as a prefix; the entry under the cursor stays if it passes."""
    async with reading(engine()) as session:
        await session.press("j", "j")
        await session.until(lambda: session.cursor_title == TITLES[2], "the third entry is selected")
        await session.press("slash", *"corr")
        await session.shows("2 of 5")
        assert session.cursor_title == TITLES[2]
        assert TITLES[3] not in session.text()
        await session.press("enter")
        await session.until(lambda: not session.screen.filter_bar.display, "the bar closes")
        assert session.screen.focused is session.screen.timeline
        assert "corr*" in session.lines()[0]
        await session.press("escape")
        await session.shows(TITLES[3])
        assert session.cursor_title == TITLES[2]


async def test_a_slip_of_the_pen_keeps_the_last_good_list() -> None:
    """A filter that can't be understood says where and why; the list stays until it is mended."""
    async with reading(engine()) as session:
        await session.press("slash", *"talks")
        await session.shows("2 of 5")
        session.screen.filter_bar.field.insert_text_at_cursor(" agee:")
        await session.shows("did you mean age")
        message, caret, typed = session.lines()[-4:-1]
        assert caret.index("▼") == typed.index("agee"), "the message points at the place"
        assert "did you mean age:? · Tab takes it" in message
        assert "2 of 5" in session.text()
        await session.press("enter")
        await session.shows("did you mean age")
        assert session.screen.filter_bar.display, "what was typed can be mended"
        await session.press(*["backspace"] * 6)
        await session.until(lambda: "did you mean" not in session.text(), "the trouble is gone")
        await session.press("escape")
        await session.until(lambda: len(session.screen.timeline.geometry) == 5, "Esc clears the filter")


class Held(FakeEngine):
    """Answers what stands below the first page only when it is let go; notes what was broken off."""

    def hold(self) -> None:
        """From now on."""
        self.door, self.below, self.broken_off = asyncio.Event(), 0, 0

    async def numbers(
        self, wanted: Filter | None, *, before: int | None = None, limit: int | None = None, feed: int | None = None
    ) -> list[int]:
        """Wait at the door."""
        if before is not None:
            self.below += 1
            try:
                await self.door.wait()
            except asyncio.CancelledError:
                self.broken_off += 1
                raise
        return await super().numbers(wanted, before=before, limit=limit, feed=feed)


async def test_a_letter_breaks_off_what_was_being_read() -> None:
    """At once, not after the pause; if what is typed then can't be understood, the list is read to its end."""
    count = FIRST + 50
    held = Held([entry(NOW - timedelta(minutes=n), "Talks go on", of=WIRE) for n in range(count)], feeds=[WIRE])
    held.hold()
    held.door.set()
    async with reading(held) as session:
        await session.until(lambda: len(session.screen.timeline.geometry) == count, "all is listed")
        held.hold()
        await session.press("slash", *"talks")
        await session.until(lambda: held.below == 1, "the rest is asked for")
        assert f"{FIRST}+ pass" in session.text()
        await session.press("colon")
        assert held.broken_off == 1
        await session.shows("there is no key")
        held.door.set()
        await session.shows(f"{count} pass")


class InParts(FakeEngine):
    """Looks at ten entries at a time, as the cache does where texts have to be read."""

    first_parts = 0
    """Number above which it goes on by itself."""
    go_on: asyncio.Event

    async def some_numbers(
        self, wanted: Filter | None, *, before: int | None = None, limit: int, feed: int | None = None
    ) -> tuple[list[int], int | None]:
        """Those of the next ten that pass; the rest only when it is let go on."""
        if wanted is None:
            return await super().some_numbers(wanted, before=before, limit=limit, feed=feed)
        part = (await self.numbers(None, before=before))[:10]
        if before is not None and before < self.first_parts:
            await self.go_on.wait()
        return await self.passing(wanted, part), part[-1] if len(part) == 10 else None


async def test_what_a_regular_expression_finds_is_listed_as_it_is_found() -> None:
    """The first that pass are shown while farther ones are still looked for; the cursor stays where it is."""
    titles = [f"Toll: {n}" if n % 12 == 5 else f"Talks, day {n}" for n in range(45)]
    parts = InParts([entry(NOW - timedelta(minutes=n), title, of=WIRE) for n, title in enumerate(titles)], feeds=[WIRE])
    parts.first_parts = sorted(parts.cached)[-15]
    parts.go_on = asyncio.Event()
    async with reading(parts) as session:
        await session.press("slash", *"/Toll/")
        await session.shows("1+ pass")
        assert "Toll: 5" in session.text()
        assert "Toll: 41" not in session.text()
        parts.go_on.set()
        await session.shows("4 pass")
        assert all(f"Toll: {n}" in session.text() for n in (5, 17, 29, 41))
        assert session.cursor_title == "Toll: 5"


async def test_a_finished_word_is_a_whole_word() -> None:
    """A blank ends the word: a beginning that no word equals matches nothing, and the empty list says so."""
    async with reading(engine()) as session:
        await session.press("slash", *"corr")
        await session.shows("2 of 5")
        await session.press("space")
        await session.shows("Nothing matches")
        await session.press("escape")
        await session.shows(TITLES[0])


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_a_slip_in_what_is_typed_leaves_the_text_in_sight(size: tuple[int, int]) -> None:
    """Only a filter that is kept and matches nothing has the page that says so take the room of the text."""
    async with reading(engine(), size) as session:
        detail = session.screen.detail
        await session.until(lambda: detail.article is not None, "a text is shown")
        room = detail.region
        await session.press("slash", *"tollq")
        await session.shows("Nothing matches")
        assert (detail.display, detail.region.x) == (True, room.x)
        assert TITLES[0] in session.text()
        await session.press("enter")
        await session.until(lambda: not detail.display, "the page has the room")
        await session.press("escape")
        await session.until(lambda: detail.display and bool(session.cursor_title), "all is back")


async def test_topics_have_keys_and_unread_counts() -> None:
    """1 shows the topic, 0 everything; a filter holds within the topic; ] and [ step through them."""
    async with reading(engine()) as session:
        await session.until(
            lambda: any("1 Talks" in line[:25] and line[:25].rstrip().endswith("1") for line in session.lines()),
            "1 unread of Talks",
        )
        await session.press("1")
        await session.shows("2 of 5")
        assert session.lines()[0].split()[:2] == ["livetui", "Talks"]
        await session.press("slash", *"brest", "enter")
        await session.shows("1 of 5")
        await session.press("0")
        await session.until(lambda: len(session.screen.timeline.geometry) == 5, "0 shows everything")
        await session.press("right_square_bracket", "right_square_bracket")
        await session.until(lambda: "Corridors" in session.lines()[0], "] steps on")
        await session.press("left_square_bracket")
        await session.until(lambda: "Talks" in session.lines()[0], "[ steps back")
        await session.press("9")
        await session.shows("No topic has the key 9")


async def test_one_feed_alone() -> None:
    """F lists only the feed of the entry, F again every feed."""
    async with reading(engine()) as session:
        await session.until(
            lambda: session.cursor_title == TITLES[0] and bool(session.screen.feeds), "the list is loaded"
        )
        await session.press("F")
        await session.shows("3 of 5")
        assert "Le Quotidien" in session.lines()[0]
        await session.press("F")
        await session.until(lambda: len(session.screen.timeline.geometry) == 5, "every feed is listed")
        await session.press("F", "slash", *"toll", "enter", "q", "q")
        await session.until(lambda: len(session.screen.timeline.geometry) == 5, "q leads back from it, too")
        assert session.app.is_running


async def test_the_sidebar_chooses() -> None:
    """From the sidebar a feed is picked with the keys."""
    async with reading(engine()) as session:
        await session.shows("● Example Wire")
        await session.press("h", "G", "enter")
        await session.until(lambda: "Example Wire" in session.lines()[0], "the last feed is listed alone")
        assert len(session.screen.timeline.geometry) == 2
        assert session.screen.focused is session.screen.timeline


async def test_an_arrival_that_does_not_pass_is_not_counted() -> None:
    """Under a filter only arrivals that pass are news."""
    async with reading(engine()) as session:
        await session.press("1", "j")
        await session.until(lambda: session.cursor_title == TITLES[4], "the topic is shown")
        session.engine.arrive(
            entry(NOW + timedelta(minutes=1), "Snow", of=WIRE), entry(NOW + timedelta(minutes=2), "Talks fail", of=WIRE)
        )
        await session.shows("1 new")


async def test_what_was_read_stays_until_the_filter_changes() -> None:
    """Under is:unread an entry that is being read does not vanish under the cursor."""
    async with reading(engine()) as session:
        await session.press("slash", *"is:unread", "enter")
        await session.shows("4 of 5")
        await session.press("m")
        await session.until(
            lambda: session.engine.cached[session.screen.timeline.cursor or 0].read, "it is stored as read"
        )
        session.engine.arrive(entry(NOW - timedelta(days=1), "Old news", of=WIRE))
        await session.until(
            lambda: bool(session.screen.listing.pending) or len(session.screen.timeline.geometry) == 5, "it came"
        )
        assert TITLES[0] in session.text()


async def test_a_proposal_and_completions_are_taken_with_tab() -> None:
    """Tab puts in what the message proposes, or the completion chosen with ↓; Enter never does."""
    async with reading(engine()) as session:
        bar = session.screen.filter_bar
        await session.press("slash")
        bar.field.insert_text_at_cursor("agee:<2h")
        await session.shows("Tab takes it")
        await session.press("tab")
        await session.until(
            lambda: bar.field.value == "age:<2h" and "did you mean" not in session.text(), "it is mended"
        )
        await session.shows("5 pass")
        await session.press("space", *"source:")
        await session.until(lambda: "Le Quotidien" in "".join(session.lines()[-4:-2]), "sources are proposed")
        await session.press("down", "tab")
        assert bar.field.value == 'age:<2h source:"Example Wire" '
        await session.press(*"is:unr", "enter")
        await session.until(lambda: bar.display and "knows no" in session.text(), "Enter took nothing")
        await session.press("right", "enter")
        await session.until(lambda: not bar.display, "it is kept")
        assert 'source:"Example Wire" is:unread' in session.lines()[0]


async def test_filters_of_before_come_back(tmp_path: Path) -> None:
    """↑ walks them, also those of another run; what was typed is found again at the end of the way back."""
    path = tmp_path / "state" / "filters.txt"
    async with reading(engine(), earlier=path) as session:
        for words in ("talks", "-talks corridor", "talks"):
            await session.press("slash", *words, "enter", "escape")
        await session.until(
            lambda: path.exists() and path.read_text("utf-8") == "-talks corridor*\ntalks*\n", "all kept"
        )
    async with reading(engine(), earlier=path) as session:
        bar = session.screen.filter_bar
        await session.press("slash")
        await session.until(lambda: len(bar.earlier.filters) == 2, "they are read")
        for key, words in (
            ("up", "talks*"),
            ("up", "-talks corridor*"),
            ("up", "-talks corridor*"),
            ("down", "talks*"),
        ):
            await session.press(key)
            assert bar.field.value == words
        await session.shows("2 of 5")
        await session.press("down")
        assert bar.field.value == ""


async def test_a_filter_is_kept_as_a_topic() -> None:
    """w proposes a name and a free key; within a topic the new one is bound to it; a key in use is refused."""
    async with reading(engine()) as session:
        await session.press("w")
        await session.shows("There is no filter to keep")
        await session.press("1", "slash", *"brest -storm", "enter")
        await session.until(lambda: not session.screen.filter_bar.display, "the filter is kept")
        assert "Talks · brest -storm* · 1 of 5" in session.lines()[0]
        await session.press("w")
        await session.shows("@Talks brest -storm*")
        assert "Brest" in session.text()
        assert "free: 3 4 5 6 7 8 9" in session.text()
        await session.press("tab", "backspace", "2", "enter")
        await session.shows("2 selects “Corridors” already")
        await session.press("backspace", "4", "enter")
        await session.until(lambda: "4 Brest" in session.text(), "it stands in the sidebar")
        assert session.engine.topics[-1].text == "@Talks brest -storm*"


async def test_a_topic_of_that_name_is_replaced_only_when_told_twice() -> None:
    """The name of another topic is asked about."""
    async with reading(engine()) as session:
        await session.press("slash", *"storm", "enter", "w")
        await session.shows("Keep as a topic in config.toml")
        await session.press("ctrl+a", "ctrl+k", *"talks", "enter")
        await session.shows("“Talks” exists: Enter again gives it this filter")
        await session.press("enter")
        await session.until(lambda: session.engine.topics[0].text == "storm*", "it has the filter now")
        assert [topic.name for topic in session.engine.topics] == ["Talks", "Corridors"]
        await session.shows("undoes it")
        await session.press("U")
        await session.until(lambda: session.engine.topics[0].text != "storm*", "it has the filter of before")


@pytest.mark.parametrize("size", [(40, 15), (20, 5)])
async def test_what_is_wrong_and_proposed_is_told_on_the_smallest_screens(size: tuple[int, int]) -> None:
    """Wrapped; where there is no room for all of it, the proposal is what stays."""
    async with reading(engine(), size) as session:
        await session.press("slash", *"agee:<2h")
        await session.until(lambda: "did you mean age:<2h?" in " ".join(session.text().split()), "it proposes")
        assert "agee:<2h" in session.text()
        await session.press("tab")
        await session.until(lambda: "did you mean" not in session.text(), "it is mended")
        assert "age:<2h" in session.text()


@pytest.mark.parametrize("size", [(40, 15), (20, 5)])
async def test_the_dialogs_of_topics_fit_the_smallest_screens(size: tuple[int, int]) -> None:
    """Name, key, the keys that help, what is wrong and what is asked are all seen."""
    async with reading(engine(), size) as session:
        await session.press("slash", *"storm", "enter", "w")
        for words in ("storm*", "Name   Storm", "Key    3", "Enter keeps", "closes"):
            await session.shows(words)
        await session.press("ctrl+a", "ctrl+k", *"talks", "enter")
        await session.until(lambda: "this filter" in " ".join(session.text().split()), "it asks")
        await session.press("tab", "backspace", "2", "enter")
        await session.shows("2 selects")
        await session.press("escape", "t")
        await session.shows("type to narrow")
        await session.shows("1 Talks")
        await session.press("ctrl+d")
        await session.shows("Only topics")
        await session.press(*"corr", "ctrl+d")
        await session.until(lambda: "Esc keeps it" in " ".join(session.text().split()), "it asks")
        await session.press("ctrl+d")
        await session.until(lambda: len(session.engine.topics) == 1, "it is removed")


async def test_at_the_first_run_nothing_is_listed_as_new() -> None:
    """Whoever was never here has not left; the digits and ] go to the same topics all the same."""
    made = engine()
    made.left_before = False
    async with reading(made) as session:
        await session.press("t")
        await session.shows("type to narrow")
        assert "Since you left" not in session.text()
        await session.press("escape", "]")
        await session.until(lambda: "Talks" in session.lines()[0], "the first topic is shown")


async def test_the_menu_of_topics() -> None:
    """t lists them with key, count and filter; typing narrows, Enter shows; ^D asks, and removes when asked twice."""
    async with reading(engine()) as session:
        await session.press("t")
        await session.shows("type to narrow")
        line = next(line for line in session.lines() if "2 Corridors" in line[18:] and "corridor" in line)
        assert line.split("2 Corridors")[1].split()[:2] == ["2", "corridor"]
        assert "Since you left" in session.text()
        await session.press(*"corr", "enter")
        await session.until(lambda: "Corridors · 2 of 5" in session.lines()[0], "the topic is shown")
        await session.press("t", "ctrl+d")
        await session.shows("Only topics of config.toml")
        await session.press(*"corr", "ctrl+d")
        await session.shows("Remove “Corridors”? ^D again")
        await session.press("escape")
        await session.until(lambda: "Remove “" not in session.text(), "Esc keeps it")
        await session.press("ctrl+d", "ctrl+d")
        await session.until(lambda: len(session.engine.topics) == 1, "it is removed")
        await session.press("escape", "U")
        await session.until(lambda: len(session.engine.topics) == 2, "and comes back")
        await session.press("t", *"corr", "ctrl+d", "ctrl+d")
        await session.until(lambda: len(session.engine.topics) == 1, "it is removed again")
        await session.press("escape")
        await session.until(lambda: "Everything · 5" in session.lines()[0], "what it listed is gone with it")
