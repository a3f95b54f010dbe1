"""The shape of the cache, as numbered steps that are never edited once released."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

APPLICATION_ID = 0x6C747569
"""Marks the file as ours: "ltui" in ASCII, where SQLite keeps the application id."""

_TABLES = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE feed (
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    own_title TEXT,
    stated_title TEXT,
    folder TEXT,
    every INTEGER,
    followed INTEGER NOT NULL DEFAULT 1,
    position INTEGER,
    added INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT 'feed',
    strategy TEXT,
    lang TEXT,
    site TEXT,
    entries INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    last_poll INTEGER,
    next_poll INTEGER,
    interval INTEGER,
    status TEXT NOT NULL DEFAULT 'new',
    error TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    last_modified TEXT,
    digest TEXT,
    remark TEXT,
    reader TEXT,
    split TEXT NOT NULL DEFAULT 'auto',
    ends INTEGER,
    last_change INTEGER,
    increment TEXT,
    since_whole INTEGER NOT NULL DEFAULT 0,
    paused INTEGER NOT NULL DEFAULT 0,
    why TEXT,
    received INTEGER,
    received_total INTEGER NOT NULL DEFAULT 0,
    answers INTEGER NOT NULL DEFAULT 0,
    spared INTEGER NOT NULL DEFAULT 0,
    moved TEXT,
    hub TEXT
);
CREATE INDEX feed_left ON feed (entries) WHERE followed = 0;

-- What the last good poll of a live page showed (model/shown.py). Should it be lost, the next poll begins anew.
CREATE TABLE page (
    feed INTEGER PRIMARY KEY REFERENCES feed (number) ON DELETE CASCADE,
    posts TEXT NOT NULL,
    found INTEGER NOT NULL,
    refusals INTEGER NOT NULL,
    refused TEXT NOT NULL
);

-- Stretches of time of which a feed may have published more than it showed us; `at`: when that was found.
CREATE TABLE gap (
    number INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    at INTEGER NOT NULL
);

-- What a line of the timeline shows; kept narrow, since whole screens of it are read. `id` follows time. `length`
-- counts the words of the text, `media` says which kinds are in it (model/media.py): filters ask for both.
-- `hidden` is 1 by hand and 2 by a rule of the user, `unmuted` says that no rule is to hide it (store/muting.py), and
-- `before_hand` what both were when the user last decided, as hidden + 3 * unmuted, for whoever takes that back.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    titled INTEGER NOT NULL,
    published INTEGER,
    lang TEXT,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    unmuted INTEGER NOT NULL DEFAULT 0,
    before_hand INTEGER NOT NULL DEFAULT 0,
    live INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    guessed INTEGER NOT NULL DEFAULT 0,
    seen_at INTEGER NOT NULL,
    changed_at INTEGER,
    withdrawn_at INTEGER,
    revisions INTEGER NOT NULL DEFAULT 0,
    figure_before TEXT,
    figure_after TEXT,
    quotes INTEGER NOT NULL DEFAULT 0,
    enriched INTEGER NOT NULL DEFAULT 0,
    length INTEGER NOT NULL DEFAULT 0,
    media INTEGER NOT NULL DEFAULT 0,
    url TEXT,
    UNIQUE (feed, key)
);
CREATE INDEX entry_shown ON entry (id, feed, read, lang, length, quotes, media, seen_at) WHERE hidden = 0;
CREATE INDEX entry_changed ON entry (id, changed_at) WHERE revisions > 0;
CREATE INDEX entry_changed_at ON entry (id, changed_at) WHERE changed_at IS NOT NULL;
CREATE INDEX entry_moved ON entry (coalesce(changed_at, (id >> 20) * 1000000), id, feed) WHERE hidden = 0;
CREATE INDEX entry_withdrawn ON entry (id) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX entry_live ON entry (id) WHERE live = 1;
CREATE INDEX entry_pinned ON entry (id) WHERE pinned = 1;
CREATE INDEX entry_unread ON entry (id, feed) WHERE read = 0 AND hidden = 0;
CREATE INDEX entry_muted ON entry (feed) WHERE hidden = 2;
CREATE INDEX entry_starred ON entry (id) WHERE starred = 1;
CREATE INDEX entry_hidden ON entry (id) WHERE hidden <> 0;
CREATE INDEX entry_feed ON entry (feed, id);
CREATE INDEX entry_enriched ON entry (enriched, id);

-- What only an opened entry shows. Short columns first: SQLite reads a row from its front.
CREATE TABLE body (
    id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    facts TEXT NOT NULL,
    updated INTEGER,
    reworded_at INTEGER,
    stated_lang TEXT,
    kind TEXT NOT NULL,
    authors TEXT NOT NULL,
    tags TEXT NOT NULL,
    enclosures TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL
);

-- What polls brought, in the order in which it was kept: `what` is "new", "changed", "withdrawn" or "back". Times alone
-- don't give that order (a clock is set back, of two programs the slower one commits last); whoever remembers the last
-- `seq` it saw misses nothing and sees nothing twice. No reference: entries that go one day leave their events behind.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    entry INTEGER NOT NULL,
    what TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX event_at ON event (at);
CREATE INDEX event_entry ON event (entry);

-- Bulk acts of the user, newest first to be taken back (store/acts.py): `flag` was set to `value` on the entries that
-- did not have it so before.
CREATE TABLE act (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    flag TEXT NOT NULL,
    value INTEGER NOT NULL,
    at INTEGER NOT NULL
);
CREATE TABLE acted (
    act INTEGER NOT NULL REFERENCES act (number) ON DELETE CASCADE,
    entry INTEGER NOT NULL,
    PRIMARY KEY (act, entry)
) WITHOUT ROWID;

-- Arrivals told as alerts, each once for a topic; `at`: when it was found; `told`: when it was told, NULL: held back.
CREATE TABLE alert (
    entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    at INTEGER NOT NULL,
    told INTEGER,
    PRIMARY KEY (entry, topic)
) WITHOUT ROWID;
CREATE INDEX alert_told ON alert (topic, told);

-- Words as they stood before a change; those of today are in `body`. `trivial`: the edit that ended them says nothing
-- new. `entry.revisions` counts the others.
CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    title TEXT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    trivial INTEGER NOT NULL DEFAULT 0,
    UNIQUE (entry, place)
);

-- `said`, `as_role`, `relayed` and `words` are the padded tokens that filters look into. `surname` tells people from
-- descriptions; `wording` is the number of the words, the same for all who quote them so, NULL for too few words.
CREATE TABLE quote (
    entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    part TEXT NOT NULL,
    segments TEXT NOT NULL,
    text TEXT NOT NULL,
    speaker TEXT,
    speaker_start INTEGER,
    speaker_end INTEGER,
    role TEXT,
    cue TEXT,
    via TEXT,
    certainty TEXT NOT NULL,
    repairs TEXT NOT NULL,
    said TEXT NOT NULL,
    as_role TEXT NOT NULL,
    relayed TEXT NOT NULL,
    words TEXT NOT NULL,
    surname TEXT,
    wording INTEGER,
    PRIMARY KEY (entry, place)
) WITHOUT ROWID;
CREATE INDEX quote_person ON quote (surname, said);
CREATE INDEX quote_wording ON quote (wording) WHERE wording IS NOT NULL;

-- Which wordings have a run of words, to find those that may be the same words as a new one (store/links.py).
CREATE TABLE run (
    number INTEGER NOT NULL,
    wording INTEGER NOT NULL,
    PRIMARY KEY (number, wording)
) WITHOUT ROWID;

-- Two wordings of the same words; each pair stands here both ways.
CREATE TABLE link (
    wording INTEGER NOT NULL,
    other INTEGER NOT NULL,
    PRIMARY KEY (wording, other)
) WITHOUT ROWID;

-- Words that nobody quotes any more, whose runs are still to be taken out: SQLite can't work those out.
CREATE TABLE unquoted (words TEXT NOT NULL);

-- Whatever takes a quotation away, also by way of its entry or feed, its links go with the last one of its wording.
CREATE TRIGGER quote_gone AFTER DELETE ON quote
WHEN old.wording IS NOT NULL AND NOT EXISTS (SELECT 1 FROM quote WHERE wording = old.wording)
BEGIN
    DELETE FROM link WHERE (wording, other) IN (SELECT other, wording FROM link WHERE wording = old.wording);
    DELETE FROM link WHERE wording = old.wording;
    INSERT INTO unquoted VALUES (old.words);
END;

-- Gets tokens that are folded and parted already (model/words.py), so the simplest tokenizer is the exact one.
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, authors, tags, url, said, roles, via, quoted, content = '', tokenize = 'ascii'
);
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a version of the schema to the next."""

    name: str
    apply: Callable[[sqlite3.Connection], None]


def _first(raw: sqlite3.Connection) -> None:
    for statement in split(_TABLES):
        raw.execute(statement)


def split(script: str) -> list[str]:
    """The statements of a script; unlike executescript() running them one by one stays in the open transaction."""
    statements, start = [], 0
    for end, letter in enumerate(script):
        if letter == ";" and sqlite3.complete_statement(script[start : end + 1]):
            statements.append(script[start : end + 1])
            start = end + 1
    return statements


MIGRATIONS: tuple[Migration, ...] = (Migration("the first schema", _first),)
"""Step n brings a file of version n to version n + 1."""

VERSION = len(MIGRATIONS)
"""What `PRAGMA user_version` says of a file that is up to date."""


def version_of(raw: sqlite3.Connection) -> int:
    """The version of the schema in the file; 0 for a new one."""
    return int(raw.execute("PRAGMA user_version").fetchone()[0])


def is_foreign(raw: sqlite3.Connection) -> bool:
    """True when the file is a database of some other program."""
    identity = int(raw.execute("PRAGMA application_id").fetchone()[0])
    if identity == APPLICATION_ID:
        return False
    return identity != 0 or raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0


def migrate(raw: sqlite3.Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the file up to date, each step in a transaction of its own; killed in between, it is old or new."""
    while (version := version_of(raw)) < len(migrations):
        raw.execute("BEGIN IMMEDIATE")
        try:
            if version_of(raw) == version:  # else another process was faster
                migrations[version].apply(raw)
                raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                raw.execute(f"PRAGMA user_version = {version + 1}")
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
