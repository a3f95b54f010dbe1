"""Marks that are not speech: scare quotes, titles of works, terms, glosses."""

from __future__ import annotations

from bisect import bisect_left

from livetui.text.quotes.cues import AUX, BEFORE, CHAIN, CONJ, DET, FINITE, PREP, SIMILE, SOME, STOP, TO, WORK
from livetui.text.quotes.found import Attribution, Found, words_of
from livetui.text.quotes.joins import interrupted
from livetui.text.quotes.naming import may_speak
from livetui.text.quotes.stretch import STRAY_OPEN
from livetui.text.quotes.tokens import CAP, PUNCT, QUOTE, WORD, Tokens


def speech(items: list[Found], tokens: Tokens) -> list[Found]:
    """The stretches of a paragraph that are speech; what "and" ties to a title or a term is none either."""
    out: list[Found] = []
    scare: int | None = None
    for item in items:
        tied = (
            tokens.tables.wary
            and scare is not None
            and all(tokens.bits[k] & CONJ for k in range(scare + 1, item.token))
        )
        said = item.given is not None and item.given.mention is not None
        together = bool(out) and tokens.tables.wary and _coordinated(out[-1], item, tokens)
        resumed = bool(out) and tokens.tables.dash_incise and interrupted(out[-1], item, tokens)
        if not together and not resumed and (is_scare(item, tokens) or (tied and not said)):
            scare = item.token
        else:
            scare = None
            out.append(item)
    return out


def is_scare(item: Found, tokens: Tokens) -> bool:
    """Whether these are the marks of a title, a term or irony rather than of speech."""
    words = words_of(tokens.text[item.stretch.start : item.stretch.end])
    given = item.given
    if not words or (len(words) < 6 and _in_brackets(tokens, item.token)):
        return True
    speech = given is not None and not given.weak
    title = _title_noun(tokens, item.token)
    if title is not None and tokens.tables.wary and len(words) < 8 and _named(given, tokens, title, item.token):
        return True
    called = given is not None and given.label and given.mention is not None and words[0][0].islower()
    beside = title is not None and (title == item.token - 1 or bool(tokens.bits[item.token - 1] & (SIMILE | CHAIN)))
    if called and beside:
        title = None  # "juge le film « un peu long »", "qualifié le livre de « plat »"
    if tokens.tables.names_in_marks and speech and given and given.mention and len(words) > 1 and words[0][0].islower():
        title = None  # names have capitals there: "компания «близка к банкротству»"
    if title is not None and not _governed(given, tokens, item.token) and not _says(given, tokens, title):
        return True
    if given is None or given.mention is None:
        broken = any(r != STRAY_OPEN for r in item.stretch.repairs)
        short = len(words) < 4 and not _sentence(tokens, item.token, words)
        return given is None and (short or (_title_case(words, tokens) and not broken)) and not broken
    if not speech and not tokens.tables.trusting and len(words) < 4:
        return True
    judged = (
        given.label and may_speak(tokens, given.mention) and given.cue and given.cue[1] <= tokens.starts[item.token]
    )
    if tokens.tables.nouns_capitalised and not judged and len(words) < 8 and _name(words, tokens, item.token):
        return True
    if len(words) == 1 and not _labels(given, tokens, item.token):
        return True
    loose = tokens.tables.wary and given.rank > 1 and not given.label
    if loose and len(words) < 4 and not may_speak(tokens, given.mention):
        return True
    if tokens.tables.drops and words[0][0].isupper() and len(words) < 8 and not _apart(given, tokens, item.token):
        return len(words) == 1 or _title_case(words, tokens)
    if tokens.tables.nouns_capitalised:
        return False  # capitals alone tell nothing there
    return _title_case(words, tokens) and len(words) < 8 and not _governed(given, tokens, item.token)


def _sentence(tokens: Tokens, q: int, words: list[str]) -> bool:
    """Whether the marks hold a whole sentence of a paragraph in which others stand before it."""
    alone = tokens.low[q] == q and all(tokens.bits[k] & PUNCT for k in range(q + 1, tokens.high[q]))
    return alone and q > 0 and len(words) > 1 and words[0][0].isupper()


def _coordinated(last: Found, item: Found, tokens: Tokens) -> bool:
    """Whether marked words go on with those before, whose speaker has both: "une loi « Q » et « Q »"."""
    between = range(last.token + 1, item.token)
    if len(between) > 3 or not last.given or not item.given or last.given.cue != item.given.cue:
        return False
    joints = [bool(tokens.bits[k] & CONJ) or tokens.lows[k] == "," for k in between]
    return any(joints) and all(
        joint or tokens.bits[k] & (CHAIN | DET) for joint, k in zip(joints, between, strict=True)
    )


def _title_noun(tokens: Tokens, q: int) -> int | None:
    """The word that announces a title or a term right before the marks, at most one word between."""
    for k in (q - 1, q - 2):
        if k < 0 or tokens.bits[k] & QUOTE:
            return None
        if tokens.bits[k] & WORK:
            apart = tokens.bits[q - 1] & (DET | AUX)
            if tokens.tables.wary and tokens.bits[q - 1] & TO and not tokens.bits[q - 1] & CHAIN:
                apart = TO  # "appelé à « la retenue »"
            return k if k == q - 1 or not apart else None
        colon = tokens.lows[k] == ":" and tokens.tables.names_in_marks  # на тему: «…»
        if tokens.bits[k] & PUNCT and tokens.lows[k] != "(" and not colon:
            return None
    return None


def _named(given: Attribution | None, tokens: Tokens, title: int, q: int) -> bool:
    """Whether the noun right before a few marked words names them, whatever follows: "le programme « Q », dit S, …"."""
    if title != q - 1 or given is None or given.cue is None:
        return False
    apposed = title > 0 and tokens.lows[title - 1] == ","  # "Ortiz, dit « le Basque »"
    return given.cue[0] >= tokens.ends[q] or (apposed and given.cue[1] == tokens.ends[title])


def _says(given: Attribution | None, tokens: Tokens, k: int) -> bool:
    """Whether the word reports here ("he called it “…”") rather than names ("a song called “…”")."""
    if given is None or given.mention is None or given.cue is None:
        return False
    reports = given.cue[0] <= tokens.starts[k] < given.cue[1]
    if tokens.tables.wary and may_speak(tokens, given.mention):
        return reports  # "le journal a titré « … »"
    return reports and (given.mention.pronoun or given.mention.name is not None or given.mention.role is not None)


def _in_brackets(tokens: Tokens, q: int) -> bool:
    """Whether the marks stand alone in brackets, as a gloss does."""
    return 0 < q < tokens.size - 1 and tokens.lows[q - 1] in ("(", "[") and tokens.lows[q + 1] in (")", "]")


def _governed(given: Attribution | None, tokens: Tokens, q: int) -> bool:
    """Whether the stretch is introduced by a colon or followed by its own reporting clause."""
    if given is None or given.mention is None or given.cue is None:
        return False
    if q and given.cue[1] <= tokens.starts[q]:
        return tokens.lows[q - 1] == ":"
    return given.words[0] <= q + 2 and given.cue[0] >= tokens.ends[q]


def _apart(given: Attribution, tokens: Tokens, q: int) -> bool:
    """Whether punctuation parts the marked words from the clause that reports them, as a name it would not."""
    if given.label or q == tokens.low[q] or (q and tokens.lows[q - 1] in ":,"):
        return True
    return given.cue is None or (given.cue[0] >= tokens.ends[q] and bool(tokens.bits[q + 1] & PUNCT))


def _labels(given: Attribution | None, tokens: Tokens, q: int) -> bool:
    """Whether one marked word may be somebody's: "described as “good”", "… “liar”, he said"."""
    if given is None or given.cue is None:
        return given is not None
    if given.label:
        if given.words[0] > bisect_left(tokens.starts, given.cue[0]):
            return True  # the verb is left out: "nannte es „gut“ und Ana „schlecht“"
        if tokens.tables.wary and tokens.bits[q - 1] & DET and not tokens.bits[q - 1] & CHAIN:
            return False  # "parle le « sabir » du port"
        gap = q - bisect_left(tokens.starts, given.cue[1])
        return gap < 4 or (gap < 14 and bool(tokens.bits[q - 1] & (CHAIN | SIMILE)))
    if tokens.tables.trusting and given.mention and may_speak(tokens, given.mention):
        return True
    if given.rank == 1:
        return not (tokens.tables.wary and _plain(tokens, q - 1))  # "confirme la position « officielle »"
    span = range(max(0, q - 12), q)
    if given.cue[0] > tokens.starts[q]:
        span = range(max(0, q - 3), q)  # the verb comes last: "as “good” described"
        return any(tokens.bits[k] & SIMILE for k in span)
    return any(tokens.bits[k] & SIMILE and tokens.starts[k] >= given.cue[0] for k in span)


def _plain(tokens: Tokens, k: int) -> bool:
    """Whether a word is none the tables know, a noun for all they can tell."""
    return k >= 0 and tokens.bits[k] == WORD


def _title_case(words: list[str], tokens: Tokens) -> bool:
    """Whether every word that is no article or preposition has a capital, as in a title or a name."""
    if len(words) < 2 or not words[0][0].isupper():
        return False
    known = tokens.tables.words if tokens.tables.drops else {}
    return all(not w[0].islower() or len(w) < 4 or known.get(w, 0) & (DET | PREP) for w in words)


def _name(words: list[str], tokens: Tokens, q: int) -> bool:
    """Where every noun has a capital: whether the marked words are a name, after a noun, a preposition or "the"."""
    if not words[0][0].isupper() or (len(words) > 1 and not _title_case(words, tokens)) or not q:
        return False
    k = q - 1  # "sprach von einer „Gefahr …“"
    while k > q - 3 and k > 0 and tokens.bits[k] & (SOME | CHAIN | PREP) and not tokens.bits[k] & SIMILE:
        k -= 1
    if tokens.bits[k] & SIMILE or any(tokens.bits[x] & SIMILE for x in range(max(0, q - 2), q)):
        return False
    before = tokens.bits[q - 1]
    if before & (SOME | PUNCT | FINITE | QUOTE | CONJ | STOP):
        return False
    return bool(before & (DET | PREP | CHAIN | BEFORE | CAP))
