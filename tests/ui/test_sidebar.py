"""The sidebar: topics, folders and feeds, and what the keys do to the list of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest

from fakes import NOW, FakeEngine, entries, feed
from livetui.model.entry import CachedEntry
from livetui.model.feed import Feed, FeedKind, FeedStatus
from livetui.model.filter import matches
from livetui.text.patterns import Finder
from livetui.ui.sidelines import FolderLine, feed_lines, in_folder
from livetui.ui.widgets.sidebar import Sidebar
from readerkit import Session, reading


def engine() -> FakeEngine:
    """Four feeds, two of them in a folder, one of these in a folder within it."""
    wire, desk = feed(1, "Example Wire", folder="War"), feed(2, "Le Quotidien")
    talks = feed(3, "Talks Desk", folder="War/Talks", status=FeedStatus.ERROR, error="answered 503")
    live = feed(4, "Live: Brest", kind=FeedKind.LIVE, last_change=NOW)
    counts = ((wire, 3), (desk, 4), (talks, 5), (live, 0))
    cached = [
        replace(each, folder=of.folder)
        for of, count in counts
        for each in entries(count, of=of, newest=NOW - timedelta(seconds=of.number))
    ]
    return FakeEngine(cached, feeds=[each for each, _ in counts])


def side(session: Session) -> list[str]:
    """The lines of the sidebar, from the feeds on, without what is to the right of it."""
    lines = [line[:24].strip(" ▌›") for line in session.lines()]
    found = lines[lines.index("FEEDS") + 1 :]
    return found[: found.index("")]


async def at(session: Session, title: str) -> None:
    """Go to a feed of the sidebar."""
    if session.screen.focused is not session.screen.sidebar:
        await session.press("b")
    await session.press("G")
    for _ in range(20):
        if (found := session.screen.sidebar.selected_feed) is not None and found.title == title:
            return
        await session.press("k")
    pytest.fail(f"{title} is not found\n{session.text()}")


async def test_folders_hold_their_feeds_and_count_what_is_in_them() -> None:
    """A folder stands where its first feed does, with the sum of all within; each feed says how it fares."""
    async with reading(engine()) as session:
        await session.shows("▾ War")
        assert [line.split() for line in side(session)] == [
            ["▾", "War", "8"], ["●", "Example", "Wire", "3"], ["▾", "Talks", "5"], ["✗", "Talks", "Desk", "5"],
            ["●", "Le", "Quotidien", "4"], ["◉", "Live:", "Brest", "·"],
        ]  # fmt: skip


async def test_folders_are_closed_and_opened() -> None:
    """Space does both, h closes; what is hidden so still tells that it fails."""
    async with reading(engine()) as session:
        await session.shows("▾ War")
        await at(session, "Talks Desk")
        await session.press("h", "h")
        await session.shows("▸ Talks")
        assert not any("Talks Desk" in line for line in side(session))
        await session.press("h", "h")
        await session.shows("▸ War")
        assert side(session)[0].split() == ["▸", "War", "✗", "8"]
        await session.press("space")
        assert side(session)[0].split() == ["▾", "War", "8"]
        assert session.screen.focused is session.screen.sidebar


async def test_a_folder_is_a_timeline() -> None:
    """Enter lists what its feeds and those of the folders within it brought, and nothing else."""
    async with reading(engine()) as session:
        await session.shows("▾ War")
        await at(session, "Example Wire")
        await session.press("k", "enter")
        await session.until(lambda: len(session.screen.timeline.geometry) == 8, "the folder is listed")
        assert " War · 8 of 12" in session.lines()[0]
        assert session.screen.focused is session.screen.timeline
        await session.press("0")
        await session.until(lambda: len(session.screen.timeline.geometry) == 12, "everything is listed")


@pytest.mark.parametrize(
    ("folder", "path", "inside"),
    [("War", "War", True), ("War/Talks", "War", True), (" War / Talks ", "War/Talks", True), ("Warsaw", "War", False),
     ("Star War", "War", False), ("War", "War/Talks", False), (None, "War", False), ("A.B", "A.B", True),
     ("AxB", "A.B", False)],
)  # fmt: skip
def test_a_folder_holds_what_is_in_it(folder: str | None, path: str, inside: bool) -> None:
    """Folders within it too, those of like names not."""
    cached: CachedEntry = replace(entries(1)[0], folder=folder)
    assert matches(in_folder(path), cached, NOW, Finder()) is inside


async def test_a_feed_is_named_paused_filed_and_moved_and_all_is_taken_back() -> None:
    """Each change says what it did, and U takes them back one by one."""
    async with reading(engine()) as session:
        await session.shows("▾ War")
        before = side(session)
        await at(session, "Le Quotidien")
        await session.press("P")
        await session.shows("Paused Le Quotidien · U undoes it")
        await session.shows("‖ Le Quotidien")
        await session.press("E", *"Daily", "enter")
        await session.shows("‖ Daily")
        await session.press("J")
        await session.shows("Moved Daily down")
        await session.until(lambda: "Daily" in side(session)[-1], "it stands below")
        await session.press("J")
        await session.shows("Daily is the last already")
        await session.press("K")
        await session.until(lambda: "Live" in side(session)[-1], "it stands above again")
        await session.press("shift+down")
        await session.until(lambda: "Daily" in side(session)[-1], "it stands below again")
        await session.press("B", *"Papers", "enter")
        await session.shows("▾ Papers")
        for says in (
            "Daily is in Papers",
            "Moved Daily down",
            "Moved Daily up",
            "Moved Daily down",
            "Named Daily",
            "Paused Le Quotidien",
        ):
            await session.press("U")
            await session.shows(f"Undone: {says}")
        await session.until(lambda: side(session) == before, "all is as it was")
        await session.press("U")
        await session.shows("Nothing to undo")


async def test_a_feed_is_removed_and_followed_again() -> None:
    """X lets go of it, U brings it back to its place."""
    async with reading(engine()) as session:
        await session.shows("▾ War")
        before = side(session)
        await at(session, "Example Wire")
        await session.press("X")
        await session.shows("No longer following Example Wire")
        await session.until(lambda: not any("Example" in line for line in side(session)), "it is gone")
        await session.press("U")
        await session.until(lambda: side(session) == before, "it is back")


async def test_a_folder_is_renamed_as_a_whole_and_back() -> None:
    """E on a folder: its feeds and those of folders in it go along, what is shown and closed stays so; U undoes it."""
    async with reading(engine()) as session:
        await at(session, "Talks Desk")
        await session.press("h", "h", "h")
        await session.shows("▸ Talks")
        before = side(session)
        await session.press("enter", "b", "E")
        await session.shows("Name of the folder War")
        await session.press(*"Front", "enter")
        await session.shows("Folder War is Front · U undoes it")
        await session.shows("▾ Front")
        assert [each.folder for each in session.engine.followed] == ["Front", None, "Front/Talks", None]
        await session.until(lambda: session.lines()[0].split()[1:2] == ["Front"], "the folder is still shown")
        assert side(session)[1:] == before[1:]
        await session.press("U")
        await session.until(lambda: side(session) == before, "it has its name again")
        assert session.lines()[0].split()[1:2] == ["War"]


async def test_a_feed_that_has_moved_takes_its_new_address() -> None:
    """H offers the one the server names, the entries stay, U goes back; one that is taken is told."""
    there = engine()
    there.followed[0] = replace(
        there.followed[0], url="https://me:LTSECRET@old.example/f", moved="https://new.example/f"
    )
    async with reading(there) as session:
        session.errors_expected = True
        await at(session, "Example Wire")
        await session.press("H")
        await session.shows("https://new.example/f")
        await session.press("enter")
        await session.shows("Example Wire is now at")
        assert there.followed[0].url == "https://new.example/f"
        await session.until(lambda: session.screen.feeds[0].moved is None, "the feeds are counted")
        await session.press("U")
        await session.shows("Undone")
        await session.until(lambda: session.screen.feeds[0].url == there.followed[0].url, "they are counted")
        await session.press("H")
        await session.shows("https://***@old.example/f")
        await session.press("end", "backspace", "g", "enter")
        await session.until(
            lambda: session.screen.feeds[0].url.endswith("me:LTSECRET@old.example/g"), "it has its password"
        )
        assert "LTSECRET" not in session.text()
        await session.press("H", *"https://feed2.example/rss", "enter")
        await session.shows("https://feed2.example/rss: is")
        assert there.followed[0].url.endswith("@old.example/g")


async def test_marks_and_changes_to_feeds_are_taken_back_in_their_order() -> None:
    """The last thing done is the first undone, whatever it was."""
    async with reading(engine()) as session:
        await session.until(lambda: bool(session.cursor_title), "an entry is selected")
        await session.press("P")
        await session.shows("Paused")
        await session.press("s", "U", "U")
        await session.shows("Undone: Paused")
        await session.until(lambda: not any(each.paused for each in session.engine.followed), "it is polled")
        assert not any(each.starred for each in session.engine.cached.values())


async def test_what_can_not_be_changed_is_told() -> None:
    """A list that can't be written is said, and there is nothing to undo."""
    async with reading(engine()) as session:
        session.errors_expected = True
        await session.until(lambda: bool(session.cursor_title), "an entry is selected")
        session.engine.failing = "can't be written"
        await session.press("P")
        await session.shows("can't be written")
        session.engine.failing = None
        await session.press("U")
        await session.shows("Nothing to undo")


async def test_a_feed_that_is_added_can_be_let_go_of_again() -> None:
    """U after a."""
    async with reading(engine()) as session:
        await session.shows("▾ War")
        await session.press("a", *"new.example", "enter")
        await session.shows("Following new.example")
        await session.press("U")
        await session.until(lambda: len(session.engine.followed) == 4, "it is gone")


def thousand() -> Sequence[Feed]:
    """A thousand feeds in fifty folders."""
    return [feed(number, f"Feed {number}", folder=f"Folder {number % 50}") for number in range(1, 1001)]


def test_a_thousand_feeds_are_put_on_lines_at_once() -> None:
    """Fifty folders and all feeds, within a fraction of a key press."""
    feeds = thousand()
    started = process_time()
    lines = list(feed_lines(feeds, ()))
    assert process_time() - started < 0.1
    assert len(lines) == 1050
    assert len(list(feed_lines(feeds, {f"Folder {number}" for number in range(50)}))) == 50
    assert isinstance(lines[0], FolderLine)


async def test_a_thousand_feeds_are_gone_through_by_keys() -> None:
    """Only the lines in view are drawn, whatever there is."""
    drawn = 0
    draw = Sidebar.render_line

    def counting(self: Sidebar, y: int):  # type: ignore[no-untyped-def]
        nonlocal drawn
        drawn += 1
        return draw(self, y)

    async with reading(FakeEngine(entries(3), feeds=thousand())) as session:
        await session.shows("Folder 1")
        await session.press("b", "G")
        await session.shows("Feed 1000")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Sidebar, "render_line", counting)
            await session.press("k")
        assert 0 < drawn <= 2 * session.app.size.height
