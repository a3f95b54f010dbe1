"""Which keys do what: names of keys, presets, what users bind and unbind, and what is said of slips."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandline import livetui
from livetui.config import Keys, from_values
from livetui.config.keys import read_chord, shown_chord
from livetui.engine.exchange.newsboat_binds import COUNTERPARTS, SAME
from livetui.ui.commands import COMMANDS
from livetui.ui.keymap import Keymap, keymap
from livetui.ui.presets import PRESETS

FILE = Path("config.toml")


def made(**keys: object) -> Keymap:
    """The keys of a [keys] table."""
    config = from_values({"keys": keys}, FILE)
    assert not config.problems
    return keymap(config.keys, FILE)


def command(found: Keymap, keys: str) -> str | None:
    """What keys do."""
    return found.command(None, read_chord(keys))


@pytest.mark.parametrize(
    ("written", "means", "shown"),
    [
        ("j", ("j",), "j"),
        ("G", ("G",), "G"),
        ("shift+g", ("G",), "G"),
        ("é", ("é",), "é"),
        ("+", ("+",), "+"),
        ("g g", ("g", "g"), "gg"),
        ("ctrl+x k", ("ctrl+x", "k"), "^Xk"),
        ("Ctrl+X Enter", ("ctrl+x", "enter"), "^X Enter"),
        ("^D", ("ctrl+d",), "^D"),
        ("ctrl++", ("ctrl++",), "^+"),
        ("Esc", ("escape",), "Esc"),
        ("PgDn", ("pagedown",), "PgDn"),
        ("F5", ("f5",), "F5"),
        ("shift+tab", ("shift+tab",), "Shift+Tab"),
        ("shift+ctrl+Left", ("ctrl+shift+left",), "Ctrl+Shift+←"),
        ("alt+1", ("alt+1",), "Alt+1"),
        ("ctrl+i", ("tab",), "Tab"),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, means: tuple[str, ...], shown: str) -> None:
    """Case, order and short names don't matter; a person sees one form."""
    assert read_chord(written) == means
    assert shown_chord(means) == shown


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("pgdwn", "there is no key pgdwn; did you mean pgdown?"),
        ("escpe", "did you mean escape?"),
        ("hyper+x", "there is no key hyper+x"),
        ("ctl+q", "did you mean ctrl+q?"),
        ("zzz", "names such as enter, pgdn, f5, ctrl+d"),
        ("g entr", "did you mean enter?"),
        ("", "expected a key"),
        (" ", 'expected a key, written "space"'),
    ],
)
def test_a_key_that_does_not_exist_is_named_with_the_nearest(written: str, says: str) -> None:
    """A slip in a name is told with what was meant."""
    with pytest.raises(ValueError, match="key") as told:
        read_chord(written)
    assert says in str(told.value)


@given(st.text(max_size=12))
def test_whatever_is_written_is_a_key_or_is_told(written: str) -> None:
    """No text raises anything else, and what is read reads again to the same."""
    try:
        chord = read_chord(written)
    except ValueError:
        return
    assert read_chord(" ".join(chord)) == chord


NEWSBOAT = {
    "ENTER": "read.open",  # open
    "q": "app.back",  # quit
    "Q": "app.quit",  # hard-quit
    "r": "feeds.poll",  # reload
    "R": "feeds.poll_all",  # reload-all
    "A": "mark.all",  # mark-feed-read
    "C": "mark.filter",  # mark-all-feeds-read; it says how many before it does
    "n": "move.next_unread",  # next-unread
    "p": "move.previous_unread",  # prev-unread
    "J": "move.down",  # next
    "K": "move.up",  # prev
    "o": "read.browser",  # open-in-browser
    "O": "read.browser",  # open-in-browser-and-mark-read
    "?": "app.help",  # help
    "t": "topic.menu",  # set-tag
    "N": "mark.read",  # toggle-article-read
    "u": "read.links",  # show-urls
    "#": "read.links",  # goto-url
    "/": "filter.edit",  # open-search
    "F": "filter.edit",  # set-filter
    "f": "topic.menu",  # select-filter
    "^F": "filter.close",  # clear-filter
    "^T": "topic.all",  # clear-tag
    "^L": "view.redraw",  # redraw
    ":": "app.palette",  # cmdline
    "D": "mark.hide",  # delete-article
    "E": "feeds.add",  # edit-urls
    "^E": "mark.star",  # edit-flags
    "^N": "topic.next",  # next-unread-feed
    "^P": "topic.previous",  # prev-unread-feed
    "UP": "move.up",  # up
    "DOWN": "move.down",  # down
    "PgUp": "move.page_up",  # pageup
    "PgDn": "move.page_down",  # pagedown
    "HOME": "move.top",  # home
    "END": "move.end",  # end
    "TAB": "pane.next",  # switch-focus
    "l": "view.read",  # toggle-show-read-feeds
    "g": "view.sort",  # sort
    "|": "read.pipe",  # pipe-to
}
"""newsboat's own defaults, by its doc/keycmds.dsv, and what does the same here."""


def test_the_newsboat_preset_has_newsboats_keys() -> None:
    """Who comes from newsboat need not learn the main acts again."""
    found = made(preset="newsboat")
    assert {key: command(found, key) for key in NEWSBOAT} == NEWSBOAT


def test_the_import_knows_the_commands_and_the_keys_both_readers_share() -> None:
    """What newsboat's operations become exists, and each key held for the same in both does it as it comes."""
    assert set(COUNTERPARTS.values()) <= {each.id for each in COMMANDS}
    assert {key: command(keymap(Keys()), key) for key in SAME} == SAME


def test_arrows_needs_no_shift_ctrl_or_alt() -> None:
    """Every command that has a key has one that is a single press, but half pages and changes to a feed."""
    found = made(preset="arrows")
    plain = {"move.half_down", "move.half_up", "app.suspend"} | {each.id for each in COMMANDS if not each.keys}
    plain |= {f"feeds.{each}" for each in ("rename", "address", "pause", "folder", "up", "down", "remove")}
    shifted = '"{}()<>?:~|_!@#$%^&*'
    for each in COMMANDS:
        keys = [chord[0] for chord in found.keys[each.id] if "+" not in chord[0] or chord == ("+",)]
        assert each.id in plain or any(key == key.lower() and key not in shifted + "+" for key in keys), each.id


@pytest.mark.parametrize(
    ("preset", "direct"),
    [
        ("azerty", "abcdefghijklmnopqrstuvwxyz&é\"'(-è_çà)=ù*$,;:!<"),
        ("qwertz", "abcdefghijklmnopqrstuvwxyzßüöä#+-.,<0123456789"),
    ],
)
def test_marks_have_a_key_without_shift_on_that_keyboard(preset: str, direct: str) -> None:
    """Whatever is a digit or a mark on an American keyboard is one press on this one too."""
    found = made(preset=preset)
    for each in COMMANDS:
        if each.keys and not any(key.isalpha() or len(key) > 1 for key in each.keys if not key.startswith("alt+")):
            keys = [chord[0] for chord in found.keys[each.id]]
            assert any(key in direct or key in ("f1", "f2", "f4") for key in keys), each.id


@pytest.mark.parametrize("preset", list(PRESETS))
def test_no_preset_contradicts_itself(preset: str) -> None:
    """Each key does one thing, no command that has a key loses its last one, no key waits for another."""
    found = made(preset=preset)
    assert not found.problems
    chords = [chord for every in found.keys.values() for chord in every]
    assert len(chords) == len(set(chords))
    assert all(len(chord) == 1 for chord in chords)
    assert [each.id for each in COMMANDS if each.keys and not found.keys[each.id]] == []
    assert set(PRESETS[preset].instead) | set(PRESETS[preset].also) <= set(found.keys)


def test_what_is_bound_is_taken_from_the_command_that_had_it() -> None:
    """A command has the keys written and no others; the rest of the table stays."""
    found = made(bind={"move": {"top": "g g"}, "mark.read": ["x", "ctrl+x k"], "view.redraw": []}, unbind=["D", "L"])
    assert command(found, "g g") == "move.top"
    assert command(found, "g") is None
    assert command(found, "Home") is None
    assert command(found, "ctrl+x k") == command(found, "x") == "mark.read"
    assert command(found, "m") is command(found, "D") is command(found, "ctrl+l") is None
    assert command(found, "j") == "move.down"
    assert not found.problems
    more = made(also={"move.down": ["ctrl+n", "x"], "mark.read": "x y"}, bind={"move.up": "ctrl+n"})
    assert [problem.where for problem in more.problems] == ["keys.also.move.down", "keys.also.mark.read"]
    assert command(more, "ctrl+n") == "move.up"
    assert command(more, "j") == command(more, "x") == "move.down"
    assert command(more, "m") == command(more, "x y") == "mark.read"
    over = made(bind={"mark.star": "r"}, unbind=["s"])
    assert command(over, "r") == "mark.star"
    assert command(over, "s") is None
    assert over.keys["feeds.poll"] == ()


@pytest.mark.parametrize(
    ("keys", "where", "says"),
    [
        ({"bind": {"mark.raed": "x"}}, "keys.bind.mark.raed", "there is no command mark.raed; did you mean mark.read?"),
        ({"bind": {"zzz": "x"}}, "keys.bind.zzz", "`livetui keys` lists them"),
        ({"bind": {"mark.read": "pgdwn"}}, "keys.bind.mark.read", "did you mean pgdown?"),
        ({"bind": {"mark.read": 3}}, "keys.bind.mark.read", "expected a key or a list of keys, found 3"),
        ({"bind": {"mark.read": "x", "mark.star": "x"}}, "keys.bind.mark.star", "x is bound to mark.read already"),
        ({"unbind": ["entr"]}, "keys.unbind", "did you mean enter?"),
        ({"bind": {"mark.read": "n x"}}, "keys.bind.mark.read", "n (move.next_unread) is also the beginning of nx"),
        (
            {"bind": {"app.quit": [], "app.back": [], "app.palette": []}},
            "keys",
            "no key would leave livetui; ctrl+q does",
        ),
    ],
)
def test_a_slip_is_named_and_the_rest_is_used(keys: dict[str, object], where: str, says: str) -> None:
    """One problem each, with its place; the other keys stand."""
    (problem,) = made(**keys).problems
    assert problem.where == where
    assert says in problem.reason
    assert command(made(**keys), "j") == "move.down"


def test_a_wrong_preset_is_named_with_the_nearest() -> None:
    """As any setting."""
    config = from_values({"keys": {"preset": "newsbeat", "bind": "x"}}, FILE)
    assert "did you mean newsboat?" in str(config.problems[0])
    assert "expected a table of commands" in str(config.problems[1])
    assert config.keys == Keys()


def test_the_commands_show_the_keys_of_the_user(tmp_path: Path) -> None:
    """``livetui keys`` prints them, a preset's on request, and ``config check`` names what is wrong."""
    file = tmp_path / "config.toml"
    home = tmp_path
    config = livetui("config", "path", home=home).out.strip()
    file = Path(config)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[keys]\npreset = "arrows"\n[keys.bind]\nmove.top = "g g"\nmark.raed = "x"\n', "utf-8")
    shown = livetui("keys", home=home)
    assert "gg " in shown.out
    assert "F10" in shown.out
    assert "did you mean mark.read?" in shown.err
    records = {record["id"]: record["keys"] for record in livetui("keys", "--json", home=home).records}
    assert records["move.top"] == ["g g"]
    records = {
        record["id"]: record["keys"] for record in livetui("keys", "--preset", "newsboat", "--json", home=home).records
    }
    assert "J" in records["move.down"]
    checked = livetui("config", "check", home=home)
    assert checked.code == 1
    assert "keys.bind.mark.raed: there is no command mark.raed; did you mean mark.read?" in checked.err
    assert '"move.top" = "g g"' in livetui("config", "show", home=home).out
