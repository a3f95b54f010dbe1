"""Whom a pronoun or a surname stands for: the people who spoke so far in one update, never another's."""

from __future__ import annotations

from dataclasses import dataclass

from livetui.text.quotes.naming import Mention

MEMORY = 40
"""People beyond the latest so many are forgotten."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who spoke: a name or description, and a role."""

    at: int
    """Where the mention stands; text before it knows nothing of this person."""
    name: str
    role: str | None
    gender: str | None
    named: bool


class People:
    """The speakers of an update in the order of the text."""

    def __init__(self) -> None:
        self._seen: list[Person] = []

    def add(self, mention: Mention, text: str) -> Person:
        """Remember a mention that is no pronoun; a surname alone gains the full name and role known for it."""
        a, b = mention.place
        name, role = text[a:b], text[slice(*mention.role)] if mention.role else None
        if mention.name and (full := self._full(name, a)):
            name, role = full.name, role or full.role
        person = Person(a, name, role, mention.gender, mention.name is not None)
        if mention.name or mention.role:
            self._seen.append(person)
            del self._seen[:-MEMORY]
        return person

    def resolve(self, mention: Mention) -> Person | None:
        """Whom a pronoun stands for: the latest before it who fits in gender and number."""
        wanted = mention.gender or "x"
        if "x" in wanted and "p" not in wanted:
            return None
        before = [p for p in self._seen if p.at < mention.span[0]]
        for person in sorted(before, key=lambda p: -p.at):
            if _fits(wanted, person):
                return person
        return None

    def fitting(self, mention: Mention, subject: Mention, text: str) -> Person | None:
        """The person a sentence is about, if the pronoun `mention` can stand for them; what is no person never fits."""
        wanted = mention.gender or "x"
        if subject.pronoun or ("x" in wanted and "p" not in wanted):
            return None
        a, b = subject.place
        name = text[a:b]
        known = any(p.named and p.name == name for p in self._seen)
        if not (subject.role or (subject.name and (known or subject.gender or " " in name))):
            return None  # a single capitalised word may as well be a place or a firm
        person = Person(
            a, name, text[slice(*subject.role)] if subject.role else None, subject.gender, bool(subject.name)
        )
        return person if _fits(wanted, person) else None

    def _full(self, name: str, at: int) -> Person | None:
        """The person whose full name ends with this surname."""
        for person in reversed(self._seen):
            if (
                person.named
                and person.at != at
                and person.name != name
                and person.name.endswith(" " + name.split(" ")[-1])
            ):
                return person if " " not in name or len(name.split(" ")[0].rstrip(".")) <= 4 else None
        return None


def _fits(wanted: str, person: Person) -> bool:
    """Whether gender and number agree, as far as both tell."""
    has = person.gender or ""
    if ("m" in wanted and "f" in has) or ("f" in wanted and "m" in has):
        return False
    plural = "p" in has
    return plural == ("p" in wanted)
