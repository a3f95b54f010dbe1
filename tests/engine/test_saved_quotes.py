"""Saved filters about quotations, side by side."""

from __future__ import annotations

from pathlib import Path

from livetui.model.entry import Entry
from livetui.model.filter import expand, matches, parse
from livetui.model.quote import Quote
from livetui.store import Store
from storekit import NOW, enrichment, follow, poll, the


def test_each_saved_filter_asks_about_a_quotation_of_its_own() -> None:
    """Two topics about speakers both hold for an entry that quotes both; one lends its quotation to what is beside."""
    saved = {"L": parse("said:lagarde"), "D": parse("said:draghi"), "LR": parse("said:lagarde quote:rates")}
    quotes = (
        Quote(((0, 5),), "rates rise", speaker="Christine Lagarde", speaker_span=(0, 1)),
        Quote(((6, 9),), "the bank", speaker="Mario Draghi", speaker_span=(0, 1)),
    )
    with Store.open(Path("unused"), memory=True) as store:
        follow(store)
        (number,) = poll(store, Entry("a", title="Two banks", body="words")).new
        store.write_enrichments([enrichment(the(store, number), "words", *quotes)], 1)
        for text, passes in (
            ("@L @D", True),
            ("@LR banks @D", True),
            ("@LR quote:rates", True),
            ("@L quote:bank", False),
            ("@L @D quote:oil", False),
        ):
            f = expand(parse(text), saved)
            assert store.numbers(f, now=NOW) == store.passing(f, [number], now=NOW) == ([number] if passes else []), (
                text
            )
            assert matches(f, the(store, number), NOW) is passes
