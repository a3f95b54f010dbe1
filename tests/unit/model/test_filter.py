"""The filter language: what is understood, what is refused and how, and which entries pass."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filterkit import written
from livetui.errors import FilterError
from livetui.model.entry import CachedEntry, Entry, first_number
from livetui.model.filter import And, Field, Filter, Node, Not, Or, Term, expand, matches, parse, unparse
from livetui.model.filter_parser import DEEPEST
from livetui.model.filter_tree import KEYS, STATES, THINGS
from livetui.model.quote import Quote
from livetui.text.patterns import Finder

NOW = datetime(2022, 3, 4, 12, 0, tzinfo=UTC)
ENTRY = CachedEntry(
    number=first_number(int((NOW - timedelta(hours=1)).timestamp())),
    feed=1,
    feed_url="https://feeds.example.org/world.xml",
    source="Le Quotidien",
    entry=Entry(
        id="tag:example.org,2022:1",
        title="Grain corridor opens at 14:32",
        authors=("Ann Bell", "Carl Dorn"),
        tags=("Black Sea", "trade"),
    ),
    seen_at=NOW,
    text="L’État salue l'accord. Christine Lagarde said rates will rise. Read http://example.org/a now.",
    lang="fr-CA",
    quotes=(
        Quote(
            ((0, 1),), "rates will rise", speaker="Christine Lagarde", speaker_span=(0, 1), role="president", via="RIA"
        ),
        Quote(((0, 1),), "we agree", speaker="Dmytro Kuleba", speaker_span=(0, 1)),
    ),
)


def passes(text: str, entry: CachedEntry = ENTRY) -> bool:
    """True when the entry passes the filter as typed."""
    return matches(parse(text), entry, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "grain",
        "GRAIN corridor",
        "corridor grain",
        "etat",
        "état",
        "corr*",
        '"grain corridor"',
        '"grain corr"*',
        "-wheat",
        "wheat OR grain",
        "wheat | grain",
        "(wheat OR corridor) grain",
        "NOT wheat AND grain",
        "-(wheat OR barley)",
        "14:32",
        "http://example.org/a",
        "title:grain",
        "text:accord",
        "author:bell",
        'tag:"black sea"',
        "tag:trade,politics",
        "source:quotidien",
        "feed:example.org",
        "lang:fr",
        "LANG:FR-ca",
        "id:tag:example.org,2022:1",
        'id:"tag:example.org,2022:1"',
        "said:lagarde",
        "said:lagarde quote:rates role:president via:ria",
        "said:kuleba quote:agree",
        "-said:putin",
        "is:unread",
        "has:quote",
        "quotes:>1",
        "quotes:2",
        "quotes:2..3",
        "quotes:1..2",
        "age:<2h",
        "age:1h",
        "age:1h..2h",
        "age:30m..60m",
        "-age:2h..3d",
        "age:<=1h",
        "age:>=60m",
        "-age:>1h",
        "age:<999999999w",
    ],
)
def test_these_find_the_entry(text: str) -> None:
    """Each part of the language says yes where it should."""
    assert passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "wheat",
        "grai",
        '"corridor grain"',
        '"opens at 14:33"',
        "-grain",
        "grain wheat",
        "wheat OR barley grain",
        "title:accord",
        "text:corridor",
        'author:"bell carl"',
        'tag:"sea trade"',
        "source:example",
        "lang:f",
        "lang:en",
        "id:TAG:example.org,2022:1",
        "said:lagarde quote:agree",
        "said:kuleba role:president",
        "said:lagarde said:kuleba",
        "is:read",
        "is:starred",
        "is:hidden",
        "is:live",
        "is:pinned",
        "is:changed",
        "is:withdrawn",
        "has:revision",
        "quotes:>2",
        "quotes:3..4",
        "quotes:1",
        "age:59m",
        "age:61m..3d",
        "age:1m..59m",
        "-age:1h..2h",
        "age:<1h",
        "age:>1h",
        "age:>1d",
    ],
)
def test_these_do_not(text: str) -> None:
    """Each part of the language says no where it should."""
    assert not passes(text)


def test_or_binds_weaker_than_and() -> None:
    """A filter of three words reads as its author expects."""
    assert parse("a b OR c").root == Or((And((word("a"), word("b"))), word("c")))


def test_lower_case_or_is_a_word() -> None:
    """Prose may be typed as it is."""
    assert parse("peace or war").root == And((word("peace"), word("or"), word("war")))


@pytest.mark.parametrize(
    ("title", "found"), [("乌克兰小麦走廊开放", "小麦"), ("เรือข้าวออกจากท่า", "ข้าว"), ("穀物輸送回廊", "回廊")]
)
def test_scripts_without_spaces_match_anywhere(title: str, found: str) -> None:
    """Chinese, Thai and Japanese words are found inside a run of letters, others are not."""
    entry = replace(ENTRY, entry=Entry("a", title=title))
    assert passes(found, entry)
    assert not passes(found[::-1], entry)


def test_hidden_entries_pass_only_when_asked_for() -> None:
    """Hiding takes an entry out of every list but the one of hidden entries."""
    hidden = replace(ENTRY, hidden=True)
    assert not passes("grain", hidden)
    assert passes("grain is:hidden", hidden)
    assert passes("-is:hidden OR grain", hidden)


def test_the_word_being_typed_may_go_on() -> None:
    """Only the last bare word counts as a beginning, and only while it is typed; an open phrase is no error then."""
    assert matches(parse("grain corr", typing=True), ENTRY, NOW)
    assert not matches(parse("corr grain", typing=True), ENTRY, NOW)
    assert not matches(parse("corr ", typing=True), ENTRY, NOW)
    assert matches(parse('"grain corridor', typing=True), ENTRY, NOW)


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("grain agee:<2h", 6, "did you mean age:<2h?"),
        ("titel:x", 0, "did you mean title:x?"),
        ("zzz:x", 0, 'to look for the words, write "zzz:x"'),
        ("is:unraed", 3, "did you mean is:unread?"),
        ("has:qoute", 4, "did you mean has:quote?"),
        ("age:=2h", 4, "as in age:<2h"),
        ("age:2", 4, "as in age:<2h"),
        ("age:1..3d", 4, "as in age:<2h"),
        ("age:3d..26h", 4, "did you mean age:26h..3d?"),
        ("quotes:1..3h", 7, "as in quotes:>2"),
        ("quotes:1..", 7, "as in quotes:>2"),
        ("age:<2y", 4, "as in age:<2h"),
        ("quotes:>2h", 7, "as in quotes:>2"),
        ("title: x", 6, "did you mean title:x?"),
        ("said:", 5, "as in said:lagarde"),
        ('a "b', 2, 'close it: "b"'),
        ("(a", 0, "close it: (a)"),
        ("a)", 1, "did you mean a?"),
        ("a OR", 4, "did you mean a?"),
        ("OR a", 0, "did you mean a?"),
        ("-", 0, "as in -sport"),
        ("a ( )", 4, "as in (talks OR corridor) grain"),
        ("a @@", 3, "as in @talks"),
        ('""', 0, None),
        ("tag:a,", 6, None),
        ("(" * 60 + "a", 20, None),
        ("x" * 2001, 2000, None),
        ("a " * 500, 200, None),
    ],
)
def test_an_error_points_at_its_place(text: str, position: int, hint: str | None) -> None:
    """A slip is shown where it is, with a proposal where there is a near one."""
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert (caught.value.position, caught.value.hint) == (position, hint)


@pytest.mark.parametrize(
    ("text", "needs"),
    [("grain", True), ("title:grain", False), ("is:unread age:<1h", False), ("-(said:x)", True), ("quotes:0", True),
     ("has:revision", False), ("has:quote", True), ("lang:fr", True), ("", False)],
)  # fmt: skip
def test_a_filter_knows_whether_it_needs_the_second_stage(text: str, needs: bool) -> None:
    """Commands finish the enrichment first only where the answer depends on it."""
    assert parse(text).needs_text is needs


def test_an_empty_filter_is_known_as_such() -> None:
    """Blanks ask for nothing."""
    assert parse("  \n").empty
    assert not parse("a").empty
    assert unparse(parse(" ")) == ""


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("A  AND (b   c)", "A b c"),
        ("a | (b OR c)", "a OR b OR c"),
        ("NOT a", "-a"),
        ('"or" "OR" "-x" a,b', 'or "OR" "-x" "a,b"'),
        ("Title:X tag:a,\"b c\"", 'title:X tag:a,"b c"'),
        ("http://x.org/", '"http://x.org/"'),
        ("IS:Unread AGE:<2h quotes:2", "is:unread age:<2h quotes:=2"),
        ("age:2h -quotes:1..3", "age:<=2h -(quotes:>=1 quotes:<=3)"),
        ("age:1d..3d OR quotes:1..3 a", "age:>=1d age:<=3d OR quotes:>=1 quotes:<=3 a"),
        (r'"say \"hi\" \\"', r'"say \"hi\" \\"'),
    ],
)  # fmt: skip
def test_the_canonical_form(text: str, canonical: str) -> None:
    """Filters that mean the same are written the same."""
    assert unparse(parse(text)) == canonical


def test_a_range_at_the_deepest_level_can_be_written_down() -> None:
    """Its canonical form has parentheses; what is understood once is understood again."""
    found = parse("-" * (DEEPEST - 2) + "quotes:1..3")
    assert parse(unparse(found)) == found
    with pytest.raises(FilterError, match="levels"):
        parse("-" * (DEEPEST - 1) + "quotes:1..3")


DOCS = Path(__file__).parents[3] / "docs/filters.md"
NO_FILTERS = {
    "key:value",
    "--",
    ":",
    "⊘",
    "AND",
    "NOT",
    "@",
    "^",
    "$",
    "(?s)",
    "\\/",
    "/",
    "OR",
    "-",
    "|",
    "<",
    "<=",
    ">",
    ">=",
    "livetui list",
    "livetui quotes --filter",
}
"""What the page shows in type of code that is no filter."""


def examples() -> list[str]:
    """Every filter that the page on filters shows."""
    page = DOCS.read_text("utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL))
    written = [line for block in blocks for line in block.splitlines() if line.strip()] + spans
    shown = [text.replace("\\|", "|").removeprefix("livetui list -- ") for text in written]
    return [text for text in shown if text not in NO_FILTERS]


def test_every_example_of_the_page_on_filters_is_understood() -> None:
    """What the page promises parses; a key alone is a key."""
    found = examples()
    assert len(found) > 50
    for text in found:
        if text.endswith(":"):
            assert text[:-1] in KEYS
        else:
            parse(text)


def test_the_page_on_filters_names_all_there_is() -> None:
    """Every key, state and thing is in it."""
    page = DOCS.read_text("utf-8")
    names = [f"{key}:" for key in KEYS] + [f"is:{state}" for state in STATES] + [f"has:{thing}" for thing in THINGS]
    assert [name for name in names if f"`{name}" not in page] == []


@given(written)
@settings(max_examples=200, deadline=None)
def test_every_tree_survives_its_canonical_form(node: Node) -> None:
    """What is written down reads back as the same tree."""
    assert parse(unparse(Filter(node))) == Filter(node)


@given(st.text(max_size=60) | st.text('ab:"-()|*,/\\ ORND<>=.12hist\ud800', max_size=40), st.booleans())
@settings(max_examples=600, deadline=None)
def test_nothing_but_a_filter_error_comes_out(text: str, typing: bool) -> None:
    """Whatever is typed is either understood, and then for good, or refused with a place inside the text."""
    try:
        found = parse(text, typing=typing)
    except FilterError as error:
        place = error.position
    else:
        place = 0
        assert parse(unparse(found)) == found
        with suppress(FilterError):
            matches(expand(found, {}), ENTRY, NOW, Finder())
    assert 0 <= place <= len(text)


def test_a_negation_of_a_quote_question_means_no_such_quote() -> None:
    """`-said:x` holds when nobody of that name is quoted, whoever else is."""
    assert parse("-said:x").root == Not(Field("said", (Term("x"),)))
    assert not passes("-said:kuleba")


def word(text: str) -> Field:
    """A bare word."""
    return Field("", (Term(text),))


@pytest.mark.parametrize(
    ("text", "same"), [("guerre !", "guerre"), ("« talks »", "talks"), ("talks & war", "talks war"), ("a , b", "a b")]
)
def test_marks_that_stand_alone_mean_nothing(text: str, same: str) -> None:
    """French spacing and pasted punctuation are no error, and ask for nothing."""
    assert parse(text) == parse(same)
