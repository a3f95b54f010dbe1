"""How the reader was left is found again at the next start."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import NOW, FakeEngine, entries, entry, feed
from livetui.config import Config, Ui
from livetui.ui.state import Kept, Memory, Place, merged, read
from readerkit import Session, reading

KEPT = Kept(
    config={"theme": "livetui-dark", "density": "comfortable", "times": "clock", "sidebar": True, "follow": True},
    theme="nord",
    density="compact",
    times="ago",
    sidebar=False,
    follow=False,
)


def engine(count: int = 300, ui: Ui | None = None) -> FakeEngine:
    """An engine with so many entries in one of two feeds."""
    return FakeEngine(
        entries(count), feeds=[feed(), feed(2, "https://feed2.example/rss")], config=Config(ui=ui or Ui())
    )


def near(session: Session, top: int) -> bool:
    """Is that line on top of the text, or the next one, if it is an empty one."""
    return top > 0 and session.screen.detail.text.scroll_offset.y in (top, top + 1)


async def test_the_reader_goes_on_where_it_was_left(tmp_path: Path) -> None:
    """Place, filter, order, panes, density, theme and hold are those of before, though much has come since."""
    state = tmp_path / "log" / "state.json"
    cache = engine()
    async with reading(cache, state=state) as session:
        await session.press("L", "z", "T", "equals_sign", "equals_sign", "b", "b", "slash", *"number", "enter")
        await session.press(*["j"] * 40)
        await session.until(lambda: session.cursor_title == "Entry number 41", "the forty-first is selected")
        row, width = session.cursor_row, session.screen.timeline.size.width
    cache.put(*(entry(NOW + timedelta(minutes=n), f"Number of the new {n}") for n in range(1, 200)))
    async with reading(cache, state=state) as session:
        await session.until(lambda: session.cursor_title == "Entry number 41", "the same one is selected")
        assert (session.cursor_row, session.screen.timeline.size.width) == (row, width)
        assert session.app.theme == "livetui-light"
        assert not session.screen.sidebar.display
        line = session.lines()[0]
        assert "number" in line
        assert "hold" in line
        assert session.screen.timeline.geometry.density.lines == 1


async def test_each_text_is_where_it_was(tmp_path: Path) -> None:
    """Texts read half, the one on the screen too, go on at the same words."""
    state, cache = tmp_path / "state.json", engine(5)
    long = [entry(NOW - timedelta(days=1, hours=n), f"Long {n}", "\n\n".join(f"Paragraph {p}." for p in range(80)))
            for n in (1, 2)]  # fmt: skip
    cache.put(*long)
    tops = []
    async with reading(cache, state=state) as session:
        await session.press("G")
        for page in (1, 2):
            await session.until(lambda page=page: session.cursor_title == f"Long {3 - page}", "it is selected")  # type: ignore[misc]
            await session.press("enter", *["pagedown"] * page)
            tops.append(session.screen.detail.text.scroll_offset.y)
            await session.press("h", *(["k"] if page == 1 else []))
    async with reading(cache, state=state) as session:
        await session.until(lambda: session.cursor_title == "Long 1", "it is selected")
        await session.until(lambda: near(session, tops[1]), "it is where it was")
        await session.press("j")
        await session.until(lambda: near(session, tops[0]), "that one, too")


async def test_at_the_top_with_follow_on_the_newest_is_on_top(tmp_path: Path) -> None:
    """Who was at the top and follows is there again, with what has come."""
    cache = engine(50)
    async with reading(cache, state=tmp_path / "state.json"):
        pass
    cache.put(entry(NOW + timedelta(minutes=1), "Breaking"))
    async with reading(cache, state=tmp_path / "state.json") as session:
        await session.until(lambda: session.cursor_title == "Breaking", "the newest is selected")


async def test_a_place_that_is_gone_leaves_the_reader_near_it(tmp_path: Path) -> None:
    """The entry below the one that was taken from the list is selected."""
    cache = engine(100)
    async with reading(cache, state=tmp_path / "state.json") as session:
        await session.press(*["j"] * 30)
        await session.until(lambda: session.cursor_title == "Entry number 31", "it is selected")
        gone = session.screen.timeline.cursor
    assert gone is not None
    del cache.cached[gone]
    cache.put()
    async with reading(cache, state=tmp_path / "state.json") as session:
        await session.until(lambda: session.cursor_title == "Entry number 32", "the one below is selected")


async def test_killed_it_forgets_little(tmp_path: Path) -> None:
    """While it runs, what changed is kept every few seconds, and nothing is written when nothing did."""
    state = tmp_path / "state.json"
    async with reading(engine(), state=state) as session:
        await session.press("j", "j", "z")
        await session.screen.resuming.keep()
        kept = read(state)
        assert kept is not None
        assert kept.density == "compact"
        assert kept.place == Place(session.screen.timeline.cursor or 0, session.cursor_row)
        written = state.stat().st_mtime_ns
        await session.screen.resuming.keep()
        assert state.stat().st_mtime_ns == written


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"theme": 3}', '{"theme": "x"}', "\x00" * 50, "9" * 400_000, "[" * 90_000, "\udc80"],
)
def test_a_bad_file_is_ignored_with_a_word(content: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What was not written by livetui, or only half, starts the reader afresh."""
    path = tmp_path / "state.json"
    path.write_text(content, "utf-8", errors="surrogateescape")
    with caplog.at_level(logging.WARNING):
        memory = Memory(path, Ui())
    assert memory.kept is None
    assert memory.settings == Ui()
    assert "can't be used" in caplog.text


async def test_what_is_kept_and_exists_no_more_is_left_out(tmp_path: Path) -> None:
    """A theme, topic and feed that are gone, and a filter that can't be understood, do no harm."""
    path = tmp_path / "state.json"
    kept = {
        **json.loads('{"theme": "no such", "density": "compact", "times": "clock", "sidebar": true, "follow": true}'),
        "topic": "Gone", "feed": "https://gone.example/", "words": "@Gone is:nothing", "place": {"entry": 5},
    }  # fmt: skip
    path.write_text(json.dumps(kept), "utf-8")
    async with reading(engine(10), state=path) as session:
        await session.until(lambda: session.cursor_title == "Entry number 10", "the last one is selected")
        assert "Everything" in session.lines()[0]
        assert session.app.theme == "livetui-dark"


@pytest.mark.parametrize(
    ("ui", "theme", "density"),
    [
        (Ui(), "nord", "compact"),
        (Ui(theme="gruvbox"), "gruvbox", "compact"),
        (Ui(density="compact", theme="livetui-light"), "livetui-light", "compact"),
    ],
)
def test_config_wins_where_it_says_something_else_since(ui: Ui, theme: str, density: str) -> None:
    """What the user writes is done; what was only chosen by a key before is kept as long as nothing is written."""
    found = merged(KEPT, ui)
    assert (found.theme, found.density, found.sidebar) == (theme, density, False)


async def test_a_file_that_cannot_be_written_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The reader goes on; the log says why."""
    (tmp_path / "file").write_text("", "utf-8")
    memory = Memory(tmp_path / "file" / "state.json", Ui())
    await memory.keep(KEPT)
    await memory.keep(Kept(theme="a", density="compact", times="clock", sidebar=True, follow=True))
    assert caplog.text.count("can't be kept") == 1


async def test_the_last_of_two_readers_is_found_again(tmp_path: Path) -> None:
    """Each writes the file as a whole, and only when it was used itself."""
    path = tmp_path / "state.json"
    first, second = Memory(path, Ui()), Memory(path, Ui())
    other = Kept(theme="nord", density="comfortable", times="clock", sidebar=True, follow=True)
    await first.keep(KEPT)
    await second.keep(other)
    await first.keep(KEPT)
    assert read(path) == other
