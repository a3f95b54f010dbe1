"""The tables of a language, read from ``livetui/data/lang/*.toml`` when the language is first met.

What the keys of the files mean is written at the head of ``fr.toml``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from livetui.text.quotes.cues import (
    ABSOLUTE,
    ADV,
    AFTER,
    AGENT,
    AS_SAID,
    AUX,
    BEFORE,
    BODY,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    ECHO,
    ENDING,
    EYES,
    FINITE,
    GERUND,
    INCISE,
    INFINITIVE,
    LABEL,
    OBLIQUE,
    OUTLET,
    OWNER,
    PARTICIPLE,
    PARTICLE,
    PARTICLE_LAST,
    PASSIVE,
    POSSESSIVE,
    PREP,
    PRON,
    QUOTING,
    RANK1,
    RANK3,
    REFLEXIVE,
    RELATIVE,
    RELAY,
    REPORTED,
    ROLE,
    SAYING,
    SIMILE,
    SOME,
    SPLIT,
    STOP,
    THAT,
    TITLE,
    TO,
    TOPIC,
    UNNAMED,
    VERB,
    WORK,
    WRITTEN,
    Tables,
    fold,
)
from livetui.text.quotes.declensions import declined, read_cases
from livetui.text.quotes.forms import Forms, token_pattern
from livetui.text.quotes.pairs import language_pairs, regional_pairs, split_pairs, subtags
from livetui.text.quotes.segments import Segmenter, variants
from livetui.text.tables import FOLDER, read_table

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
        noun_endings=frozenset(word[-ENDING:] for word, bits in words.items() if bits & (ROLE | BODY))
        if raw.get("grammar", {}).get("nouns_capitalised")
        else frozenset(),
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
