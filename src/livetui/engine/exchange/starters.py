"""Feeds to begin with, for whoever has none yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from livetui.text.tables import read_table


@dataclass(frozen=True, slots=True)
class Starter:
    """One feed that is offered."""

    lang: str
    """BCP 47 tag of its language."""
    title: str
    url: str


def starters(langs: tuple[str, ...] = ()) -> tuple[Starter, ...]:
    """Those of these languages (all without any), in the order in which they are offered."""
    every = [Starter(table["lang"], table["title"], table["url"]) for table in read_table("starters.toml")["feeds"]]
    wanted = {lang.casefold().replace("_", "-").partition("-")[0] for lang in langs}
    return tuple(starter for starter in every if not wanted or starter.lang in wanted)


def languages() -> tuple[str, ...]:
    """The languages that there are feeds in, the best served first as the table has them."""
    return tuple(dict.fromkeys(starter.lang for starter in starters()))


def name_of(lang: str) -> str:
    """What a language calls itself. Args: lang: one of `languages`."""
    name: str = read_table("starters.toml")["names"][lang]
    return name


def for_locale(environ: Mapping[str, str]) -> tuple[Starter, ...]:
    """All of them, language by language, the user's own first. Args: environ: of the process."""
    name = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(key))), "")
    own = name.partition(".")[0].partition("_")[0].casefold()
    langs = sorted(languages(), key=lambda lang: lang != own)
    return tuple(starter for lang in langs for starter in starters((lang,)))


def chosen(text: str, count: int) -> list[int]:
    """The places that a choice such as ``1 3-5`` or ``all`` names, from 0, each once.

    Raises: ValueError: a part of it is no number from 1 to `count`.
    """
    if text.strip().casefold() == "all":
        return list(range(count))
    places: list[int] = []
    for part in text.replace(",", " ").split():
        first, dash, last = part.partition("-")
        if not (first.isdecimal() and (last.isdecimal() or not dash)):
            raise ValueError(part)
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= count:
            raise ValueError(part)
        places += range(low - 1, high)
    return list(dict.fromkeys(places))
