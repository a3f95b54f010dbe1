"""The mouse: never needed, and where it is used it does what one expects."""

from __future__ import annotations

from datetime import timedelta

from textual import events

from fakes import NOW, FakeEngine, entries, entry, feed
from readerkit import Session, reading


def engine() -> FakeEngine:
    """A hundred entries in one of two feeds."""
    return FakeEngine(entries(100), feeds=[feed(), feed(2, "Other")])


async def wheel(session: Session, steps: int) -> None:
    """Turn the wheel above the timeline."""
    timeline = session.screen.timeline
    kind = events.MouseScrollDown if steps > 0 else events.MouseScrollUp
    where = timeline.region.offset
    for _ in range(abs(steps)):
        timeline.post_message(
            kind(
                timeline, x=5, y=5, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False,
                screen_x=where.x + 5, screen_y=where.y + 5,
            )
        )  # fmt: skip
    await session.pilot.pause()


async def test_a_click_selects_and_a_second_opens() -> None:
    """The first shows the text beside, the second goes into it and marks it read."""
    async with reading(engine()) as session:
        await session.pilot.click("#timeline", offset=(12, 6))
        await session.until(lambda: session.cursor_title == "Entry number 3", "what is clicked is selected")
        assert not session.screen.focus_in_detail
        await session.pilot.click("#timeline", offset=(12, 6), times=2)
        await session.until(lambda: session.screen.focus_in_detail, "it is open")
        await session.until(lambda: session.engine.cached[session.screen.timeline.cursor or 0].read, "it is read")


async def test_the_wheel_scrolls_and_leaves_the_selection() -> None:
    """Looked at from afar, the list holds still when something comes; the next key goes on from the selected entry."""
    async with reading(engine()) as session:
        await session.press("j", "j")
        await session.until(lambda: session.cursor_title == "Entry number 3", "the third is selected")
        await wheel(session, 20)
        await session.until(
            lambda: "Entry number 3 " not in session.text().split("Entry number 3 ", 1)[0], "it scrolls"
        )
        timeline = session.screen.timeline
        await session.until(lambda: timeline.scroll_offset.y == timeline.scroll_target_y > 10, "it has scrolled")
        top = session.lines()[3][25:70]
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Breaking"))
        await session.shows("1 new")
        assert session.lines()[3][25:70] == top
        assert session.screen.timeline.index == 2
        await session.press("j")
        await session.until(lambda: session.cursor_title == "Entry number 4", "on from there")
        await session.shows("▌● 14:22 Entry number 4")


async def test_a_click_in_the_sidebar_chooses() -> None:
    """A feed's own timeline, and everything again."""
    async with reading(engine()) as session:
        lines = session.lines()
        feed_line = next(row for row, line in enumerate(lines) if line[:25].strip().startswith("● Other"))
        await session.pilot.click(None, offset=(6, feed_line))
        await session.until(lambda: "Other" in session.lines()[0], "the feed alone")
        everything = next(row for row, line in enumerate(lines) if "0 Everything" in line[:25])
        await session.pilot.click(None, offset=(6, everything))
        await session.until(lambda: "Everything" in session.lines()[0], "all again")
