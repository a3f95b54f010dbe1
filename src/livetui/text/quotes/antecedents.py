"""Whom a pronoun stands for, looked for in one update and never beyond it.

The latest of: whoever spoke before, in that number and gender; a person whom one of the two sentences before is about.
Else the person whom the headline is about. So little is sure that what follows from it is never more than likely.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from livetui.model.quote import Span
from livetui.text.quotes.clauses import Clauses
from livetui.text.quotes.cues import DET, POSSESSIVE, ROLE, Tables
from livetui.text.quotes.mentions import after, before
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.people import People, Person
from livetui.text.quotes.tokens import QUOTE, Tokens
from livetui.text.quotes.unspaced import read_clauses

PARAGRAPHS = 3
"""So many paragraphs without marks are read for whoever speaks in them."""
SENTENCES = 2
"""So many sentences before the pronoun's are read for whom they are about, sentences of quoted words not counted."""


class Antecedents:
    """The people of an update, as far as it has been read."""

    def __init__(self, text: str, tables: Tables, people: People, headline: str | None = None) -> None:
        """Args: the text and the tables of its language; who speaks in it; the headline, for its subject."""
        self._text, self._tables, self._people = text, tables, people
        self._headline = headline
        self._unread: list[Span] = []
        self._last: Span | Clauses | None = None
        self._plain: Clauses | None = None
        """The clauses of the last paragraph if it has no marks, once a pronoun has asked for them."""

    def passed(self, paragraph: Span | Clauses) -> None:
        """Note that a paragraph was passed; the span of one without marks, whose words nobody has read."""
        if not isinstance(paragraph, Clauses):
            self._unread.append(paragraph)
        self._last, self._plain = paragraph, None

    def resolve(self, mention: Mention, clauses: Clauses) -> Person | None:
        """Whom a pronoun stands for; `clauses`: those of its paragraph, which is not passed yet."""
        if (named := self._named_last(mention, clauses.tokens)) is not None:
            return named
        spoke = self._people.resolve(mention)
        for subject in self._subjects_before(mention, clauses):
            if spoke and spoke.at >= subject.place[0]:
                break
            if person := self._people.fitting(mention, subject, self._text):
                return person
        if self._unread and not (spoke and spoke.at > self._unread[-1][0]):
            self._hear(mention)
            spoke = self._people.resolve(mention)
        return spoke or self._of_headline(mention)

    def _named_last(self, mention: Mention, tokens: Tokens) -> Person | None:
        """The person named last before "ce dernier", "the latter", in the sentence before."""
        if self._text[slice(*mention.span)].lower() not in self._tables.latter or mention.span[0] < tokens.starts[0]:
            return None
        at = max(0, bisect_right(tokens.starts, mention.span[0]) - 1)
        for low, end in _sentences(tokens, tokens.low[at]):
            for k in range(end - 1, low, -1):
                if tokens.bits[k] & ROLE or tokens.name(k):
                    start = next((x for x in range(k, max(low, k - 4) - 1, -1) if tokens.bits[x] & DET), k)
                    found = after(tokens, start, k + 1) or after(tokens, k, k + 1)
                    subject = found[0] if found else before(tokens, k, low, antecedent=True)
                    if subject and (person := self._people.fitting(mention, subject, self._text)):
                        return person
            return None
        return None

    def _hear(self, mention: Mention) -> None:
        """Learn who speaks in the paragraphs that were passed unread."""
        for span in self._unread[-PARAGRAPHS:]:
            if span[0] < mention.span[0]:
                for _, subject in self._read(span).subjects():
                    self._people.add(subject, self._text)
        self._unread.clear()

    def _read(self, span: Span) -> Clauses:
        """The clauses of a paragraph without marks; those of the last are kept, since many pronouns ask for them."""
        if span != self._last:
            return read_clauses(Tokens(self._text, *span, (), self._tables))
        if self._plain is None:
            self._plain = read_clauses(Tokens(self._text, *span, (), self._tables))
        return self._plain

    def _subjects_before(self, mention: Mention, clauses: Clauses) -> Iterator[Mention]:
        """What the sentences before the pronoun's are about, the nearest first."""
        if mention.span[0] < clauses.tokens.starts[0]:
            if not isinstance(self._last, Clauses):
                return
            clauses = self._last  # a speaker carried over from the paragraph before
        tokens = clauses.tokens
        at = max(0, bisect_right(tokens.starts, mention.span[0]) - 1)
        if tokens.bits[at] & POSSESSIVE and (subject := clauses.sentence_subject(tokens.low[at], at)):
            yield subject
        left = SENTENCES
        for sentence in _sentences(tokens, tokens.low[at]):
            left -= 1
            if subject := clauses.sentence_subject(*sentence):
                yield subject
            if not left:
                return
        if self._last is not None and self._last is not clauses:
            last = self._last if isinstance(self._last, Clauses) else self._read(self._last)
            for sentence in _sentences(last.tokens, last.tokens.size):
                left -= 1
                if subject := last.sentence_subject(*sentence):
                    yield subject
                if not left:
                    return

    def _of_headline(self, mention: Mention) -> Person | None:
        if not self._headline:
            return None
        tokens = Tokens(self._headline, 0, len(self._headline), (), self._tables)
        subject = read_clauses(tokens).sentence_subject(0, tokens.size)
        return self._people.fitting(mention, subject, self._headline) if subject else None


def _sentences(tokens: Tokens, end: int) -> Iterator[tuple[int, int]]:
    """The sentences before token `end`, the nearest first; those of quoted words alone are left out."""
    while end > 0:
        low = tokens.low[end - 1]
        if not tokens.bits[low] & QUOTE:
            yield low, end
        end = low
