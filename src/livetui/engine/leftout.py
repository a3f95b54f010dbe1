"""Rules of the user that can't be answered in time: each is left out, so that none of the others waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from livetui.errors import TooSlow
from livetui.model.update import Notice

log = logging.getLogger(__name__)

Rule = TypeVar("Rule")


class LeftOut(Generic[Rule]):
    """What is left out for the rest of the run; a rule that the user edits is another one."""

    def __init__(self, says: str, tell: Callable[[Notice], object]) -> None:
        """Args: says: what becomes of a rule, with ``{}`` for its name. tell: hears of each, once."""
        self._says = says
        self._tell = tell
        self._rules: set[Rule] = set()

    def __contains__(self, rule: object) -> bool:
        return rule in self._rules

    def add(self, rule: Rule, name: str, error: TooSlow) -> None:
        """Leave a rule out from now on, and say so. Args: name: by which the user knows it."""
        if rule not in self._rules:
            self._rules.add(rule)
            words = f"{self._says.format(name)}: {error}"
            log.warning("%s", words)
            self._tell(Notice(words))
