"""The commands on the cache: add, remove, feeds, refresh, list, quotes, config, doctor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commandline import livetui

ITEM = (
    "<item><guid>{id}</guid><title>{title}</title><pubDate>Fri, 04 Mar 2022 14:{id:02}:00 GMT</pubDate>"
    "<description>{body}</description></item>"
)
FEED_KEYS = [
    "url", "title", "folder", "kind", "strategy", "entries", "unread", "last_poll", "next_poll", "interval", "status",
    "error",
]  # fmt: skip
POLL_KEYS = ["feed", "status", "new", "changed", "withdrawn", "error", "ms"]


def write_feed(path: Path, toll: int = 31, entries: int = 3) -> Path:
    """An RSS file whose first entry tells a toll."""
    items = [
        ITEM.format(
            id=1, title=f"Toll at {toll}", body=f"“We count {toll} dead so far,” said Ann Lee, the chief medic."
        )
    ]
    items += [ITEM.format(id=n, title=f"Entry {n}", body=f"Words of number {n}.") for n in range(2, entries + 1)]
    path.write_text(f'<rss version="2.0"><channel><title>The Wire</title>{"".join(items)}</channel></rss>')
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one feed followed."""
    home = tmp_path / "home"
    done = livetui("add", write_feed(tmp_path / "feed.xml"), "--folder", "War", home=home)
    assert done.code == 0, done.err
    assert "a feed, 3 new entries" in done.out
    return home


def test_list_gives_back_what_was_stored(home: Path, tmp_path: Path) -> None:
    """Newest first, with everything the cache knows."""
    done = livetui("list", "--json", home=home)
    assert [entry["title"] for entry in done.records] == ["Entry 3", "Entry 2", "Toll at 31"]
    toll = done.records[-1]
    assert (toll["feed"], toll["read"], toll["starred"], toll["revisions"]) == (
        str(tmp_path / "feed.xml"),
        False,
        False,
        0,
    )
    assert toll["quotes"][0]["entry"] == toll["entry"]
    assert toll["quotes"][0]["speaker"] == "Ann Lee"
    assert len(livetui("list", "--limit", "2", home=home).out.splitlines()) == 2


def test_refresh_tells_each_feed(home: Path, tmp_path: Path) -> None:
    """What is not due is skipped; forced and unchanged it is unchanged; a new wording is a change."""
    (skipped,) = livetui("refresh", "--json", home=home).records
    assert list(skipped) == POLL_KEYS
    assert skipped["status"] == "skipped"
    (unchanged,) = livetui("refresh", "--json", "--force", home=home).records
    assert (unchanged["status"], unchanged["new"], unchanged["changed"]) == ("unchanged", 0, 0)
    write_feed(tmp_path / "feed.xml", toll=33, entries=4)
    (updated,) = livetui("refresh", "--json", "--force", home=home).records
    assert (updated["status"], updated["new"], updated["changed"]) == ("updated", 1, 1)
    (entry,) = livetui("list", "is:changed", "--json", home=home).records
    assert (entry["title"], entry["revisions"]) == ("Toll at 33", 1)
    assert "33 dead" in entry["quotes"][0]["text"]


def test_a_failing_feed_keeps_its_entries_and_says_why(home: Path, tmp_path: Path) -> None:
    """The error stands with the feed, the exit code is 1, the cache reads as before."""
    (tmp_path / "feed.xml").write_text("this is no feed")
    done = livetui("refresh", "--force", "--json", home=home)
    assert done.code == 1
    assert done.records[0]["status"] == "error"
    assert done.err.startswith(f"livetui: {tmp_path / 'feed.xml'}: ")
    (feed,) = livetui("feeds", "--json", home=home).records
    assert list(feed) == FEED_KEYS
    assert (feed["status"], feed["folder"], feed["entries"], feed["unread"]) == ("error", "War", 3, 3)
    assert feed["error"]
    assert len(livetui("list", "--json", home=home).records) == 3


def test_filters_are_those_of_the_reader(home: Path) -> None:
    """Words, keys and marks; a slip is shown with its place and exits with 2."""
    assert [entry["title"] for entry in livetui("list", "said:lee", "--json", home=home).records] == ["Toll at 31"]
    assert len(livetui("search", "--json", "--", "-toll", home=home).records) == 2
    slip = livetui("list", "agee:<2h", home=home)
    assert slip.code == 2
    assert "did you mean age" in slip.err
    assert "^" in slip.err
    assert slip.out == ""


def test_what_may_not_be_meant_is_said_on_stderr(home: Path) -> None:
    """As the bar hints at it; the answer is the same. Of a filter beyond all length only the words around the spot."""
    hinted = livetui("list", "entry or toll", home=home)
    assert (hinted.code, hinted.out) == (0, "")
    assert hinted.err == "livetui: “or” is a word here: write OR for either\n"
    assert livetui("list", "entry OR toll", home=home).err == ""
    long = livetui("list", f"{'word ' * 60}agee:<2h {'more ' * 30}", home=home)
    shown, caret = long.err.splitlines()[1:]
    assert len(shown) < 70
    assert shown[caret.index("^") :].startswith("agee:<2h")


def test_order_number_and_topics_are_obeyed(home: Path) -> None:
    """Those of the filter, an option before them; a topic by its name; a name that is none is a slip."""
    (home / "config.toml").write_text('[[topics]]\nname = "Some"\nfilter = "title:entry"\n')

    def titles(*words: str) -> list[str]:
        return [entry["title"] for entry in livetui("list", "--json", *words, home=home).records]

    assert titles("sort:oldest") == ["Toll at 31", "Entry 2", "Entry 3"]
    assert titles("sort:oldest", "limit:2") == ["Toll at 31", "Entry 2"]
    assert titles("sort:oldest", "limit:2", "--limit", "1") == ["Toll at 31"]
    assert titles("limit:1", "--limit", "0") == ["Entry 3", "Entry 2", "Toll at 31"]
    assert titles("@some") == ["Entry 3", "Entry 2"]
    assert livetui("mark", "read", "--", "-@some", home=home).out.startswith("1 entry marked read")
    assert livetui("mark", "star", "sort:oldest", "limit:1", home=home).out.startswith("1 entry starred")
    assert titles("is:starred") == ["Toll at 31"]
    for command in (["list"], ["tail"], ["wait"], ["mark", "read"], ["quotes", "--filter"]):
        slip = livetui(*command, "talks @soem", home=home)
        assert (slip.code, slip.out) == (2, "")
        assert slip.err.splitlines()[1:] == ["  talks @soem", "         ^"]
        assert "@Some" in slip.err


def test_finding_nothing_is_done(home: Path) -> None:
    """No match is an empty list and exit code 0."""
    done = livetui("list", "nowhere", home=home)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_quotes_come_from_the_cache(home: Path) -> None:
    """Without targets the cache is asked, with speaker and filter."""
    (quote,) = livetui("quotes", "--said", "lee", "--filter", "toll", "--json", home=home).records
    assert list(quote)[:2] == ["feed", "entry"]
    assert quote["role"] == "chief medic"
    assert livetui("quotes", "--filter", "entry", "--json", home=home).records == []


def test_a_removed_feed_comes_back_with_its_entries(home: Path, tmp_path: Path) -> None:
    """Removing hides; adding again brings back what was kept."""
    assert livetui("remove", tmp_path / "feed.xml", home=home).code == 0
    assert livetui("list", "--json", home=home).records == []
    assert livetui("feeds", "--json", home=home).records == []
    assert livetui("add", "--no-check", tmp_path / "feed.xml", home=home).code == 0
    assert len(livetui("list", "--json", home=home).records) == 3


def test_what_is_not_followed_cannot_be_removed_or_refreshed(home: Path) -> None:
    """A wrong name is an error of that name alone."""
    for command in ("remove", "refresh"):
        done = livetui(command, "https://example.org/none", home=home)
        assert done.code == 1
        assert "https://example.org/none" in done.err


def test_adding_what_is_no_feed_writes_nothing(tmp_path: Path) -> None:
    """A page, a text, a missing file: told, and the list stays as it was."""
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>Front</title><p>Nothing to follow.</p>")
    done = livetui("add", page, tmp_path / "missing", "javascript:alert(1)", home=tmp_path / "home")
    assert done.code == 1
    assert len(done.err.splitlines()) == 3
    assert not (tmp_path / "home" / "feeds.toml").exists()


def test_the_store_of_a_newer_livetui_is_refused_untouched(home: Path) -> None:
    """Exit code 3, and not a byte of it changes."""
    import sqlite3

    database = home / "livetui.db"
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA user_version = 9999")
    raw.close()
    before = database.read_bytes()
    done = livetui("list", home=home)
    assert done.code == 3
    assert database.read_bytes() == before


def test_config_is_begun_checked_and_shown(tmp_path: Path) -> None:
    """The file that init writes is sound and says what is built in."""
    home = tmp_path / "home"
    path = livetui("config", "path", home=home).out.strip()
    assert Path(path).parent == home
    assert livetui("config", "init", home=home).code == 0
    assert livetui("config", "check", home=home).out == "no problems found\n"
    commented = Path(path).read_text()
    shown = livetui("config", "show", home=home).out
    for line in shown.splitlines():
        assert re.search(rf"^(# )?{re.escape(line)}$", commented, re.MULTILINE), line
    assert livetui("config", "init", home=home).code == 1
    Path(path).write_text("[ui]\ndensty = 1\n")
    wrong = livetui("config", "check", home=home)
    assert wrong.code == 1
    assert "did you mean density?" in wrong.err


def test_doctor_finds_a_sound_installation_and_a_broken_feed(home: Path, tmp_path: Path) -> None:
    """What a user is asked for: versions, places, and what fails."""
    good = livetui("doctor", home=home, environ={"PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"})
    assert good.code == 0, good.out
    assert "3 entries" in good.out
    (tmp_path / "feed.xml").write_text("{}")
    livetui("refresh", "--force", home=home)
    assert livetui("doctor", home=home).code == 1


def test_keys_lists_every_command_of_the_reader() -> None:
    """The same table as the reader's help."""
    from livetui.ui.commands import COMMANDS

    assert [record["id"] for record in livetui("keys", "--json").records] == [command.id for command in COMMANDS]


def test_a_closed_pipe_ends_quietly(home: Path) -> None:
    """``livetui list | head -1`` leaves no complaint."""
    import subprocess

    from commandline import command

    with subprocess.Popen(
        command("list", "--json", home=home), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_slip_in_a_command_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    """A word that is neither a command nor a feed names the command meant; a missing file is never asked of the net."""
    assert "did you mean `livetui list`?" in livetui("lsit", home=tmp_path).err
    assert "no such file" in livetui("add", "nonexistent.xml", home=tmp_path, cwd=tmp_path).err
