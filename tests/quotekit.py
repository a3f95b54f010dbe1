"""Texts of our own, a file per language in ``data/quotes``: each with the quotations a careful reader finds in it.

A case: a label, the text, and for each quotation what must be found: its words (segments joined by " … "), and as
far as the case says so the speaker, role, cue, via, certainty and repairs; "" stands for none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from livetui.model.quote import Quote

FOLDER = Path(__file__).parent / "data" / "quotes"
KEYS = frozenset({"words", "speaker", "role", "cue", "via", "certainty", "repairs"})


@dataclass(frozen=True)
class Case:
    """A text and what is to be found in it."""

    lang: str
    label: str
    text: str
    quotes: tuple[dict[str, object], ...]

    def found(self, quotes: tuple[Quote, ...]) -> list[dict[str, object]]:
        """What was found, as far as the case speaks of it, to compare with `quotes`; more quotations show whole."""
        wanted = [*(set(q) for q in self.quotes), *[KEYS] * len(quotes)]
        pairs = zip(quotes, wanted, strict=False)
        return [{key: value for key, value in _plain(q).items() if key in keys} for q, keys in pairs]


def _plain(quote: Quote) -> dict[str, object]:
    return {
        "words": quote.text,
        "speaker": quote.speaker or "",
        "role": quote.role or "",
        "cue": quote.cue or "",
        "via": quote.via or "",
        "certainty": quote.certainty.value,
        "repairs": list(quote.repairs),
    }


def _read(path: Path) -> list[Case]:
    cases = []
    for raw in tomllib.loads(path.read_text("utf-8"))["text"]:
        unknown = {key for quote in raw["quotes"] for key in quote} - KEYS
        assert not unknown, f"{path.name}, {raw['label']}: {unknown}"
        cases.append(Case(path.stem, raw["label"], raw["text"], tuple(raw["quotes"])))
    return cases


CASES: dict[str, list[Case]] = {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}
