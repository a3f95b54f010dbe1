"""Opening links: what is refused, and what a browser is given."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from livetui.engine.opener import open_link, spawn
from livetui.errors import LivetuiError


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with programs that open addresses, as a PATH."""
    for name in ("xdg-open", "open", "browser", "explorer.exe"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(stat.S_IRWXU)
    return tmp_path


def opened(url: str, programs: Path, browser: str | None = None) -> list[list[str]]:
    """The commands that opening an address starts."""
    started: list[list[str]] = []
    environ = {"PATH": str(programs)} | ({"BROWSER": browser} if browser is not None else {})
    open_link(url, environ=environ, spawn=lambda argv: started.append(list(argv)))
    return started


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "javascript:alert(1)", "--remote-debugging-port=1", "-flag", "steam://run/1", "ftp://x.example/",
     "http://", "https://user:pass@bank.example/", "data:text/html,x", "http:\\\\x", "https://x.example/\x1b[2J", ""],
)  # fmt: skip
def test_refused(url: str, programs: Path) -> None:
    """Nothing but a well-formed http(s) address reaches a program."""
    with pytest.raises(LivetuiError, match="not opened"):
        opened(url, programs)


@pytest.mark.parametrize(
    ("url", "argument"),
    [
        ("https://x.example/a?b=1&c=2#d", "https://x.example/a?b=1&c=2#d"),
        ("HTTPS://X.example/$(touch x)`id`;ls", "https://x.example/$(touch%20x)%60id%60;ls"),
    ],
)
def test_one_argument(url: str, argument: str, programs: Path) -> None:
    """The platform's opener gets the address, written anew, as its one argument."""
    ((program, *arguments),) = opened(url, programs)
    assert Path(program).parent == programs
    assert arguments == [argument]


@pytest.mark.parametrize(
    ("browser", "arguments"),
    [
        ("browser", ["https://x.example/"]),
        ("browser --new '%s'", ["--new", "https://x.example/"]),
        ("missing:browser -n", ["-n", "https://x.example/"]),
        ("browser --at=%s -w", ["--at=https://x.example/", "-w"]),
    ],
)
def test_browser_of_the_user(browser: str, arguments: list[str], programs: Path) -> None:
    """BROWSER is followed: its first command that exists, with the address in place of %s or at the end."""
    assert opened("https://x.example/", programs, browser) == [[str(programs / "browser"), *arguments]]


@pytest.mark.parametrize("browser", ["", "missing", "'unclosed"])
def test_unusable_browser(browser: str, programs: Path) -> None:
    """Without a usable BROWSER the platform's opener is taken."""
    ((program, argument),) = opened("https://x.example/", programs, browser)
    assert Path(program).name != "browser"
    assert argument == "https://x.example/"


def test_nothing_to_open_with(tmp_path: Path, programs: Path) -> None:
    """Without any program, or when none starts, the error says what to do."""
    with pytest.raises(LivetuiError, match="set BROWSER"):
        opened("https://x.example/", tmp_path / "empty")

    def broken(argv: Sequence[str]) -> None:
        raise PermissionError

    with pytest.raises(LivetuiError, match="set BROWSER"):
        open_link("https://x.example/", environ={"PATH": str(programs)}, spawn=broken)


def test_spawned_program_is_apart(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A program that is started writes nothing on our terminal and is not waited for."""
    pipe, script = tmp_path / "done", tmp_path / "browser"
    script.write_text(f"#!/bin/sh\necho noise; echo noise >&2; cat; echo \"$@\" > '{pipe}'\n")
    script.chmod(stat.S_IRWXU)
    os.mkfifo(pipe)
    spawn([str(script), "https://x.example/"])
    assert pipe.read_text() == "https://x.example/\n"
    assert capfd.readouterr() == ("", "")
