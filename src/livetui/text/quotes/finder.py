"""Quotations and who said them, found in plain text. Everything here is pure: tables and rules, no model, no network.

The way of a text: paragraphs → marked stretches (`marks`) → words (`tokens`) → reporting verbs (`verbs`) → attribution
(`attribution`, `incises`) → names for pronouns (`people`) → agencies (`agencies`) → `Quote` values. Offsets always
count in the text as given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from livetui.model.quote import JOINER, Certainty, Part, Quote, Span
from livetui.text.language import guess
from livetui.text.quotes import agencies
from livetui.text.quotes.antecedents import Antecedents
from livetui.text.quotes.asides import asides
from livetui.text.quotes.attribution import Patterns
from livetui.text.quotes.brands import names_in_marks
from livetui.text.quotes.clauses import Clauses
from livetui.text.quotes.cues import (
    AUX,
    BEFORE,
    DET,
    FINITE,
    GERUND,
    PARTICIPLE,
    SIMILE,
    THAT,
    Tables,
    lang_tables,
)
from livetui.text.quotes.declined import agreeing
from livetui.text.quotes.declined_patterns import DeclinedPatterns
from livetui.text.quotes.found import Attribution, Found
from livetui.text.quotes.incises import Incise, closing_clause, cut, incises
from livetui.text.quotes.joins import carry, carry_over, fills, introduced, joined, last_speaker
from livetui.text.quotes.marks import UNCLOSED, Stretch, paragraphs, stretches, trim
from livetui.text.quotes.mentions import Mention
from livetui.text.quotes.people import People
from livetui.text.quotes.scare import speech
from livetui.text.quotes.tokens import Tokens
from livetui.text.quotes.unspaced import Subjects, read_clauses
from livetui.text.quotes.unspaced_patterns import Unspaced
from livetui.text.quotes.verb_second_patterns import SecondPatterns
from livetui.text.split import split_posts

_SIGN = re.compile("|".join([*"«»“”„‟\"‹›「」『』‘‚'", "<<", "``", ",,", r"’(?<!\w’)\b"]))
"""Finds what may be a mark; each choice begins with its own sign, which makes it fast."""
_REACH = 600
"""So many characters of a sentence are looked at for where words begin that only a closing mark ends."""
_BEHIND = 5
"""A comma or "that" fewer than this many words behind a verb opens what it reports."""
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


def _patterns(clauses: Clauses) -> Patterns | Unspaced:
    """The patterns for the grammar of a language, and for how it is written."""
    if isinstance(clauses, Subjects):
        return Unspaced(clauses)
    tables = clauses.tokens.tables
    if tables.cases:
        return DeclinedPatterns(clauses, tables.cases)
    return SecondPatterns(clauses) if tables.verb_second else Patterns(clauses)


class _Reader:
    """Reads one update: keeps its people, its default agency, and the paragraphs not yet looked at for people."""

    def __init__(self, text: str, tables: Tables, part: Part, headline: str | None = None) -> None:
        self.text, self.tables, self.part = text, tables, part
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
                stretches(self.text, a, b, self.tables, self._cue_follows, self._words_from, self.room)
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
            if (turn := self._turn(a, b)) and (not found or self._interrupts(turn)):
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
            given = _patterns(read_clauses(tokens)).attribute(tokens.quotes[0], heading=False)
            said = given is not None and given.cue is not None and given.cue[0] >= first.right
            if not said or _SIGN.search(self.text, first.right, b):
                return None
            more.given, more.tokens = given, tokens
        return more

    def _cue_follows(self, at: int) -> bool:
        """Whether words that report stand right after an offset."""
        words = self.tables.words
        for n, m in enumerate(self.tables.token.finditer(self.text, at, min(len(self.text), at + 80))):
            if n > 3 or m.group() in ".!?:;":
                return False
            bits = words.get(m.group().casefold(), 0)
            if bits & (FINITE | BEFORE) or (bits & AUX and n <= 2):
                return True
        return False

    def _words_from(self, low: int, high: int) -> int | None:
        """Where words that somebody says begin in the part of a sentence before a lone closing mark.

        After its last colon, else after the first verb that reports with a comma or "that" right behind it, else after
        the last verb that reports.
        """
        words, begin, strength, behind, before = self.tables.words, None, 0, _BEHIND, 0
        for m in self.tables.token.finditer(self.text, low, min(high, low + _REACH)):
            bits = words.get(m.group().casefold(), 0)
            behind += 1
            if m.group() == ":":
                begin, strength = m.span()[1], 3
            elif (
                behind < _BEHIND
                and strength < 2
                and ((m.group() == "," and not self.tables.incise) or bits & (THAT | SIMILE))
            ):
                begin, strength = m.span()[1], 2
            elif bits & (FINITE | PARTICIPLE | GERUND) and not (before & DET or bits & DET):
                behind = 0
                if strength < 2:
                    begin, strength = m.span()[1], 1
            before = bits
        return begin if strength > 1 or not self.tables.incise else None

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

    def _interrupts(self, turn: Stretch) -> bool:
        """Whether a turn of dialogue that holds marks has its reporting clause outside them."""
        if not self.tables.dash_incise:
            return False
        inner = Tokens(self.text, turn.start, turn.end, (), self.tables)
        return bool(incises(inner, turn, dialogue=True))

    def _paragraph(self, a: int, b: int, found: list[Stretch], heading: bool, more: list[_More]) -> list[Quote]:
        dialogue = bool(found[0].mark) and found[0].mark in "—–-"
        tokens = Tokens(self.text, a, b, found, self.tables)
        names = names_in_marks(tokens) if self.tables.names_in_marks else frozenset()
        clauses = read_clauses(tokens)
        patterns = _patterns(clauses)
        items = []
        for stretch, q in zip(found, tokens.quotes, strict=True):
            if q in names:
                continue
            item = Found(stretch, q, [(stretch.start, stretch.end)], clauses)
            cuts = self.tables.incise or (UNCLOSED in stretch.repairs and not self.tables.forms.unspaced)
            if cuts and stretch.end - stretch.start > 12:
                self._cut(item, dialogue=dialogue)
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

    def _introduced(self) -> Attribution | None:
        """Whoever says something in the last sentence of the paragraph before, if that has no marks."""
        if self.plain is None:
            return None
        tokens = Tokens(self.text, *self.plain, (), self.tables)
        return introduced(read_clauses(tokens))

    def _cut(self, item: Found, *, dialogue: bool) -> None:
        """Cut the incises out of a stretch; they say who speaks."""
        stretch = item.stretch
        inner = Tokens(self.text, stretch.start, stretch.end, (), self.tables)
        if dialogue and self.tables.asides:
            self._cut_asides(item, inner)
            return
        cuts = incises(inner, stretch, dialogue=dialogue)
        plain = UNCLOSED in stretch.repairs or (dialogue and not cuts and self.tables.plain_turns)
        if plain and (clause := closing_clause(inner)):
            cuts = [*(c for c in cuts if c.span[1] <= clause.span[0]), clause]
        if not cuts:
            return
        if not self._part(item, [c.span for c in cuts]):
            return
        best: Incise = next((c for c in cuts if c.mention), cuts[0])
        words = (best.verb.first, min(inner.size, best.verb.last + 12))
        item.given, item.source = Attribution(best.mention, best.verb.cue, words), inner

    def _cut_asides(self, item: Found, inner: Tokens) -> None:
        """Cut the author's words out of a turn of dialogue; they say who speaks."""
        found = asides(inner, item.stretch.start, item.stretch.end)
        best = next((x for x in found if x.mention), next((x for x in found if x.verb), None))
        if found and self._part(item, [x.span for x in found]) and best and best.verb:
            words = (best.verb.first, min(inner.size, best.verb.last + 12))
            item.given, item.source = Attribution(best.mention, best.verb.cue, words), inner

    def _part(self, item: Found, cuts: list[Span]) -> bool:
        """Leave out these spans of a stretch; False if nothing would remain."""
        parts = [trim(self.text, *s) for s in cut(item.stretch.start, item.stretch.end, cuts)]
        parts = [s for s in parts if s[1] > s[0]]
        item.segments = parts or item.segments
        return bool(parts)

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
