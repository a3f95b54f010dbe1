"""``livetui status`` and ``livetui alerts test``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from commandline import livetui
from livetui.cli.standing import Standing, _fitting, _offline, _words
from livetui.model.feed import Feed

ITEM = "<item><guid>{n}</guid><title>Talks, day {n}</title><pubDate>{date}</pubDate><description>x</description></item>"
CONFIG = """
[[topics]]
name = "Talks"
filter = "talks"
alert = true
[[topics]]
name = "Nothing"
filter = "nowhere"
[alerts]
throttle = "2m"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with three entries, one of them read, and two topics."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "config.toml").write_text(CONFIG)
    items = "".join(
        ITEM.format(n=n, date=format_datetime(datetime.now(UTC) - timedelta(minutes=25 * n))) for n in (1, 2, 3)
    )
    feed = tmp_path / "wire.xml"
    feed.write_text(f'<rss version="2.0"><channel><title>The Wire</title>{items}</channel></rss>')
    assert livetui("add", feed, home=home).code == 0
    assert livetui("mark", "read", "title:1", home=home).code == 0
    return home


def test_how_things_stand_is_one_line(home: Path, tmp_path: Path) -> None:
    """From the cache alone; a failing feed shows; the short way through prints the same."""
    assert livetui("status", home=home).out == "● 2 Talks 2\n"
    assert livetui("refresh", "--force", home=home).code == 0
    (tmp_path / "wire.xml").write_text("no feed")
    assert livetui("refresh", "--force", home=home).code == 1
    (record,) = livetui("status", "--json", home=home).records
    topics = [{"name": "Talks", "unread": 2}, {"name": "Nothing", "unread": 0}]
    assert record == {"unread": 2, "topics": topics, "live": 0, "feeds": 1, "failing": 1, "offline": False}
    assert livetui("status", "--width", "9", home=home).out == "● 2 ✗ 1 …\n"
    user = {"XDG_CONFIG_HOME": str(tmp_path / "none"), "XDG_DATA_HOME": str(tmp_path / "none")}
    assert livetui("status", environ=user).out == "● 0\n"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("errors", "offline"),
    [
        ([], False),
        ([None], False),
        (["no route to the server"], True),
        (["no route to the server", "the server's name can't be found"], True),
        (["the server answers 404 Not Found"], False),
        (["no route to the server", None], False),
        ([None, "no route to the server", "the network is down"], True),
    ],
)
def test_a_lost_network_is_told_from_a_server_that_fails(errors: list[str | None], offline: bool) -> None:
    """By the last two polls, oldest first; files need no network."""
    now = datetime(2026, 3, 4, tzinfo=UTC)
    feeds = [
        Feed(n, f"https://{n}.example/", "x", last_poll=now + timedelta(minutes=n), error=error)
        for n, error in enumerate(errors)
    ]
    file = Feed(99, "/tmp/feed.xml", "x", last_poll=now + timedelta(days=1))
    assert _offline([*feeds, file]) is offline


@pytest.mark.parametrize("width", range(1, 60))
def test_the_line_keeps_to_its_width(width: int) -> None:
    """Whatever the topics are called; what is left out is hinted at."""
    standing = Standing(1234, (("Mobilisation and what follows", 3), ("走廊的走廊的走廊的走廊", 12)), 2, 9, 1, True)
    line = " ".join(_fitting(list(_words(standing)), width))
    assert 0 < cell_len(line) <= width
    assert line == " ".join(_words(standing)) or line.endswith("…") or len(line) > width - 2


def test_a_rehearsal_by_name(home: Path) -> None:
    """As many as the rules tell; data and talk are apart; a slip names the nearest topic."""
    done = livetui("alerts", "test", "talks", home=home)
    assert done.code == 0
    assert done.out[16:] == "  Talks, day 1 — The Wire, 1 more\n"
    assert done.err == "livetui: Talks: 1 alerts of 2 entries; throttle 2m; by toast, bell\n"
    (record,) = livetui("alerts", "test", "Talks", "--json", "--since", "2h", home=home).records
    assert list(record) == ["topic", "at", "title", "source", "url", "count", "entries"]
    assert (record["topic"], record["count"], len(record["entries"])) == ("Talks", 2, 2)
    slip = livetui("alerts", "test", "Talk", home=home)
    assert (slip.code, slip.out) == (1, "")
    assert "did you mean Talks?" in slip.err
