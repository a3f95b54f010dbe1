"""Words that stand out in headlines and articles: those of the user's rules, and those of the filter in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import get_args

from livetui.config import Highlight
from livetui.config.sections import Colour
from livetui.engine.article import Article
from livetui.errors import TooSlow
from livetui.model.entry import Headline
from livetui.model.filter import Filter, Pattern
from livetui.model.quote import Span
from livetui.model.saying import Saying
from livetui.model.spots import Sought, Words, joined, sought
from livetui.text.clean import clean_line
from livetui.text.patterns import Finder
from livetui.ui.page import Dye, Para
from livetui.ui.wrapping import steady

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
    quotes: Mapping[int, tuple[Dye, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By the place of the quote, for its words on one line, without marks."""


@dataclass(frozen=True, slots=True)
class LitSaying:
    """What stands out in a quotation of the cache, in the words of each part on one line."""

    speaker: tuple[Dye, ...] = ()
    role: tuple[Dye, ...] = ()
    words: tuple[Dye, ...] = ()
    """Without the marks around them."""
    title: tuple[Dye, ...] = ()
    """In the headline of the entry."""


UNLIT = Lit()
UNLIT_ARTICLE = LitArticle()
UNLIT_SAYING = LitSaying()


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


class Lighter:
    """Finds what stands out in some headlines or in one article; later rules are laid over earlier ones."""

    def __init__(self) -> None:
        self._finder = Finder()
        self.slow: dict[Rule, TooSlow] = {}
        """Rules with a regular expression that takes too long; they colour nothing."""

    def headline(self, headline: Headline, rules: Sequence[Rule]) -> Lit:
        """What stands out in a headline."""
        title = self._dyes(shown_title(headline), rules, in_title=True)
        lead = self._dyes(shown_lead(headline), rules, in_title=False)
        return Lit(title, lead) if title or lead else UNLIT

    def article(self, article: Article, rules: Sequence[Rule]) -> LitArticle:
        """What stands out in an article."""
        title = self._dyes(clean_line(article.entry.entry.title or ""), rules, in_title=True)
        blocks = self._each(((block.start, block.text) for block in article.document.blocks), rules)
        quotes = self._each(((place, clean_line(quote.text)) for place, quote in enumerate(article.quotes)), rules)
        return LitArticle(title, blocks, quotes) if title or blocks else UNLIT_ARTICLE

    def saying(self, saying: Saying, rules: Sequence[Rule]) -> LitSaying:
        """What stands out in a quotation of the cache."""
        quote = saying.quote
        texts = quote.speaker or "", quote.role or "", quote.text
        speaker, role, words = (self._dyes(clean_line(text), rules, in_title=False) for text in texts)
        title = self._dyes(clean_line(saying.title), rules, in_title=True)
        return LitSaying(speaker, role, words, title) if speaker or role or words or title else UNLIT_SAYING

    def paras(self, paras: Sequence[Para], rules: Sequence[Rule]) -> tuple[Para, ...]:
        """Paragraphs with what stands out laid over what they look like; the faint ones are words of ours."""
        return tuple(
            replace(para, dyes=(*para.dyes, *found))
            if "faint" not in para.look and (found := self._dyes(para.text, rules, in_title="bold" in para.look))
            else para
            for para in paras
        )

    def _each(self, texts: Iterable[tuple[int, str]], rules: Sequence[Rule]) -> Mapping[int, tuple[Dye, ...]]:
        found = ((key, self._dyes(text, rules, in_title=False)) for key, text in texts)
        return MappingProxyType({key: dyes for key, dyes in found if dyes})

    def _dyes(self, text: str, rules: Sequence[Rule], *, in_title: bool) -> tuple[Dye, ...]:
        if not text or not rules:
            return ()
        words = Words(text)
        dyes: list[Dye] = []
        for rule in rules:
            asked = rule.sought
            spots = words.spots(asked.title if in_title else asked.text)
            for pattern in asked.title_patterns if in_title else asked.text_patterns:
                spots += self._places(rule, pattern, text)
            dyes += [Dye(start, end, rule.attributes, rule.colour, mark=True) for start, end in joined(sorted(spots))]
        return tuple(dyes)

    def _places(self, rule: Rule, pattern: Pattern, text: str) -> list[Span]:
        if rule not in self.slow:
            try:
                return self._finder.places(pattern, text)
            except TooSlow as error:
                self.slow[rule] = error
        return []


def holding(rules: Sequence[Rule], passed: Mapping[Filter, Collection[int]], number: int) -> list[Rule]:
    """The rules that hold for an entry. Args: passed: which entries pass each filter that a rule is bound to."""
    return [rule for rule in rules if rule.only is None or number in passed.get(rule.only, ())]
