"""Copies of the cache: when they are made, how many are kept, and who may read them."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from livetui.model.entry import Entry, Flag
from livetui.model.filter import parse
from livetui.store import Store, rescue, schema
from storekit import NOW, copy_away, fill, follow, poll


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a cache is to stand."""
    return tmp_path / "livetui.db"


def _with_note(raw: sqlite3.Connection) -> None:
    raw.execute("ALTER TABLE feed ADD COLUMN note TEXT")


def test_a_cache_is_copied_before_it_is_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever goes back to the older livetui finds his cache."""
    fill(path, 5)
    step = schema.Migration("a column", _with_note)
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(schema.migrate, "__defaults__", ((*schema.MIGRATIONS, step),))
    with Store.open(path, backup=False) as store:
        assert store.count(None, now=NOW) == 5
    (copy,) = rescue.backups(path)
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        assert raw.execute("SELECT count(*) FROM entry").fetchone() == (5,)


def test_a_clean_close_makes_a_daily_copy_and_keeps_two(path: Path) -> None:
    """The copy opens as a cache of its own; the same day makes no second one."""
    fill(path, 5)
    for day in (1, 2):
        path.with_name(f"livetui.db.backup-2022030{day}T000000Z").write_bytes(b"old")
    for value in (True, False):
        with Store.open(path) as store:
            store.mark(store.numbers(None, now=NOW), Flag.READ, value)
    newest, second = rescue.backups(path)
    assert second.name.endswith("20220302T000000Z")
    with Store.open(newest, backup=False) as copy:
        assert copy.count(None, now=NOW) == 5
    assert not list(path.parent.glob("*.part"))


def test_a_run_that_only_reads_makes_no_copy(path: Path) -> None:
    """A list on the command line does not pay for copying the whole cache."""
    fill(path, 5)
    with Store.open(path) as store:
        follow(store)
        assert store.numbers(parse("title"), now=NOW)
        assert store.mark([1], Flag.READ, value=True) == ()
    assert rescue.backups(path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_nobody_else_reads_the_cache_its_copies_or_what_is_left_of_it(path: Path) -> None:
    """What somebody follows is private, whatever the mask; a folder keeps the mode it has."""
    folder = path.parent.stat().st_mode
    before = os.umask(0)
    try:
        fill(path, 5)
        copy_away(path)
        with Store.open(path, backup=False) as store:
            follow(store)
            poll(store, Entry("more"))
            assert {file.stat().st_mode & 0o777 for file in path.parent.glob("livetui.db*")} == {0o600}
        path.chmod(0o644)
        path.write_bytes(b"no database at all")
        with Store.open(path, backup=False) as store:
            assert "set aside" in store.notices[0]
    finally:
        os.umask(before)
    assert {file.stat().st_mode & 0o777 for file in path.parent.glob("livetui.db*")} == {0o600}
    assert path.parent.stat().st_mode == folder


def test_a_copy_from_the_future_does_not_stop_the_daily_one(path: Path) -> None:
    """A clock that was wrong for a day must not end the copies."""
    path.with_name("livetui.db.backup-20990101T000000Z").touch()
    assert rescue.backup_due(path, NOW)
    assert not rescue.backup_due(path, datetime(2099, 1, 1, 12, tzinfo=UTC))
