"""Wrapping and colouring of what is read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from livetui.ui.page import Dye, Page, Para
from livetui.ui.wrapping import wrap


def broken(text: str, width: int) -> list[str]:
    """The lines of a text at a width."""
    return [text[start:end] for start, end in wrap(text, width)]


def laid(paras: list[Para], width: int) -> Page:
    """A page laid out to its end."""
    page = Page(paras, width)
    for _ in page.lay():
        pass
    return page


def test_lines_break_at_blanks_and_keep_no_break_spaces() -> None:
    """French quotation marks stay with their words, with no-break spaces and with plain ones."""
    assert broken("il a dit « oui » hier", 12) == ["il a dit", "« oui » hier"]
    assert broken("il a dit « oui »", 12) == ["il a dit", "« oui »"]
    assert broken("a\n\nb", 5) == ["a", "", "b"]


def test_long_words_are_cut() -> None:
    """A word longer than the line goes on below."""
    assert broken("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_east_asian_text_breaks_between_characters() -> None:
    """Wide characters count two cells and need no blanks."""
    assert broken("停火谈判第二轮", 6) == ["停火谈", "判第二", "轮"]


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("ab c éж停火🕊́ «»\u00a0\n-"), max_size=120),
    st.integers(4, 30),
)
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    """Every line fits its width, and only blanks at breaks are left out."""
    lines = broken(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_dyes_are_laid_one_over_the_other() -> None:
    """A bold stretch inside a quotation keeps its weight and gains the ground."""
    page = laid([Para("say yes now", "foreground", (Dye(4, 7, "bold"), Dye(0, 11, "", None, "tint-2", 0)))], 40)
    looks = [(each.text, each.look, each.ground) for each in page.stretches(page[0])]
    assert looks == [
        ("say ", "foreground", "tint-2"),
        ("yes", "bold foreground", "tint-2"),
        (" now", "foreground", "tint-2"),
    ]
    assert [each.ground for each in page.stretches(page[0], current=0)] == ["tintnow-2"] * 3


def test_a_list_item_hangs() -> None:
    """Lines after the first stand under its words."""
    page = laid([Para("one two three", first="• ", rest="  ")], 9)
    lines = [page[number] for number in range(len(page))]
    assert ["".join(each.text for each in page.stretches(line)) for line in lines] == ["• one two", "  three"]


def test_an_offset_is_found_on_its_line() -> None:
    """The place of a quotation leads to the line that shows it."""
    page = laid([Para("title"), Para("aaaa bbbb cccc dddd")], 9)
    assert [page.line_of(1, offset) for offset in (0, 5, 10, 18)] == [1, 1, 2, 2]


def test_a_book_gives_way() -> None:
    """A megabyte is laid out in slices, so that keys are answered in between."""
    page = Page([Para("word " * 200_000)], 40)
    steps = list(page.lay())
    assert len(steps) > 5
    assert page.done
