"""Random filters and entries that have a fair chance to meet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from livetui.model.entry import Enclosure, Entry
from livetui.model.filter import And, Compare, Field, Has, Is, Node, Not, Or, Term, tokens
from livetui.model.filter_tree import COMPARED_KEYS, FEED_KEYS, QUOTE_KEYS, STATES, TEXT_KEYS, THINGS, UNITS, flat
from livetui.model.quote import Quote

NOW = datetime(2022, 3, 4, 14, 30, 0, 250_000, tzinfo=UTC)
WORDS = ("grain", "Grain", "graine", "corridor", "l’État", "etat", "Straße", "й", "и", "小麦",
         "麦走廊", "ข้าว", "हिन्दी", "14:32", "or", "OR", "a_b", "☂", "x²", "don't", "العَرَب", "العرب")  # fmt: skip

words = st.sampled_from(WORDS)
lines = st.lists(words, max_size=4).map(" ".join)
findable = (st.lists(words, min_size=1, max_size=2).map(" ".join) | st.text(max_size=8)).filter(
    lambda text: bool(tokens(text)) and text.isprintable()
)
terms = st.builds(Term, findable, st.booleans())
exact = st.sampled_from(("fr", "FR-ca", "de", "x-é")).map(Term)


def _leaf() -> st.SearchStrategy[Node]:
    several = st.lists(terms, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        terms.map(lambda term: Field("", (term,))),
        st.builds(Field, st.sampled_from((*TEXT_KEYS, *FEED_KEYS, *QUOTE_KEYS)), several),
        st.lists(st.builds(Field, st.sampled_from(QUOTE_KEYS), several), min_size=1, max_size=3).map(
            lambda fields: flat(And, fields)
        ),
        st.lists(exact, min_size=1, max_size=2).map(lambda values: Field("lang", tuple(values))),
        st.sampled_from(("k0", "k1", "a,b -c")).map(lambda value: Field("id", (Term(value),))),
        st.sampled_from(STATES).map(Is),
        st.sampled_from(THINGS).map(Has),
        st.builds(
            Compare,
            st.just("age"),
            st.sampled_from(("<", "<=", ">", ">=")),
            st.sampled_from((0, 1, 2, 59, 60, 999_999_999)),
            st.sampled_from(tuple(UNITS)),
        ),
        st.builds(Compare, st.just(COMPARED_KEYS[1]), st.sampled_from(("<", "<=", ">", ">=", "=")), st.integers(0, 3)),
    )


def _grow(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=4)
    return inner.map(Not) | parts.map(lambda nodes: flat(And, nodes)) | parts.map(lambda nodes: flat(Or, nodes))


nodes: st.SearchStrategy[Node] = st.recursive(_leaf(), _grow, max_leaves=8)

quotes = st.builds(
    lambda text, speaker, role, via: Quote(
        ((0, 1),), text, speaker=speaker, speaker_span=(0, 1) if speaker else None, role=role, via=via
    ),
    lines,
    st.none() | words,
    st.none() | lines,
    st.none() | words,
)

entries = st.builds(
    Entry,
    id=st.just(""),
    title=st.none() | lines,
    published=st.none()
    | st.sampled_from((0, 1, 2, 59, 60, 61, 3600, 86400)).map(lambda age: NOW - timedelta(seconds=age)),
    authors=st.lists(lines, max_size=2).map(tuple),
    tags=st.lists(lines, max_size=2).map(tuple),
    lang=st.sampled_from((None, "fr", "fr-CA", "de", "X-É")),
    body=lines,
    enclosures=st.just((Enclosure("https://example.org/a.mp3", "audio/mpeg", 3),)),
    live=st.booleans(),
    pinned=st.booleans(),
)
