"""Quotations and who said them, found in plain text. Everything here is pure: tables and rules, no model, no network.

The way of a text: paragraphs → marked stretches (`marks`) → words (`tokens`) → reporting verbs (`verbs`) → attribution
(`kinds`, `cuts`) → names for pronouns (`people`) → agencies (`agencies`) → `Quote` values. Offsets always
count in the text as given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from livetui.model.quote import JOINER, Certainty, Part, Quote, Span
from livetui.text.language import guess
from livetui.text.quotes import agencies
from livetui.text.quotes.antecedents import Antecedents
from livetui.text.quotes.brands import names_in_marks
from livetui.text.quotes.cues import (
    Tables,
)
from livetui.text.quotes.cuts import cut_author, interrupts
from livetui.text.quotes.declined import agreeing
from livetui.text.quotes.found import Attribution, Found
from livetui.text.quotes.hints import Hints
from livetui.text.quotes.joins import carry, carry_over, fills, introduced, joined, last_speaker
from livetui.text.quotes.kinds import kind_of
from livetui.text.quotes.loading import lang_tables
from livetui.text.quotes.marks import stretches
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.people import People
from livetui.text.quotes.repairs import words_until
from livetui.text.quotes.scare import speech
from livetui.text.quotes.stretch import UNCLOSED, Stretch, paragraphs, trim
from livetui.text.quotes.tokens import Tokens
from livetui.text.quotes.unspaced import read_clauses
from livetui.text.split import split_posts

_SIGN = re.compile("|".join([*"«»“”„‟\"‹›「」『』‘‚'", "<<", "``", ",,", r"’(?<!\w’)\b"]))
"""Finds what may be a mark; each choice begins with its own sign, which makes it fast."""
_TURN = re.compile(r"^\s*(?:[—–]|--)", re.MULTILINE)
MOST = 10_000
"""Marked stretches read in one update. No article has more, and one made of marks must not take the others' time."""


def find_quotes(text: str, lang: str | None = None, *, part: Part = Part.TEXT) -> tuple[Quote, ...]:
    """The quotations of a text, in order.

    Args:
        text: plain text, read as it is; it may hold several posts, and no pronoun is resolved across them.
        lang: BCP 47 tag; guessed if None.
        part: which part of an entry the text is; a title is read as a headline.
    """
    if not (_SIGN.search(text) or _TURN.search(text)):
        return ()
    tables = lang_tables(lang or guess(text))
    if part is Part.TITLE:
        return tuple(_Reader(text, tables, part).read(0, len(text), heading=True))
    out: list[Quote] = []
    for post in split_posts(text):
        headline = text[slice(*post.heading_span)] if post.heading_span else None
        reader = _Reader(text, tables, part, headline)
        if post.heading_span:
            out += reader.read(*post.heading_span, heading=True)
        out += reader.read(*post.body_span)
    return tuple(out)


def find_entry_quotes(title: str | None, text: str, lang: str | None) -> tuple[Quote, ...]:
    """The quotations of an entry: those of its title, read as a headline, then those of its text."""
    lang = lang or guess(f"{title or ''}\n{text}")
    first = find_quotes(title, lang, part=Part.TITLE) if title else ()
    if not (_SIGN.search(text) or _TURN.search(text)):
        return first
    return first + tuple(_Reader(text, lang_tables(lang), Part.TEXT, title).read(0, len(text)))


@dataclass(slots=True, eq=False)
class _More:
    """What a paragraph adds to a quotation left open by the one before."""

    span: Span
    closed: bool
    given: Attribution | None = None
    """Who said it, if words after the closing mark tell."""
    tokens: Tokens | None = None
    """The tokens that `given` counts in."""


class _Reader:
    """Reads one update: keeps its people, its default agency, and the paragraphs not yet looked at for people."""

    def __init__(self, text: str, tables: Tables, part: Part, headline: str | None = None) -> None:
        self.text, self.tables, self.part = text, tables, part
        self.hints = Hints(text, tables)
        self.people = People()
        self.antecedents = Antecedents(text, tables, self.people, headline)
        self.relay: Span | None = None
        self.room = MOST
        """So many stretches may still be read."""
        self.spoken = False
        """Has somebody been said to speak in the run of turns of dialogue that the paragraph before belongs to?"""
        self.turns: list[Found] = []
        """The turns of that run, as long as nobody has: a list has dashes, too."""
        self.last: Attribution | None = None
        """Who spoke last in the paragraph before, if it ends with words of theirs."""
        self.plain: Span | None = None
        """The paragraph before, if it has no marks."""

    def read(self, start: int, end: int, *, heading: bool = False) -> list[Quote]:
        text = self.text[:end] if end < len(self.text) else self.text
        if not heading:
            self.relay = agencies.dateline(self.text[start : min(end, start + 120)])
            if self.relay:
                self.relay = (self.relay[0] + start, self.relay[1] + start)
        spans = [(a + start, b + start) for a, b in paragraphs(text[start:end] if start else text)]
        out: list[Quote] = []
        k = 0
        while k < len(spans) and self.room > 0:
            a, b = spans[k]
            k += 1
            found = (
                stretches(self.text, a, b, self.tables, self.hints.cue_follows, self.hints.words_from, self.room)
                if _SIGN.search(self.text, a, b)
                else []
            )
            more: list[_More] = []
            while found and not found[-1].closed and UNCLOSED in found[-1].repairs and k < len(spans) and self.room > 0:
                goes_on = self._continuation(found[-1], *spans[k])
                if goes_on is None:
                    break
                more.append(goes_on)
                self.room -= 1
                found[-1].closed = goes_on.closed
                k += 1
                if goes_on.closed:
                    found[-1].repairs.remove(UNCLOSED)
            if (turn := self._turn(a, b)) and (not found or interrupts(self.text, turn, self.tables)):
                found = [turn]
            self.room -= len(found)
            if found:
                out += self._paragraph(a, b, found, heading, more)
            else:
                self.antecedents.passed((a, b))
                self.last, self.plain = None, (a, b)
                self.spoken, self.turns = False, []
        return out

    def _continuation(self, stretch: Stretch, a: int, b: int) -> _More | None:
        """How a paragraph goes on with an open quotation: it begins with the mark that opened it, or its partner."""
        partner = next((p[1] for p in self.tables.pairs if p[0] == stretch.mark), "")
        m = re.compile(rf"\s*[{re.escape(stretch.mark + partner)}]").match(self.text, a, b) if stretch.mark else None
        if m is None:
            return None
        if self.text[m.end() - 1] == stretch.mark:
            inner = stretches(self.text, a, b, self.tables)
            first = inner[0] if inner and inner[0].left < m.end() else None
        else:
            end = self.text.find(partner, m.end(), b)
            first = Stretch(m.end() - 1, m.end(), end if end >= 0 else b, end + 1 if end >= 0 else b, partner)
            first.closed = end >= 0
        if first is None:
            return None
        more = _More(trim(self.text, first.start, first.end), first.closed)
        if first.closed and self.text[first.right : b].strip(" ."):
            tokens = Tokens(self.text, a, b, [first], self.tables)
            given = kind_of(read_clauses(tokens)).attribute(tokens.quotes[0], heading=False)
            said = given is not None and given.cue is not None and given.cue[0] >= first.right
            if not said or _SIGN.search(self.text, first.right, b):
                return None
            more.given, more.tokens = given, tokens
        return more

    def _turn(self, a: int, b: int) -> Stretch | None:
        """A turn of dialogue after a dash."""
        m = (
            re.compile(rf"\s*(?:[{self.tables.dashes}]|--)\s*(?=\S)").match(self.text, a, b)
            if self.tables.dashes
            else None
        )
        if m is None:
            return None
        start, end = trim(self.text, m.end(), b)
        return Stretch(a, start, end, b, self.text[m.end() - 1 : m.end()].strip() or "—") if end > start else None

    def _paragraph(self, a: int, b: int, found: list[Stretch], heading: bool, more: list[_More]) -> list[Quote]:
        dialogue = bool(found[0].mark) and found[0].mark in "—–-"
        self._end_before_verb(found[-1], a)
        tokens = Tokens(self.text, a, b, found, self.tables)
        names = names_in_marks(tokens) if self.tables.names_in_marks else frozenset()
        clauses = read_clauses(tokens)
        patterns = kind_of(clauses)
        items = []
        for stretch, q in zip(found, tokens.quotes, strict=True):
            if q in names:
                continue
            item = Found(stretch, q, [(stretch.start, stretch.end)], clauses)
            cuts = self.tables.incise or (UNCLOSED in stretch.repairs and not self.tables.forms.unspaced)
            if cuts and stretch.end - stretch.start > 12:
                cut_author(item, dialogue=dialogue)
            if item.given is None and not dialogue:
                item.given = patterns.attribute(q, heading=heading)
            items.append(item)
        if not items:
            self.spoken = False
            self.antecedents.passed(clauses)
            return []
        if dialogue:
            if not items[0].given and not self.spoken:
                self.antecedents.passed((a, b))
                self.turns += items
                return []
            self.spoken = True
        else:
            self.spoken = False
        turns, self.turns = self.turns if dialogue else [], []
        if more:
            items[-1].segments += [
                x.span for x in more if x.span[0] < x.span[1]
            ]  # a mark alone closes and adds nothing
            if items[-1].given is None and more[-1].given:
                items[-1].given, items[-1].source = more[-1].given, more[-1].tokens
        items = items if dialogue else speech(items, tokens)
        items = joined(items, tokens)
        carry(items, clauses)
        if self.tables.carries_over and not dialogue and fills(items, tokens):
            carry_over(items, self.last or self._introduced())
        self.last, self.plain = last_speaker(items, tokens), None
        people = iter(sorted(((m.span[0], m) for _, m in clauses.subjects()), key=lambda x: x[0]))
        quotes = self._quotes(items, [m for _, m in people])
        self.antecedents.passed(clauses)
        return [*map(self._quote, turns), *quotes]

    def _end_before_verb(self, stretch: Stretch, a: int) -> None:
        """End words that nothing closes before the verb that reports them, where verbs stand last."""
        tables = self.tables
        if UNCLOSED not in stretch.repairs or not (tables.topics or tables.verb_final or tables.verb_last):
            return
        if tables.verb_last and self.text[a : stretch.left].rstrip().endswith(":"):
            return
        end = words_until(self.text, tables, stretch.start, stretch.right)
        if end is not None and end > stretch.start:
            stretch.end, stretch.right = trim(self.text, stretch.start, end)[1], end

    def _introduced(self) -> Attribution | None:
        """Whoever says something in the last sentence of the paragraph before, if that has no marks."""
        if self.plain is None:
            return None
        tokens = Tokens(self.text, *self.plain, (), self.tables)
        return introduced(read_clauses(tokens))

    def _quotes(self, items: list[Found], subjects: list[Mention]) -> list[Quote]:
        out = []
        n = 0
        for item in items:
            given = item.given
            mention = given.mention if given else None
            while n < len(subjects) and subjects[n].span[0] < (mention.span[0] if mention else item.stretch.left):
                self.people.add(subjects[n], self.text)
                n += 1
            out.append(self._quote(item))
        for left in subjects[n:]:
            self.people.add(left, self.text)
        return out

    def _quote(self, item: Found) -> Quote:
        text, given = self.text, item.given
        mention = given.mention if given else None
        certainty, speaker, person, relay = Certainty.UNKNOWN, None, None, None
        if given:
            source = item.source or item.tokens
            relay = agencies.via(source, *given.words, mention.span if mention else None) or self.relay
            if mention and given.cue:
                mention = agreeing(source, mention, given.cue)
        if given and mention:
            loose = mention.pronoun or item.stretch.repairs
            certainty = Certainty.LIKELY if loose else given.certainty
            resolve = self.antecedents.resolve
            person = resolve(mention, item.clauses) if mention.pronoun else self.people.add(mention, text)
            speaker = person.name if person else text[slice(*mention.place)]
        return Quote(
            segments=tuple(item.segments),
            text=JOINER.join(text[a:b] for a, b in item.segments),
            part=self.part,
            speaker=speaker,
            speaker_span=mention.place if mention else None,
            role=person.role if person else None,
            cue=text[slice(*given.cue)] if given and given.cue else None,
            via=text[slice(*relay)] if relay else None,
            certainty=certainty,
            repairs=tuple(item.stretch.repairs),
        )
