"""``livetui show`` and ``livetui quotes`` on files: the contract of their JSON."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commandline import livetui

ENTRY_KEYS = [
    "feed", "id", "entry", "url", "title", "published", "updated", "seen_at", "authors", "tags", "lang", "text",
    "read", "starred", "live", "pinned", "withdrawn", "revisions", "quotes",
]  # fmt: skip
QUOTE_KEYS = [
    "part", "start", "end", "segments", "text", "speaker", "speaker_start", "speaker_end", "role", "cue", "via",
    "certainty",
]  # fmt: skip
NOTE = (
    "Le port reste fermé jusqu’à lundi, a annoncé la mairie au petit matin, et les navires attendent au large.\r\n"
    "Grève au port : le préfet appelle au calme\r\n"
    "« Nous parlerons demain matin », a déclaré le préfet, Jean Morel, devant les grilles du port où les dockers "
    "campaient depuis trois jours sans qu’aucune réunion n’ait encore été fixée entre les deux parties du conflit.\r\n"
)
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Wire</title><link>https://example.org/</link><language>en</language>
<item><guid>a1</guid><title>Dam holds</title><link>https://example.org/1</link>
<pubDate>Fri, 04 Mar 2022 14:32:10 GMT</pubDate><category>water</category><author>desk@example.org (Ada Sow)</author>
<description>&lt;p&gt;“The dam will hold,” said Maria Weiss, the mayor.&lt;/p&gt;</description></item>
<item><guid>a2</guid><title>Line\u2028break \x9b2J</title><description>Short.</description></item>
</channel></rss>"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A plain text with a headed post."""
    path = tmp_path / "note.txt"
    path.write_bytes(b"\xef\xbb\xbf" + NOTE.encode())
    return path


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """An RSS feed of two entries."""
    path = tmp_path / "feed.xml"
    path.write_text(FEED.replace("\x9b", "&#x9b;"), "utf-8")
    return path


def test_show_prints_the_posts_of_a_text(note: Path) -> None:
    """Each post is an entry; what only the cache knows is null."""
    done = livetui("show", note, "--lang", "fr", "--json")
    assert done.code == 0
    first, second = done.records
    assert list(first) == ENTRY_KEYS
    assert first["title"] is None
    assert second["title"] == "Grève au port : le préfet appelle au calme"
    assert first["feed"] == str(note)
    assert first["lang"] == "fr"
    cached = ["entry", "seen_at", "read", "starred", "withdrawn", "revisions"]
    assert [first[key] for key in cached] == [None] * len(cached)
    (quote,) = second["quotes"]
    assert second["text"][quote["start"] : quote["end"]] == "Nous parlerons demain matin"


def test_quotes_of_a_text_count_in_the_file(note: Path) -> None:
    """Offsets count characters of the file as decoded: line ends untouched, a byte-order mark as one."""
    done = livetui("quotes", note, "--lang", "fr", "--json")
    text = note.read_bytes().decode("utf-8")
    (quote,) = done.records
    assert list(quote) == ["file", *QUOTE_KEYS]
    assert quote["file"] == str(note)
    assert [text[start:end] for start, end in quote["segments"]] == ["Nous parlerons demain matin"]
    assert "Jean Morel" in text[quote["speaker_start"] : quote["speaker_end"]]
    assert (quote["certainty"], quote["cue"]) == ("sure", "a déclaré")


def test_show_prints_the_entries_of_a_feed(feed: Path) -> None:
    """Ids as stated, times in UTC, quotations with offsets in the text."""
    done = livetui("show", feed, "--json")
    assert (done.code, done.err) == (0, "")
    first, second = done.records
    assert (first["id"], first["url"], first["published"]) == ("a1", "https://example.org/1", "2022-03-04T14:32:10Z")
    assert (first["tags"], first["authors"], first["lang"]) == (["water"], ["Ada Sow"], "en")
    (quote,) = first["quotes"]
    assert first["text"][quote["start"] : quote["end"]].startswith("The dam will hold")
    assert quote["speaker"] == "Maria Weiss"
    assert "\x9b" not in done.out
    assert second["title"].startswith("Line break")


def test_quotes_can_be_asked_by_speaker(feed: Path) -> None:
    """``--said`` keeps the quotations of one speaker."""
    assert len(livetui("quotes", feed, "--said", "weiss", "--json").records) == 1
    assert livetui("quotes", feed, "--said", "nobody", "--json").records == []


def test_standard_input_is_a_target() -> None:
    """``-`` reads a feed or text from a pipe; the target is told as given."""
    (first, *_) = livetui("show", "-", "--json", stdin=FEED.encode("utf-8")).records
    assert (first["feed"], first["id"]) == ("-", "a1")


def test_a_failed_target_is_one_line_and_the_others_go_on(tmp_path: Path, note: Path) -> None:
    """``livetui: TARGET: reason`` on stderr, exit code 1, and the rest is printed."""
    binary = tmp_path / "photo.bin"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    missing = tmp_path / "missing.xml"
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="https://example.org/rss">'
        "</head><body><p>hello</p></body></html>"
    )
    done = livetui("show", missing, binary, page, note, "--json")
    assert done.code == 1
    assert len(done.records) == 2
    lines = done.err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [str(missing), str(binary), str(page)]
    assert "no such file" in lines[0]
    assert "binary" in lines[1]
    assert "https://example.org/rss" in lines[2]


def test_a_language_without_tables_is_told_and_done_all_the_same(note: Path) -> None:
    """Any BCP 47 tag is taken; one without tables uses the generic marks."""
    done = livetui("quotes", note, "--lang", "mi", "--json")
    assert done.code == 0
    assert "mi" in done.err
    assert len(done.records) == 1


def test_text_is_text_whatever_it_begins_with(tmp_path: Path) -> None:
    """A name that ends in .txt is plain text, even if it looks like XML."""
    path = tmp_path / "odd.txt"
    path.write_text("<rss> is how the article begins, and “it ends well,” said Ann Lee.")
    (entry,) = livetui("show", path, "--json").records
    assert entry["text"].startswith("<rss> is how")


def test_usage_errors_exit_with_two() -> None:
    """A wrong option is told on stderr."""
    done = livetui("show", "--jason", "x")
    assert done.code == 2
    assert "--jason" in done.err
    assert done.out == ""


@pytest.mark.parametrize("command", ["show", "--version"])
def test_a_full_disk_is_one_line(feed: Path, command: str) -> None:
    """What can't be written is told in one line, without a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "livetui", command, *([str(feed)] if command == "show" else [])],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["livetui: standard output: No space left on device"]


def test_a_closed_output_is_no_error_of_ours(feed: Path) -> None:
    """With standard output closed the command does its work without a complaint."""
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m livetui show {feed} >&-"], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_one_bad_byte_does_not_turn_the_text_into_another_encoding(tmp_path: Path) -> None:
    """A damaged file is read as what it is, with a replacement for what is damaged."""
    path = tmp_path / "bad.txt"
    path.write_bytes("“We will be back tomorrow morning,” said Ann Lee. ".encode() + b"\xff end")
    (quote,) = livetui("quotes", path, "--lang", "en", "--json").records
    assert quote["text"] == "We will be back tomorrow morning"
