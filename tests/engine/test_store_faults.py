"""What goes wrong around the cache: damage, strangers, migrations, folders that can't be written, kills."""

from __future__ import annotations

import importlib
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from livetui.errors import StoreError, StoreRefused
from livetui.model import words
from livetui.model.entry import Entry, Flag
from livetui.model.feed import Subscription
from livetui.model.filter import parse
from livetui.model.update import Change
from livetui.store import Store, rescue, salvage, schema
from livetui.store.connection import PAGE, connect
from storekit import NOW, copy_away, enrichment, everything, fill, follow, poll, the


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the cache of the test is."""
    return tmp_path / "livetui.db"


def strew(path: Path, places: int, seed: int = 7) -> None:
    """Random bytes at random places behind the first pages, as a failing disk leaves them, after an unclean stop."""
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(places):
        at = chance.randrange(3 * PAGE, len(data) - 500)
        data[at : at + 400] = chance.randbytes(400)
    path.write_bytes(data)
    path.with_name(path.name + "-wal").write_bytes(b"torn")


@pytest.mark.parametrize("damage", ["strewn", "truncated", "empty header", "text", "page of zeros"])
@pytest.mark.parametrize("copied", [True, False])
def test_a_damaged_cache_is_repaired(path: Path, damage: str, copied: bool) -> None:
    """It is set aside, nothing is refused, and all that a copy or the file still holds is there again."""
    fill(path)
    if copied:
        copy_away(path)
    data = path.read_bytes()
    match damage:
        case "strewn":
            strew(path, 15)
        case "truncated":
            path.write_bytes(data[: len(data) // 2])
        case "empty header":
            path.write_bytes(b"\0" * PAGE + data[PAGE:])
        case "text":
            path.write_bytes(b"this is no database\n" * 10)
        case _:
            path.write_bytes(data[: 5 * PAGE] + b"\0" * PAGE + data[6 * PAGE :])
            path.with_name(path.name + ".damaged").touch()
    broken = path.read_bytes()
    with Store.open(path, backup=False) as store:
        (notice,) = store.notices
        (aside,) = (file for file in path.parent.glob("*.corrupt-*Z"))
        assert aside.name in notice
        assert aside.read_bytes() == broken
        assert store.check() == []
        if copied:
            assert store.count(None, now=NOW) == 400
            assert store.count(parse("is:starred"), now=NOW) == 8
            assert store.feeds()[0].unread == 200
            assert len(store.numbers(parse("title"), now=NOW)) == 400
        elif damage in ("strewn", "page of zeros"):
            assert store.count(None, now=NOW) > 300
        assert len(store.unenriched(1, 999)) == store.count(None, now=NOW)
        follow(store)
        assert poll(store, Entry("after", title="after"), feed=store.feeds()[0].number).new
    with Store.open(path, backup=False) as again:
        assert again.notices == ()


def test_words_lost_to_damage_come_back_without_a_revision(path: Path) -> None:
    """The next poll fills an entry whose body was lost, and the second stage is not stuck on it meanwhile."""
    fill(path, 3)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM body WHERE id IN (SELECT max(id) FROM entry)")
    path.with_name("aside").write_bytes(path.read_bytes())
    with closing(connect(path.with_name("new.db"), busy=1, cache_mib=1)) as fresh:
        schema.migrate(fresh)
        assert salvage.salvage(fresh, [path.with_name("aside")]) == 3
    with Store.open(path.with_name("new.db"), backup=False) as store:
        newest = store.numbers(None, now=NOW)[0]
        assert the(store, newest).entry.body == ""
        waiting = store.unenriched(1, 10)
        assert len(store.write_enrichments([enrichment(cached, "t") for cached in waiting], 1)) == 3
        known = store.known(1, ["k0"])["k0"]
        assert known.digest == ""
        stated = Entry("k0", None, "title 0", NOW, body="<p>words</p>")
        done = poll(store, changed=[Change(newest, stated, revision=True)])
        assert (done.changed, done.amended) == ((), (newest,))
        assert (the(store, newest).entry, len(store.revisions(newest))) == (stated, 1)


def test_markup_lost_to_damage_comes_back_with_the_next_poll(path: Path) -> None:
    """Words alone don't tell that a link or an image was lost; the facts do."""
    fill(path, 2)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE body SET body = replace(body, '<p>', '<x>') WHERE id IN (SELECT max(id) FROM entry)")
    with closing(connect(path.with_name("new.db"), busy=1, cache_mib=1)) as fresh:
        schema.migrate(fresh)
        assert salvage.salvage(fresh, [path]) == 2
    with Store.open(path.with_name("new.db"), backup=False) as store:
        found = store.known(1, ["k0", "k1"])
        assert [known.facts == "" for known in found.values()].count(True) == 1
        assert "" not in [known.digest for known in found.values()]


def test_damage_met_in_use_is_looked_into_at_the_next_start(path: Path) -> None:
    """A cleanly closed cache is not checked through, unless damage was met."""
    fill(path)
    data = path.read_bytes()
    with Store.open(path, backup=False) as store, store._db.plain() as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'body'").fetchone()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(data[: (page - 1) * PAGE] + b"\xff" * PAGE + data[page * PAGE :])
    with Store.open(path, backup=False) as store:
        assert store.notices == ()
        with pytest.raises(StoreError, match="damaged"):
            store.entry(store.numbers(None, now=NOW)[0])
        assert store.check() != []
        with store._db.plain() as raw, pytest.raises(StoreError, match="damaged"):
            rescue.back_up(raw, path, NOW)
        assert rescue.backups(path) == []
    with Store.open(path, backup=False) as store:
        assert "set aside" in store.notices[0]
        assert store.count(None, now=NOW) == 400
        assert store.count(parse("is:starred"), now=NOW) == 8


@pytest.mark.parametrize("kind", ["newer", "marked", "unmarked"])
def test_a_stranger_is_refused_and_left_alone(path: Path, kind: str) -> None:
    """A newer cache and other programs' databases keep every byte."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE notes (words TEXT)")
        if kind != "unmarked":
            raw.execute(f"PRAGMA application_id = {schema.APPLICATION_ID if kind == 'newer' else 77}")
            raw.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match="newer livetui" if kind == "newer" else "another program"):
        Store.open(path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.corrupt*"))


def test_a_migration_is_whole_or_not_at_all(path: Path) -> None:
    """A step that fails leaves the file as it was; a copy is made before the first step touches it."""
    fill(path, 5)
    before = everything(path)

    def half(raw: sqlite3.Connection) -> None:
        raw.execute("DELETE FROM entry")
        raise OSError("pulled the plug")

    with closing(connect(path, busy=1, cache_mib=1)) as raw:
        with pytest.raises(OSError, match="plug"):
            schema.migrate(raw, (*schema.MIGRATIONS, schema.Migration("a broken step", half)))
        assert schema.version_of(raw) == 1
    assert everything(path) == before


def test_another_fold_of_words_makes_the_index_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index made under other rules would miss words or find ghosts."""
    fill(path, 5)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO words (words) VALUES ('delete-all')")
        raw.execute("UPDATE meta SET value = 'other rules'")
    with Store.open(path, backup=False) as store:
        assert len(store.numbers(parse("title"), now=NOW)) == 5


def test_another_python_does_not_make_the_index_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two Pythons that take turns on one cache know different tables of characters; neither reads all entries again."""
    fill(path, 5)
    monkeypatch.setattr(unicodedata, "unidata_version", "99.0")
    importlib.reload(words)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE body SET text = 'unheard'")  # shows only in an index that is made anew
    with Store.open(path, backup=False) as store:
        assert store.numbers(parse("unheard"), now=NOW) == []


def test_the_cache_in_memory_leaves_no_file(path: Path) -> None:
    """A run without traces."""
    with Store.open(path, memory=True) as store:
        follow(store)
        assert poll(store, Entry("a", title="x")).new
        assert (store.path, store.read_only) == (None, False)
    assert list(path.parent.iterdir()) == []


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that the test may read but not write, as nobody where the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        fill(folder / "livetui.db", 5)
        (folder / "livetui.db.lock").unlink()
        Path(name).chmod(0o755)
        folder.chmod(0o555)
        (folder / "livetui.db").chmod(0o444)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_folder_that_cannot_be_written_is_read(locked_folder: Path) -> None:
    """The cache can be read in full, the user is told, and writing is a clear error."""
    with Store.open(locked_folder / "livetui.db") as store:
        assert store.read_only
        assert "can be read" in store.notices[0]
        assert len(store.numbers(parse("title"), now=NOW)) == 5
        with pytest.raises(StoreError, match="can only be read"):
            store.mark(store.numbers(None, now=NOW), Flag.READ, value=True)
        (feed,) = store.feeds()
        assert store.sync_feeds([Subscription("https://new.example/rss")], NOW) == (feed,)
        assert store.ensure_feed(Subscription(feed.url), NOW) == feed
        with pytest.raises(StoreError, match="can only be read"):
            store.ensure_feed(Subscription("https://new.example/rss"), NOW)
    with Store.open(locked_folder / "other.db") as store:
        assert "memory" in store.notices[0]
        follow(store)
        assert poll(store, Entry("a")).new
    with Store.open(locked_folder / "deeper" / "other.db") as store:
        assert "memory" in store.notices[0]


WRITER = """
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
from livetui.model.entry import Entry
from livetui.store import Store
from storekit import follow, poll
with Store.open(Path(sys.argv[1])) as store:
    follow(store)
    start = store.feeds()[0].entries
    while True:
        poll(store, *(Entry(f"k{{start + i}}", title="t", body="x" * 3000) for i in range(10)))
        start += 10
        print(start, flush=True)
"""


@pytest.mark.timeout(60)
def test_a_kill_at_any_moment_loses_nothing_that_was_kept(path: Path) -> None:
    """After kill -9 between and within polls the file is sound, and every acknowledged poll is there, none by half."""
    chance = random.Random(11)
    script = WRITER.format(paths=sys.path)
    for _ in range(10):
        with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            acknowledged = 0
            for _ in range(chance.randrange(1, 12)):
                acknowledged = int(writer.stdout.readline())
            for _ in range(chance.randrange(20_000)):
                pass  # some part of the next poll
            writer.kill()
            last = writer.stdout.read().split()
        acknowledged = int(last[-1]) if last else acknowledged
        with Store.open(path, backup=False) as store:
            assert store.notices == ()
            assert store.check() == []
            kept = store.count(None, now=NOW)
            assert kept >= acknowledged
            assert kept % 10 == 0
            assert store.feeds()[0].entries == kept


def test_only_the_first_may_repair(path: Path) -> None:
    """While another has the cache open it is never renamed under it."""
    fill(path, 50)
    with Store.open(path, backup=False) as first:
        path.with_name(path.name + ".damaged").touch()
        with Store.open(path, backup=False) as second:
            assert second.notices == ()
            assert first.count(None, now=NOW) == second.count(None, now=NOW) == 50
    assert not list(path.parent.glob("*.corrupt*"))


def test_a_repair_that_was_killed_is_finished(path: Path) -> None:
    """Between setting the broken file aside and putting the filled one in its place nothing is lost."""
    fill(path, 5)
    path.rename(path.with_name(path.name + ".repair"))
    with Store.open(path, backup=False) as store:
        assert store.count(None, now=NOW) == 5
