"""The screen as a whole: sizes, first run, offline, help, hostile words."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fakes import NOW, FakeEngine, entries, entry, feed, quote
from livetui.model.feed import FeedStatus
from livetui.ui.body import Body, body
from livetui.ui.commands import COMMANDS
from readerkit import reading

BODY = "Both sides met. “We agreed on a corridor”, said Anna Berg, an adviser."


def engine() -> FakeEngine:
    """A talk with a quotation, and others."""
    cached = [
        entry(NOW, "Talks end", BODY, quotes=[quote(BODY, "We agreed on a corridor", "Anna Berg", role="adviser")])
    ]
    return FakeEngine([*cached, *entries(60, newest=NOW - timedelta(hours=1))], feeds=[feed()])


@pytest.mark.parametrize("size", [(200, 50), (120, 36), (100, 30), (80, 24)])
async def test_timeline_and_text_are_seen_together(size: tuple[int, int]) -> None:
    """From 70 columns on list and text share the screen; only wide ones show the sidebar."""
    async with reading(engine(), size) as session:
        await session.shows("Both sides met.")
        text = session.text()
        assert "● 14:37 Talks end" in text
        assert "Anna Berg “" in text
        assert ("TOPICS" in text) is (size[0] >= 120)
        await session.press("b")
        await session.shows("TOPICS")
        assert session.screen.focused is session.screen.sidebar
        await session.press("b")
        assert "TOPICS" not in session.text()
        assert session.screen.timeline.has_focus


@pytest.mark.parametrize("size", [(60, 20), (40, 15), (20, 5)])
async def test_a_narrow_terminal_shows_one_pane(size: tuple[int, int]) -> None:
    """Enter goes into the text, q comes back to the same entry."""
    async with reading(engine(), size) as session:
        await session.shows("Talks")
        assert "Both" not in session.text()
        await session.press("enter")
        await session.until(
            lambda: "Talks end" in session.text() and "●" not in session.text()[size[0] :], "the text is open"
        )
        await session.press("G")
        await session.shows("corridor")
        await session.press("q")
        await session.until(lambda: "14:37" in session.text() or size[0] < 30, "the list is back")
        assert session.cursor_title == "Talks end"
        assert session.app.is_running


async def test_too_small_says_so_and_recovers() -> None:
    """Below 20 by 5 there is a notice; growing brings the list back with the cursor where it was."""
    async with reading(engine()) as session:
        await session.press("j", "j")
        await session.pilot.resize_terminal(19, 4)
        await session.shows("Too small")
        await session.pilot.resize_terminal(120, 36)
        await session.shows("TOPICS")
        assert session.cursor_title == "Entry number 2"


async def test_every_size_in_between_is_drawn() -> None:
    """A storm of sizes leaves the reader as it was."""
    async with reading(engine()) as session:
        await session.press("j", "j", "j")
        for width, height in ((1, 1), (300, 100), (20, 5), (69, 6), (70, 18), (99, 17), (100, 5), (130, 7), (120, 36)):
            await session.pilot.resize_terminal(width, height)
            await session.pilot.pause()
        await session.shows("Entry number 3")
        assert session.cursor_title == "Entry number 3"


async def test_without_network_it_opens_on_the_cache_and_says_so() -> None:
    """The cache is read at once; the status line says offline."""
    offline = FakeEngine(entries(5), feeds=[feed()], online=False)
    async with reading(offline) as session:
        await session.shows("Entry number 5")
        assert "○ offline" in session.lines()[0]
        offline.activity = replace(offline.activity, online=True, polls=True)
        offline.tell(offline.activity)
        await session.until(lambda: "● live" in session.lines()[0], "the network is back")


async def test_feeds_without_entries_are_not_a_first_run() -> None:
    """Followed but not polled yet: the page says what happens next, and arrivals take its place."""
    empty = FakeEngine(feeds=[feed(status=FeedStatus.NEW)])
    async with reading(empty) as session:
        await session.shows("Getting the first entries")
        empty.arrive(entry(NOW, "The first one"))
        await session.until(lambda: session.cursor_title == "The first one", "the arrival is shown")
        assert "Getting the first" not in session.text()


async def test_every_command_has_an_action() -> None:
    """No key of the table leads nowhere, one place answers for each, and no two commands share one."""
    async with reading(engine()) as session:
        screen = session.screen
        for command in COMMANDS:
            action = f"action_{command.action.partition('(')[0]}"
            assert screen.can(command), command.id
            assert sum(hasattr(each, action) for each in (screen, *screen.acts)) == 1, command.id
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize(("key", "action"), [("z", "density"), ("m", "toggle_read")])
async def test_what_the_screen_forbids_is_not_done(key: str, action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key does what its command says, on the screen or in one of its acts, unless the screen refuses it by name."""
    async with reading(engine()) as session:
        screen = session.screen

        def stands() -> tuple[object, bool]:
            headline = screen.timeline.selected
            return screen.timeline.geometry.density, headline is not None and headline.read

        before = stands()
        with monkeypatch.context() as patched:
            patched.setattr(screen, "check_action", lambda name, _: name != action)
            await session.press(key)
            assert stands() == before
        await session.press(key)
        await session.until(lambda: stands() != before, "it is done again")


async def test_the_palette_runs_a_command() -> None:
    """A command is found by its name and run."""
    async with reading(engine()) as session:
        await session.press("ctrl+p", *"density")
        await session.shows("One line an entry, or two.")
        await session.press("enter")
        await session.until(lambda: session.screen.timeline.geometry.density.lines == 1, "the density has changed")


async def test_the_palette_begins_with_what_is_looked_for_first() -> None:
    """Filter, Add a feed, Topics and Help are in view before the keys that move."""
    async with reading(engine(), (80, 24)) as session:
        await session.press("ctrl+p")
        await session.shows("Add a feed")
        text = session.text()
        assert all(title in text for title in ("Filter", "Topics", "Every key and what it does."))
        assert "Half a page down" not in text


@pytest.mark.parametrize("size", [(40, 15), (20, 5)])
async def test_low_terminals_give_their_lines_to_what_is_read(size: tuple[int, int]) -> None:
    """Help has no frame there; where there are five lines, the text has all between the two bars."""
    async with reading(engine(), size) as session:
        await session.press("question_mark")
        await session.shows("j ↓")
        assert "Keys" not in session.text()
        assert session.app.screen.query_one("OptionList").size.height >= size[1] - 1
        await session.press("escape", "escape", "enter")
        await session.until(lambda: session.screen.focus_in_detail, "the text is open")
        await session.until(
            lambda: session.screen.detail.text.size.height == size[1] - 2 - (size[1] >= 14),
            "it has the lines there are",
        )


@pytest.mark.parametrize("width", [60, 40, 34, 30, 20])
async def test_the_count_is_told_whole_beside_a_filter(width: int) -> None:
    """The seconds to the next poll, the name and the filter, which is typed below, give way to it."""
    async with reading(engine(), (width, 20)) as session:
        await session.press("slash", *"talks en")
        await session.until(lambda: session.screen.status.status.shown == 1, "one passes")
        top = session.lines()[0]
        assert " 1 of 61 " in top
        assert "…●" not in top.replace(" ", "")


async def test_an_offline_reader_promises_no_polls() -> None:
    """Without entries, the page says that the network is not used, and how it is."""
    silent = FakeEngine([], feeds=[feed()])
    async with reading(silent) as session:
        silent.activity = replace(silent.activity, online=False)
        silent.tell(silent.activity)
        await session.shows("without --offline")
        assert "on schedule" not in session.text()


async def test_feed_health_says_what_fails() -> None:
    """The list of feeds shows the reason of a failed poll."""
    bad = feed(2, "La Gazette", status=FeedStatus.ERROR, error="answered 503", failures=4, last_poll=NOW)
    async with reading(FakeEngine(entries(3), feeds=[feed(), bad])) as session:
        await session.shows("✗ La Gazette")
        await session.press("e")
        await session.shows("failed 4 times in a row")
        assert "answered 503" in session.text()


async def test_a_long_text_is_laid_out_where_no_key_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The body of a long article is made in a thread of its own, once, and shown."""
    threads: list[bool] = []

    def seen(*given: Any) -> Body:
        threads.append(threading.current_thread() is threading.main_thread())
        return body(*given)

    monkeypatch.setattr("livetui.ui.widgets.detail.body", seen)
    monkeypatch.setattr("livetui.ui.article.body", seen)
    long = "".join(f"<p>Paragraph {number} of a long report.</p>" for number in range(1500))
    async with reading(FakeEngine([entry(NOW, "A report", long)], feeds=[feed()])) as session:
        await session.shows("Paragraph 3 of a long report.")
        assert threads == [False]


HOSTILE = "[@click=app.quit]quit[/] [/b] [b \x1b]52;c;UFdORUQ=\x07\x9b31m\u202eevil"


async def test_hostile_words_are_only_words() -> None:
    """Markup is shown as it stands, control sequences are gone, in title, text, source, speaker, link and message."""
    body = f"<p>{HOSTILE} “yes” said {HOSTILE}</p><p><a href='https://x.example/'>{HOSTILE}</a></p>"
    wire = feed(1, HOSTILE)
    base = entry(NOW, HOSTILE, body, of=wire)
    at = base.text.index("yes")
    quoted = replace(quote(base.text, "yes"), speaker=HOSTILE, speaker_span=(at, at + 3), role=HOSTILE, via=HOSTILE)
    hostile = FakeEngine([replace(base, quotes=(quoted,))], feeds=[wire], notices=[HOSTILE])
    async with reading(hostile) as session:
        await session.shows("[@click=app.quit]quit[/] [/b] [b")
        for keys in (
            ("e",),
            ("escape", "u"),
            ("escape", "y"),
            ("right_curly_bracket", "Y"),
            ("slash", *"[/b]", "enter"),
        ):
            await session.press(*keys)
            assert not set("\x1b\x07\x9b\u202e") & set(session.text())
        await session.pilot.click("#timeline", offset=(12, 2))
        assert session.app.is_running


async def test_a_failing_cache_is_told_and_survived() -> None:
    """An error behind a key is a message, not the end."""
    broken = engine()

    async def fail(number: int) -> None:
        raise OSError(f"disk gone at {number % 2 * 0}")

    async with reading(broken) as session:
        session.errors_expected = True
        broken.article = fail  # type: ignore[method-assign]
        await session.press("j")
        await session.shows("disk gone")
        await session.press("k")
        assert session.cursor_title == "Talks end"


async def test_where_one_pane_fits_the_sidebar_is_one() -> None:
    """b opens topics and feeds in the place of the list; a pick, q, Esc and b each lead back to it."""
    async with reading(engine(), (40, 15)) as session:
        await session.shows("Talks end")
        for leave in ("q", "escape", "b", "tab", "enter"):
            await session.press("b")
            await session.shows("FEEDS")
            assert "Talks end" not in session.text()
            await session.press(leave)
            await session.shows("Talks end")
            assert "FEEDS" not in session.text()
            assert session.screen.focused is session.screen.timeline
        await session.press("b", "j", "j", "enter")
        await session.until(lambda: session.screen.listing.scope.feed is not None, "the feed is shown alone")


async def test_beside_the_sidebar_list_and_text_still_share_the_screen() -> None:
    """At 80 columns with the sidebar open, both panes stay in view."""
    async with reading(engine(), (80, 24)) as session:
        await session.press("b")
        await session.shows("TOPICS")
        await session.shows("Both sides met.")
        assert "● 14:37 Talks end" in session.text()


async def test_dialogs_can_be_used_in_five_rows() -> None:
    """Help, the field for a feed and the palette show something, and paging through them harms nothing."""
    async with reading(engine(), (20, 5)) as session:
        await session.press("question_mark")
        await session.shows("j ↓")
        await session.press("escape", "a", *"abc")
        await session.shows("abc")
        await session.press("escape", "colon", "pagedown", "pageup", "end", *"star")
        await session.shows("Star")
        await session.press("pageup", "pagedown", "escape")
        assert session.app.is_running


async def test_nothing_could_be_read() -> None:
    """When every feed fails, the status line and the empty list say so and how to learn why."""
    broken = FakeEngine([], feeds=[feed(status=FeedStatus.ERROR, error="the server refuses connections")])
    async with reading(broken) as session:
        broken.activity = replace(broken.activity, failing=1)
        broken.tell(broken.activity)
        await session.shows("no feed could be read")
        assert "✗ failing" in session.lines()[0]
