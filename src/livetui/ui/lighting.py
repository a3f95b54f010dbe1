"""Finds, away from the keys, what stands out in headlines and articles."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from livetui.engine.article import Article
from livetui.model.entry import Headline
from livetui.model.filter import Filter
from livetui.ui.highlights import (
    UNLIT_ARTICLE,
    Lit,
    LitArticle,
    Rule,
    holding,
    light_article,
    light_headline,
    rule_in_force,
    rules_of,
)
from livetui.ui.reading import Reading


class Lighting:
    """The rules of the user over the words of the filter in force; asks the engine which entries a rule is bound to."""

    def __init__(self, engine: Reading) -> None:
        self._engine = engine
        self._own = rules_of(engine.config.highlights)
        self._wanted: Filter | None = None
        self.rules = self._own
        """Those in force; another object after each change."""

    def follow(self, wanted: Filter | None) -> bool:
        """Have the words of this filter underlined; False if that changes nothing."""
        if wanted == self._wanted:
            return False
        self._wanted = wanted
        before = self.rules
        found = rule_in_force(wanted)
        self.rules = self._own if found is None else (found, *self._own)
        return self.rules != before

    async def headlines(self, rows: Mapping[int, Headline]) -> dict[int, Lit]:
        """What stands out in each."""
        if not self.rules:
            return {}
        rules, passed = self.rules, await self._passed(self.rules, list(rows))
        return await asyncio.to_thread(
            lambda: {
                number: light_headline(headline, holding(rules, passed, number)) for number, headline in rows.items()
            }
        )

    async def article(self, article: Article) -> LitArticle:
        """What stands out in an article."""
        if not self.rules:
            return UNLIT_ARTICLE
        number = article.entry.number
        rules = holding(self.rules, await self._passed(self.rules, [number]), number)
        return await asyncio.to_thread(light_article, article, rules)

    async def _passed(self, rules: Sequence[Rule], numbers: Sequence[int]) -> dict[Filter, frozenset[int]]:
        bound = {rule.only for rule in rules if rule.only is not None}
        return {only: frozenset(await self._engine.passing(only, numbers)) for only in bound}
