"""How an alert reaches the user: a toast, the bell, the terminal's own notification, a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.app import App

from livetui.config import Alerts, Topic, Way
from livetui.engine.notifier import CommandRunner
from livetui.model.alert import Alert
from livetui.text.clean import clean_line

_LONGEST = 200
"""Characters of a headline."""
_SHOWN = 10.0
"""Seconds that a toast stays: nobody may be looking."""


class Alerting:
    """Tells alerts in the ways that their topics ask for."""

    def __init__(
        self, settings: Alerts, topics: Callable[[], Sequence[Topic]], complain: Callable[[str], None]
    ) -> None:
        """Args: topics: those of now. complain: hears when the command fails."""
        self._settings = settings
        self._topics = topics
        self._command = CommandRunner(settings.command, complain)
        self._app: App[Any] | None = None
        self._environ: Mapping[str, str] = {}

    def begin(self, app: App[Any], environ: Mapping[str, str]) -> None:
        """Tell by this app from now on. Args: environ: says what the terminal is."""
        self._app = app
        self._environ = environ

    def tell(self, alert: Alert) -> None:
        """Tell it; returns at once."""
        topic = next((each for each in self._topics() if each.name == alert.topic), None)
        ways = topic.alert if topic is not None else self._settings.told
        assert self._app is not None, "begin() comes first"
        if Way.TOAST in ways:
            title = "! " + clean_line(alert.topic, _LONGEST)
            self._app.notify(words(alert), title=title, severity="warning", timeout=_SHOWN, markup=False)
        if Way.BELL in ways:
            self._app.bell()
        if Way.DESKTOP in ways:
            _write(self._app, desktop(alert, self._environ))
        if Way.COMMAND in ways:
            self._command.run(alert)

    async def close(self) -> None:
        """End the command that runs."""
        await self._command.close()


def _write(app: App[Any], sequence: str) -> None:
    """Send a sequence to the terminal, between what is drawn."""
    driver = app._driver  # noqa: SLF001 - as App.bell() does; there is no other way
    if driver is not None and not app.is_headless:
        driver.write(sequence)
        driver.flush()


def words(alert: Alert) -> str:
    """An alert on one line, without its topic."""
    return f"{clean_line(alert.title, _LONGEST)} — {clean_line(alert.source, 60)}{alert.others}"


def desktop(alert: Alert, environ: Mapping[str, str]) -> str:
    """What makes the terminal show a notification of the desktop.

    OSC 777 for rxvt, foot and those built on VTE, OSC 9 for all others; a terminal that knows neither ignores it. The
    words are cleaned, so that nothing in them ends the sequence; OSC 9 begins with ours, since ``9;4;…`` means a
    progress bar to some. In tmux it is passed on, where tmux is told to allow that.
    """
    topic, body = clean_line(alert.topic, 60), words(alert)
    if environ.get("TERM", "").startswith(("rxvt", "foot")) or "VTE_VERSION" in environ:
        sequence = f"\x1b]777;notify;livetui: {topic.replace(';', ',')};{body}\x07"
    else:
        sequence = f"\x1b]9;livetui: {topic}: {body}\x07"
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\" if "TMUX" in environ else sequence
