"""What a damaged cache and its copy hold is put together row by row, the better one of each."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from livetui.model.entry import Entry, Flag
from livetui.model.filter import parse
from livetui.store import Store, salvage, schema
from livetui.store.connection import connect
from storekit import NOW, everything, follow, poll


def damaged(path: Path, *statements: str) -> Path:
    """A copy of the cache, and the cache with rows bent as only damage bends them."""
    copy = path.with_name("copy.db")
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)
    return copy


def saved(path: Path, *sources: Path) -> Path:
    """Salvage these files into a new cache."""
    dest = path.with_name("saved.db")
    with closing(connect(dest, busy=1, cache_mib=1)) as raw:
        schema.migrate(raw)
        salvage.salvage(raw, sources)
    return dest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A cache with some entries, a bulk act, an alert, and a reader who was left."""
    path = tmp_path / "livetui.db"
    with Store.open(path, backup=False) as store:
        follow(store)
        numbers = poll(store, *(Entry(f"k{i}", title=f"title {i}", body="<p>words</p>") for i in range(5))).new
        store.leave()
        poll(store, Entry("later", title="later"))
        store.mark_passing(parse("title:1"), Flag.STARRED, value=True, now=NOW)
        store.note_alerts({"Talks": numbers[:2]}, since=NOW - timedelta(hours=1), now=NOW, may_tell=lambda _: True)
    return path


@pytest.mark.parametrize(
    "bent",
    [
        "UPDATE entry SET seen_at = 'x' WHERE key = 'k1'",
        "UPDATE entry SET feed = 99 WHERE key = 'k1'",
        "UPDATE entry SET key = 'k\x07' WHERE key = 'k1'",
        "UPDATE entry SET published = 9e300 WHERE key = 'k1'",
        "UPDATE body SET tags = '[\"' WHERE id = (SELECT min(id) FROM entry)",
        "UPDATE body SET kind = 'xhtm' WHERE id = (SELECT min(id) FROM entry)",
        "DELETE FROM body",
        "UPDATE feed SET url = 'https://\x03'",
        "UPDATE feed SET kind = 7",
    ],
)
def test_a_row_that_damage_has_bent_gives_way_to_that_of_the_copy(path: Path, bent: str) -> None:
    """Nothing that the copy still knows is lost to it."""
    copy = damaged(path, bent)
    whole = everything(copy)
    found = everything(saved(path, copy, path))
    for table in ("entry", "event", "body"):
        assert [row[:3] for row in found[table]] == [row[:3] for row in whole[table]]
    assert [row[1] for row in found["feed"]] == [row[1] for row in whole["feed"]]


def test_what_the_reader_did_outlives_the_damage(path: Path) -> None:
    """When it was left, what was told, and what can be undone."""
    with Store.open(saved(path, path), backup=False) as store:
        assert [line.title for line in store.headlines(store.numbers(parse("is:new"), now=NOW)).values()] == ["later"]
        assert sum(line.alert for line in store.headlines(store.numbers(None, now=NOW)).values()) == 2
        act = store.take_back()
        assert act is not None
        assert (act.flag, len(act.numbers)) == (Flag.STARRED, 1)


@pytest.mark.parametrize(("left", "new"), [("'x'", 0), ("99", 0), ("0", 6)])
def test_a_bent_line_hides_nothing_that_comes(path: Path, left: str, new: int) -> None:
    """Events that come after the repair are new, also where damage took the last ones."""
    damaged(path, f"UPDATE meta SET value = {left} WHERE name = 'left'")
    dest = saved(path, path)
    with Store.open(dest, backup=False) as store:
        assert store.count(parse("is:new"), now=NOW) == new
        if left != "'x'":
            poll(store, Entry("after", title="after"))
            assert store.count(parse("is:new"), now=NOW) == new + 1
