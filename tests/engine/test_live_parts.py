"""The parts of the reading of live pages: clocks, ids, broken JSON, what is compared; and that no page breaks it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livetui.engine.live import keys
from livetui.engine.live.clock import clock_in, leading_clock, resolve, stated
from livetui.engine.live.draft import Draft
from livetui.engine.live.jsonld import load
from livetui.engine.parse import WebPage, parse_bytes
from livetui.engine.targets import make_target, text_entries
from livetui.errors import ParseError

PAGES = Path(__file__).parents[1] / "data" / "live"
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2025, 11, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("08:32", 512), ("08h32", 512), ("8 h 32", 512), ("2:45 p.m.", 885), ("12:05 a.m.", 5), ("12.31 Uhr", 751),
        ("14 Uhr", 840),         ("published at 14:42 GMT", 882), ("7pm", 1140), ("10:05 IST", 605),
        ("kl. 14.42", 882), ("12 November, 17:48", 1068),
        ("2:36 م", 876), ("2:36 ص", 156), ("٠٩:٣٢", 572), ("下午2:36", 876), ("오후 2:36", 876), ("14時32分", 872),
    ],
)  # fmt: skip
def test_clocks_are_read_as_they_are_written(text: str, minutes: int) -> None:
    """Clocks are read as they are written."""
    clock = clock_in(text)
    assert clock is not None
    assert clock.minutes == minutes


@pytest.mark.parametrize("text", ["", "no clock", "5.30 per cent", "31:75", "2025-11-12", "3点"])
def test_what_is_no_clock_is_none(text: str) -> None:
    """What is no clock is none."""
    assert clock_in(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("12.31 Uhr: Zwei Wege frei", "Zwei Wege frei"),
        ("13:32(IST) Minister arrives", "Minister arrives"),
        ("10:05 IST: Trains stop", "Trains stop"),
        ("08h32 - Le pont rouvre", "Le pont rouvre"),
        ("[17:48] Boats run", "Boats run"),
    ],
)
def test_a_leading_clock_is_parted_from_what_follows(text: str, rest: str) -> None:
    """A leading clock is parted from what follows."""
    found = leading_clock(text)
    assert found is not None
    assert found[1] == rest
    assert found[2]


@pytest.mark.parametrize(
    "value",
    [
        "2025-11-12T12:00:00Z", "2025-11-12T12:00:00.000+00:00", "2025-11-12IST17:30:00+05:30", "2025-11-12 12:00",
        1762948800, "1762948800000", "2025-11-12T13:00+0100", "Wed, 12 Nov 2025 12:00:00 GMT", "12.11.2025, 12:00",
        "2025-11-12T12:00:00+00", "Wed, 12 Nov 2025 13:00:00 +0100", "7:00 AM ET, November 12, 2025",
        "Nov 12, 2025 4:00 AM PT", "12. November 2025, 12:00 Uhr", "Le 12 novembre 2025 à 12h00",
        "12 ноября 2025, 12:00", "12 de noviembre de 2025 12:00", "2025年11月12日 12時00分",
    ],
)  # fmt: skip
def test_times_are_read_whatever_their_form(value: object) -> None:
    """Times are read whatever their form."""
    assert stated(value, None) == NOON


@pytest.mark.parametrize(
    "value", [None, True, "", "yesterday", "2025-11-12", "9999-12-31T00:00:00Z", "2025-13-12T12:00:00Z", [], {}]
)
def test_what_is_no_time_is_none(value: object) -> None:
    """What is no time is none."""
    assert stated(value, None) is None


def test_a_time_without_zone_is_in_the_zone_of_the_page() -> None:
    """A time without zone is in the zone of the page."""
    assert stated("2025-11-12T13:00:00", BERLIN) == NOON


def shown(*clocks: str) -> list[str | None]:
    """Where the clocks come to lie, seen at half past noon (Berlin: half past one)."""
    found = resolve([clock_in(clock) for clock in clocks], NOON + timedelta(minutes=30), [BERLIN])
    return [moment.strftime("%d %H:%M") if moment else None for moment in found]


def test_clocks_go_back_a_day_where_the_order_would_break() -> None:
    """Clocks go back a day where the order would break."""
    assert shown("13:20", "09:00", "23:10", "20:00") == ["12 12:20", "12 08:00", "11 22:10", "11 19:00"]
    assert shown("20:00", "23:10", "09:00", "13:20") == ["11 19:00", "11 22:10", "12 08:00", "12 12:20"]


def test_a_small_disorder_is_no_other_day_and_what_lies_ahead_is() -> None:
    """A small disorder is no other day and what lies ahead is."""
    assert shown("13:20", "09:00", "09:04", "08:00") == ["12 12:20", "12 08:00", "12 08:04", "12 07:00"]
    assert shown("22:00", "21:00") == ["11 21:00", "11 20:00"]
    assert shown("13:40", "13:00") == ["12 12:40", "12 12:00"]


def test_of_several_zones_the_one_that_fits_the_page_counts() -> None:
    """Of several zones the one that fits the page counts."""
    clocks = [clock_in("13:20"), clock_in("12:50")]
    assert resolve(clocks, NOON + timedelta(minutes=25), [BERLIN, UTC])[0] == NOON + timedelta(minutes=20)
    assert resolve(clocks, NOON + timedelta(minutes=99), [BERLIN, UTC])[0] == NOON + timedelta(minutes=20)
    assert resolve(clocks, NOON + timedelta(minutes=85), [ZoneInfo("America/New_York"), UTC])[0] == NOON + timedelta(
        minutes=80
    )


def named(*stated_keys: str, minutes: int = 0) -> list[str]:
    """The ids of posts that state these."""
    posts = [
        Draft(title=f"Post {key}", body=f"Text of {key}", published=NOON - timedelta(minutes=n + minutes), keys=[key])
        for n, key in enumerate(stated_keys)
    ]
    return keys.settle(posts)


def test_stated_ids_are_kept_and_positions_are_not() -> None:
    """Stated ids are kept and positions are not."""
    assert named("2811904", "2811377", "2810562") == ["2811904", "2811377", "2810562"]
    assert "post1" not in named("post1", "post2", "post3")
    assert "x_event3" not in named("x_event3", "x_event2", "x_event1")
    assert "x_event12" not in named("x_event12", "x_event11", "x_event10")
    assert named("a9", "b7") == ["a9", "b7"]


def test_ids_made_of_the_time_of_an_edit_are_none() -> None:
    """Ids made of the time of an edit are none."""
    posts = [
        Draft(
            title=f"Post {n}",
            published=NOON - timedelta(hours=n),
            updated=NOON,
            keys=[f"post{int(NOON.timestamp())}{n:03}"],
        )
        for n in range(3)
    ]
    assert not any(name.startswith("post") for name in keys.settle(posts))


def test_without_ids_headline_and_time_name_a_post_whatever_its_text_and_its_numbers() -> None:
    """Without ids headline and time name a post whatever its text and its numbers."""
    before = keys.settle([Draft(title="31 boats lost", body="At first.", published=NOON)])
    after = keys.settle([Draft(title="33 boats lost", body="Then more.", published=NOON)])
    assert before == after


def test_a_newer_post_of_the_same_minute_leaves_the_older_its_id() -> None:
    """A newer post of the same minute leaves the older its id."""
    old = Draft(title=None, body="The gate is shut.", published=NOON)
    new = Draft(title=None, body="The gate is open again.", published=NOON)
    (alone,) = keys.settle([old])
    both = keys.settle([new, old])
    assert both[1] == alone
    assert len(set(both)) == 2


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://a.example/live#post-77c36a215ee3", ["77c36a215ee3"]),
        (
            "/live?page=with:block-b395cb10af921c0d0e85d024#block-b395cb10af921c0d0e85d024",
            ["b395cb10af921c0d0e85d024"] * 2,
        ),
        ("https://a.example/x?postId=21a7fc9d-c7bf-4eb7-a7ee-ea750a255021", ["21a7fc9d-c7bf-4eb7-a7ee-ea750a255021"]),
        ("https://a.example/live", []),
        ("http://[", []),
        (None, []),
    ],
)
def test_addresses_tell_the_post_they_are_of(address: str | None, found: list[str]) -> None:
    """Addresses tell the post they are of."""
    assert keys.address_keys(address) == found


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}', '<!-- {"a": 1} -->', '{"a": 1,}', '{"a": 1};', '{"a": 1 // one\n}',
        '/* x */ {"a": 1}', '{"a": 1}\n<!-- end -->',
        '//<![CDATA[\n{"a": 1}\n//]]>', '{"a": 1,\n}\n;',
    ],
)  # fmt: skip
def test_faults_of_templates_are_read_past(text: str) -> None:
    """Faults of templates are read past."""
    assert load(text) in ({"a": 1}, [{"a": 1}])


def test_words_that_look_like_faults_stay_in_strings() -> None:
    """Words that look like faults stay in strings."""
    assert load('{"a": "x, }", "b": "http://c//d", "e": "line\nend \\\' it",}') == [
        {"a": "x, }", "b": "http://c//d", "e": "line\nend ' it"}
    ]


def test_what_is_no_json_is_none() -> None:
    """What is no JSON is none."""
    assert load('{"a" "b"}') is None
    assert load("[" * 100_000) is None


def test_the_line_that_introduces_a_text_of_clocks_is_no_post() -> None:
    """The line that introduces a text of clocks is no post."""
    text = (
        "The Latest on the strike (all times local):\n\n5:48 p.m.\n\nBoats run again.\n\n___\n\n"
        "3:02 p.m.\n\nPickets at the pier.\n"
    )
    entries = text_entries(make_target("x.txt", "x.txt", text.encode()), "en")
    assert [entry.text for entry in entries] == ["Boats run again.", "Pickets at the pier."]


def test_a_page_keeps_the_ids_of_its_posts_when_its_json_is_lost() -> None:
    """A page keeps the ids of its posts when its JSON is lost."""
    page = (PAGES / "ld-bodies-absent.html").read_bytes()
    before = parse_bytes(page, url="/x")
    after = parse_bytes(page.replace(b"application/ld+json", b"text/plain"), url="/x")
    assert (before.strategy, after.strategy) == ("json-ld", "siblings")
    assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]


def test_a_large_posting_is_read_whole() -> None:
    """A large posting is read whole."""
    updates = [
        {
            "headline": f"Report {n}",
            "articleBody": f"Text {n}.",
            "datePublished": (NOON - timedelta(minutes=n)).isoformat(),
        }
        | {"url": f"https://a.example/live/x#p{n * 7919 + 10_000}"}
        for n in range(900)
    ]
    data = json.dumps(
        {"@type": "LiveBlogPosting", "liveBlogUpdate": updates, "coverageEndTime": "2025-11-12T20:00:00Z"}
    )
    feed = parse_bytes(
        f'<html><script type="application/ld+json">{data}</script><p>x'.encode(), url="https://a.example/live/x"
    )
    assert len(feed.entries) == 900
    assert feed.entries[0].url == "https://a.example/live/x#p10000"
    assert feed.ends == datetime(2025, 11, 12, 20, tzinfo=UTC)


SOURCES = [path.read_text("utf-8") for path in sorted(PAGES.glob("*.html"))]
CUTS = st.tuples(st.sampled_from(SOURCES), st.integers(0, 8000), st.integers(0, 400), st.text(max_size=12))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CUTS)
def test_no_page_breaks_the_reading_and_ids_stay_unique(cut: tuple[str, int, int, str]) -> None:
    """No page breaks the reading and ids stay unique."""
    source, at, length, other = cut
    page = source[:at] + other + source[at + length :]
    try:
        feed = parse_bytes(page.encode("utf-8", "replace"), url="https://a.example/live/x", now=NOON)
    except (WebPage, ParseError):
        return
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 1
    for entry in feed.entries:
        assert entry.live
        assert entry.title or entry.body
        assert entry.published is None or entry.published.tzinfo is UTC


NAMES = [
    "@type",
    "@id",
    "headline",
    "articleBody",
    "liveBlogUpdate",
    "datePublished",
    "url",
    "author",
    "name",
    "@graph",
]
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=30) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
)


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_no_json_breaks_the_reading(value: object) -> None:
    """No JSON breaks the reading."""
    data = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": value})
    page = f'<html><title>Live</title><script type="application/ld+json">{data}</script><h1>Live</h1></html>'
    try:
        feed = parse_bytes(page.encode("utf-8", "replace"), url="https://a.example/live/x", now=NOON)
    except (WebPage, ParseError):
        return
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def test_what_looks_like_a_heading_between_clock_lines_starts_no_post() -> None:
    """What looks like a heading between clock lines starts no post."""
    lead = "The gates were built long ago and have been shut nine times, says the harbour authority of the town."
    posts = [
        f"{hour}:15 p.m.\n\nCrews are out.\n\nWhat to know about the gates\n\n{lead}\n\n___\n" for hour in (5, 4, 3)
    ]
    posts += ["2:15 p.m.\n\nGates shut.\n", "1:15 p.m.\n\nStill open.\n"]
    entries = text_entries(make_target("x.txt", "x.txt", "\n".join(posts).encode()), "en")
    assert len(entries) == 5
