"""The cache while another program holds it: every method says so, and nothing is changed by halves."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from livetui.errors import StoreError, StoreLocked
from livetui.model.entry import Entry, Flag
from livetui.model.feed import Subscription
from livetui.model.filter import parse
from livetui.store import Store
from storekit import NOW, everything, follow, held, poll

METHODS: dict[str, Callable[[Store, Path], object]] = {
    "before_change": lambda store, _: store.before_change([1]),
    "carried": lambda store, _: store.carried(1),
    "came_first": lambda store, _: store.came_first([1]),
    "changes": lambda store, _: store.changes(),
    "check": lambda store, _: store.check(),
    "count": lambda store, _: store.count(None, now=NOW),
    "ensure_feed": lambda store, _: store.ensure_feed(Subscription("https://new.example/"), NOW),
    "entries": lambda store, _: list(store.entries([1])),
    "entry": lambda store, _: store.entry(1),
    "event_before": lambda store, _: store.event_before(NOW),
    "events": lambda store, _: store.events(0, 10),
    "feed": lambda store, _: store.feed("x"),
    "feeds": lambda store, _: store.feeds(),
    "gaps": lambda store, _: store.gaps(),
    "headlines": lambda store, _: store.headlines([1]),
    "interrupt": lambda store, _: store.interrupt(),
    "leave": lambda store, _: store.leave(),
    "known": lambda store, _: store.known(1, ["a"]),
    "mark": lambda store, _: store.mark([1], Flag.READ, value=True),
    "mark_passing": lambda store, _: store.mark_passing(None, Flag.READ, value=True, now=NOW),
    "note_alerts": lambda store, _: store.note_alerts({"Talks": []}, since=NOW, now=NOW, may_tell=bool),
    "mute": lambda store, _: store.mute([], NOW),
    "mute_suspects": lambda store, _: store.mute_suspects(),
    "muted": lambda store, _: store.muted(),
    "muted_all": lambda store, _: store.muted_all(),
    "newest_event": lambda store, _: store.newest_event(),
    "newest": lambda store, _: store.newest(1),
    "numbers": lambda store, _: store.numbers(parse("x"), now=NOW),
    "passing": lambda store, _: store.passing(parse("x"), [1], now=NOW),
    "rates": lambda store, _: store.rates(NOW),
    "readdress": lambda store, _: store.readdress("https://feed.example/", "https://new.example/"),
    "remute": lambda store, _: store.remute([1]),
    "revisions": lambda store, _: store.revisions(1),
    "sayings": lambda store, _: store.sayings(now=NOW),
    "shown": lambda store, _: store.shown(1),
    "some_numbers": lambda store, _: store.some_numbers(parse("x"), now=NOW, limit=9),
    "speakers": lambda store, _: store.speakers(),
    "stated_names": lambda store, _: store.stated_names(limit=1),
    "speaker_names": lambda store, _: store.speaker_names(5),
    "sync_feeds": lambda store, _: store.sync_feeds([], NOW),
    "take_back": lambda store, _: store.take_back(),
    "unenriched": lambda store, _: store.unenriched(1, 1),
    "was_left": lambda store, _: store.was_left(),
    "write_enrichments": lambda store, _: store.write_enrichments([], 1),
    "write_polls": lambda store, _: poll(store, Entry("new")),
    "open": lambda _, path: Store.open(path, busy=0),
}
NEVER_WAIT = {"changes", "interrupt", "mute", "was_left"}
"""Ask for a number that SQLite has at hand, or for nothing."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the cache of the test is."""
    return tmp_path / "livetui.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A cache with one entry, read in a mode in which a writer locks out readers too, as on some network folders."""
    with Store.open(path, busy=0, backup=False) as opened:
        follow(opened)
        poll(opened, Entry("a", title="one"))
        with opened._db.plain() as raw:
            raw.execute("PRAGMA journal_mode = DELETE")
        yield opened


def test_every_method_is_tried_under_a_lock() -> None:
    """A new method of the store has to be added to the list above."""
    public = {
        name
        for kind in Store.__mro__[:-1]
        for name, value in vars(kind).items()
        if callable(value) or isinstance(value, classmethod)
    }
    assert {name for name in public if not name.startswith("_")} - {"close"} == set(METHODS)


@pytest.mark.parametrize("name", sorted(METHODS.keys() - NEVER_WAIT))
def test_a_lock_is_told_and_changes_nothing(store: Store, path: Path, name: str) -> None:
    """While another program holds the file each method says so, keeps nothing, and works again afterwards."""
    before = everything(path)
    with held(path), pytest.raises(StoreLocked, match="another program"):
        METHODS[name](store, path)
    assert everything(path) == before
    result = METHODS[name](store, path)
    if isinstance(result, Store):
        result.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no flock there")
def test_a_folder_without_file_locks_is_used_and_never_repaired(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That files can't be locked is no sign of another program; but whether there is one can't be known either."""
    import fcntl

    def unsupported(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    with Store.open(path, busy=0, backup=False) as opened:
        follow(opened)
        assert poll(opened, Entry("a", title="one")).new
    path.with_name(path.name + ".damaged").touch()
    with Store.open(path, busy=0, backup=False) as opened:
        assert opened.count(None, now=NOW) == 1
    assert path.with_name(path.name + ".damaged").exists()
    path.write_bytes(b"no database")
    with pytest.raises(StoreError):
        Store.open(path, busy=0, backup=False)
    assert path.read_bytes() == b"no database"


def test_readers_do_not_wait_for_a_writer(path: Path) -> None:
    """In the usual mode a poll being written disturbs nobody who reads."""
    with Store.open(path, busy=0, backup=False) as reader, Store.open(path, busy=0, backup=False) as writer:
        follow(writer)
        with writer._db.writing() as raw:
            raw.execute("DELETE FROM feed")
            assert len(reader.feeds()) == 1
            with pytest.raises(StoreLocked):
                poll(reader, Entry("a"))


def test_another_program_that_comes_and_goes_leaves_the_cache_whole(path: Path) -> None:
    """With two connections here, as in the reader, what it wrote is seen, and what is written then is not torn."""
    visit = (
        "import sys; from pathlib import Path; from livetui.store import Store; from livetui.model.entry import Entry;"
        "from storekit import poll\n"
        "with Store.open(Path(sys.argv[1]), backup=False) as store: poll(store, Entry(sys.argv[2]))"
    )
    with Store.open(path, backup=False) as writer, Store.open(path, backup=False) as reader:
        follow(writer)
        for turn in range(3):
            environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
            subprocess.run([sys.executable, "-c", visit, path, f"visit {turn}"], check=True, env=environ)
            poll(writer, Entry(f"own {turn}"))
            assert reader.count(None, now=NOW) == writer.count(None, now=NOW) == 2 * (turn + 1)
    with Store.open(path, backup=False) as store:
        assert store.check() == []
        assert store.count(None, now=NOW) == 6
