"""Bytes to entries: the formats, their fields, and what is done with the broken and the hostile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livetui.engine.parse import ENTRY_LIMIT, WebPage, autodiscover, parse_bytes, sniff
from livetui.errors import FeedError, ParseError
from livetui.model.entry import BodyKind, Enclosure, Entry
from livetui.model.update import ParsedFeed

URL = "https://news.example/feed.xml"
FEEDS = Path(__file__).parents[1] / "data" / "feeds"


def parse(text: str | bytes, content_type: str | None = None, url: str = URL) -> ParsedFeed:
    """What a text says as a feed."""
    return parse_bytes(text.encode() if isinstance(text, str) else text, url=url, content_type=content_type)


def rss(*items: str, head: str = "", prolog: str = '<?xml version="1.0"?>') -> str:
    """An RSS feed of these items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'{prolog}<rss version="2.0"><channel><title>Wire</title>{head}{inner}</channel></rss>'


def only(text: str | bytes) -> Entry:
    """The one entry of a feed."""
    (entry,) = parse(text).entries
    return entry


def test_rss_with_everything() -> None:
    """An RSS feed gives title, site, language, ttl, and of an entry all that an entry has."""
    feed = parse((FEEDS / "rss20.xml").read_bytes())
    assert (feed.title, feed.site, feed.lang, feed.strategy) == ("Le Fil & Cie", "https://fil.example/", "fr", "rss20")
    assert feed.ttl == 900
    assert feed.entries[0] == Entry(
        id="fil-1",
        url="https://fil.example/a?x=1&y=2",
        title="Talks at 5 < 6 & “soon”",
        published=datetime(2022, 3, 4, 13, 2, tzinfo=UTC),
        authors=("Jeanne Roche", "Paul Escande"),
        tags=("Talks", "Kyiv"),
        lang="fr",
        body="<p>Full <b>text</b></p>",
        body_kind=BodyKind.HTML,
        enclosures=(Enclosure("https://fil.example/a.mp3", "audio/mpeg", 1234),),
    )
    second = feed.entries[1]
    assert (second.id, second.url) == ("https://fil.example/b", "https://fil.example/b"), "a guid is a permanent link"
    assert (second.title, second.body) == (None, "Only a description")
    assert second.enclosures == (), "a file: address is not kept"


def test_atom_with_everything() -> None:
    """An Atom feed gives what it states; authors of the feed hold for its entries, xml:lang and xml:base too."""
    feed = parse((FEEDS / "atom10.xml").read_bytes())
    assert (feed.title, feed.site, feed.strategy) == ("A & B", "https://atom.example/", "atom10")
    first, second = feed.entries
    assert first == Entry(
        id="tag:atom.example,2022:1",
        url="https://atom.example/en/1",
        title="<blink> & you",
        published=datetime(2022, 3, 4, 9, 0, tzinfo=UTC),
        updated=datetime(2022, 3, 4, 10, 30, tzinfo=UTC),
        authors=("Ilja Brandt",),
        tags=("peace",),
        lang="en-GB",
        body='Hello <a href="https://atom.example/en/more">more</a>',
    )
    assert second.published == second.updated == datetime(2022, 3, 4, 8, 0, tzinfo=UTC)
    assert second.authors == ("The desk",)
    assert (second.body, second.body_kind) == ("a < b\nand so on", BodyKind.TEXT)
    assert second.title == "Bold & plain"


def test_rdf() -> None:
    """RSS 1.0 gives its entries, dates from Dublin Core and the period of the syndication module."""
    feed = parse((FEEDS / "rss10.rdf").read_bytes())
    assert (feed.strategy, feed.ttl) == ("rss10", 1800)
    (entry,) = feed.entries
    assert (entry.id, entry.url) == ("https://rdf.example/1", "https://rdf.example/1")
    assert entry.published == datetime(2022, 3, 4, 12, 0, tzinfo=UTC)
    assert entry.authors == ("Rhiannon Cole",)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Plain &amp;lt; 5", "Plain < 5"),
        ("AT&amp;amp;T &amp;eacute;t&amp;eacute;", "AT&T été"),
        ("&lt;b&gt;Bold&lt;/b&gt; news", "Bold news"),
        ("One&lt;br&gt;two", "One two"),
        ("<![CDATA[1 < 2 and 3 > 2]]>", "1 < 2 and 3 > 2"),
        ("if x&lt;y then &lt;stop&gt;", "if x<y then <stop>"),
        ("a\n  b\tc", "a b c"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Real", "Real"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("x" * 1500, "x" * 999 + "…"),
    ],
)
def test_rss_titles(title: str, shown: str) -> None:
    """What looks like markup in a title goes, what does not stays; one line, at most 1 000 characters."""
    assert only(rss(f"<title>{title}</title>")).title == shown


def test_relative_links() -> None:
    """Relative links are resolved against the feed's address; unsafe ones are not kept, nor guids that are none."""
    entries = parse(
        rss("<link>/a</link>", "<link>javascript:alert(1)</link>", "<guid>abc</guid>", "<link>//other.example/b</link>")
    ).entries
    assert [entry.url for entry in entries] == [
        "https://news.example/a", None, None, "https://other.example/b",
    ]  # fmt: skip
    assert entries[2].id == "abc"


def test_ids_last() -> None:
    """Without an id an edited headline is an edit; the order of the feed changes nothing."""
    link = "<link>https://n.example/1</link>"
    first = parse(rss(f"<title>31 dead</title>{link}", "<title>a</title>", "<description>b</description>"))
    second = parse(rss("<description>b</description>", f"<title>33 dead</title>{link}", "<title>a</title>"))
    assert {entry.id for entry in first.entries} == {entry.id for entry in second.entries}
    assert first.entries[0].id == second.entries[1].id


def test_sibling_does_not_flip_an_id() -> None:
    """An entry without id whose link another comes to share stays what it was, dated or not; the other is new."""
    link = "<link>https://n.example/1</link>"
    for old, new in (
        ("<title>Talks</title>", "<title>Talks go on</title>"),
        ("<title>a</title><pubDate>Fri, 04 Mar 2022 10:00:00 GMT</pubDate>",
         "<title>b</title><pubDate>Fri, 04 Mar 2022 11:00:00 GMT</pubDate>"),
    ):  # fmt: skip
        before = only(rss(old + link)).id
        added, kept = parse(rss(new + link, old + link)).entries
        assert kept.id == before != added.id
    assert parse(rss(old + link, new + link)).entries[0].id == before, "what is dated may stand in any order"


def test_link_of_many_is_no_id() -> None:
    """Entries that all lead to one page keep their ids while the oldest go and new ones come."""
    items = [f"<title>{n}</title><link>https://n.example/</link>" for n in range(6)]
    first, second = parse(rss(*items[:4])).entries, parse(rss(*items[2:])).entries
    assert [entry.id for entry in first[2:]] == [entry.id for entry in second[:2]]
    assert len({entry.id for entry in (*first, *second)}) == 6


def test_nothing_but_a_common_title() -> None:
    """Entries without id and link that share their title are told apart by time, then by body; equal ones are one."""
    alert = "<title>Alert</title><pubDate>Fri, 04 Mar 2022 {}:00:00 GMT</pubDate><description>{}</description>"
    first = parse(rss(alert.format(10, "a"), alert.format(11, "b"), alert.format(11, "c"), alert.format(11, "c")))
    second = parse(rss(alert.format(12, "z"), alert.format(10, "a, edited"), alert.format(11, "b")))
    assert [entry.body for entry in first.entries] == ["a", "b", "c"]
    assert first.entries[0].id == second.entries[1].id


def test_language_of_an_entry() -> None:
    """What an entry says of its language counts before what its feed says."""
    text = rss(
        "<title>a</title>", "<dc:language>de_AT</dc:language>", "<title>b</title>", head="<language>fr</language>"
    )
    text = text.replace("<rss ", '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ')
    text = text.replace("<item><title>b", '<item xml:lang="en"><title>b')
    assert [entry.lang for entry in parse(text).entries] == ["fr", "de-AT", "en"]


RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
    "<channel><dc:language>fr</dc:language></channel><item><title>a</title>{}</item></rdf:RDF>"
)


@pytest.mark.parametrize(
    "feed",
    [
        "<rss version='2.0'><channel><language>fr</language><item><title>a</title>{}</item></channel></rss>",
        "<rss version='2.0' xml:lang='fr'><channel><item>{}<title>a</title></item></channel></rss>",
        RDF,
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><entry><id>1</id><title>a</title>{}</entry></feed>",
    ],
    ids=["rss", "xml:lang", "rdf", "atom"],
)
def test_dublin_core_language(feed: str) -> None:
    """Dublin Core's language of an entry counts before that of its feed, in every format."""
    text = feed.format("<dc:language>de</dc:language>")
    root = text.index(" ")
    assert only(f"{text[:root]} xmlns:dc='http://purl.org/dc/elements/1.1/'{text[root:]}").lang == "de"


def test_names_with_entities() -> None:
    """Tags and authors that were escaped twice are read as they were meant."""
    entry = only(rss("<category><![CDATA[R&amp;D]]></category><author>Tom &amp;amp; Co</author>"))
    assert (entry.tags, entry.authors) == (("R&D",), ("Tom & Co",))


def test_shared_ids() -> None:
    """Of different entries with one id the first keeps it; the others' ids do not depend on their order.

    The same entry twice is one.
    """
    one, two, three = (
        f"<guid isPermaLink='false'>x</guid><title>{title}</title><link>https://n.example/{link}</link>"
        for title, link in (("One", "1"), ("Two", "2"), ("Three", "2"))
    )
    entries = parse(rss(one, two, one, three)).entries
    assert [entry.title for entry in entries] == ["One", "Two", "Three"]
    ids = {entry.title: entry.id for entry in entries}
    assert ids["One"] == only(rss(one)).id == "x"
    assert len(set(ids.values())) == 3
    assert {entry.title: entry.id for entry in parse(rss(one, three, two)).entries} == ids
    edited = parse(rss(one, two.replace("Two", "Two, edited"))).entries[1]
    assert edited.id == parse(rss(one, two)).entries[1].id, "its link tells it from the other"


def test_shared_id_and_nothing_else() -> None:
    """Without link and title the time tells entries of one id apart; with them another time is no other entry."""
    note = "<guid isPermaLink='false'>x</guid>{}<pubDate>Fri, 04 Mar 2022 1{}:00:00 GMT</pubDate>"
    assert len(parse(rss(note.format("", 0), note.format("", 1), note.format("", 1))).entries) == 2
    assert len(parse(rss(*(note.format("<title>t</title>", hour) for hour in range(3)))).entries) == 1


def atom(*states: tuple[str, str]) -> ParsedFeed:
    """An Atom feed whose entries all have one id, with these times of update and titles."""
    entries = "".join(f"<entry><id>x</id><updated>{at}</updated><title>{title}</title></entry>" for at, title in states)
    return parse(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entries}</feed>')


def test_states_of_one_entry() -> None:
    """Entries of an Atom feed with one id are one entry, of which the newest state counts, wherever it stands."""
    old, new = ("2022-03-04T10:00:00Z", "Old"), ("2022-03-04T11:00:00Z", "New")
    for feed in (atom(old, new), atom(new, old), atom(old, new, old)):
        assert [(entry.id, entry.title) for entry in feed.entries] == [("x", "New")]
    same = atom(old, (old[0], "Other")).entries
    assert [(entry.id == "x", entry.title) for entry in same] == [(True, "Old"), (False, "Other")]


def test_long_id_is_a_digest() -> None:
    """An id beyond 1 000 characters is kept as a digest, the same every time."""
    long = f"<guid isPermaLink='false'>{'i' * 1001}</guid>"
    assert len(only(rss(long)).id) == 64
    assert only(rss(long)).id == only(rss(long)).id


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("Fri, 04 Mar 2022 14:02:00 +0100", datetime(2022, 3, 4, 13, 2, tzinfo=UTC)),
        ("2022-03-04T14:02:00Z", datetime(2022, 3, 4, 14, 2, tzinfo=UTC)),
        ("2022-03-04 14:02", datetime(2022, 3, 4, 14, 2, tzinfo=UTC)),
        ("Fri, 04 Mar 1966 14:02:00 GMT", datetime(1970, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("10000-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(stated: str, published: datetime | None) -> None:
    """Dates come out in UTC from 1970 on; one that can only mean nothing is nothing."""
    assert only(rss(f"<title>t</title><pubDate>{stated}</pubDate>")).published == published


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("CET", 1), ("CEST", 2), ("cest", 2), ("MEZ", 1), ("EET", 2), ("EEST", 3), ("MSK", 3), ("BST", 1), ("WEST", 1),
        ("IST", 5.5), ("PKT", 5), ("SGT", 8), ("HKT", 8), ("JST", 9), ("KST", 9), ("AEST", 10), ("AEDT", 11),
        ("NZST", 12), ("EST", -5), ("CST", -6), ("PDT", -7), ("GMT", 0), ("UTC", 0), ("Z", 0), ("+0100", 1),
        ("+0100 (CET)", 1), ("GMT+1", 1), ("UTC-03:30", -3.5), ("XYZ", 0), ("ABCDEFGH", 0),
    ],
)  # fmt: skip
def test_named_zones(zone: str, hours: float) -> None:
    """A zone is read by its name, an unknown one as UTC, in the format of mail and in that of C."""
    expected = datetime(2022, 3, 4, 14, 28, tzinfo=UTC) - timedelta(hours=hours)
    stated = [f"Fri, 04 Mar 2022 14:28:00 {zone}", f"4 Mar 2022 14:28 {zone}"]
    if zone.isalpha():
        stated.append(f"Fri Mar 4 14:28:00 {zone} 2022")
        stated += [f"2022-03-04 14:28 {zone}", f"2022-03-04T14:28:00 {zone}"] if len(zone) < 5 and zone != "XYZ" else []
    for text in stated:
        assert only(rss(f"<title>t</title><pubDate>{text}</pubDate>")).published == expected, text


@pytest.mark.parametrize(
    ("lang", "hours"), [("en", 5.5), ("hi", 5.5), ("he", 2), ("he-IL", 2), ("en-IE", 1), ("en_ie", 1), ("ga", 1)]
)
def test_ambiguous_zone(lang: str, hours: float) -> None:
    """What IST means is told by the language of the feed: India, Israel or Ireland."""
    item = "<title>t</title><pubDate>Fri, 04 Mar 2022 14:30:00 IST</pubDate>"
    entry = only(rss(item, head=f"<language>{lang}</language>"))
    assert entry.published == datetime(2022, 3, 4, 14, 30, tzinfo=UTC) - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        ("<rss version='2.0'><channel><item><title>été</title></item></channel></rss>".encode(), None, "été"),
        (rss("<title>été</title>").encode("utf-16"), None, "été"),
        (rss("<title>été</title>").encode("utf-16-le"), "text/xml; charset=utf-8", "été"),
        (rss("<title>été</title>", prolog="<?xml version='1.0' encoding='iso-8859-1'?>").encode("cp1252"), None, "été"),
        (rss("<title>été “</title>", prolog="<?xml version='1.0' encoding='iso-8859-1'?>").encode(), None, "été “"),
        (rss("<title>мир</title>").encode("koi8-r"), "text/xml; charset=koi8-r", "мир"),
        (rss("<title>日本</title>", prolog="<?xml version='1.0' encoding='shift_jis'?>").encode("cp932"), None, "日本"),
        (rss("<title>été</title>").encode("cp1252"), "application/xml; charset=undefined", "été"),
        (rss(r"<title>é\x1b</title>").encode("cp1252"), "application/xml; charset=unicode_escape", r"é\x1b"),
        (b"\xef\xbb\xbf\xef\xbb\xbf\n\n" + rss("<title>été</title>").encode(), None, "été"),
    ],
)
def test_encodings(body: bytes | str, content_type: str | None, title: str) -> None:
    """Text is read in the encoding that it is in, whatever it claims to be in."""
    assert parse(body, content_type).entries[0].title == title


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
