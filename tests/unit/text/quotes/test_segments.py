"""Words of texts without blanks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from livetui.text.quotes.segments import Segmenter, variants

FINDER = Segmenter(["は", "と", "述べ", "述べた", "首相", "说", "小说"])


def words(text: str) -> list[str]:
    """The pieces of a text."""
    return [piece.group() for piece in FINDER.finditer(text)]


def test_the_longest_listed_form_is_taken() -> None:
    """A form wins over those it begins with, and a longer word keeps a short one from being read in it."""
    assert words("首相は述べた。") == ["首相", "は", "述べた", "。"]
    assert words("他说小说好") == ["他", "说", "小说", "好"]


def test_runs_of_one_script_stay_whole() -> None:
    """Between listed forms a run of one script is one word; a foreign name keeps the dot between its parts."""
    assert words("田中太郎首相") == ["田中太郎", "首相"]
    assert words("ドナルド・ハリスは") == ["ドナルド・ハリス", "は"]
    assert words("约翰·哈里斯说") == ["约翰·哈里斯", "说"]


def test_units_belong_to_their_number() -> None:
    """A day or an age is one word, so that its unit opens no name."""
    assert words("10日田中") == ["10日", "田中"]


def test_variants_replace_single_signs() -> None:
    """A form in traditional signs is made from the simplified one."""
    assert variants("强调", {"强": "強", "调": "調"}) == "強調"


@given(st.text(alphabet="首相は述べた。田A1・ 说「」\n", max_size=60), st.integers(0, 70), st.integers(0, 70))
def test_pieces_are_in_order_and_leave_out_only_blanks(text: str, start: int, end: int) -> None:
    """Nothing is lost, doubled or moved, whatever part of a text is read."""
    at = start
    for piece in FINDER.finditer(text, start, end):
        a, b = piece.span()
        assert not text[at:a].strip()
        assert text[a:b] == piece[0]
        assert a < b <= end
        at = b
    assert not text[at:end].strip()
