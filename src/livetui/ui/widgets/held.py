"""The headlines that the timeline holds in memory, and what stands out in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from livetui.model.entry import Headline
from livetui.ui.highlights import UNLIT, Lit

MOST = 8192
"""More headlines than this are not held; those far from the view go first."""


class Held:
    """Headlines by number, those that were asked for, and those lit by the rules in force."""

    def __init__(self) -> None:
        self.rows: dict[int, Headline] = {}
        """Headlines loaded, by number."""
        self.lighting = False
        """Does anything stand out at all."""
        self._asked: set[int] = set()
        self._lit: dict[int, Lit] = {}
        self._lit_anew: set[int] = set()
        """Those of them that follow the rules in force."""

    def lit(self, number: int) -> Lit:
        """What stands out in a headline."""
        return self._lit.get(number, UNLIT)

    def ask(self, near: Sequence[int]) -> list[int]:
        """Those of these entries that are to be asked for now; they count as asked from here on."""
        missing = [number for number in near if number not in self.rows and number not in self._asked]
        if self.lighting:
            missing += [n for n in near if n in self.rows and n not in self._lit_anew and n not in self._asked]
        self._asked.update(missing)
        return missing

    def supply(self, asked: Iterable[int], rows: Mapping[int, Headline]) -> None:
        """Take headlines that were asked for."""
        self._asked.difference_update(asked)
        self.rows.update(rows)

    def keep(self, near: Iterable[int]) -> None:
        """Let go of all headlines but these."""
        self.rows = {number: self.rows[number] for number in near if number in self.rows}
        self._lit = {number: self._lit[number] for number in self.rows if number in self._lit}
        self._lit_anew.intersection_update(self.rows)

    def amend(self, rows: Mapping[int, Headline]) -> Mapping[int, Headline]:
        """Replace headlines already held, for a revision or a flag; those that were."""
        known = {number: headline for number, headline in rows.items() if number in self.rows}
        for number, headline in known.items():
            before = self.rows[number]
            if (before.title, before.lead) != (headline.title, headline.lead):
                self._lit.pop(number, None)
            self._lit_anew.discard(number)
        self.rows.update(known)
        return known

    def light(self, lit: Mapping[int, Lit]) -> Sequence[int]:
        """Take what stands out in headlines; those that look otherwise now."""
        changed = [number for number, each in lit.items() if each != self.lit(number)]
        self._lit.update(lit)
        self._lit_anew.update(lit)
        return changed

    def relight(self, lighting: bool) -> Sequence[int]:
        """Other words stand out from now on; those that look otherwise at once. Args: lighting: are there any."""
        self.lighting = lighting
        self._lit_anew.clear()
        self._asked.intersection_update([number for number in self._asked if number not in self.rows])
        if lighting:
            return ()
        changed = self.light(dict.fromkeys(self._lit, UNLIT))
        self._lit.clear()
        return changed
