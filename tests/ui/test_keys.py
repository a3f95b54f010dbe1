"""Each key of the table does what a user would notice, and none is without a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from fakes import NOW, FakeEngine, entries, entry, feed, quote
from livetui.config import Config, Topic
from livetui.model.filter import parse
from livetui.ui.bindings import bindings
from livetui.ui.commands import BY_ID, COMMANDS, Group
from livetui.ui.keymap import Keymap
from livetui.ui.screens.bulk import BulkDialog, Sure
from livetui.ui.screens.colours import ThemeMenu
from livetui.ui.screens.feeds import AddFeed, AskLine
from livetui.ui.screens.health import HealthScreen
from livetui.ui.screens.links import Links
from livetui.ui.screens.lookup import Help, Palette
from livetui.ui.screens.quotations import QuotationsScreen
from livetui.ui.screens.revisions import RevisionsScreen
from livetui.ui.screens.starters import Starters
from livetui.ui.screens.topics import KeepTopic, TopicMenu
from readerkit import Session, reading

WIRE = feed()
WORDS = "“We agreed”, said Anna Berg. “It is hard”, said Otto Lind."
BODY = f"<p>{WORDS}</p>" + "<p>More was said that day.</p>" * 60 + "<p><a href='https://x.example/'>More</a></p>"
ADDRESS = "https://news.example/live/talks"


def engine() -> FakeEngine:
    """A long entry with quotations, links and changes on top, many below it, a topic for each digit."""
    first = entry(NOW, "Talks go on", BODY, of=WIRE, url=ADDRESS)
    quotes = (quote(first.text, "We agreed", "Anna Berg"), quote(first.text, "It is hard", "Otto Lind"))
    topics = tuple(Topic(f"Topic {key}", parse("number"), "number", key) for key in range(1, 10))
    made = FakeEngine(
        [replace(first, quotes=quotes), *entries(80, of=WIRE, newest=NOW - timedelta(hours=1))],
        feeds=[WIRE, feed(2, "Other")],
        config=Config(topics=topics),
    )
    for number, title in ((1, "Talks go well"), (2, "Talks go on and on")):
        later = entry(NOW, title, BODY.replace("hard", f"hard {number}"), of=WIRE, url=ADDRESS)
        made.revise(first.number, entry=later.entry, text=later.text, changed_at=NOW - timedelta(minutes=9 - number))
    return made


@dataclass(frozen=True)
class Act:
    """What is pressed before a key, and what a user notices after it."""

    seen: Callable[[Session], object]
    before: tuple[str, ...] = ()


def index(session: Session) -> int:
    """Place of the cursor in the list."""
    return session.screen.timeline.index


def opens(kind: type[object]) -> Act:
    """A screen or dialog opens."""
    return Act(lambda session: isinstance(session.app.screen, kind))


def change(session: Session) -> int:
    """Which change is shown."""
    assert isinstance(session.app.screen, RevisionsScreen)
    return session.app.screen.place


def listed(session: Session) -> int:
    """How many entries are listed."""
    return len(session.screen.timeline.geometry)


def width(session: Session) -> int:
    """Columns of the list."""
    return session.screen.query_one("#list").size.width


FILTERED = ("slash", *"number", "enter")
ACTS: dict[str, Act] = {
    "move.down": Act(lambda session: index(session) == 1),
    "move.up": Act(lambda session: index(session) == 1, ("j", "j")),
    "move.half_down": Act(lambda session: 3 < index(session) < 15),
    "move.half_up": Act(lambda session: 65 < index(session) < 78, ("G",)),
    "move.page_down": Act(lambda session: index(session) > 8),
    "move.page_up": Act(lambda session: index(session) < 72, ("G",)),
    "move.top": Act(lambda session: index(session) == 0, ("G",)),
    "move.end": Act(lambda session: index(session) == 80),
    "move.next_unread": Act(lambda session: index(session) == 1),
    "move.previous_unread": Act(lambda session: index(session) == 1, ("j", "j")),
    "move.jump": Act(lambda session: session.screen.jump_bar.display),
    "pane.next": Act(lambda session: session.screen.focus_in_detail),
    "pane.left": Act(lambda session: session.screen.focused is session.screen.timeline, ("enter",)),
    "read.open": Act(lambda session: session.screen.focus_in_detail),
    "read.on": Act(lambda session: session.screen.detail.text.scroll_offset.y > 5, ("enter", "g", "h")),
    "read.next_quote": Act(lambda session: session.screen.detail.text.current is not None),
    "read.previous_quote": Act(lambda session: session.screen.detail.text.current is not None),
    "read.quotations": opens(QuotationsScreen),
    "read.revisions": opens(RevisionsScreen),
    "read.older": Act(lambda session: change(session) == 0, ("v",)),
    "read.newer": Act(lambda session: change(session) == 1, ("v", "less_than_sign")),
    "read.browser": Act(lambda session: ADDRESS in session.engine.opened),
    "read.links": opens(Links),
    "read.copy_link": Act(lambda session: session.app.clipboard == ADDRESS),
    "read.copy_citation": Act(lambda session: "Example Wire" in session.app.clipboard),
    "filter.edit": Act(lambda session: session.screen.filter_bar.display),
    "filter.close": Act(lambda session: listed(session) == 81, FILTERED),
    "filter.keep": replace(opens(KeepTopic), before=FILTERED),
    "filter.feed": Act(lambda session: "Example Wire" in session.lines()[0]),
    "topic.menu": opens(TopicMenu),
    "topic.all": Act(lambda session: "Everything" in session.lines()[0] and listed(session) == 81, ("1",)),
    "topic.next": Act(lambda session: "Topic 2" in session.lines()[0], ("1",)),
    "topic.previous": Act(lambda session: "Topic 1" in session.lines()[0], ("2",)),
    **{
        f"topic.{key}": Act(lambda session, key=key: f"Topic {key}" in session.lines()[0])  # type: ignore[misc]
        for key in range(1, 10)
    },
    "mark.read": Act(lambda session: session.engine.cached[session.screen.timeline.cursor or 0].read),
    "mark.all": opens(Sure),
    "mark.all_unread": opens(Sure),
    "mark.all_star": opens(Sure),
    "mark.all_hide": opens(Sure),
    "mark.filter": opens(BulkDialog),
    "mark.star": Act(lambda session: "★" in session.text()),
    "mark.hide": Act(lambda session: listed(session) == 80, ("j",)),
    "mark.undo": Act(lambda session: listed(session) == 81, ("D",)),
    "live.pending": Act(lambda session: session.text().count("arrives"), ("j", "j")),
    "live.follow": Act(lambda session: "hold" in session.lines()[0]),
    "feeds.follow_live": Act(lambda session: session.engine.followed[-1].title == ADDRESS),
    "feeds.poll": Act(lambda session: session.engine.poked == [[WIRE.url]]),
    "feeds.poll_all": Act(lambda session: session.engine.poked == [None]),
    "feeds.add": opens(AddFeed),
    "feeds.health": opens(HealthScreen),
    "feeds.rename": opens(AskLine),
    "feeds.address": opens(AskLine),
    "feeds.pause": Act(lambda session: session.engine.followed[0].paused),
    "feeds.folder": opens(AskLine),
    "feeds.remove": Act(lambda session: WIRE.url not in [each.url for each in session.engine.followed]),
    "feeds.starters": opens(Starters),
    "view.sidebar": Act(lambda session: session.screen.sidebar.has_focus),
    "view.density": Act(lambda session: session.screen.timeline.geometry.density.lines == 1),
    "view.times": Act(lambda session: "1h Entry number" in session.text()),
    "view.sort": Act(lambda session: "oldest first" in session.lines()[0]),
    "view.read": Act(lambda session: " · unread" in session.lines()[0]),
    "view.themes": opens(ThemeMenu),
    "view.theme": Act(lambda session: not session.app.current_theme.dark),
    "view.narrower": Act(lambda session: width(session) < 45),
    "view.wider": Act(lambda session: width(session) > 47),
    "view.redraw": Act(lambda session: session.app.is_running and "Talks" in session.text()),
    "app.palette": opens(Palette),
    "app.help": opens(Help),
    "app.back": Act(lambda session: session.screen.focused is session.screen.timeline, ("enter",)),
    "app.quit": Act(lambda session: session.app._exit),
}
ELSEWHERE = {
    "feeds.up": "test_sidebar.py: feeds are moved at the side",
    "feeds.down": "test_sidebar.py: feeds are moved at the side",
    "app.suspend": "test_terminal.py: the program is stopped and continued on a terminal of its own",
    "app.sample": "test_first_run.py: the reader is left for it",
    "read.pipe": "test_passing_on.py: a command runs on a terminal of its own",
    "read.find_previous": "test_finding.py: n and N step through the places",
    "feeds.import": "test_first_run.py: lists of other readers, made for the test",
}


ONCE = {"read.next_quote", "read.previous_quote", "read.browser", "app.quit"}
"""What can't be taken back, so that each key needs a reader of its own."""
DIGITS = [f"topic.{key}" for key in range(1, 10)]
TABLE = Keymap({each.id: tuple((key,) for key in each.keys) for each in COMMANDS})


def keys_of(command: str) -> list[str]:
    """The keys of a command by Textual's names; none for one of the palette alone."""
    return [binding.key for binding in bindings(TABLE, {command}) if binding.key.isascii()] or [""]


def test_every_command_is_tested() -> None:
    """A new one needs a line above that says what a user notices."""
    assert {command.id for command in COMMANDS} == set(ACTS) | set(ELSEWHERE)


async def do(session: Session, command: str, key: str) -> None:
    """Press a key; find a command without one in the palette."""
    if key:
        await session.press(key)
    else:
        await session.press("ctrl+p", *BY_ID[command].title.lower(), "enter")


@pytest.mark.parametrize("commands", [DIGITS, *([command] for command in ACTS if command not in DIGITS)], ids=" ".join)
async def test_a_key_does_what_the_table_says(commands: list[str]) -> None:
    """What it does is on the screen; each key of a command does the same."""
    presses = [(command, key) for command in commands for key in keys_of(command)]
    while presses:
        async with reading(engine()) as session:
            await session.shows("Who said what")
            await check(session, *presses.pop(0))
            while presses and not ONCE & set(commands):
                while session.app.screen is not session.screen:
                    await session.press("escape")
                await session.press("escape", "escape", "0", "home")
                await check(session, *presses.pop(0))


async def check(session: Session, command: str, key: str) -> None:
    """Press a key and see what it does."""
    act = ACTS[command]
    for each in act.before:
        await session.press(each)
    if command == "live.pending":
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "One more arrives", of=WIRE))
        await session.shows("1 new")
    elif act.before[:1] == ("v",):
        await session.until(lambda: isinstance(session.app.screen, RevisionsScreen), "the changes are open")
    if command not in ("view.redraw", "read.older"):
        await session.until(lambda: not safely(act, session), f"{command} is not done yet")
    await do(session, command, key)
    await session.until(lambda: safely(act, session), f"{command} is seen to be done by {key}")


def safely(act: Act, session: Session) -> bool:
    """Is it to be seen; not while the screen it is on has not come yet."""
    try:
        return bool(act.seen(session))
    except AssertionError:
        return False


@pytest.mark.parametrize("group", list(Group))
def test_groups_are_told_apart(group: Group) -> None:
    """Help lists each group once, its commands together."""
    places = [place for place, command in enumerate(COMMANDS) if command.group is group]
    assert places == list(range(places[0], places[-1] + 1))
