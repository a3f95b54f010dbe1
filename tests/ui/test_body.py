"""The text of an article as it stands on a page: lists, tables, programs, pictures, links."""

from __future__ import annotations

from datetime import UTC

import pytest
from rich.cells import cell_len

from fakes import NOW, article, entry, quote
from livetui.model.entry import Enclosure
from livetui.ui.article import leaf, played, size
from livetui.ui.page import Page

TABLE = "<table><tr><th>City<th>Left<th>Still there<tr><td>Mariupol<td>1,250<td>430,000<tr><td>北京<td>7<td>–</table>"


def drawn(body: str, width: int = 60, *, files: tuple[Enclosure, ...] = ()) -> list[str]:
    """The lines of an article below its title and facts."""
    cached = entry(NOW, "T", body)
    object.__setattr__(cached.entry, "enclosures", files)
    page = Page(leaf(article(cached), NOW, UTC, with_quotes=False).paras, width)
    for _ in page.lay():
        pass
    lines = ["".join(part.text for part in page.stretches(page[number])) for number in range(len(page))]
    assert all(cell_len(line) <= width for line in lines), lines
    return [line.rstrip() for line in lines[lines.index("") + 1 :]]


@pytest.mark.parametrize(
    ("body", "width", "expected"),
    [
        pytest.param(
            "<ol><li>one<ul><li>deep<ul><li>deeper</ul></ul><li><p>two</p><p>more of it</p><li value=10>ten</ol>",
            60,
            [" 1. one", "    ◦ deep", "      – deeper", " 2. two", "    more of it", "10. ten"],
            id="nested lists, and an item of two paragraphs",
        ),
        pytest.param(
            TABLE,
            60,
            ["City       Left  Still there", "Mariupol  1,250      430,000", "北京          7            –"],
            id="a table that fits, figures to the right",
        ),
        pytest.param(
            TABLE,
            20,
            [
                "City        Mariupol", "Left        1,250", "Still the…  430,000", "",
                "City        北京", "Left        7", "Still the…  –",
            ],
            id="one that is too wide, as records",
        ),
        pytest.param(
            "<table><tr><td>a long first cell<td>b<tr><td>c<td>d</table>",
            14,
            ["▪ a long first", "  cell", "  b", "", "▪ c", "  d"],
            id="records without names",
        ),
        pytest.param(
            "<pre>if x:\n\treturn 1  # a remark</pre>",
            16,
            ["  if x:", "      return 1", "↪ # a remark"],
            id="a program keeps its lines",
        ),
        pytest.param(
            "<blockquote><p>one</p><p>two</p><blockquote>three</blockquote></blockquote>",
            60,
            ["│ one", "│", "│ two", "", "│ │ three"],
            id="quotations within quotations",
        ),
        pytest.param(
            '<h2>Head</h2><p>text</p><figure><img src="https://img.example/a.png" alt="A bridge">'
            "<figcaption>On Friday</figcaption></figure>",
            60,
            ["Head", "text", "", "▣ A bridge — img.example", "  On Friday"],
            id="headings and captions stand with what they belong to",
        ),
    ],
)  # fmt: skip
def test_blocks_are_set_as_readers_expect(body: str, width: int, expected: list[str]) -> None:
    """What a block is can be seen without colours, and no line is wider than the page."""
    assert drawn(body, width) == expected


def test_links_are_numbered_where_they_stand_and_listed_at_the_foot() -> None:
    """A number follows the words; what is highlighted behind it stays on its words."""
    body = '<p>See <a href="https://a.example/x">the report </a>by Berg: “we agreed”.</p>'
    text = "See the report by Berg: “we agreed”."
    shown = leaf(article(entry(NOW, "T", body, quotes=[quote(text, "we agreed", "Berg")])), NOW, UTC, with_quotes=False)
    para = next(para for para in shown.paras if para.text.startswith("See"))
    assert para.text == "See the report\u00a0[1] by Berg: “we agreed”."
    looks = {para.text[dye.start : dye.end]: dye for dye in para.dyes}
    assert looks["the report\u00a0[1] "].link == looks["[1]"].link == "https://a.example/x"
    assert {"Berg", "“we agreed”"} <= set(looks)
    number, offset = shown.places[0]
    assert shown.paras[number].text[offset:].startswith("we agreed")
    assert shown.paras[-1].first + shown.paras[-1].text == "[1] the report  https://a.example/x"


def test_files_of_an_entry_are_named_with_size_and_host() -> None:
    """What a feed attaches can be opened as a link."""
    lines = drawn("<p>x</p>", files=(Enclosure("https://cdn.example/talk.mp3", "audio/mpeg", 12_345_678, 3905),))
    assert "♪ Audio (mpeg) · 1 h 5 min · 12.3 MB · cdn.example\u00a0[1]" in lines
    assert lines[-1] == "[1] audio/mpeg  https://cdn.example/talk.mp3"
    assert [size(length) for length in (None, 0, 999, 1_000_000, 5_120_000_000)] == ["", "", "999 B", "1 MB", "5.12 GB"]
    assert [played(seconds) for seconds in (None, 45, 60, 2_290, 7_200)] == ["", "45 s", "1 min", "38 min", "2 h"]


def test_reading_time_is_told_of_what_takes_some() -> None:
    """Words are counted; where a script has no blanks, characters are."""
    assert article(entry(NOW, "T", "word " * 900)).minutes == 4
    assert article(entry(NOW, "T", "字" * 2_000)).minutes == 4
    assert article(entry(NOW, "T", "a few words")).minutes == 0
