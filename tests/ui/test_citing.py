"""What is copied: complete, and the same from every screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone

from fakes import NOW, article, entry, headline, quote
from livetui.model.quote import Certainty
from livetui.model.saying import Carried
from livetui.ui.citing import citation, entry_citation, place_of, quotation, saying_of

BODY = "“We agreed on a corridor”, said Anna Berg, an adviser, according to the AP."
SPOKEN = quote(BODY, "We agreed on a corridor", "Anna Berg", role="adviser", via="AP")
TALKS = entry(NOW, "Talks end", BODY, quotes=[SPOKEN], url="https://wire.example/talks")
ALSO = (Carried(3, 0, "Der Bote", NOW, None, SPOKEN.text), Carried(4, 0, "Der Bote", NOW, None, SPOKEN.text))
SAYING = saying_of(TALKS, 0, "Talks end", ALSO)
EAST = timezone(timedelta(hours=1))


def test_a_quotation_has_speaker_source_time_and_address() -> None:
    """The time has its offset: who reads it may be elsewhere."""
    assert quotation(SAYING, EAST) == (
        "“We agreed on a corridor” — Anna Berg, Example Wire, 2022-03-04 15:37+01:00, https://wire.example/talks"
    )


def test_a_citation_has_all_that_is_known() -> None:
    """Role, agency, headline, and each other source once."""
    assert citation(SAYING, UTC) == (
        "Anna Berg, adviser, via AP: “We agreed on a corridor” — “Talks end”, Example Wire, 2022-03-04 14:37+00:00,"
        " https://wire.example/talks (also in Der Bote)"
    )


def test_doubt_is_copied_too() -> None:
    """A likely speaker is called likely, an unknown one unknown."""
    likely = replace(SAYING, quote=replace(SPOKEN, certainty=Certainty.LIKELY))
    assert "— Anna Berg (likely), Example Wire" in quotation(likely, UTC)
    unknown = replace(SAYING, quote=quote(BODY, "We agreed on a corridor"), also=())
    assert citation(unknown, UTC).startswith("speaker unknown: “We agreed")


def test_what_is_missing_leaves_no_gap() -> None:
    """Without address or headline the rest stands side by side; controls and line ends never reach the clipboard."""
    bare = replace(SAYING, url=None, title="", source="A\x1b]52;c;eA==\x07 \n wire", also=())
    assert quotation(bare, UTC) == "“We agreed on a corridor” — Anna Berg, A wire, 2022-03-04 14:37+00:00"
    assert citation(bare, UTC).endswith("“We agreed on a corridor” — A wire, 2022-03-04 14:37+00:00")
    assert (
        entry_citation(replace(headline(TALKS), url=None), UTC) == "“Talks end”, Example Wire, 2022-03-04 14:37+00:00"
    )


def test_a_quotation_is_found_again_in_a_changed_entry() -> None:
    """By its words: its place may be another one, or it may be gone."""
    other = quote(BODY, "an adviser")
    assert place_of(article(TALKS), SAYING) == 0
    assert place_of(article(replace(TALKS, quotes=(other, SPOKEN))), SAYING) == 1
    assert place_of(article(replace(TALKS, quotes=(other,))), SAYING) is None
