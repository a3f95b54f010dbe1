"""The marks of every language, region and script."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from livetui.text.quotes import find_quotes
from livetui.text.quotes.loading import lang_tables
from livetui.text.quotes.pairs import language_pairs, regional_pairs, split_pairs

LISTED = tomllib.loads((files("livetui.data") / "marks.toml").read_text("utf-8"))
ROWS = [(row["pairs"], row["tags"].split()) for row in (*LISTED["cldr"], *LISTED["typed"])]


@pytest.mark.parametrize(("pairs", "tags"), ROWS)
def test_each_pair_holds_words(pairs: str, tags: list[str]) -> None:
    """Primary, alternate and typed marks are found in each language that has them, and no mark stays in the words."""
    for tag in tags:
        for opening, closing in split_pairs(pairs):
            for text in (
                "Abc def: {}ghij klmn op qrst{} uv.",
                "{}Ghij klmn op qrst{}, uv.",
                "Abc {}ghij klmn op qrst.{}",
            ):
                (quote,) = find_quotes(text.format(opening, closing), tag)
                assert (quote.text.casefold().rstrip("."), quote.repairs) == ("ghij klmn op qrst", ()), (tag, text)


@pytest.mark.parametrize(
    ("tag", "first"),
    [
        ("hu", "„”"), ("ro", "„”"), ("el", "«»"), ("he", "””"), ("fa", "«»"), ("ko", "“”"), ("hi", "“”"), ("bg", "„“"),
        ("hr", "„“"), ("sr", "„”"), ("sr-Latn-RS", "„”"), ("sk", "„“"), ("sl", "„“"), ("lt", "„“"), ("et", "„“"),
        ("nb", "«»"), ("nn-NO", "«»"), ("da", "“”"),
        ("ca", "«»"), ("th", "“”"), ("vi", "“”"), ("id", "“”"), ("lv", "“”"),
        ("pt-PT", "«»"), ("pt-BR", "“”"), ("de-CH", "«»"), ("fr-CH", "«»"), ("zh-Hant", "「」"), ("zh-Hant-HK", "「」"),
        ("zh_TW", "「」"), ("zh-Hans", "“”"), ("ZH-hant", "「」"), ("ur", "”“"), ("yue", "「」"), ("ka", "„“"),
    ],
)  # fmt: skip
def test_the_language_reads_its_own_pair_first(tag: str, first: str) -> None:
    """A region or a script may choose; case and underscores do not matter."""
    assert "".join(lang_tables(tag).pairs[0]) == first


def test_a_language_of_which_nothing_is_known_reads_every_pair() -> None:
    """An unlisted code, or none, still finds marked words."""
    assert language_pairs("xx") == language_pairs("") == lang_tables(None).pairs
    assert regional_pairs("xx-YY") == regional_pairs("fr") == ()


def test_word_tables_keep_their_own_pairs() -> None:
    """Marks of a language with word tables stand in its file alone: the list of all languages leaves it out."""
    listed = {tag for _, tags in ROWS for tag in tags}
    assert not {tag for tag in listed if "-" not in tag and lang_tables(tag).words}


def test_title_marks_are_no_speech() -> None:
    """《》 hold the name of a paper or a book, and nobody's words."""
    assert find_quotes("他在《晨河日报》上发表文章。", "zh") == ()
