"""The tables of a language, read from ``livetui/data/lang/*.toml`` when the language is first met.

A table is data: pairs of marks, reporting verbs with their inflections, and the closed word classes (articles,
pronouns, prepositions, role nouns…) that the patterns of `attribution` are made of. Every word form maps to a set of
bits, so that reading a token is one look-up. ``fr.toml`` documents each key at its head.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from unicodedata import normalize

from livetui.text.quotes.declensions import Cases, declined, read_cases
from livetui.text.quotes.forms import Forms, token_pattern
from livetui.text.quotes.pairs import Pairs, language_pairs, regional_pairs, split_pairs, subtags
from livetui.text.quotes.segments import Finder, Segmenter, variants
from livetui.text.tables import FOLDER, read_table

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

_CLASSES = {
    "topics": TOPIC, "plain": 0, "written": WRITTEN,
    "auxiliaries": AUX, "passives": AUX | PASSIVE,
    "articles": DET, "chains": CHAIN, "prepositions": PREP, "roles": ROLE, "bodies": BODY,
    "adverbs": ADV, "stops": STOP, "conjunctions": CONJ, "clitics": CLITIC, "reflexives": CLITIC | REFLEXIVE,
    "works": WORK, "that": THAT, "to": TO, "verbs": VERB, "particles": PARTICLE, "outlets": OUTLET, "similes": SIMILE,
    "before": BEFORE, "after": AFTER, "relays": RELAY, "echoes": ECHO, "relatives": RELATIVE | STOP,
    "nobody": PRON | UNNAMED, "agents": AGENT, "sayings": SAYING, "absolutes": ABSOLUTE, "oblique": DET | OBLIQUE,
    "reported": REPORTED, "as_said": AS_SAID, "eyes": EYES, "indefinite": SOME, "owners": OWNER,
}  # fmt: skip
_GENDERED = {
    "pronouns": PRON, "titles": TITLE, "gendered": ROLE, "articles": DET, "possessives": DET | POSSESSIVE,
}  # fmt: skip
_FORMS = {"finite": FINITE, "participle": PARTICIPLE, "gerund": GERUND, "infinitive": INFINITIVE}
_RANKS = {
    "rank1": RANK1, "rank2": 0, "rank3": RANK3, "label": LABEL, "quoting": QUOTING, "incise": INCISE,
    "passive": RANK1 | PASSIVE,
}  # fmt: skip
_VARIANTS: dict[int, str | None] = {
    **dict.fromkeys((0x307, 0x640, 0x670, *range(0x64B, 0x660))),  # the dot of a Turkish İ, vowel marks, a long stroke
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    ord("ى"): "ي",
    ord("ё"): "е",
    ord("ʼ"): "'",
}
"""Signs that are left out or written in several ways."""
_VARYING = frozenset(map(chr, _VARIANTS))


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


def has_tables(lang: str) -> bool:
    """Tell whether the language of a BCP 47 tag has tables of its own."""
    return subtags(lang)[0] in known()


@cache
def known() -> frozenset[str]:
    """The primary subtags of the languages with tables."""
    return frozenset(name[:-5] for name in os.listdir(os.path.join(FOLDER, "lang")) if name.endswith(".toml"))  # noqa: PTH118, PTH208


@cache
def lang_tables(lang: str | None) -> Tables:
    """The tables for a BCP 47 tag; where there are none, the marks of the language and no cues.

    A region or a script may put pairs of marks of its own before those of the language (pt-PT, zh-Hant).
    """
    primary, *rest = subtags(lang or "")
    tables = _load(primary)
    own = regional_pairs(lang or "") if rest else ()
    return replace(tables, pairs=tuple(dict.fromkeys(own + tables.pairs))) if own else tables


@cache
def _load(lang: str) -> Tables:
    if lang not in known():
        return replace(build("", {}), pairs=language_pairs(lang))
    return build(lang, read_table(f"lang/{lang}.toml"))


def build(lang: str, raw: dict[str, Any]) -> Tables:
    """Make the tables of a language from the content of its file."""
    marks, classes, script = raw.get("marks", {}), raw.get("words", {}), raw.get("script", {})
    words: dict[str, int] = {}
    phrases: dict[str, dict[str, dict[tuple[str, ...], int]]] = {}
    gender: dict[str, str] = {}

    others = {pair[0]: pair[1] for pair in script.get("variants", "").split()}

    def add(entries: Iterable[str], bits: int) -> None:
        for entry in entries:
            if others and (variant := variants(entry, others)) != entry:
                words[variant] = words.get(variant, 0) | bits
            if "_" in entry:
                parts = tuple(entry.split("_"))
                known = phrases.setdefault(parts[0], {}).setdefault(parts[1], {})
                known[parts] = known.get(parts, 0) | bits
            else:
                words[entry] = words.get(entry, 0) | bits

    # Whole rows are folded, which takes a tenth of the time that folding each form would.
    for key, bits in _CLASSES.items():
        add(fold(classes.get(key, "")).split(), bits)
    for key, bits in _GENDERED.items():
        for letters, row in raw.get(key, {}).items():
            forms = fold(row).split()
            add(forms, bits)
            gender.update((form.replace("_", " "), letters) for form in forms)
    for key, bits in (("roles", ROLE), ("bodies", BODY), ("works", WORK)):
        subjects, oblique = declined(raw, key, fold)
        add([word for word, _ in subjects], bits)
        add(oblique, bits if bits == WORK else bits | OBLIQUE)
        gender.update((word, letters) for word, letters in subjects if letters)
    particles: dict[str, set[str]] = {}
    for rank, cues in raw.get("cues", {}).items():
        for forms, bits, particle in _inflected(cues, raw.get("inflection", {})):
            if particle:
                for form in forms:
                    particles.setdefault(form, set()).add(particle.replace("_", " "))
                add([particle], PARTICLE_LAST)
            add(forms, INCISE if rank == "incise" else bits | _RANKS[rank])
    for form in particles:
        # a form that reports without a particle too needs none
        words[form] = words[form] & ~SPLIT if words[form] & FINITE else words[form] | FINITE
    return Tables(
        lang=lang,
        pairs=split_pairs(marks.get("pairs", "")),
        dashes=marks.get("dashes", ""),
        asides=marks.get("asides", False),
        incise=marks.get("incise", False),
        dash_incise=marks.get("dash_incise", False),
        names_in_marks=marks.get("names_in_marks", False),
        inverts=raw.get("grammar", {}).get("inverts", False),
        drops=raw.get("grammar", {}).get("drops_subject", False),
        verb_last=raw.get("grammar", {}).get("verb_last", False),
        verb_second=raw.get("grammar", {}).get("verb_second", False),
        plural_verb=raw.get("grammar", {}).get("plural_verb", ""),
        opening_endings=tuple(raw.get("grammar", {}).get("opening_endings", "").split()),
        nouns_capitalised=raw.get("grammar", {}).get("nouns_capitalised", False),
        wary=raw.get("grammar", {}).get("wary", False),
        genitive=raw.get("grammar", {}).get("genitive", ""),
        participle_ending=raw.get("grammar", {}).get("participle_ending", ""),
        trusting=raw.get("grammar", {}).get("trusting", False),
        carries_over=raw.get("grammar", {}).get("carries_over", False),
        bare_plural=raw.get("grammar", {}).get("bare_plural", ""),
        adverb_ending=raw.get("grammar", {}).get("adverb_ending", ""),
        verb_endings=tuple(raw.get("grammar", {}).get("verb_endings", "").split()),
        gerunds=tuple(raw.get("grammar", {}).get("gerunds", "").split()),
        latter=frozenset(fold(w).replace("_", " ") for w in classes.get("latter", "").split()),
        ours=frozenset(classes.get("ours", "").split()),
        cases=read_cases(raw["cases"]) if "cases" in raw else None,
        words=words,
        phrases={
            first: {second: tuple(sorted(found.items(), key=lambda p: -len(p[0]))) for second, found in rest.items()}
            for first, rest in phrases.items()
        },
        particles={form: frozenset(those) for form, those in particles.items() if words[form] & SPLIT},
        gender=gender,
        abbreviations=frozenset(fold(w) for w in classes.get("abbreviations", "").split()),
        token=Segmenter(list(words))
        if script.get("unspaced")
        else token_pattern(classes.get("elisions", ""), classes.get("inverted", ""), script.get("suffix_marks", "")),
        topics=tuple(classes.get("topics", "").split()),
        forms=_read_forms(script, raw.get("prefixes", {})),
        verb_first=raw.get("grammar", {}).get("verb_first", False),
        verb_final=raw.get("grammar", {}).get("verb_final", False),
        plain_turns=marks.get("plain_turns", False),
        places=tuple(script.get("places", "").split()),
        oblique=tuple(script.get("oblique", "").split()),
        dative=tuple(script.get("dative", "").split()),
    )


def _read_forms(script: dict[str, Any], prefixes: dict[str, str]) -> Forms:
    """How words are written and inflected, from [script] and [prefixes]."""
    found = [(fold(form), _CLASSES.get(key, 0)) for key, forms in prefixes.items() for form in forms.split()]
    return Forms(
        suffix_marks=script.get("suffix_marks", ""),
        endings=tuple(sorted(script.get("endings", "").split(), key=len, reverse=True)),
        compounds=script.get("compounds", False),
        prefixes=tuple(sorted(found, key=lambda x: -len(x[0]))),
        article=script.get("article", ""),
        caseless=script.get("caseless", False),
        unspaced=script.get("unspaced", False),
        keeps=ROLE | BODY | TITLE,
        inflected=bool(found) or any(script.get(key) for key in ("endings", "compounds", "suffix_marks")),
    )


def _inflected(cues: dict[str, str], inflection: dict[str, dict[str, str]]) -> Iterator[tuple[list[str], int, str]]:
    """Rows of folded forms of the listed verbs with their bits, and the particle that they are parted from, if any.

    "~" in an inflection stands for the stem. A key of two words names an inflection and a particle: its verbs have
    their finite forms both parted from the particle and joined to it, and the other forms joined to it.
    """
    for key, row in cues.items():
        name, _, particle = key.partition(" ")
        particle, stems = fold(particle), fold(row).split()
        if bits := _FORMS.get(name):
            rows = [(stems, bits)]
        else:
            rows = [
                ([end.replace("~", stem) for stem in stems for end in fold(ends).split()], _FORMS[kind])
                for kind, ends in inflection[name].items()
            ]
        for forms, bits in rows:
            yield [particle + form for form in forms] if particle else forms, bits, ""
            if particle and bits == FINITE:
                yield forms, SPLIT, particle
