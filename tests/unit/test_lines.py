"""Entries as lines for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from livetui.cli.lines import local_time, timeline_line
from livetui.model.entry import BodyKind, CachedEntry, Entry, first_number, moment

AT = datetime(2026, 3, 4, 10, 8, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")
NUMBER = first_number(int(AT.timestamp()))


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        pytest.param(
            {"published": AT, "title": "The gate is open"}, "  ●   The Wire            The gate is open", id="time"
        ),
        pytest.param({"published": AT, "guessed": True, "title": "Open"}, "≈ ●   The Wire            Open", id="clock"),
        pytest.param({"title": "Open"}, "≈ ●   The Wire            Open", id="seen then"),
        pytest.param({"published": AT}, "  ●   The Wire            The gate & the bridge are open.", id="no title"),
        pytest.param({"body": "<img src=x>"}, "≈ ●   The Wire            https://example.org/1", id="no words"),
    ],
)
def test_a_line_tells_a_guess_and_names_an_entry_without_title_by_its_text(
    stated: dict[str, object], shown: str
) -> None:
    """The text counts as it is stated where it has not been read yet."""
    body = "<p>The <b>gate</b> &amp; the bridge</p> <p>are open.</p>"
    entry = Entry("1", "https://example.org/1", body=body, body_kind=BodyKind.HTML)
    entry = replace(entry, **stated)  # type: ignore[arg-type]
    line = timeline_line(CachedEntry(NUMBER, 1, "https://example.org/", "The Wire", entry, AT), KYIV)
    assert line == local_time(moment(NUMBER), KYIV) + shown == "2026-03-04 12:08" + shown
