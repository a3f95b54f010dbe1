"""Bytes to entries: what is done with the broken, the hostile and what is no feed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livetui.engine.parse import ENTRY_LIMIT, WebPage, autodiscover, parse_bytes, sniff
from livetui.errors import FeedError, ParseError
from livetui.model.update import ParsedFeed
from parsekit import FEEDS, URL, only, parse, rss


def test_cut_feed_keeps_whole_entries() -> None:
    """Of a feed cut in the middle of an entry the whole ones are kept, and it is said."""
    whole = rss(*(f"<guid>{n}</guid><title>Entry {n}</title>" for n in range(5)))
    feed = parse(whole[: whole.index("Entry 3") + 3])
    assert [entry.title for entry in feed.entries] == ["Entry 0", "Entry 1", "Entry 2"]
    assert "cut short" in feed.notes[0]


def test_sloppy_feed() -> None:
    """Bare ampersands, named entities, stray controls and text around the document do not hide the entries."""
    text = "junk " + rss("<title>A & B &eacute;C\x08</title>", "<title>two</title>") + " junk"
    feed = parse(text)
    assert [entry.title for entry in feed.entries] == ["A & B éC", "two"]
    assert "not well-formed" in feed.notes[0]


def test_empty_feed_is_no_error() -> None:
    """A feed that has no entries is a feed."""
    assert parse(rss()).entries == ()
    assert parse('<feed xmlns="http://www.w3.org/2005/Atom"/>').entries == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (b"/etc/passwd", "plain text"),
        (b"<?xml version='1.0'?><note>hi</note>", "its root is “note”"),
        (b"<opml version='2.0'><body/></opml>", "OPML"),
        (b"<rss><channel><\x1b]0;x\x07></rss>", "not well-formed"),
        (b"<?xml version='1.0'?>", "without a root"),
        (b"<rss>" + b"<a>" * 200, "cut short"),
    ],
)
def test_no_feed(body: bytes, reason: str) -> None:
    """What is no feed is an error of one clean line that says what it is."""
    with pytest.raises(ParseError) as caught:
        parse(body)
    assert reason in caught.value.reason
    assert str(caught.value).isprintable()


ENTITY = "<?xml version='1.0'?><!DOCTYPE rss [{}]>"


@pytest.mark.parametrize(
    "declarations",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;',
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">',
        "<!ENTITY " * 20_000,
        "".join(f'<!ENTITY e{n} "{"x" * 100}">' for n in range(1000)),
        f'<!ENTITY x "{"x" * 60_000}">',
    ],
    ids=["external", "parameter", "nested", "flood", "many", "long"],
)
def test_dangerous_entities(declarations: str) -> None:
    """External, nested and endless entities are refused, at once and with nothing read or asked for."""
    with pytest.raises(ParseError, match="refused"):
        parse(rss("<title>" + "&x;" * 1000 + "</title>", prolog=ENTITY.format(declarations)))


def test_honest_doctypes() -> None:
    """The old Netscape document type works, and so do entities that stand for a few characters."""
    netscape = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
    assert parse(rss("<title>a</title>", prolog=netscape)).strategy == "rss091n"
    simple = ENTITY.format('<!ENTITY nl "Nouvelle &#233;dition">')
    assert only(rss("<title>La &nl;</title>", prolog=simple)).title == "La Nouvelle édition"


def test_entities_in_text_are_text() -> None:
    """An article about entities is no attack."""
    assert "<!ENTITY" in only(rss("<description><![CDATA[<pre><!ENTITY x SYSTEM 'y'></pre>]]></description>")).body


@pytest.mark.parametrize("reference", ["&#xD800;", "&#x110000;", "&#99999999999;", "&#0;"])
def test_impossible_characters(reference: str) -> None:
    """A reference to no character becomes the replacement character."""
    assert only(rss(f"<title>a{reference}b</title>")).title == "a\ufffdb"


def test_escapes_are_gone() -> None:
    """No control of a terminal comes through in any field, however it is written."""
    evil = "a&#27;]52;c;eA==&#7;b\x1b[2J&amp;#x9b;31m\u202ec"
    entry = only(
        rss(f"<title>{evil}</title><guid>{evil}</guid><author>{evil}</author><category>{evil}</category>"
            f"<description>{evil}</description>")
    )  # fmt: skip
    for text in (entry.title or "", entry.id, entry.body, *entry.authors, *entry.tags):
        assert "\x1b" not in text
        assert not any(0x7F <= ord(character) <= 0x9F or character == "\u202e" for character in text)
    assert (entry.title or "").startswith("ab")


def test_many_entries_are_capped() -> None:
    """The newest of too many entries are kept, in the order of the feed, and it is said."""
    items = [
        f"<guid>{n}</guid><pubDate>{datetime.fromtimestamp(10**9 + n, UTC):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        for n in range(ENTRY_LIMIT + 10)
    ]
    feed = parse(rss(*items))
    assert [entry.id for entry in feed.entries] == [str(n) for n in range(10, ENTRY_LIMIT + 10)]
    assert f"newest {ENTRY_LIMIT}" in feed.notes[0]


def test_huge_body_is_cut_and_it_is_said() -> None:
    """A body beyond a million characters is cut."""
    feed = parse(rss(f"<description>{'x' * 1_200_000}</description>"))
    assert len(feed.entries[0].body) == 1_000_000
    assert "cut at" in feed.notes[0]


@pytest.mark.parametrize(
    ("body", "url", "kind"),
    [
        (b"<rss/>", "a.txt", "text"),
        (b"<?xml version='1.0'?>\n<!-- x --><feed/>", "", "xml"),
        (b"<?xml version='1.0'?><html/>", "", "html"),
        (b"\n<!DOCTYPE html><p>", "", "html"),
        (b"<div>x</div>", "", "html"),
        (b"\xef\xbb\xbf {\"version\": 1}", "", "json"),
        (b"[1]", "x.json", "json"),
        (b"{not json} but words", "", "text"),
        ("<feed/>".encode("utf-16"), "", "xml"),
        (b"%PDF-1.7", "", "binary"),
        (bytes(500), "", "binary"),
        ("« Bonjour », dit-il.".encode(), "", "text"),
        ("« Bonjour », dit-il.".encode("cp1252"), "", "text"),
        (b"", "", "text"),
    ],
)  # fmt: skip
def test_sniff(body: bytes, url: str, kind: str) -> None:
    """The content says what bytes are; only .txt is believed by name."""
    assert sniff(body, url) == kind


PAGE = b"""<!DOCTYPE html><html><head><base href="https://site.example/news/">
<link rel="alternate" type="application/rss+xml" title="All &gt; news" href="rss.xml">
<link rel="alternate" type="application/atom+xml" href="https://other.example/atom">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" href="x.css">
<!-- <link rel="alternate" type="application/rss+xml" href="/hidden"> -->
<link rel="alternate" type="application/rss+xml" href="rss.xml">
</head><body>x</body></html>"""


def test_autodiscovery() -> None:
    """A page names its feeds, http(s) only, each once, against its base."""
    found = autodiscover(PAGE, "https://site.example/")
    assert [(feed.url, feed.title) for feed in found] == [
        ("https://site.example/news/rss.xml", "All > news"),
        ("https://other.example/atom", ""),
    ]
    with pytest.raises(WebPage, match=r"it names https://site\.example/news/rss\.xml") as caught:
        parse(PAGE, url="https://site.example/")
    assert caught.value.feeds == found


SAMPLES = [path.read_bytes() for path in sorted(FEEDS.iterdir())] + [PAGE]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.binary(max_size=8)), max_size=6),
    st.sampled_from([None, "text/xml; charset=koi8-r", "application/json"]),
)
def test_mutations_end_in_a_feed_or_an_error(
    sample: bytes, changes: list[tuple[float, int, bytes]], content_type: str | None
) -> None:
    """However a feed is damaged, it is read or refused; nothing else comes out, and ids stay unique."""
    for place, length, instead in changes:
        at = int(place * len(sample))
        sample = sample[:at] + instead + sample[at + length :]
    feed, reason = ParsedFeed(()), ""
    try:
        feed = parse_bytes(sample, url=URL, content_type=content_type)
    except FeedError as error:
        reason = error.reason
    assert len(reason) <= 300
    assert reason.isprintable()
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert all(entry.id for entry in feed.entries)
