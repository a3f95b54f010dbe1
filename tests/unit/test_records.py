"""The JSON lines that commands print."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fakes import NOW, entry, feed
from livetui.cli.logs import log_to
from livetui.cli.records import entry_record, feed_record, line, poll_record, quote_record, timestamp
from livetui.model.quote import Certainty, Quote
from livetui.model.update import PollStatus, Update

SAFE = re.compile("[^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]*")


@given(st.text(st.characters(), max_size=40))
def test_a_record_is_one_safe_line_and_loses_nothing(text: str) -> None:
    """Whatever stands in a text, its record is one line that no terminal obeys and reads back to the same text."""
    written = line({"text": text})
    assert len(written.splitlines()) == 1
    assert SAFE.fullmatch(written)
    assert json.loads(written) == {"text": text}


def test_times_are_rfc_3339_in_utc() -> None:
    """Another zone is converted, no time is null."""
    assert timestamp(datetime(2022, 3, 4, 15, 32, 10, 5, tzinfo=timezone(timedelta(hours=1)))) == "2022-03-04T14:32:10Z"
    assert timestamp(datetime(2022, 3, 4, tzinfo=UTC)) == "2022-03-04T00:00:00Z"
    assert timestamp(None) is None


def test_an_unknown_speaker_has_no_place() -> None:
    """Speaker and offsets are null together; all offsets are shifted together."""
    unknown = quote_record(Quote(((3, 8), (10, 12)), "a … b"), {"file": "x"}, 100)
    assert (unknown["speaker"], unknown["speaker_start"], unknown["speaker_end"]) == (None, None, None)
    assert (unknown["start"], unknown["end"], unknown["segments"]) == (103, 112, [[103, 108], [110, 112]])
    known = quote_record(
        Quote(((3, 8),), "a", speaker="Ann", speaker_span=(20, 23), certainty=Certainty.SURE), {"file": "x"}, 100
    )
    assert (known["speaker_start"], known["speaker_end"], known["certainty"]) == (120, 123, "sure")


SECRET = "https://bob:LTSECRET@news.example/rss"
SHOWN = "https://***@news.example/rss"


def test_no_record_shows_a_password() -> None:
    """Whatever names a feed, an entry, a quotation or a fault."""
    private = feed(url=SECRET, error=f"{SECRET}: refused", moved=SECRET.replace("rss", "new"))
    found = entry(NOW, "Talks", "<p>“Yes”, said Anna Berg.</p>", of=private)
    records = [
        feed_record(private),
        entry_record(found),
        entry_record(found, SECRET),
        poll_record(Update(SECRET, 1, PollStatus.ERROR, error=f"{SECRET}: refused")),
    ]
    assert "LTSECRET" not in json.dumps(records)
    assert [record.get("url" if "kind" in record else "feed") for record in records] == [SHOWN] * 4


def test_the_log_shows_no_password(tmp_path: Path) -> None:
    """Neither in a message nor in what went wrong."""
    with log_to(path := tmp_path / "log"):
        log = logging.getLogger("livetui.test")
        log.error("retrieving %s", SECRET, exc_info=ValueError(SECRET))
    assert SHOWN in path.read_text()
    assert "LTSECRET" not in path.read_text()
