"""Bytes to entries: the formats and their fields."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from livetui.model.entry import BodyKind, Enclosure, Entry
from livetui.model.update import ParsedFeed
from parsekit import FEEDS, only, parse, rss


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
        enclosures=(Enclosure("https://fil.example/a.mp3", "audio/mpeg", 1234, 5025),),
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
