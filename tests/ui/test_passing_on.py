"""Links by number, the text handed to a command, and what the terminal may open by itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fakes import NOW, FakeEngine, entry, feed
from livetui.engine.piping import words_of
from livetui.errors import LivetuiError
from livetui.ui.hyperlinks import takes_hyperlinks
from readerkit import reading
from terminal import Terminal

TESTS = Path(__file__).parent.parent
PROGRAM = f"""
import asyncio, sys
sys.path.insert(0, {str(TESTS)!r})
from fakes import FakeEngine, NOW, entry, feed
from livetui.config import Config, Ui
from livetui.ui.app import LivetuiApp
body = '<p>Drei <a href="https://news.example/b">Wörter</a> hier.</p>'
config = Config(ui=Ui(hyperlinks=(sys.argv[1:] or ["never"])[0]))
app = LivetuiApp(FakeEngine([entry(NOW, "Talks", body)], feeds=[feed()], config=config))
asyncio.run(app.run_async())
"""
LINKS = "".join(f'<p><a href="https://example.org/{number}">link {number}</a></p>' for number in range(1, 24))


@pytest.mark.parametrize(
    ("keys", "opened"),
    [
        pytest.param("5", "https://example.org/5", id="no other number begins so"),
        pytest.param("17", "https://example.org/17", id="two digits"),
        pytest.param("2\n", "https://example.org/2", id="Enter after a number that may go on"),
        pytest.param("28", "https://example.org/8", id="a number that is not there begins anew"),
    ],
)
async def test_a_link_is_chosen_by_its_number(keys: str, opened: str) -> None:
    """u lists the links, digits open one."""
    async with reading(FakeEngine([entry(NOW, "Talks", LINKS)], feeds=[feed()])) as session:
        await session.shows("link 1")
        await session.press("u")
        await session.shows("A number or Enter")
        await session.press(*("enter" if key == "\n" else key for key in keys))
        await session.until(lambda: session.engine.opened == [opened], "the link is opened")


def test_the_text_is_handed_to_a_command() -> None:
    """The command has the terminal and the text; the reader comes back as it was, and offers the command again."""
    count = "import sys; text = sys.stdin.read(); print('words', len(text.split()), text.split()[0], text.split()[-1])"
    with Terminal([sys.executable, "-c", PROGRAM]) as terminal:
        terminal.wait_for("Drei")
        terminal.type("|")
        terminal.wait_for("Hand the text")
        terminal.type(f'{sys.executable} -c "{count}"\r')
        terminal.wait_for("words 7 Talks hier.")
        terminal.wait_for("Enter goes back")
        terminal.type("\r")
        terminal.wait_for("Drei")
        terminal.type("|")
        terminal.wait_for("Hand the text")
        terminal.type("\x1b[A")
        terminal.wait_for("sys.stdin.read()")
        assert b"\x1b]8;" not in terminal.raw


@pytest.mark.parametrize(
    ("wish", "version", "written"),
    [
        pytest.param((), "7200", False, id="not asked for"),
        pytest.param(("auto",), "7200", True, id="known to take them"),
        pytest.param(("auto",), "4600", False, id="known not to"),
        pytest.param(("always",), "4600", True, id="wanted all the same"),
    ],
)
def test_links_are_the_terminals_own_where_the_user_wants_them(
    wish: tuple[str, ...], version: str, written: bool
) -> None:
    """The address stands in the sequence, and nothing else of the text; built in, there is none."""
    with Terminal([sys.executable, "-c", PROGRAM, *wish], environ={"VTE_VERSION": version}) as terminal:
        terminal.wait_for("Drei")
        assert (b";https://news.example/b\x1b\\" in terminal.raw) is written
        assert (b"\x1b]8;" in terminal.raw) is written


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (f"{sys.executable} -c 'a b' \"c d\"", [sys.executable, "-c", "a b", "c d"]),
        ("'unclosed", None),
        ("  ", None),
        ("no-such-program-anywhere x", None),
    ],
)
def test_commands_are_words_and_never_a_shells(command: str, expected: list[str] | None) -> None:
    """Quotation marks group words; what can't be run is told with what was typed."""
    if expected is None:
        with pytest.raises(LivetuiError):
            words_of(command)
    else:
        assert words_of(command) == expected
        assert words_of(f"{sys.executable} $HOME `id` | cat > x")[1:] == ["$HOME", "`id`", "|", "cat", ">", "x"]


@pytest.mark.parametrize(
    ("environ", "takes"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4600"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/t", "VTE_VERSION": "7200"}, False),
        ({"TERM": "xterm-kitty", "NO_HYPERLINKS": "1"}, False),
        ({"TERM": "xterm-256color", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
        ({}, False),
    ],
)
def test_terminals_that_open_links_are_known_by_their_variables(environ: dict[str, str], takes: bool) -> None:
    """Where nothing is known nothing is sent."""
    assert takes_hyperlinks(environ) is takes
