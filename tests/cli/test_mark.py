"""``livetui mark``: bulk acts by filter, and how they are taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandline import livetui

ITEM = "<item><guid>{n}</guid><title>Entry {n}</title><description>“Words of {n},” said Ann Lee.</description></item>"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with five entries."""
    feed = tmp_path / "wire.xml"
    items = "".join(ITEM.format(n=n) for n in range(1, 6))
    feed.write_text(f'<rss version="2.0"><channel><title>The Wire</title>{items}</channel></rss>')
    assert livetui("add", feed, home=tmp_path / "home").code == 0
    return tmp_path / "home"


def titles(home: Path, *words: str) -> set[str]:
    """What passes a filter."""
    return {record["title"] for record in livetui("list", "--json", *words, home=home).records}


def test_acts_say_how_many_and_are_taken_back_newest_first(home: Path) -> None:
    """Only what really changed comes back; hidden entries are found again by unhide."""
    said = livetui("mark", "read", "text:2", "OR", "text:3", home=home).out
    assert said == "2 entries marked read; `livetui mark undo` takes it back\n"
    again = livetui("mark", "read", "text:2 OR text:3", home=home).out
    assert again == "nothing changed: all 2 entries that pass were marked read before\n"
    assert livetui("mark", "unhide", "said:lee", home=home).out == "nothing changed: no hidden entry passes\n"
    assert livetui("mark", "read", "--all", home=home).out.startswith("3 entries marked read;")
    assert livetui("mark", "hide", "4", home=home).out.startswith("1 entry hidden;")
    assert titles(home) == {"Entry 1", "Entry 2", "Entry 3", "Entry 5"}
    assert livetui("mark", "unhide", "said:lee", home=home).out.startswith("1 entry shown again;")
    undone = [livetui("mark", "undo", home=home).out.partition(", as before")[0] for _ in range(3)]
    assert undone == ["1 entry hidden", "1 entry shown again", "3 entries marked unread"]
    assert titles(home, "is:read") == {"Entry 2", "Entry 3"}
    assert livetui("mark", "undo", home=home).code == 0
    assert livetui("mark", "undo", home=home).out == "nothing to take back\n"
    assert titles(home, "is:unread") == {f"Entry {n}" for n in range(1, 6)}
    assert [feed["unread"] for feed in livetui("feeds", "--json", home=home).records] == [5]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["read"], "say --all"),
        (["star", "--all", "talks"], "exclude each other"),
        (["undo", "talks"], "takes no FILTER"),
        (["reed", "talks"], "'reed'"),
        (["read", "agee:<2h"], "did you mean age"),
    ],
)
def test_what_is_not_clear_changes_nothing(home: Path, words: list[str], reason: str) -> None:
    """Exit code 2 and the reason on stderr."""
    done = livetui("mark", *words, home=home)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err
    assert livetui("mark", "undo", home=home).out == "nothing to take back\n"
