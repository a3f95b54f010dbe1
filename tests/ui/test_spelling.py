"""Signs for a terminal without Unicode."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from livetui.ui.spelling import spell_for, spelled

OTHER = st.text(st.characters(min_codepoint=0xA0, exclude_categories=["Cs", "Cc", "Cf"]), max_size=12)


@given(OTHER)
def test_what_is_spelled_takes_as_many_cells(text: str) -> None:
    """Columns hold whatever the words."""
    assert spelled(text).isascii()
    assert len(spelled(text)) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("●★❝", '*+"'), ("▌", "|"), ("é", "e"), ("…", "."), ("漢字", "????"), ("ж", "?")],
)
def test_signs_and_letters(text: str, expected: str) -> None:
    """Marks stay apart from each other, letters lose their accents, the rest is a question mark a cell."""
    assert spelled(text) == expected


def test_only_what_an_encoding_lacks_is_spelled() -> None:
    """A Latin-1 terminal keeps its letters; one with UTF-8 is left alone."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "latin-1")
    spell_for(stream)
    stream.write("● café “x” 漢")
    stream.flush()
    assert raw.getvalue() == '* caf\xe9 "x" ??'.encode("latin-1")
    utf = io.TextIOWrapper(io.BytesIO(), "utf-8")
    spell_for(utf)
    assert utf.errors == "strict"
