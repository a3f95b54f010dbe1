"""One quotation in several pairs of marks, and a speaker carried to the next."""

from __future__ import annotations

from dataclasses import replace

from livetui.model.quote import Certainty
from livetui.text.quotes.clauses import Clauses
from livetui.text.quotes.found import Attribution, Found, words_of
from livetui.text.quotes.tokens import WORD, Tokens


def joined(items: list[Found], tokens: Tokens) -> list[Found]:
    """«Q1», V S, «Q2»: one quotation with two segments if only the reporting clause stands between, in one sentence."""
    out: list[Found] = []
    for item in items:
        last = out[-1] if out else None
        if last and interrupted(last, item, tokens):
            last.segments += item.segments
            last.stretch.repairs += item.stretch.repairs
            last.token = item.token
            continue
        out.append(item)
    return out


def interrupted(last: Found, item: Found, tokens: Tokens) -> bool:
    """Whether `item` goes on with the words of `last` after the clause that says who speaks."""
    given = last.given
    if given is None or item.token == 0:
        return False
    resumed = tokens.tables.dash_incise and tokens.lows[item.token - 1] in ("—", "–", "-")  # …, — сказал S. — «Q2»
    if (
        given.cue is None
        or last.source is not None
        or item.source is not None
        or (tokens.low[last.token] != tokens.low[item.token] and not resumed)
    ):
        return False
    a, b = tokens.ends[last.token], tokens.starts[item.token]
    if not (a <= given.cue[0] and given.cue[1] <= b) or item.token - last.token > 24:
        return False
    if item.given and item.given.cue and given.cue[1] <= item.given.cue[0] < b:
        return False  # "Q1," she said, adding, "Q2": the second has a clause of its own
    last_verbs = tokens.tables.verb_final or tokens.tables.topics
    if last_verbs and item.given and item.given.cue and item.given.cue[0] >= tokens.ends[item.token]:
        return False  # each has a verb of its own behind it
    return tokens.lows[item.token - 1] in ",:;—–" or (given.mention is not None and given.mention.span[1] >= b - 2)


def carry(items: list[Found], clauses: Clauses) -> None:
    """Give a speaker to the stretches that no cue governs.

    One that goes on in the sentence of another, or opens a sentence after it, has its speaker; words of some length
    inside a sentence are its subject's, where the language's table says so.
    """
    tokens, tables = clauses.tokens, clauses.tokens.tables
    last: Found | None = None
    for item in items:
        if item.given is None:
            low = tokens.low[item.token]
            words = len(words_of(tokens.text[item.stretch.start : item.stretch.end]))
            inside = tables.trusting and words >= 4 and low < item.token
            subject = clauses.introduction(low, item.token) if inside else None
            if subject and not (last and low == tokens.low[last.token]):
                item.given = Attribution(subject, None, (low, item.token), Certainty.LIKELY)
            elif last and last.given and last.given.mention and (low == item.token or words >= 4):
                item.given = replace(last.given, certainty=Certainty.LIKELY, words=(0, 0), cue=None)
                item.source = last.source
        last = item


def fills(items: list[Found], tokens: Tokens) -> bool:
    """Whether a paragraph is nothing but marked words without a speaker."""
    return bool(items) and all(x.given is None for x in items) and not any(bits & WORD for bits in tokens.bits)


def carry_over(items: list[Found], last: Attribution | None) -> None:
    """The speaker of the paragraph before goes on in one that is nothing but marked words."""
    if last:
        for item in items:
            item.given = replace(last, certainty=Certainty.LIKELY, words=(0, 0), cue=None)


def last_speaker(items: list[Found], tokens: Tokens) -> Attribution | None:
    """Who speaks at the end of a paragraph: the last quotation stands in its last sentence."""
    last = items[-1] if items else None
    if last is None or last.given is None or last.given.mention is None:
        return None
    return last.given if tokens.high[last.token] == tokens.size else None


def introduced(clauses: Clauses) -> Attribution | None:
    """Whoever the last sentence of a paragraph says to speak, for the marked words of the next."""
    tokens = clauses.tokens
    low, size = tokens.low[-1], tokens.size
    if tokens.lows[-1] == ":":
        verb = clauses.verb_before(size, low)
        mention = clauses.subject(verb, low) if verb else None
        mention = mention or clauses.introduction(low, size - 1)
        cue = verb.cue if verb else None
        return Attribution(mention, cue, (low, size), Certainty.LIKELY) if mention else None
    for verb, mention in reversed(clauses.subjects()):
        if verb.first >= low:
            return Attribution(mention, verb.cue, (low, size), Certainty.LIKELY, verb.rank)
    return None
