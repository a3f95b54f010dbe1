"""Finds, away from the keys, what stands out in headlines and articles."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from livetui.engine.article import Article
from livetui.errors import TooSlow
from livetui.model.entry import Headline
from livetui.model.filter import Filter
from livetui.model.saying import Saying
from livetui.ui.highlights import (
    UNLIT_ARTICLE,
    UNLIT_SAYING,
    Lighter,
    Lit,
    LitArticle,
    LitSaying,
    Rule,
    holding,
    rule_in_force,
    rules_of,
)
from livetui.ui.page import Para
from livetui.ui.reading import Reading
from livetui.ui.window import Key, key_of


class Lighting:
    """The rules of the user over the words of the filter in force; asks the engine which entries a rule is bound to."""

    def __init__(self, engine: Reading, tell: Callable[[str], object]) -> None:
        """Args: tell: hears of a rule that is switched off, since its regular expression takes too long."""
        self._engine = engine
        self._tell = tell
        self._own = rules_of(engine.highlights)
        self._off: set[Rule] = set()
        self.rules: tuple[Rule, ...] = ()
        """Those in force; another object after each change."""

    def beside(self) -> Lighting:
        """The same rules over the words of another filter, for another screen."""
        found = Lighting(self._engine, self._tell)
        found._off = self._off
        found._own = self._own
        return found

    def renew(self) -> None:
        """Take over the rules of now, those included that were switched off; they hold from `follow` on."""
        self._own = rules_of(self._engine.highlights)

    def follow(self, wanted: Filter | None) -> bool:
        """Have the words of this filter underlined under what the rules colour; False if that changes nothing."""
        found = rule_in_force(wanted)
        rules = self._own if found is None or found in self._off else (found, *self._own)
        if rules == self.rules:
            return False
        self.rules = rules
        return True

    async def headlines(self, rows: Mapping[int, Headline]) -> dict[int, Lit]:
        """What stands out in each; nothing if other rules came into force meanwhile."""
        if not self.rules:
            return {}
        rules, passed, lighter = self.rules, await self._passed(self.rules, list(rows)), Lighter()
        found = await asyncio.to_thread(
            lambda: {
                number: lighter.headline(headline, holding(rules, passed, number)) for number, headline in rows.items()
            }
        )
        if self.rules is not rules:
            return {}
        self._leave_out(lighter.slow)
        return found

    async def article(self, article: Article) -> LitArticle:
        """What stands out in an article."""
        if not self.rules:
            return UNLIT_ARTICLE
        number = article.entry.number
        rules = holding(self.rules, await self._passed(self.rules, [number]), number)
        lighter = Lighter()
        found = await asyncio.to_thread(lighter.article, article, rules)
        self._leave_out(lighter.slow)
        return found

    async def sayings(self, sayings: Sequence[Saying]) -> dict[Key, LitSaying]:
        """What stands out in quotations of the cache; those in which nothing does are left out."""
        if not self.rules:
            return {}
        rules, lighter = self.rules, Lighter()
        passed = await self._passed(rules, list({saying.number for saying in sayings}))

        def look() -> dict[Key, LitSaying]:
            each = ((saying, lighter.saying(saying, holding(rules, passed, saying.number))) for saying in sayings)
            return {key_of(saying): lit for saying, lit in each if lit is not UNLIT_SAYING}

        found = await asyncio.to_thread(look)
        self._leave_out(lighter.slow)
        return found

    async def paras(self, number: int, *groups: Sequence[Para]) -> tuple[tuple[Para, ...], ...]:
        """Paragraphs about an entry with what stands out in them. Args: number: the entry. groups: of paragraphs."""
        if not self.rules:
            return tuple(map(tuple, groups))
        rules = holding(self.rules, await self._passed(self.rules, [number]), number)
        lighter = Lighter()
        found = await asyncio.to_thread(lambda: tuple(lighter.paras(group, rules) for group in groups))
        self._leave_out(lighter.slow)
        return found

    def _leave_out(self, found: Mapping[Rule, TooSlow]) -> None:
        """Leave rules that are too slow out for the rest of the run, and say so once."""
        if slow := [rule for rule in found if rule in self.rules]:
            self._off.update(slow)
            self._own = tuple(rule for rule in self._own if rule not in slow)
            self.rules = tuple(rule for rule in self.rules if rule not in slow)
            for error in {found[rule].subject: found[rule] for rule in slow}.values():
                self._tell(f"No longer highlighted: {error.subject} takes too long; make it simpler")

    async def _passed(self, rules: Sequence[Rule], numbers: Sequence[int]) -> dict[Filter, frozenset[int]]:
        found: dict[Filter, frozenset[int]] = {}
        for only in {rule.only for rule in rules if rule.only is not None}:
            try:
                found[only] = frozenset(await self._engine.passing(only, numbers))
            except TooSlow as error:
                self._leave_out({rule: error for rule in rules if rule.only == only})
        return found
