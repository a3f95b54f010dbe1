"""Random filters and entries that have a fair chance to meet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from livetui.model.entry import Enclosure, Entry
from livetui.model.filter import And, Compare, Date, Field, Has, Is, Node, Not, Or, Pattern, Saved, Term, tokens
from livetui.model.filter_tree import COUNTS, DURATIONS, QUOTE_KEYS, STATES, THINGS, UNITS, WORD_KEYS, flat
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
patterns = st.builds(
    Pattern,
    st.sampled_from(
        ("gra", "^grain$", r"corr.*\.?$", "[éa]t", "ÉTAT", "麦", r"x\/y|\/?r", r"\bet", "x*", "a b", "(?s).+\n")
    ),
    st.booleans(),
)
dates = st.builds(
    Date,
    st.sampled_from(("=", "<", "<=", ">", ">=")),
    st.sampled_from(
        ("2022-03", "2022-02", "2022-03-04", "2022-03-03", "2022-03-04t14:29", "14:30", "15:29", "today", "yesterday",
         "friday", "thursday", "monday")
    ),
)  # fmt: skip
zones = st.sampled_from(("UTC", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns")).map(ZoneInfo)
"""Where a reader may sit."""
exact = st.sampled_from(("fr", "FR-ca", "de", "x-é")).map(Term)


def _leaf() -> st.SearchStrategy[Node]:
    several = st.lists(terms | patterns, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        terms.map(lambda term: Field("", (term,))),
        patterns.map(lambda pattern: Field("", (pattern,))),
        st.builds(Field, st.sampled_from(WORD_KEYS), several),
        st.lists(st.builds(Field, st.sampled_from(QUOTE_KEYS), several), min_size=1, max_size=3).map(
            lambda fields: flat(And, fields)
        ),
        st.lists(exact | patterns, min_size=1, max_size=2).map(lambda values: Field("lang", tuple(values))),
        patterns.map(lambda pattern: Field("id", (pattern,))),
        st.sampled_from(("k0", "k1", "a,b -c")).map(lambda value: Field("id", (Term(value),))),
        st.sampled_from(STATES).map(Is),
        st.sampled_from(THINGS).map(Has),
        st.builds(
            Compare,
            st.sampled_from(DURATIONS),
            st.sampled_from(("<", "<=", ">", ">=")),
            st.sampled_from((0, 1, 2, 59, 60, 999_999_999)),
            st.sampled_from(tuple(UNITS)),
        ),
        st.builds(Compare, st.sampled_from(COUNTS), st.sampled_from(("<", "<=", ">", ">=", "=")), st.integers(0, 4)),
        dates,
    )


def _grow(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=4)
    return inner.map(Not) | parts.map(lambda nodes: flat(And, nodes)) | parts.map(lambda nodes: flat(Or, nodes))


nodes: st.SearchStrategy[Node] = st.recursive(_leaf(), _grow, max_leaves=8)
"""Trees that can be answered."""
_names = st.builds(Saved, findable.map(str.strip)) | st.builds(Field, st.just("topic"), terms.map(lambda term: (term,)))
written: st.SearchStrategy[Node] = st.recursive(_leaf() | _names, _grow, max_leaves=8)
"""Trees as they are typed, with the names of saved filters."""

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
    url=st.sampled_from(
        (None, "https://example.org/x/y?corridor=1", "https://éxample.org/Grain%20", "https://other.example/rss")
    ),
    title=st.none() | lines,
    published=st.none()
    | st.sampled_from((0, 1, 2, 59, 60, 61, 3600, 86400)).map(lambda age: NOW - timedelta(seconds=age)),
    authors=st.lists(lines, max_size=2).map(tuple),
    tags=st.lists(lines, max_size=2).map(tuple),
    lang=st.sampled_from((None, "fr", "fr-CA", "de", "X-É")),
    body=st.builds("{}{}".format, lines, st.sampled_from(("", "<p>", '<IMG src="a">', "<audio/>", "<images>"))),
    enclosures=st.sampled_from(
        (
            (),
            (Enclosure("https://example.org/a.mp3", "audio/mpeg", 3),),
            (Enclosure("https://example.org/a", "Image/PNG"),),
        )
    ),
    live=st.booleans(),
    pinned=st.booleans(),
)
