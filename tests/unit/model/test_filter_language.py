"""Every line of the page on filters, as a case: what each part of the language finds and what it does not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livetui.errors import FilterError
from livetui.model.entry import CachedEntry, Enclosure, Entry, first_number
from livetui.model.filter import Filter, Sort, hints, matches, parse, unparse
from livetui.model.filter_parser import DEEPEST
from livetui.model.quote import Quote
from livetui.text.patterns import Finder

NOW = datetime(2026, 6, 3, 10, 30, tzinfo=ZoneInfo("Europe/Kyiv"))  # a Wednesday
ENTRY = CachedEntry(
    number=first_number(int((NOW - timedelta(hours=1)).timestamp())),
    feed=1,
    feed_url="https://feeds.example.org/world.xml",
    source="Le Quotidien",
    entry=Entry(
        id="/news/1",
        url="https://example.org/sport/a.html",
        title="Grain corridor opens: 31 ships",
        authors=("Ann Bell",),
        tags=("Black Sea", "trade"),
        body='<p>x<IMG src="a.png"></p>',
        enclosures=(Enclosure("https://example.org/a.mp3", "audio/mpeg"),),
    ),
    seen_at=NOW - timedelta(minutes=5),
    changed_at=NOW - timedelta(minutes=30),
    revisions=1,
    text="La paix tient.\nLes négociations continuent.",
    lang="pt-BR",
    quotes=(
        Quote(((0, 1),), "grain will flow", speaker="M. Podolyak", speaker_span=(0, 1), role="adviser", via="RIA"),
    ),
    folder="Agencies",
    feed_failed=True,
    followed=True,
    new=True,
)
PLAIN = replace(
    ENTRY, entry=Entry("2", title="Weather"), changed_at=None, revisions=0, quotes=(), feed_failed=False,
    followed=False, new=False, folder=None, text="",
)  # fmt: skip


def passes(text: str, entry: CachedEntry = ENTRY, now: datetime = NOW) -> bool:
    """True when the entry passes the filter as typed."""
    return matches(parse(text), entry, now, Finder())


@pytest.mark.parametrize(
    ("found", "missed"),
    [
        ("/corr.dor/", "/Corr.dor/"),
        ("/CORR.DOR/i", "/corr.dor$/"),
        ("/^Les n/", "/^négo/"),
        ("/tient.$/", "/tient.Les/"),
        ("/(?s)tient..Les/", "/negociations/"),
        ("title:/31/", "text:/31/"),
        ("title:wheat,/s\\/?hips/", "title:wheat,/s\\/hips/"),
        ("author:/^Ann/", "author:/^Bell/"),
        ("tag:/Sea$/,x", "tag:/sea$/"),
        ("source:/Quot/", "source:/quot/"),
        ("feed:/world.xml$/", "feed:/^feeds/"),
        ("folder:agencies", "folder:agency"),
        ("folder:/^A/", "folder:/^a/"),
        ("url:sport", "url:spor"),
        ("url:example.org/sport", "url:sport/example"),
        ('url:"https://example.org/"', "url:/^http:/"),
        ("lang:/^pt/", "lang:/^PT/"),
        ("id:/news/1", "id:/news/2"),
        ("id:/^.news/", "id:/^news/"),
        ("said:/Podol/ quote:/flow$/", "said:/Podol/ quote:/^flow/"),
        ("role:/advis/ via:ria", "role:/advis/ via:tass"),
        ("is:new", "-is:new"),
        ("is:followed", "-is:followed"),
        ("is:changed", "-is:changed"),
        ("has:link", "-has:link"),
        ("has:image has:audio", "-has:image"),
        ("-has:fulltext", "has:fulltext"),
        ("has:error", "-has:error"),
        ("seen:<10m", "seen:<5m"),
        ("seen:5m", "seen:>5m"),
        ("seen:1m..1h", "seen:6m..1h"),
        ("changed:<1h", "changed:>1h"),
        ("changed:30m", "changed:<30m"),
        ("words:6", "words:<6"),
        ("words:>=6 words:<7", "words:>6"),
        ("words:1..6", "words:7..400"),
        ("date:2026-06-03", "date:2026-06-02"),
        ("date:2026-06", "date:2026-05"),
        ("date:today", "date:yesterday"),
        ("date:wednesday date:wed", "date:tuesday"),
        ("date:09:00..11:30", "date:09:31..11:30"),
        ("date:09:30", "date:09:29"),
        ("date:9:00..9:30", "date:9:00..9:29"),
        ("date:2026-06-03T09:30", "date:2026-06-03T09:31"),
        ("date:2026-06-01..2026-06-03", "date:2026-06-01..2026-06-02"),
        ("date:2026-06-01T09:00..2026-06-03T09:30", "date:2026-06-03T10:00..2026-06-04T09:30"),
        ("date:>=monday", "date:<monday"),
        ("date:>2026-05", "date:>2026-06"),
        ("date:<=today", "date:<today"),
        ("talks OR grain AND NOT sport", "talks OR grain AND NOT paix"),
        ("grain sort:oldest limit:1", "wheat sort:oldest limit:1"),
    ],
)
def test_each_part_says_yes_and_no(found: str, missed: str) -> None:
    """The first finds the entry, the second does not."""
    assert passes(found)
    assert not passes(missed)


@pytest.mark.parametrize(
    "text",
    ["changed:<1h", "changed:>1s", "has:link", "url:example", "url:/./", "folder:/./", "folder:agencies", "is:new",
     "text:/./", "/^$/ -text:/^$/", "said:/./", "has:image", "author:/./"],
)  # fmt: skip
def test_what_an_entry_lacks_is_not_found_in_it(text: str) -> None:
    """No address, no folder, no change: then no question about it holds, and every negation does."""
    assert not passes(text, PLAIN)
    assert passes(f"-({text})", PLAIN)


@pytest.mark.parametrize(
    ("at", "zone", "found"),
    [
        (datetime(2026, 6, 2, 21, 30, tzinfo=UTC), "Europe/Kyiv", "date:today"),
        (datetime(2026, 6, 2, 20, 30, tzinfo=UTC), "Europe/Kyiv", "date:yesterday"),
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "Europe/Berlin", "date:2026-03-29"),  # clocks go forward that night
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "Europe/Berlin", "date:2026-03-29"),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "Europe/Berlin", "date:2026-03-30"),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), "Europe/Berlin", "date:2026-10-25"),  # and back
    ],
)
def test_days_are_those_of_the_reader(at: datetime, zone: str, found: str) -> None:
    """Midnight is where the reader sits, in summer time and out of it."""
    entry = replace(ENTRY, number=first_number(int(at.timestamp())))
    assert passes(found, entry, NOW.astimezone(ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("agee:<2h", 0, "did you mean age:<2h?"),
        ("agw:<2h", 0, "did you mean age:<2h?"),
        ("unread:true", 0, "did you mean is:unread?"),
        ("read:yes", 0, "did you mean is:read?"),
        ("starred:no", 0, "did you mean -is:starred?"),
        ("image:yes", 0, "did you mean has:image?"),
        ("speaker:lagarde", 0, "did you mean said:lagarde?"),
        ("from:reuters", 0, "did you mean source:reuters?"),
        ("since:2h", 0, "did you mean age:<2h?"),
        ("before:2026-01-01", 0, "did you mean date:<2026-01-01?"),
        ("in:title", 0, 'to look for the words, write "in:title"'),
        ("grain || corridor", 7, "did you mean grain | corridor?"),
        ("grain OR OR corridor", 9, "did you mean grain OR corridor?"),
        ("is:unread,starred", 3, "did you mean (is:unread OR is:starred)?"),
        ('is:"unread"', 3, "did you mean is:unread?"),
        ('sort:"oldest"', 5, "did you mean sort:oldest?"),
        ("\u202eagee:<2h", 1, "did you mean age:<2h?"),
        ("talks is:unred", 9, "did you mean is:unread?"),
        ('talks "grain deal', 6, 'close it: "grain deal"'),
        ("(((", 3, "as in (talks OR corridor) grain"),
        ("((talks", 1, "close it: ((talks))"),
        ("/[a/", 1, 'to look for the words, write "/[a/"'),
        ("talks /gr(ain/", 9, 'to look for the words, write "/gr(ain/"'),
        ("/abc", 0, "close it: /abc/"),
        ("/etc/passwd", 5, 'to look for the words, write "/etc/passwd"'),
        ("/" + "a" * 201 + "/", 201, None),
        ("(grain sort:oldest talks)", 7, "did you mean (grain talks) sort:oldest?"),
        ("-limit:3", 1, "did you mean limit:3?"),
        ("sort:old", 5, "did you mean sort:oldest?"),
        ("sort:oldest sort:newest", 12, "did you mean sort:oldest?"),
        ("talks limit:3 limit:20 war", 14, "did you mean talks limit:3 war?"),
        ("(sort:oldest)", 1, "did you mean sort:oldest?"),
        ("has:pictures", 4, "did you mean has:image?"),
        ("is:deleted", 3, "did you mean is:withdrawn?"),
        ("limit:x", 6, "as in limit:20"),
        ("limit:0", 6, "as in limit:20"),
        ("age: <2h", 4, "did you mean age:<2h?"),
        ("@", 1, "as in @talks"),
        ("topic:/x/", 6, "as in topic:talks"),
        ("date:2026-02-30", 5, "as in date:2026-06-01, date:yesterday or date:09:00..11:30"),
        ("date:24:10", 5, "as in date:2026-06-01, date:yesterday or date:09:00..11:30"),
        ("date:yesteday", 5, "did you mean date:yesterday?"),
        ("date:>mondya", 5, "did you mean date:>monday?"),
        ("date:2026-06-03..2026-06-01", 5, "did you mean date:2026-06-01..2026-06-03?"),
        ("date:today..yesterday", 5, "did you mean date:yesterday..today?"),
        ("date:09:00..yesterday", 5, "did you mean date:yesterday..09:00?"),
        ('age:"<2h"', 4, "did you mean age:<2h?"),
        ('talks date:"yesterday" x', 11, "did you mean date:yesterday?"),
        ('words:"> 400"', 6, "did you mean words:>400?"),
        ('limit:"20"', 6, "did you mean limit:20?"),
        ('quotes:">2', 7, "did you mean quotes:>2?"),
        ('age:"soon"', 4, "as in age:<2h"),
        ("words:<x", 6, "as in words:>400"),
        ("seen:=1m", 5, "as in seen:<10m"),
        ("changed:<1y", 8, "as in changed:<1h"),
    ],
)
def test_a_slip_is_pointed_at_and_mended(text: str, position: int, hint: str | None) -> None:
    """The message says where, and proposes what may have been meant; a whole text that is proposed is understood."""
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert (caught.value.position, caught.value.hint) == (position, hint)
    if caught.value.mended is not None:
        parse(caught.value.mended)
    assert (caught.value.mended is not None) is (hint is not None and not hint.startswith(("as in", "to look")))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('"', ""), ('"gra', "gra*"), ('"grain de', '"grain de"*'), ('"grain ', "grain"), ("(a ", "a"), ("(", ""),
        ("a (", "a"), ("a OR", "a"), ("a AND ", "a"), ("a -", "a"), ("-(", ""), ("NOT", ""), ("a | ", "a"),
        ("a (b OR", "a b"), ("is:un", ""), ("a -is:", "a"), ("source:", ""), ("age:<", ""), ("age:<2", ""),
        ("quotes:1.", ""), ("tag:a,", "tag:a"), ("/re", "/re/"), ("/", ""), ("@", ""), ("sort:ol", ""), ("limit:", ""),
        ("date:2026-0", ""), ("date:yest", ""), ("date:09:", ""), ("date:2026-06-01..", ""), ("date:today..yes", ""),
        ("title:cor", "title:cor*"), ("said:lag", "said:lag*"), ("lang:f", "lang:f"), ("cor", "cor*"), ("cor ", "cor"),
    ],
)  # fmt: skip
def test_what_is_being_typed_is_read_as_far_as_it_goes(typed: str, read: str) -> None:
    """The end of the text may be in the middle of something; what says nothing yet is left out."""
    assert unparse(parse(typed, typing=True)) == read


@pytest.mark.parametrize("typed", ["agee:<2h", "is:unx", "/(a", "date:2026-13", "a ) b", "age:<2h x age:x", "is:un x"])
def test_what_can_no_longer_be_right_is_an_error_while_it_is_typed(typed: str) -> None:
    """Only the end is unfinished; a slip before it is told at once."""
    with pytest.raises(FilterError):
        parse(typed, typing=True)


@pytest.mark.parametrize(
    ("text", "root", "sort", "limit"),
    [
        ("grain sort:oldest", "grain", Sort.OLDEST, None),
        ("sort:changed", "", Sort.CHANGED, None),
        ("limit:20 a OR b SORT:Newest", "a OR b", Sort.NEWEST, 20),
    ],
)
def test_order_and_number_belong_to_the_whole_list(text: str, root: str, sort: Sort, limit: int | None) -> None:
    """Wherever they stand at the top."""
    assert parse(text) == Filter(parse(root).root, sort, limit)


@pytest.mark.parametrize(
    ("text", "time", "marks", "needs"),
    [
        ("age:<1h", True, False, False), ("-(seen:<1h)", True, False, False), ("changed:<1h", True, False, False),
        ("date:today", True, False, False), ("date:09:00", True, False, False), ("date:2026-06", False, False, False),
        ("date:2026-06-01T09:00", False, False, False), ("a OR is:unread", False, True, True),
        ("is:new", False, True, False),
        ("is:changed", False, False, False), ("words:>1", False, False, True), ("/a/", False, False, True),
        ("title:/a/", False, False, False), ("url:a folder:b", False, False, False),
    ],
)  # fmt: skip
def test_a_filter_knows_what_its_answer_depends_on(text: str, time: bool, marks: bool, needs: bool) -> None:
    """Counts of topics are made anew only for what can have changed."""
    f = parse(text)
    assert (f.depends_on_time, f.depends_on_marks, f.needs_text) == (time, marks, needs)


def test_lower_case_operators_get_a_hint() -> None:
    """They are words, which their author may not have meant."""
    assert [(hint.position, hint.text[:4]) for hint in hints("peace or war and not")] == [(6, "“or”"), (13, "“and")]
    assert [hint.position for hint in hints("a “grain deal” «la guerre» «guerre»")] == [2, 15]
    assert hints('peace OR war "this or that" orwell /a or b/ or') == ()


good = st.sampled_from(
    ['said:lagarde quote:"rates rise" age:<1d', "(a OR b) -c*", "/clim.t/i title:/^La/,b sort:oldest limit:3",
     "date:2026-06-01..yesterday seen:<10m", '@talks topic:"grain deal" -is:new has:image', 'id:a,b NOT (x | "y z"*)']
)  # fmt: skip
signs = st.sampled_from([*'"-()|*,/\\:<>=.@ i0', "OR ", "AND ", "is:", "date:", "..", "((", '""', "\n", "é", "小"])


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A good filter with a few signs put in, taken out or doubled."""
    text = draw(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 3))
        text = text[:at] + draw(signs | st.just("")) + text[at + cut :]
    return text


@given(spoilt(), st.booleans())
@settings(max_examples=500, deadline=None)
def test_slips_of_the_pen_raise_nothing_else(text: str, typing: bool) -> None:
    """A spoilt filter is understood for good, or refused with a place in it; what is proposed is another text."""
    place, mended = 0, None
    try:
        found = parse(text, typing=typing)
    except FilterError as error:
        place, mended = error.position, error.mended
    else:
        assert parse(unparse(found)) == found
    assert 0 <= place <= len(text)
    if mended is not None:
        assert mended != text
        with suppress(FilterError):  # there may be a second slip in it
            parse(mended)


@pytest.mark.parametrize(
    "text", ['"' * 2000, "(" * 2000, "-" * 2000, "a:" * 1000, "/" * 2000, "\\" * 2000, "a " * 1000, " " * 1999 + "(",
             "said:" + "," * 1990, "/" + "(" * 180 + "/", "NOT " * 500, '/(a*)*"' * 280, "!" * 2000, "| " * 1000,
             "date:" + "." * 1990, "a" * 1999 + ":"],
)  # fmt: skip
def test_no_text_takes_long_to_read(text: str) -> None:
    """The longest texts of signs that could be read in many ways are done at once."""
    start, longest = datetime.now(UTC), 0
    for typing in (False, True):
        try:
            parse(text, typing=typing)
        except FilterError as error:
            longest = max(longest, len(error.reason))
    assert longest < 500
    assert datetime.now(UTC) - start < timedelta(seconds=0.5)


def test_the_deepest_filter_can_be_written_down_again() -> None:
    """What can be typed is not too deep to be written down again."""
    text = "(a OR (b " * (DEEPEST // 2 - 1) + "c" + "))" * (DEEPEST // 2 - 1)
    assert parse(unparse(parse(text))) == parse(text)


def test_what_nobody_sees_changes_nothing() -> None:
    """Marks of direction and blanks of no width, pasted along; an address keeps its commas."""
    assert parse("\u202eis:unread\u200b \ufeffsaid:lagarde\u200f") == parse("is:unread said:lagarde")
    assert parse("url:https://x.example/a,b.html") == parse('url:"https://x.example/a,b.html"')
    assert parse("url:a,b") == parse('url:"a","b"')
