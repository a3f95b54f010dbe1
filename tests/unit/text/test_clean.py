from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.text.clean import LIMITS, MAX_MARKS, clean, clean_line

ST = "\x1b\\"
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls of both sets, ESC among them, without tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of text around
    "\u200b\u2060\ufeff\u00ad\u2028\u2029\U000e0000-\U000e007f"  # what is not seen
    "\ud800-\udfff]"  # what cannot be encoded
)
"""What a terminal may obey, hide or choke on."""

hostile = st.lists(
    st.one_of(
        st.characters(),
        st.integers(0xD800, 0xDFFF).map(chr),
        st.sampled_from(
            [*"\x1b\x9b\x9d\x90\x9c\x07\\[]P;0m\r\n\u200b\u200c\u200d\ufe0f\u0301\u0915\u094d\u0627❤\U0001f600"]
        ),
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (f"a\x1b]52;c;VEVTVA=={ST}b", "ab"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x9d2;title\x9cb", "ab"),
        (f"Read \x1b]8;;http://127.0.0.1/{ST}this\x1b]8;;{ST} now", "Read this now"),
        ("x\x1b[2J\x1b[10;7Hy", "xy"),
        ("x\x9b31mred", "xred"),
        ("x\x1bcy", "xy"),
        ("x\x1b(0y", "xy"),
        (f"x\x1bP$q{ST}y", "xy"),
        (f"x\x1b_Ga=T;data{ST}y", "xy"),
        (f"x\x1b^private{ST}y\x1bXstart{ST}z", "xyz"),
        ("x\x9fdata\x9cy", "xy"),
        ("x\x1b", "x"),
    ],
)
def test_sequences_go_whole(given: str, left: str) -> None:
    """Escape sequences, 7-bit and 8-bit, leave nothing of themselves, and all of the text around them."""
    assert clean(given) == left


@pytest.mark.parametrize("introducer", ["\x1b]", "\x1bP", "\x1b_", "\x9d", "\x90", "\x9f"])
def test_words_after_an_endless_sequence_can_be_read(introducer: str) -> None:
    """A control string without an end loses its introducer alone."""
    assert clean(f"before {introducer}0;never ends\nand more") == "before 0;never ends\nand more"


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("n\0ul, lone \ud800 surrogate", "n\ufffdul, lone \ufffd surrogate"),
        ("bell\x07 back\x08 del\x7f shift\x0e c1\x84", "bell back del shift c1"),
        ("a\u202egpj.exe \u2067b\u2069 \u200ec\u061c", "agpj.exe b c"),
        ("pay\u200bpal pay\u2060pal pay\ufeffpal pay\u00adpal pay\u200cpal pay\u200dpal", " ".join(["paypal"] * 6)),
        ("x\U000e0041\U000e007f\ufffe\uffff\U0010ffff\ufdd0y", "xy"),
        ("\u3164\u115f\uffa0", ""),
    ],
)
def test_single_characters(given: str, left: str) -> None:
    """Line ends become one kind; what cannot be encoded is replaced; what cannot be seen goes."""
    assert clean(given) == left


@pytest.mark.parametrize(
    "text",
    [
        "« Nous\u00a0avons\u202f» — “yes”, ‘no’ … 5\u00a0%",
        "世界のニュース、한국어 뉴스",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 👩\u200d⚕\ufe0f",
        "❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈 1\ufe0f\u20e3 \U0001f1ea\U0001f1fa",
        "می\u200cشود",
        "क\u094d\u200dष ශ\u0dca\u200dර\u0dd3 ന\u0d4d\u200d",
        "مُحَمَّدٌ שָׁלוֹם בְּרֵאשִׁ֖ית น้ำ ก็ འགྲོ་བ",
        "e\u0301 a\u0323\u0302",
        "a private \ue000 and an unassigned \u0378",
        "",
    ],
)
def test_honest_text_is_left_alone(text: str) -> None:
    """Typography, scripts that need marks and joiners, and emoji come through unchanged."""
    assert clean(text) == text


def test_piles_of_marks_are_capped() -> None:
    """A pile of marks on one letter keeps its first ones, and the letters after it theirs."""
    assert clean("a" + "\u0301" * 2000 + "b\u0301") == "a" + "\u0301" * MAX_MARKS + "b\u0301"


@given(hostile)
def test_nothing_obeyed_is_left(text: str) -> None:
    """Whatever comes in, no character is left that a terminal obeys, and it can be encoded."""
    left = clean(text)
    assert not OBEYED.search(left)
    left.encode()


@given(hostile)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """Text may pass the gate at storage and again at display."""
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text, 20), 20) == clean_line(text, 20)


@given(
    st.text(
        st.characters(categories=["L", "N", "P", "Sm", "Sc", "Sk", "Zs"], exclude_characters="\u115f\u1160\u3164\uffa0")
    )
)
def test_printable_text_is_unchanged(text: str) -> None:
    """Letters, digits, punctuation, signs and blanks of every script stay."""
    assert clean(text) == text


@given(hostile, st.integers(1, 30))
def test_a_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    """However it is broken, a line has no white space but no-break spaces and single blanks, and keeps to its limit."""
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert line == line.strip()
    assert "  " not in line
    assert {c for c in line if c.isspace()} <= set(" \xa0\u202f\u2007")


def test_a_long_line_is_cut_with_a_sign() -> None:
    """A title over the limit ends in an ellipsis and not in half a letter."""
    assert clean_line("w " * 5000, LIMITS.TITLE).endswith("w…")
    assert clean_line("\n a \r\n b\u2028c\x85 ", 5) == "a b c"
    cut = clean_line("abcde\u0301fg", 6)
    assert cut == "abcd…"
    assert not any(unicodedata.combining(char) for char in cut)


def test_no_break_spaces_stay_in_a_line() -> None:
    """French typography survives: the space inside guillemets is a part of the title."""
    assert clean_line("«\xa0Un  accord\u202f! »\n") == "«\xa0Un accord\u202f! »"
