"""Lists of feeds from other readers and for them: recognised, read, compared, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livetui.engine.exchange.addresses import RefusedError, followable, shown
from livetui.engine.exchange.exporting import Kind, Known, exported
from livetui.engine.exchange.found import MOST_FEEDS, Form, Found, ListError
from livetui.engine.exchange.plan import Source, load, planned, read, recognised
from livetui.model.feed import Split, Subscription
from livetui.text.clean import clean, clean_line


def opml(body: str, before: str = '<?xml version="1.0"?>') -> bytes:
    """An outline with this body."""
    return f'{before}<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def outline(url: str, text: str = "f", more: str = "") -> str:
    """The outline of one feed."""
    return f'<outline type="rss" text="{text}" xmlUrl="{url}" {more}/>'


GOOD = outline("http://127.0.0.1/good.xml", "good")


def reasons(found: Found) -> str:
    """What is not taken over, a line each."""
    return "\n".join(f"{left.line}: {left.text}: {left.reason}" for left in found.left)


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("\n<?xml version='1.0'?><opml/>", "x", Form.OPML),
        ("https://example.org/a news", "urls", Form.NEWSBOAT),
        ('"query:A:unread = \\"yes\\""', "x", Form.NEWSBOAT),
        ('https://example.org/a "Title"', "/home/me/.config/newsraft/feeds", Form.NEWSRAFT),
        ("@ News\nhttps://example.org/a", "x", Form.NEWSRAFT),
        ("# mine\nreload-time 10", "config", Form.NEWSBOAT_CONFIG),
        ('feeds() {\n\tfeed "a" "https://example.org/a"\n}', "sfeedrc", Form.SFEED),
        ('[[feeds]]\nurl = "https://example.org/a"', "x", Form.TOML),
    ],
)
def test_a_file_is_recognised_by_what_stands_in_it(text: str, name: str, form: Form) -> None:
    """Nobody has to say what a file is."""
    assert recognised(text, name) is form


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (opml(GOOD * 10)[:600], "no valid XML"),
        (b"\x00\x01\x02 not xml", "no text"),
        (b"words and words", "no list of feeds"),
        (b"<rss><channel/></rss>", "is a feed, not a list"),
        (b"<html><body/></html>", "begins with <html>"),
        (opml('<outline text="g">' * 2000 + GOOD + "</outline>" * 2000), "folders within each other"),
        (opml(outline("http://a.example/&e;"), '<!DOCTYPE o [<!ENTITY e SYSTEM "file:///etc/hostname">]>'), "entities"),
        (opml(outline("http://a.example/&b;"), '<!DOCTYPE o [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'), "entities"),
        (opml("".join(outline(f"http://a.example/{n}") for n in range(MOST_FEEDS + 1))), "more than 5000 feeds"),
        ("\n".join(f"http://a.example/{n}" for n in range(MOST_FEEDS + 1)).encode(), "more than 5000 feeds"),
        (b"[[feeds]\n[[feeds]]", "no valid TOML"),
        (b"feeds = [1]\n[[feeds]]", "no valid TOML"),
    ],
)
def test_what_is_no_sound_list_is_refused_as_a_whole(body: bytes, said: str) -> None:
    """A list that is cut, damaged, hostile or too long brings nothing at all, and says why."""
    with pytest.raises(ListError, match=said):
        read(body, "feeds.opml")


def test_a_file_that_is_too_large_or_missing_is_named(tmp_path: Path) -> None:
    """Nothing endless is read."""
    large = tmp_path / "large.opml"
    with large.open("wb") as file:
        file.truncate((10 << 20) + 1)
    with pytest.raises(ListError, match="larger than 10 MiB"):
        load(large)
    with pytest.raises(ListError, match="no such file"):
        load(tmp_path / "none")
    with pytest.raises(ListError, match="no file that can be read"):
        load(Path("/dev/zero"))


def test_outlines_of_other_readers_are_read() -> None:
    """Folders within each other, names of either kind, bare ampersands, Latin-1, upper-case tags."""
    body = (
        '<?xml version="1.0" encoding="iso-8859-1"?><OPML version="1.1"><body><outline text="Monde">'
        '<outline title="Été"><outline title="Café" xmlURL="http://a.example/f?x=1&y=2"/></outline></outline>'
        '<outline text="http://b.example/" xmlUrl=" http://b.example/ "/></body></OPML>'
    )
    assert read(body.encode("latin-1"), "x").feeds == (
        Subscription("http://a.example/f?x=1&y=2", "Café", "Monde/Été"),
        Subscription("http://b.example/"),
    )


def test_an_old_document_type_without_declarations_is_no_harm() -> None:
    """It is neither fetched nor refused."""
    found = read(opml(GOOD, '<!DOCTYPE opml SYSTEM "http://a.example/opml.dtd">'), "x")
    assert [feed.title for feed in found.feeds] == ["good"]


def test_commands_and_other_schemes_in_outlines_are_listed_and_left() -> None:
    """Only http and https come in; a command beside an address goes, the feed stays."""
    schemes = ["|touch X", "exec:touch X", "filter:touch X:http://127.0.0.1/", "file:///etc/passwd", "javascript:x"]
    schemes += ["gopher://127.0.0.1/", "-x", "", "//127.0.0.1/x", "http://"]
    body = GOOD + "".join(map(outline, schemes)) + outline("feed:http://127.0.0.1/ok")
    found = read(opml(body + outline("http://127.0.0.1/f.xml", "f", 'filtercmd="touch X"')), "x")
    assert [feed.url for feed in found.feeds] == [
        "http://127.0.0.1/good.xml",
        "http://127.0.0.1/ok",
        "http://127.0.0.1/f.xml",
    ]
    assert len(found.left) == len(schemes) + 1
    assert "filtercmd='touch X': commands are not run" in reasons(found)


def test_one_feed_in_six_spellings_is_one_feed() -> None:
    """And one that is followed already stays as it is."""
    spellings = ["/a", "/a#x"]
    urls = [f"http://127.0.0.1{path}" for path in spellings]
    urls += ["http://127.0.0.1/a", "HTTP://127.0.0.1/a", "http://127.0.0.1:80/a", " http://127.0.0.1/a "]
    source = Source("x", read(opml("".join(map(outline, urls))), "x"))
    assert [len(planned([source], []).new), planned([source], []).twice] == [1, 5]
    again = planned([source, source], [Subscription("http://127.0.0.1/a", "Mine")])
    assert (again.new, again.known, again.twice) == ((), 1, 11)


def test_names_lose_what_a_terminal_would_obey() -> None:
    """A name is only text, and so is a folder that looks like a path."""
    hostile = "a\x9b31m\u202e[/][@click=app.quit]"
    found = read(opml(outline("http://127.0.0.1/e.xml", hostile) + f'<outline text="../../etc">{GOOD}</outline>'), "x")
    assert found.feeds[0].title == "a[/][@click=app.quit]"
    assert found.feeds[1].folder == "../../etc"


def test_passwords_are_kept_for_the_feed_and_never_shown() -> None:
    """The address works; whatever shows it has stars, an export leaves it out unless it is asked for."""
    found = read(opml(outline("http://bob:LTSECRET@127.0.0.1/p.xml", "private")), "x")
    assert [feed.url for feed in found.feeds] == ["http://bob:LTSECRET@127.0.0.1/p.xml"]
    assert shown(found.feeds[0].url) == "http://***@127.0.0.1/p.xml"
    for kind in Kind:
        done = exported(found.feeds, kind, {}, passwords=False)
        assert "LTSECRET" not in done.text
        assert done.passwords == 1
        assert "bob:LTSECRET@" in exported(found.feeds, kind, {}, passwords=True).text


@pytest.mark.parametrize(
    ("stated", "url"),
    [
        ("HTTPS://Example.ORG/A b", "https://example.org/A%20b"),
        ("feed://example.org/a", "http://example.org/a"),
        ("feed:https://example.org/a", "https://example.org/a"),
        ("https://me:p@ss@example.org/", "https://me:p%40ss@example.org/"),
        ("https://é.example/", "https://xn--9ca.example/"),
    ],
)
def test_addresses_come_in_as_they_are_asked(stated: str, url: str) -> None:
    """One form of each, whatever the file says."""
    assert followable(stated) == url


@pytest.mark.parametrize(
    "stated", ["", "ftp://a.example/", "$(curl x)", "`x`", "https://a.example:0/", "https://a\u202eb/"]
)
def test_what_is_no_address_is_refused(stated: str) -> None:
    """With a reason."""
    with pytest.raises(RefusedError):
        followable(stated)


_names = st.text(st.characters(codec="utf-8"), max_size=30).map(clean).filter(str.strip)
_feeds = st.lists(
    st.builds(
        Subscription,
        st.from_regex(r"https?://(u:p@)?[a-z]{1,8}\.example/[a-z0-9?=&]{0,6}", fullmatch=True),
        st.none() | _names,
        st.none() | _names | st.sampled_from(["A", "A/B", "A//B", "/", "A/B/C"]),
        st.none() | st.integers(1, 30 * 86400),
        st.sampled_from(Split),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda feed: feed.url,
)


@given(_feeds)
@settings(max_examples=150, deadline=None)
def test_an_export_comes_back_as_the_same_list(feeds: list[Subscription]) -> None:
    """Order, titles, folders, times, split and pauses: all is there again, from OPML as from feeds.toml."""
    known = {feed.url: Known("Stated & <title>", "https://site.example/?a=1&b=2") for feed in feeds[::2]}
    for kind in (Kind.OPML, Kind.TOML):
        done = exported(feeds, kind, known, passwords=True)
        assert list(read(done.text.encode(), "x", Form(kind)).feeds) == feeds


@given(_feeds)
@settings(max_examples=50, deadline=None)
def test_a_list_for_newsboat_comes_back_with_titles_and_folders(feeds: list[Subscription]) -> None:
    """As far as newsboat's list goes."""
    done = exported(feeds, Kind.URLS, {}, passwords=True)
    back = read(done.text.encode(), "urls", Form.NEWSBOAT).feeds
    assert [feed.url for feed in back] == [feed.url for feed in feeds]
    assert [feed.title for feed in back] == [clean_line(feed.title or "") or None for feed in feeds]


def test_feeds_that_are_files_are_counted_and_left_out() -> None:
    """They mean nothing on another machine."""
    done = exported(
        [Subscription("/home/me/feed.xml"), Subscription("https://a.example/")], Kind.OPML, {}, passwords=False
    )
    assert (done.feeds, done.files) == (1, 1)
    assert "/home/me" not in done.text


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_whatever_a_file_holds_it_is_read_or_refused(body: bytes) -> None:
    """Nothing but a ListError comes out, under any name a file can be taken for."""
    for form in (None, *Form):
        try:
            read(body, "x", form)
        except ListError:
            continue
