"""A light guess at a text's language: by script first, then by its commonest small words."""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 4000
"""So many characters from the start are looked at."""

_SMALL = {
    "fr": "le la les des est une dans du pour que qui pas sur au aux avec il elle ce cette par plus sont ont été et",
    "en": "the and of to was that is in for with on are by from has have said this his be as it were not an at will",
    "de": "der die das und nicht ist mit den von dem ein eine für auf auch sich des im wird hat nach bei wurde sei",
    "es": "el los las una que con del por para se su es fue más como pero este al lo ha según y en no también sus",
    "it": "il che gli della di una per non del è con sono dei nel alla da ha anche più le al delle questo hanno ma",
    "pt": "os não uma que do da em para com um por mais se no na dos foi como ao são das é pelo ser também já as à",
    "nl": "het een van en de dat niet zijn op te voor met is aan er ook maar door naar wordt bij werd heeft om over",
    "pl": "się na nie jest przez że do to od po jak który za są ale jego oraz tym dla był została roku będzie także",
    "sv": "och att det som är på en för av med den inte till har om ett de var från men efter säger vid kan",
    "tr": "bir ve bu için ile da de olarak olan çok daha ise gibi kadar sonra dedi ama en diye değil",
    "cs": "se na je že v s z do to pro jako by ale jsou podle který jeho od aby také byl po",
}  # fmt: skip
_SAID = {
    "fr": "déclaré affirmé expliqué annoncé estimé ajouté indiqué assuré précisé souligné dit selon raconte répond",
    "en": "said says told according asked added warned called wrote",
    "de": "sagte sagten sagt erklärte betonte meinte laut teilte schrieb forderte warnte",
    "es": "dijo dijeron dice afirmó aseguró declaró explicó añadió señaló según advirtió",
    "it": "detto affermato dichiarato spiegato aggiunto secondo dice afferma spiega",
    "pt": "disse afirmou declarou explicou acrescentou segundo diz contou",
}  # fmt: skip
"""Reporting words: in a short text they tell more than small words, and are what its quotations hang on."""
_WORD = re.compile(r"[^\W\d_]+")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)


def guess(text: str) -> str | None:
    """The primary subtag of the language a text seems to be in (fr, en, de, …); None if it is hard to tell."""
    sample = text[:SAMPLE]
    if by_script := _script(sample):
        return by_script
    words = Counter(w.casefold() for w in _WORD.findall(sample))
    total = sum(words.values())
    if total < 3:
        return None
    scores = {lang: _score(lang, words) for lang in _SMALL}
    (best, first), (_, second) = sorted(scores.items(), key=lambda x: -x[1])[:2]
    if first < 2 or first < 0.08 * total or first < 1.15 * second:
        return None
    return best


def _score(lang: str, words: Counter[str]) -> int:
    hits = Counter({w: words[w] for w in _SMALL[lang].split() if w in words})
    hits.update({w: 2 * words[w] for w in _SAID.get(lang, "").split() if w in words})
    # Letters that stand alone, as in a list or a formula, tell nothing by themselves.
    return hits.total() if any(len(w) > 1 for w in hits) else 0


def _script(sample: str) -> str | None:
    letters = Counter(_block(c) for c in sample[:1500] if c.isalpha())
    if not letters:
        return None
    kana = letters["kana"]
    letters["latin"] += 0
    block, n = letters.most_common(1)[0]
    if kana and kana * 10 > letters["han"] + kana and kana + letters["han"] > letters["latin"]:
        return "ja"
    if n * 2 < sum(letters.values()):
        return None
    match block:
        case "cyrillic":
            return "uk" if _UKRAINIAN.search(sample) else "ru"
        case "han":
            return "zh"
        case "arabic":
            return "fa" if re.search(r"[پچژگی]", sample) else "ar"
        case "hebrew":
            return "he"
        case "greek":
            return "el"
        case "hangul":
            return "ko"
    return None


def _block(char: str) -> str:
    code = ord(char)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return "latin"
    for name, low, high in _BLOCKS:
        if low <= code < high:
            return name
    return "other"


_BLOCKS = (
    ("greek", 0x370, 0x400), ("cyrillic", 0x400, 0x530), ("hebrew", 0x590, 0x600), ("arabic", 0x600, 0x780),
    ("kana", 0x3040, 0x3100), ("han", 0x3400, 0xA000), ("hangul", 0xAC00, 0xD7B0),
)  # fmt: skip
