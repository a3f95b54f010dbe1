"""What a word can be, as bits, and what is known of a language, as `loading` makes it of its table.

A table is data: pairs of marks, reporting verbs with their inflections, and the closed word classes (articles,
pronouns, prepositions, role nouns…) that the patterns of `attribution` are made of. Every word form maps to a set of
bits, so that reading a token is one look-up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from unicodedata import normalize

from livetui.text.quotes.declensions import Cases
from livetui.text.quotes.forms import Forms
from livetui.text.quotes.pairs import Pairs
from livetui.text.quotes.segments import Finder

# What a word can be; a form may be several things ("dit" is finite and a participle).
FINITE = 1 << 0  # a finite form of a reporting verb
PARTICIPLE = 1 << 1  # reports only with an auxiliary
GERUND = 1 << 2  # reports, its subject is that of the sentence
RANK1 = 1 << 3  # a verb of saying proper; without this bit, the verb is one of rank 2
AUX = 1 << 4
BEFORE = 1 << 5  # an adjunct before its noun: selon, according to, laut
AFTER = 1 << 6  # an adjunct after its noun: zufolge
DET = 1 << 7
CHAIN = 1 << 8  # ties two nouns into one phrase: de, of, von
PREP = 1 << 9
ROLE = 1 << 10  # what a person is: minister, porte-parole
BODY = 1 << 11  # what speaks though no person: police, ministry, report
TITLE = 1 << 12  # Mr, Mme, Dr
ADV = 1 << 13  # may stand between a verb and its subject: hier, also, am Montag
STOP = 1 << 14  # ends a noun phrase: qui, who, dass, because
CONJ = 1 << 15
PRON = 1 << 16
CLITIC = 1 << 17
REFLEXIVE = 1 << 18
WORK = 1 << 19  # announces a title or a term, so the marks after it are no speech: film, dit, so-called
THAT = 1 << 20  # opens a reported clause: que, that, dass
RELAY = 1 << 21  # "cité par", "quoted by": the agency follows
TO = 1 << 22  # "à l'AFP", "told AP": an agency that follows relays
ECHO = 1 << 23  # "c'est ce que", "that is what": the sentence before is what was said
VERB = 1 << 24  # another common finite verb: ends a noun phrase
PARTICLE = 1 << 25  # inside a name: de, von, al, bin
OUTLET = 1 << 26  # "agence", "newspaper": stands before the name of an outlet
SIMILE = 1 << 27  # "comme", "as": a described-as construction
UNNAMED = 1 << 28  # a subject that is nobody: on, es, it
PASSIVE = 1 << 30  # an auxiliary that makes its subject the one spoken to or of (est, was); a participle that allows it
RELATIVE = 1 << 29  # its antecedent may be the speaker: qui, who
INFINITIVE = 1 << 31  # reports after a preposition, as a gerund does ("al afirmar"), or after a verb of will or phase
AGENT = 1 << 39  # "by": whoever did what a participle says; bits 32 to 38 are those of `tokens`
SAYING = 1 << 40  # a noun of saying: mots, réponse, appel
RANK3 = 1 << 41  # a verb of will or thought, which reports only a whole run of marked words
INCISE = 1 << 44  # a verb that reports only in a clause inside marks: "fit-il"
LABEL = 1 << 42  # a verb that calls something by the marked word: qualifier de, call
POSSESSIVE = 1 << 43  # "his", "their"
ABSOLUTE = 1 << 44  # before a noun with a participle of its own: "with critics calling it …"
OBLIQUE = 1 << 50  # in a case that no subject has: an article (dem, den), a role or a body (министра)
REPORTED = 1 << 51  # a verb form that only reported speech has: sei, habe
AS_SAID = 1 << 52  # opens a clause that says who speaks: wie S sagte, как сообщил S
EYES = 1 << 53  # before whoever judges, at a clause's start: für S ist …
SOME = 1 << 54  # an indefinite article
QUOTING = 1 << 59  # a verb whose object is who speaks: zitieren
SPLIT = 1 << 55  # a finite form that reports only with its particle: teilte … mit
PARTICLE_LAST = 1 << 56  # what such a verb ends with: mit, hinzu
BRAND = 1 << 57  # a name between marks inside a noun phrase: the firm in глава «Газпрома»
OWNER = 1 << 58  # a country or town in the genitive: its president is meant, and it is no person's name
WRITTEN = 1 << 61  # tells that words stand somewhere: steht, zu lesen

TOPIC = 1 << 60  # a particle after whom or what the sentence is about: は

_VARIANTS: dict[int, str | None] = {
    **dict.fromkeys((0x307, 0x640, 0x670, *range(0x64B, 0x660))),  # the dot of a Turkish İ, vowel marks, a long stroke
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    ord("ى"): "ي",
    ord("ё"): "е",
    ord("ʼ"): "'",
}
"""Signs that are left out or written in several ways."""
_VARYING = frozenset(map(chr, _VARIANTS))


ENDING = 4
"""A compound ends with at least so many letters of the role or body that it is."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tables:
    """What is known of one language. Neither compared nor shown, which a short run need not make ready."""

    lang: str
    """Primary language subtag; "" for the generic table."""
    pairs: Pairs
    """Pairs of marks, the language's own first."""
    dashes: str
    """Dashes that open a turn of dialogue at a paragraph's start; "" if the language has none."""
    asides: bool
    """Do the author's words in a turn of dialogue stand between dashes ("—Q —dijo S—. Q")?"""
    incise: bool
    """Are short reporting clauses put inside one pair of marks?"""
    dash_incise: bool
    """Do these stand between dashes, the reporting verb first («…, — сказал он, — …»)?"""
    names_in_marks: bool
    """Do marks stand around the names of firms, papers and ships inside noun phrases (глава «Газпрома»)?"""
    inverts: bool
    """May the subject follow the verb before the quoted words (es. "Dijo Ana: …")?"""
    drops: bool
    """May the subject be left out (it. "ha detto")?"""
    verb_last: bool
    """Do subordinate clauses end with their verb (de. "als er … beschrieb")?"""
    verb_second: bool
    """Does one phrase stand before the verb of a main clause, so that after an adverb the subject follows (de)?"""
    plural_verb: str
    """How plural verb forms end, where the verb tells the number of a pronoun that may be either (de. "sagten sie")."""
    opening_endings: tuple[str, ...]
    """How words end that may open a sentence with a capital and yet name nobody (de. "Unmissverständlich")."""
    nouns_capitalised: bool
    """Does a capital letter say nothing about names (de)?"""
    bare_plural: str
    """How a plural ends that may stand without an article for whoever it is (en. "critics said"); "" if none may."""
    wary: bool
    """Are marks so often put around terms and irony that few words need a close tie to be speech (fr)?"""
    genitive: str
    """How a name ends that is somebody's whose words follow (en. "Ana's claim"); "" if no ending tells."""
    participle_ending: str
    """How participles end that may open a sentence before its subject (en. "Speaking to …, Ana"); "" if none tells."""
    trusting: bool
    """Are marks seldom put around terms and irony, so that a loose tie makes them speech (en)?"""
    carries_over: bool
    """Does a paragraph of nothing but marked words go on with the speaker of the one before (en)?"""
    adverb_ending: str
    """How adverbs made from adjectives end (es. "-mente"); "" if nothing tells them."""
    verb_endings: tuple[str, ...]
    """How finite forms end that no noun ends like (es. "-aron")."""
    gerunds: tuple[str, ...]
    """How gerunds end that say how somebody spoke (fr. "en riant"); empty if endings do not tell."""
    latter: frozenset[str]
    """Pronouns that stand for the person named last, whoever spoke: "ce dernier", "the latter"."""
    ours: frozenset[str]
    """Forms of the first person plural: we, us, our."""
    cases: Cases | None
    """The endings of its nouns; None where articles or word order tell what is a noun phrase."""
    words: dict[str, int]
    """Case-folded form, apostrophes straight -> bits."""
    phrases: dict[str, dict[str, tuple[tuple[tuple[str, ...], int], ...]]]
    """First word -> second word -> phrases that begin so, longest first, with their bits."""
    particles: dict[str, frozenset[str]]
    """A finite form that is parted from its particle -> the particles with which it reports (de. "teilte … mit")."""
    gender: dict[str, str]
    """Pronoun, title, role form or article -> "ms", "fs", "mp", "fp" or a part of these letters as far as it tells."""
    abbreviations: frozenset[str]
    """Words whose full stop ends no sentence."""
    token: Finder
    """Finds words and the punctuation that matters."""
    forms: Forms
    """How words are written and inflected."""
    verb_first: bool
    """Does the subject stand after its verb as a rule (ar)?"""
    verb_final: bool
    """Does the verb stand at the end, the quoted words right before it (tr)?"""
    topics: tuple[str, ...]
    """Particles after whom or what a sentence is about, the commonest first (ja. "は")."""
    plain_turns: bool
    """May a turn of dialogue end with a comma, its speaker and the verb, in this order (fi)?"""
    places: tuple[str, ...]
    """Endings of a word that opens a sentence with a capital and yet is no name (fi. "Puheessa")."""
    oblique: tuple[str, ...]
    """Endings of names that are no subject (tr. "Ankara'da")."""
    dative: tuple[str, ...]
    """Endings of whom something is said to (fi. "STT:lle"): an agency with one relays."""
    noun_endings: frozenset[str]
    """The last letters of roles and bodies, `ENDING` of each, where a noun may be a compound of one (de)."""
    met: dict[str, tuple[str, int, int]] = field(default_factory=dict, compare=False, repr=False)
    """Words and signs met in texts, with folded form, bits and length without ending; `tokens` keeps it small."""
    compounds_met: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    """Words met with a capital, with the role word that each ends with, if any; `phrases` keeps it small."""


def fold(word: str) -> str:
    """Return the form under which a word stands in the tables."""
    if word.isascii():
        return word.lower()
    folded = normalize("NFC", word.casefold().replace("’", "'"))
    return folded if _VARYING.isdisjoint(folded) else folded.translate(_VARIANTS)
