"""Words that stand out in headlines and articles: those of the user's rules, and those of the filter in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import get_args

from livetui.config import Highlight
from livetui.config.sections import Colour
from livetui.engine.article import Article
from livetui.model.entry import Headline
from livetui.model.filter import Filter
from livetui.model.spots import Needle, Sought, Words, sought
from livetui.text.clean import clean_line
from livetui.ui.page import Dye, steady

MARKS = tuple(colour for colour in get_args(Colour) if colour != "accent")
"""Colours of a rule that the themes have as ``mark-red``, …"""
TITLE_AT_MOST = 400
"""Characters of a title that a line of the timeline begins to draw."""
LEAD_AT_MOST = 300
"""Characters of a quotation there."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, and how it looks where it is found."""

    sought: Sought
    attributes: str = "underline"
    colour: str | None = None
    """A theme variable, None: as the words around it."""
    only: Filter | None = None
    """Entries that don't pass are left alone."""


@dataclass(frozen=True, slots=True)
class Lit:
    """What stands out in the two lines of a headline."""

    title: tuple[Dye, ...] = ()
    lead: tuple[Dye, ...] = ()


@dataclass(frozen=True, slots=True)
class LitArticle:
    """What stands out in an article."""

    title: tuple[Dye, ...] = ()
    blocks: Mapping[int, tuple[Dye, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By the offset at which the block begins; the offsets of the dyes count in the block."""


UNLIT = Lit()
UNLIT_ARTICLE = LitArticle()


def rule_in_force(wanted: Filter | None) -> Rule | None:
    """How one sees why entries pass the filter in force: its words are underlined; None if it asks for no words."""
    found = sought(wanted) if wanted is not None else Sought()
    return None if found.empty else Rule(found)


def rules_of(highlights: Sequence[Highlight]) -> tuple[Rule, ...]:
    """The user's rules, in the order in which they are laid one over the other."""
    found = ((sought(each.filter), each) for each in highlights)
    return tuple(Rule(words, *look_of(each.style), each.only) for words, each in found if not words.empty)


def look_of(style: str) -> tuple[str, str | None]:
    """The attributes and the theme variable of a style as the user writes it, such as ``bold yellow``.

    Colour alone tells some readers nothing, so there is a line too, unless the words are drawn in reverse.
    """
    attributes, colour = [], None
    for word in style.split():
        if word in MARKS:
            colour = f"mark-{word}"
        elif word == "accent":
            colour = word
        else:
            attributes.append(word)
    if "reverse" not in attributes:
        attributes.append("underline")
    return " ".join(dict.fromkeys(attributes)), colour


def shown_title(headline: Headline) -> str:
    """The title as a line of the timeline draws it; offsets of dyes count in it."""
    return steady(clean_line(headline.title, TITLE_AT_MOST))


def shown_lead(headline: Headline) -> str:
    """The words of the quotation of the second line, with its marks; empty if there is none."""
    return f"“{clean_line(headline.lead.text, LEAD_AT_MOST)}”" if headline.lead is not None else ""


def light_headline(headline: Headline, rules: Sequence[Rule]) -> Lit:
    """Find what stands out in a headline; later rules are laid over earlier ones."""
    title = _dyes(shown_title(headline), [(rule, rule.sought.title) for rule in rules])
    lead = _dyes(shown_lead(headline), [(rule, rule.sought.text) for rule in rules]) if headline.lead else ()
    return Lit(title, lead) if title or lead else UNLIT


def light_article(article: Article, rules: Sequence[Rule]) -> LitArticle:
    """Find what stands out in an article."""
    if not rules:
        return UNLIT_ARTICLE
    title = clean_line(article.entry.entry.title or "")
    asked = [(rule, rule.sought.text) for rule in rules]
    found = ((block.start, _dyes(block.text, asked)) for block in article.document.blocks)
    blocks = {start: dyes for start, dyes in found if dyes}
    return LitArticle(_dyes(title, [(rule, rule.sought.title) for rule in rules]), MappingProxyType(blocks))


def holding(rules: Sequence[Rule], passed: Mapping[Filter, Collection[int]], number: int) -> list[Rule]:
    """The rules that hold for an entry. Args: passed: which entries pass each filter that a rule is bound to."""
    return [rule for rule in rules if rule.only is None or number in passed.get(rule.only, ())]


def _dyes(text: str, asked: Sequence[tuple[Rule, Sequence[Needle]]]) -> tuple[Dye, ...]:
    return tuple(_found(text, asked)) if text else ()


def _found(text: str, asked: Sequence[tuple[Rule, Sequence[Needle]]]) -> Iterator[Dye]:
    words = Words(text)
    for rule, needles in asked:
        for start, end in words.spots(needles):
            yield Dye(start, end, rule.attributes, rule.colour, mark=True)
