"""What the word being typed in a filter may become, and proposals put where the trouble is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.errors import FilterError
from livetui.model.completion import MOST, Names, complete, mend
from livetui.model.filter import expand, parse

NAMES = Names(
    sources=("Le Quotidien", "Example Wire", "Wire Two", "OR"),
    hosts=("wire.example", "quotidien.example"),
    folders=("Agencies",),
    topics=("Talks", "Grain deal"),
    speakers=("Christine Lagarde", "Jean-Luc Morel", "Éric Lange"),
    languages=("fr-CA",),
    tags=("Mer Noire", "sport"),
    authors=("Ann Bell", "Élodie Noir"),
)


@pytest.mark.parametrize(
    ("typed", "become"),
    [
        ("", ()),
        ("q", ("quote:", "quotes:")),
        ("talks -aut", ("talks -author:",)),
        ("(tit", ("(title:",)),
        ("unr", ("is:unread ",)),
        ("lag", ('said:"Christine Lagarde" ',)),
        ("is:un", ("is:unread ",)),
        ("-is:star", ("-is:starred ",)),
        ("has:rev", ("has:revision ",)),
        ("source:wi", ('source:"Wire Two" ', 'source:"Example Wire" ')),
        ('source:"le q', ('source:"Le Quotidien" ',)),
        ("source:or", ('source:"OR" ',)),
        ("source:wire,le", ('source:wire,"Le Quotidien" ',)),
        ("feed:quo", ("feed:quotidien.example ",)),
        ("said:eric", ('said:"Éric Lange" ',)),
        ("said:luc", ('said:"Jean-Luc Morel" ',)),
        ("tag:noi", ('tag:"Mer Noire" ',)),
        ("tag:", ('tag:"Mer Noire" ', "tag:sport ")),
        ("tag:sport,me", ('tag:sport,"Mer Noire" ',)),
        ("-author:be", ('-author:"Ann Bell" ',)),
        ("author:elo", ('author:"Élodie Noir" ',)),
        ("folder:ag", ("folder:Agencies ",)),
        ("lang:f", ("lang:fr-CA ", "lang:fa ", "lang:fi ", "lang:fr ")),
        ("lang:fr", ("lang:fr-CA ",)),
        ("lang:germ", ("lang:de ",)),
        ('"an open is:', ()),
        ("/a pattern is:", ()),
        ("is:unread", ()),
        ("talks", ()),
    ],
)
def test_what_a_word_may_become(typed: str, become: tuple[str, ...]) -> None:
    """Keys, values, names of which a word begins so; what stands already is not offered again."""
    found = complete(typed, len(typed), NAMES)
    assert tuple(one.into(typed)[0] for one in found) == become


def test_in_the_middle_the_rest_stays() -> None:
    """Before a blank a word is completed without a second one; inside a word nothing is."""
    text = "source:le OR talks"
    (found,) = complete(text, len("source:le"), NAMES)
    assert found.into(text) == ('source:"Le Quotidien" OR talks', len('source:"Le Quotidien" '))
    assert complete(text, len("source:l"), NAMES) == ()


@given(st.text('ais:"/,-()|@ \\étalks', max_size=30), st.integers(0, 30))
def test_whatever_is_typed_completions_are_few_and_fit(text: str, position: int) -> None:
    """Nothing raises, and each takes the place of what stands before the cursor."""
    at = min(position, len(text))
    found = complete(text, at, NAMES)
    assert len(found) <= MOST
    for one in found:
        assert 0 <= one.start <= one.end == at
        assert one.into(text)[0].startswith(text[: one.start])


@pytest.mark.parametrize(
    ("slip", "mended"),
    [
        ("talks agee:<2h", "talks age:<2h"),
        ("is:unred talks", "is:unread talks"),
        ("age:3d..1d x", "age:1d..3d x"),
        ('titel:"a b" x', 'title:"a b" x'),
        ("x agee:", "x age:"),
        ("talks )", "talks "),
        ('x "open y', 'x "open y"'),
        ("x @tlks y", "x @Talks y"),
        ("topic:tlks y", "topic:Talks y"),
    ],
)
def test_a_proposal_goes_where_the_trouble_is(slip: str, mended: str) -> None:
    """What the message proposes replaces the slip alone."""
    with pytest.raises(FilterError) as raised:
        expand(parse(slip), {"Talks": parse("talks")}, slip)
    proposal = mend(raised.value)
    assert proposal is not None
    assert proposal.into(slip)[0] == mended


def test_without_a_proposal_nothing_is_mended() -> None:
    """A message that proposes nothing to put in leaves the words alone."""
    with pytest.raises(FilterError) as raised:
        parse("age:x")
    assert mend(raised.value) is None
