"""Alerts in the reader: a message that stays a while, the bell, the terminal's notification, and the user's command."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import FakeEngine, entries
from livetui.config import Alerts, Config, Topic, Way
from livetui.engine.notifier import CommandRunner
from livetui.model.alert import Alert
from livetui.model.filter import parse
from livetui.model.update import Alerted
from livetui.text.clean import clean
from livetui.ui.alerting import desktop
from readerkit import reading

ALERT = Alert("Talks", "[b]Second[/] round\x1b]0;x\x07", "The Wire", (1, 2, 3), "https://example.org/1")
SHELL = [sys.executable, "-c"]


async def test_an_alert_is_shown_as_its_topic_asks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A toast with headline, source and how many more, literally; the bell; the command."""
    out = tmp_path / "out"
    command = (*SHELL, "import sys; open(sys.argv[1], 'w').write(repr(sys.argv[2:]))", str(out), "{title}", "{count}")
    topic = Topic("Talks", parse("talks"), "talks", alert=(Way.TOAST, Way.BELL, Way.COMMAND))
    engine = FakeEngine(entries(3), config=Config(topics=(topic,), alerts=Alerts(command=command)))
    rung = 0

    def ring() -> None:
        nonlocal rung
        rung += 1

    async with reading(engine) as session:
        monkeypatch.setattr(session.app, "bell", ring)
        engine.tell(Alerted(ALERT))
        await session.shows("[b]Second[/] round — The Wire, 2 more")
        assert "! Talks" in session.text()
        assert rung == 1
        await session.until(lambda: out.exists() and bool(out.read_text()), "the command has run")
        assert out.read_text() == repr([" [b]Second[/] round", "3"])


@pytest.mark.parametrize(
    ("environ", "sequence"),
    [
        ({"TERM": "xterm-256color"}, "\x1b]9;livetui: Talks: [b]Second[/] round — The Wire, 2 more\x07"),
        ({"TERM": "foot"}, "\x1b]777;notify;livetui: Talks;[b]Second[/] round — The Wire, 2 more\x07"),
        (
            {"VTE_VERSION": "7200", "TMUX": "/tmp/x"},
            "\x1bPtmux;\x1b\x1b]777;notify;livetui: Talks;[b]Second[/] round — The Wire, 2 more\x07\x1b\\",
        ),
    ],
)
def test_the_terminal_is_asked_in_its_own_way(environ: dict[str, str], sequence: str) -> None:
    """One sequence that nothing in the words can end."""
    assert desktop(ALERT, environ) == sequence
    hostile = replace(ALERT, topic="4;a\x07", title="x\x07\x1b]52;c;AAAA\x07\x9cy", source="\u202eevil\n")
    written = desktop(hostile, {"TERM": "xterm"})
    assert written.startswith("\x1b]9;livetui: 4;a: x")
    assert written.endswith("\x07")
    assert clean(written[4:-1]) == written[4:-1]


async def test_the_command_runs_one_at_a_time_and_its_failure_is_told_once(tmp_path: Path) -> None:
    """In the order of the alerts; one that is not there, or fails, is complained of once."""
    told: list[str] = []
    out = tmp_path / "out"
    script = "import sys, os; f = open(sys.argv[1], 'a'); f.write(sys.argv[2] + ' '); f.flush(); sys.exit(1)"
    runner = CommandRunner([*SHELL, script, str(out), "{title}"], told.append)
    for number in range(3):
        runner.run(replace(ALERT, title=f"No {number}"))
    assert runner._task is not None
    await runner._task
    assert out.read_text() == "No 0 No 1 No 2 "
    assert told == [f"the command for alerts, {sys.executable}: ended with code 1"]
    missing = CommandRunner([str(tmp_path / "none")], told.append)
    missing.run(ALERT)
    assert missing._task is not None
    await missing._task
    assert told[1].endswith("No such file or directory")


async def test_a_command_that_hangs_is_killed_with_what_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """After its time; closing kills it at once."""
    from livetui.engine import notifier

    monkeypatch.setattr(notifier, "TIMEOUT", 0.5)
    told: list[str] = []
    runner = CommandRunner(["/bin/sh", "-c", "sleep 60 & wait"], told.append)
    runner.run(ALERT)
    assert runner._task is not None
    await asyncio.wait_for(runner._task, 30)
    assert "was killed" in told[0]
    monkeypatch.setattr(notifier, "TIMEOUT", 60)
    runner.run(ALERT)
    await asyncio.wait_for(runner.close(), 30)
