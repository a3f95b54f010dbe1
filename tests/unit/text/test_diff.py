"""Word diffs: what is the same, what is gone, what came, and which numbers changed."""

from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livetui.text.diff import Diff, Kind, Wording, compare, diff
from livetui.text.units import units

WORDS = st.lists(
    st.sampled_from(
        ["the", "dead", "31", "33", "1 200", "Brest", "talks.", "“yes”", "«", "»", ".", "\n", "14:32", "雨だった。",
         "é", "\u00a0", "$", "%", "-", "'", "👩‍🚀", "Updated at 14:32\n"]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip
TEXTS = WORDS | st.text(max_size=60)


def shown(before: str, after: str) -> str:
    """A diff as plain marks."""
    words = ""
    for piece in diff(before, after).pieces:
        match piece.kind:
            case Kind.EQUAL:
                words += after[slice(*piece.after)]
            case Kind.REMOVED:
                words += f"[-{before[slice(*piece.before)].rstrip()}-]"
            case Kind.ADDED:
                words += f"{{+{after[slice(*piece.after)].rstrip()}+}} "
    return words.strip()


def numbers(before: str, after: str) -> list[tuple[str, str, str]]:
    """The changed numbers with what they count."""
    return [(each.before, each.after, each.context) for each in diff(before, after).numbers]


def applied(before: str, after: str, found: Diff) -> str:
    """The text before, with what was removed taken out and what was added put in."""
    return "".join(
        before[slice(*piece.before)]
        if before[slice(*piece.before)] == after[slice(*piece.after)]
        else after[slice(*piece.after)]
        for piece in found.pieces
    )


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_the_pieces_are_the_two_texts(before: str, after: str) -> None:
    """Joined they give both texts, in order and without overlap; applied to the one they give the other."""
    found = diff(before, after)
    here = there = 0
    for piece in found.pieces:
        assert piece.before[0] == here <= piece.before[1]
        assert piece.after[0] == there <= piece.after[1]
        here, there = piece.before[1], piece.after[1]
        assert (piece.before[0] == piece.before[1]) or piece.kind is not Kind.ADDED
        assert (piece.after[0] == piece.after[1]) or piece.kind is not Kind.REMOVED
    assert (here, there) == (len(before), len(after))
    assert applied(before, after, found) == after
    for number in found.numbers:
        assert before[slice(*number.before_span)] == number.before
        assert after[slice(*number.after_span)] == number.after


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_exchanging_the_texts_exchanges_removed_and_added(before: str, after: str) -> None:
    """What is gone in the one direction came in the other."""
    there, back = diff(before, after), diff(after, before)
    assert [p.before for p in there.pieces if p.kind is Kind.REMOVED] == [
        p.after for p in back.pieces if p.kind is Kind.ADDED
    ]
    assert [p.after for p in there.pieces if p.kind is Kind.EQUAL] == [
        p.before for p in back.pieces if p.kind is Kind.EQUAL
    ]
    assert [each.mirrored() for each in there.numbers] == list(back.numbers)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_words_alone_are_changes(before: str, after: str) -> None:
    """There is a change exactly where the words, numbers or signs are others."""
    assert diff(before, after).changed == (units(before).keys != units(after).keys)
    assert not diff(before, before).changed


@pytest.mark.parametrize(
    ("before", "after", "marked", "figures"),
    [
        ("31 dead in Harwick.", "33 dead in Harwick.", "[-31-]{+33+} dead in Harwick.", [("31", "33", "dead")]),
        (
            "At least 31 people died. It rained.",
            "At least 33 people, among them two children, died. It rained.",
            "At least [-31-]{+33+} people{+, among them two children,+} died. It rained.",
            [("31", "33", "people")],
        ),
        (
            "Bilan : 31 morts, 120 blessés.",
            "Bilan : au moins 33 morts et 1 200 blessés.",
            "Bilan : [-31-]{+au moins 33+} morts [-, 120-]{+et 1 200+} blessés.",
            [("31", "33", "morts"), ("120", "1 200", "blessés")],
        ),
        (
            "погиб 31 человек, сообщил губернатор.",
            "погибли 33 человека, сообщил губернатор.",
            "[-погиб 31 человек-]{+погибли 33 человека+} , сообщил губернатор.",
            [("31", "33", "человека")],
        ),
        (
            "東京で31人が死亡した。雨だった。",
            "東京で33人が死亡した。昨日は雨だった。",
            "東京で[-31-]{+33+} 人が死亡した。{+昨日は+} 雨だった。",
            [("31", "33", "人")],
        ),
        (
            "Shares fell 3.5 % to $41.",
            "Shares fell 4 % to $39.",
            "Shares fell [-3.5-]{+4+} % to $[-41-]{+39+} .",
            [("3.5 %", "4 %", "fell"), ("$41", "$39", "")],
        ),
        ("It cost €3.4bn.", "It cost €4.1bn.", "It cost €[-3.4-]{+4.1+} bn.", [("€3.4", "€4.1", "bn")]),
        ("He left at 14:32.", "He left at 15:10.", "He left at [-14:32-]{+15:10+} .", []),
        ("Talks ended. He said no.", "He said no.", "[-Talks ended.-]He said no.", []),
        ("31 dead.", "5 arrested near the river.", "[-31 dead.-]{+5 arrested near the river.+}", []),
        ("Nothing alike here", "Not one shared thing", "[-Nothing alike here-]{+Not one shared thing+}", []),
    ],
)  # fmt: skip
def test_what_a_reader_sees(before: str, after: str, marked: str, figures: list[tuple[str, str, str]]) -> None:
    """Whole words, sentence by sentence; a number stands for another where both count the same."""
    assert " ".join(shown(before, after).split()) == marked
    assert numbers(before, after) == figures


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He said “yes”.", "He  said\n« yes »."),
        ("It’s over – at last…", "It's over - at last..."),
        ("Updated at 14:32\nTalks end.", "Updated at 15:01\nTalks end."),
        ("14:32\nTalks end.", "15.01 Uhr\nTalks end."),
        ("1 200 beds", "1\u00a0200 beds"),
    ],
)
def test_dress_is_no_change(before: str, after: str) -> None:
    """White space, quote style, dashes and lines that tell a time are not shown as changes."""
    assert not diff(before, after).changed


def test_a_scrap_between_changes_is_changed_too() -> None:
    """A comma or "of" that stands in both by chance is not left standing alone among changed words."""
    before = "The mayor of the old town, Anna Berg, opened the bridge over the river."
    after = "The deputy head of a charity, Carl Dahl, opened the bridge over the river."
    assert shown(before, after).count("[-") <= 2


def test_an_entry_names_headline_and_numbers() -> None:
    """The headline's number comes first, and what stands in both is named once."""
    found = compare(
        Wording("Toll: 31 dead", "Beds: 4 free. The toll is 31 dead."),
        Wording("Toll: 33 dead", "Beds: 2 free. The toll is 33 dead."),
    )
    assert found.title.changed
    assert [(each.before, each.after) for each in found.numbers] == [("31", "33"), ("4", "2")]
    assert not found.trivial
    assert compare(Wording("A “b”", "c"), Wording("A «b»", "c")).trivial


def _long(seed: int, words: int = 20_000) -> str:
    chance = random.Random(seed)
    return " ".join(
        chance.choice("abcdefghijklmn") * chance.randint(1, 9) + "." * (chance.random() < 0.06) for _ in range(words)
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 20_000, "a " * 19_999 + "b"),
        ("a. " * 20_000, "b. a. " * 10_000),
        (_long(1), _long(2)),
        (_long(1), _long(1).replace("aaa", "x")),
        ("字" * 20_000, "字詞" * 10_000),
    ],
)
def test_long_texts_take_bounded_time(before: str, after: str) -> None:
    """Twenty thousand words against as many, whatever they repeat; the bound leaves room for slow machines."""
    start = process_time()
    diff(before, after)
    assert process_time() - start < 2
