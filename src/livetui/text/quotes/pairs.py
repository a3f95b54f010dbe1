"""The pairs of quotation marks of a BCP 47 tag, from ``livetui/data/marks.toml``, read when it is first needed."""

from __future__ import annotations

from functools import cache

from livetui.text.tables import read_table

Pairs = tuple[tuple[str, str], ...]
"""Opening and closing marks."""

EVERY = '«» “” „“ "" ‘’ »« ”” 「」 『』'
"""The pairs of a language of which nothing is known."""
_TYPED: Pairs = (('"', '"'),)


def split_pairs(text: str) -> Pairs:
    """Read pairs as tables write them: two signs a pair, parted by blanks."""
    return tuple((p[0], p[1]) for p in text.split())


def subtags(tag: str) -> list[str]:
    """The subtags of a BCP 47 tag, folded; underscores part them as well."""
    return tag.replace("_", "-").casefold().split("-")


@cache
def _listed() -> dict[str, Pairs]:
    """Folded tag -> its pairs, primary first, then alternate, then what people type besides."""
    raw = read_table("marks.toml")
    out: dict[str, Pairs] = {}
    for row in (*raw["cldr"], *raw["typed"]):
        pairs = split_pairs(row["pairs"])
        for tag in row["tags"].casefold().split():
            out[tag] = out.get(tag, ()) + pairs
    return {tag: pairs + _TYPED for tag, pairs in out.items()}


def language_pairs(lang: str) -> Pairs:
    """The pairs of a language without word tables; every known pair for one that is not listed.

    Args:
        lang: primary language subtag, folded.
    """
    return (_listed().get(lang) if lang else None) or split_pairs(EVERY)


def regional_pairs(tag: str) -> Pairs:
    """The pairs that a region or a script puts first (pt-PT, zh-Hant-HK, de-CH); empty if it has none of its own."""
    parts = subtags(tag)
    for n in range(len(parts), 1, -1):
        if found := _listed().get("-".join(parts[:n])):
            return found
    return ()
