"""Keys of the user in the reader: sequences, what the screen says of them, and help."""

from __future__ import annotations

import pytest

from fakes import FakeEngine, entries, feed
from livetui.config import Config, Keys
from livetui.config.values import Binds
from livetui.ui import chords
from livetui.ui.commands import COMMANDS
from readerkit import Session, reading

WIDE = (120, 36)


def engine(preset: str = "default", unbind: tuple[str, ...] = (), **bind: object) -> FakeEngine:
    """A reader with keys of the user's. Args: bind: by id, with ``__`` for the dot."""
    binds = Binds({name.replace("__", "."): value for name, value in bind.items()})
    keys = Keys(preset=preset, bind=binds, unbind=unbind)  # type: ignore[arg-type]
    return FakeEngine(entries(60), feeds=[feed()], config=Config(keys=keys))


def foot(session: Session) -> str:
    """The hint line."""
    return session.lines()[-1]


async def test_keys_one_after_another_run_a_command() -> None:
    """The first one waits, shown with what may follow; the second one does it."""
    async with reading(engine(move__top="g g", move__end="g e"), WIDE) as session:
        await session.press("g")
        assert "g …" in foot(session)
        assert "g To the top" in foot(session)
        assert "e To the end" in foot(session)
        await session.press("e")
        await session.until(lambda: session.cursor_title == "Entry number 60", "the end is reached")
        assert "…" not in foot(session)
        await session.press("g", "g")
        await session.until(lambda: session.cursor_title == "Entry number 1", "the top is reached")


async def test_keys_typed_in_a_hurry_are_a_sequence_too() -> None:
    """A burst does what the keys say one by one, also where one opens a field for the rest."""
    async with reading(engine(move__top="n u", filter__edit="ctrl+x f"), WIDE) as session:
        await session.press("j", "j", "n", "u", "j", "ctrl+x", "f", *"number")
        await session.until(lambda: session.screen.filter_bar.field.value == "number", "words are words")
        await session.press("escape")
        assert session.cursor_title == "Entry number 2"


async def test_esc_drops_what_was_begun() -> None:
    """And closes nothing else."""
    async with reading(engine(mark__read="ctrl+x k"), WIDE) as session:
        await session.press("enter", "ctrl+x")
        assert "^X …" in foot(session)
        await session.press("escape")
        assert "…" not in foot(session)
        assert session.screen.focus_in_detail
        await session.press("escape")
        assert not session.screen.focus_in_detail


async def test_a_key_that_fits_nothing_ends_the_sequence() -> None:
    """Without a command of its own the beginning does nothing, and neither does the key after it."""
    async with reading(engine(mark__read="ctrl+x k"), WIDE) as session:
        await session.press("ctrl+x", "j")
        await session.shows("^Xj does nothing")
        assert session.cursor_title == "Entry number 1"
        await session.press("j")
        assert session.cursor_title == "Entry number 2"


async def test_a_beginning_with_a_command_of_its_own_runs_it_before_the_next_key() -> None:
    """Nothing that is typed is lost."""
    async with reading(engine(mark__star="j s"), WIDE) as session:
        await session.press("j", "j", "k", "j", "s")
        await session.until(lambda: session.cursor_title == "Entry number 2", "down, down, up")
        await session.until(lambda: [*session.engine.cached.values()][1].starred, "the entry there is starred")


async def test_a_beginning_runs_its_own_command_when_nothing_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the wait, and once."""
    monkeypatch.setattr(chords, "WAIT", 0.05)
    async with reading(engine(mark__star="j s"), WIDE) as session:
        await session.press("j")
        await session.until(lambda: session.cursor_title == "Entry number 2", "the wait is over")
        assert "…" not in foot(session)


async def test_what_is_unbound_does_nothing() -> None:
    """Also Textual's own keys for the same."""
    async with reading(engine(unbind=("j", "tab", "ctrl+q", "ctrl+p", "D")), WIDE) as session:
        await session.press("j", "tab", "ctrl+q", "ctrl+p", "D")
        assert session.app.is_running
        assert session.cursor_title == "Entry number 1"
        assert session.screen.focused is session.screen.timeline
        assert len(session.app.screen_stack) == 1


async def test_a_control_key_can_be_bound_otherwise() -> None:
    """What Textual keeps for itself is the user's too."""
    async with reading(engine(move__down="ctrl+q", move__end="ctrl+p"), WIDE) as session:
        await session.press("ctrl+q")
        assert session.cursor_title == "Entry number 2"
        await session.press("ctrl+p")
        await session.until(lambda: session.cursor_title == "Entry number 60", "the end is reached")


@pytest.mark.parametrize(
    ("preset", "keys", "title"),
    [
        ("newsboat", ("J", "J", "K"), "Entry number 2"),
        ("arrows", ("down", "down", "up"), "Entry number 2"),
        ("azerty", ("j", "j", "k"), "Entry number 2"),
        ("qwertz", ("G",), "Entry number 60"),
    ],
)
async def test_a_preset_has_its_keys_in_the_reader(preset: str, keys: tuple[str, ...], title: str) -> None:
    """Presets are more than a table."""
    async with reading(engine(preset), WIDE) as session:
        await session.press(*keys)
        await session.until(lambda: session.cursor_title == title, "the keys have moved")


@pytest.mark.parametrize("key", ["comma", "semicolon", "é", "à", "ampersand", "apostrophe", "underscore"])
async def test_keys_of_other_keyboards_arrive(key: str) -> None:
    """Letters with accents and marks are keys like any other."""
    named = {"comma": ",", "semicolon": ";", "ampersand": "&", "apostrophe": "'", "underscore": "_"}.get(key, key)
    async with reading(engine(move__down=named), WIDE) as session:
        await session.press(key)
        assert session.cursor_title == "Entry number 2"


async def test_hints_and_palette_show_the_keys_of_the_user() -> None:
    """The foot of the screen, and what the palette finds."""
    async with reading(engine("arrows", filter__edit="ctrl+x f", mark__read="X"), WIDE) as session:
        assert "^Xf filter" in foot(session)
        assert "X mark read" in foot(session)
        assert "F1 help" in foot(session)
        await session.press("f2", *"read or")
        await session.shows("Read or unread  X")


async def test_words_to_the_user_name_the_keys_of_the_user() -> None:
    """A message says how to take a mark back, and that does."""
    async with reading(engine(mark__undo="ctrl+x u", read__browser="X"), WIDE) as session:
        await session.press("A", "A")
        await session.shows("^Xu undoes it")
        await session.press("ctrl+x", "u")
        await session.until(lambda: not any(each.read for each in session.engine.cached.values()), "it is undone")


# help


async def test_help_lists_every_command_with_the_keys_of_the_user() -> None:
    """The whole table, in groups."""
    async with reading(engine(move__top="g g"), (100, 150)) as session:
        await session.press("question_mark")
        await session.shows("Type to find a command")
        listed = " ".join(session.text().split())
        for command in COMMANDS:
            assert " ".join(session.app.keymap.told(command.id).split()[:4]) in listed, command.id
        assert "gg The newest entry" in listed
        for group in {command.group for command in COMMANDS}:
            assert group in listed


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (20, 5)])
async def test_help_finds_a_command_and_does_it(size: tuple[int, int]) -> None:
    """Words narrow the list, Enter does what is chosen; Esc takes the words back, then closes."""
    async with reading(engine(), size) as session:
        await session.press("question_mark", *"oldest")
        await session.shows("G")
        assert "Mark every" not in session.text()
        await session.press("enter")
        await session.until(lambda: session.cursor_title == "Entry number 60", "the end is reached")
        await session.press("question_mark", *"nosuch")
        await session.shows("No command")
        await session.press("enter", "escape")
        await session.shows("j ↓")
        await session.press("escape")
        assert session.app.screen is session.screen
        await session.press("question_mark", "down", "down", "up", "enter")
        assert session.app.screen is session.screen


async def test_help_finds_a_command_by_its_key() -> None:
    """Who wonders what a key does types it."""
    async with reading(engine(), WIDE) as session:
        await session.press("question_mark", *"^d")
        await session.shows("Half a page down.")
        assert "Half a page up." not in session.text()
        await session.press("question_mark")
        assert session.app.screen is session.screen


async def test_words_about_keys_name_those_of_the_user() -> None:
    """Sentences of help, and dialogs: what they say works, what they close with is what opened them."""
    mine = engine(filter__edit="f5", topic__next="x", app__help="f1", move__jump="&", move__down="z")
    async with reading(mine, (100, 150)) as session:
        await session.press("f1")
        await session.shows("F5 finds names and")
        await session.shows("words, x and [ step through the speakers.")
        await session.press("question_mark")
        await session.shows("No command like that")
        await session.press("f1")
        assert session.app.screen is session.screen
        await session.press("ampersand")
        await session.shows("& ↓ ↑ next")
        await session.press(*"entry", "ampersand")
        await session.shows("2 of")
        await session.press("escape", "ctrl+p", *"themes", "enter")
        await session.shows("↑ ↓ try")
        before = session.app.theme
        await session.press("z")
        await session.until(lambda: session.app.theme != before, "the next theme is tried")
        await session.press("q")
        assert session.app.theme == before
