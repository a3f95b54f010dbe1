"""Entries of ordinary feeds that announce a live page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from livetui.model.entry import Entry, Headline

_FOLDERS = {
    "live", "direct", "en-direct", "liveblog", "live-blog", "liveticker", "live-ticker", "live-updates", "live-news",
    "newsblog", "news-blog", "newsticker", "ticker", "live-reporting", "minute-by-minute", "diretta", "dirette",
    "en-directo", "directo", "directos", "en-vivo", "envivo", "ao-vivo", "aovivo", "ao-minuto", "tempo-real",
    "na-zywo", "relacja", "online-translation", "onlineblog", "liverapport", "liveblogg", "blog-live",
}  # fmt: skip
"""Parts of a path that stand before the entry's own name."""
_NAME = re.compile(
    r"live-?blog|live-?ticker|live-?updates|news-?blog|news-?ticker|(?:^|-)en-direct(?:-|$)|^direct-|^direkt-|minuto-a-minuto"
    r"|(?:^|-)na-zywo|(?:^|-)diretta(?:-|$)|(?:^|-)en-directo|(?:^|-)en-vivo|(?:^|-)ao-vivo|-live-[a-z]?\d+(?:\.html?)?$",
    re.IGNORECASE,
)
"""Within the entry's own name, which often is its title in words: "how-to-live-well" announces nothing."""
_WORDS = (
    r"live|live[ -]?(?:blogg?|ticker|updates?|coverage|text|news|bericht|rapport)"
    r"|(?:news|kriegs|ukraine|wahl)[ -]?(?:blog|ticker)|(?:suivez )?en direct|direct|(?:la )?diretta(?: live)?"
    r"|en (?:directo|vivo)|minuto a minuto|ao (?:vivo|minuto)|em (?:direto|tempo real)|na żywo|relacja(?: na żywo)?"
    r"|онлайн|прямой эфир|прямая трансляция|наживо|прямий ефір|canlı(?: anlatım)?|živě|ζωντανά|ライブ|直播|مباشر"
)
_BEGIN = re.compile(rf"[\W_]*(?:{_WORDS})\s*(?:[:|·•,–—/»\])]|-\s|$)", re.IGNORECASE)
_END = re.compile(rf"(?:[:|·•,–—/(\[]|\s-)\s*(?:{_WORDS})[\s\])»!.]*$", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"\b(?:live|news)-?(?:blog|ticker)\b|\blive updates?\b|\bsuivez (?:la|le|les|notre) \w+ en direct\b|прямой эфир",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\W*(?:LIVE|EN DIRECT|DIRECT|DIRETTA|EN DIRECTO|EN VIVO|AO VIVO|NA ŻYWO)\b")
"""As a first word only in capitals: "Live music returns" announces nothing."""
_HINTED_PATH = re.compile(
    r"(?:^|[/_.-])(?:live(?:-?(?:stream|event|report\w*|stor(?:y|ies)|text|news))?|direct|direto|online|onlain|ticker|eilmeldung"
    r"|transl[jy]a[ct]\w*|relacja|canli|canlı|liveberichterstattung|nieuwsblog|direkte|direkt|suora|seuranta|zive"
    r"|online-prenos)(?=$|[/_.-])",
    re.IGNORECASE,
)
"""In the path of live pages, and of others: shops, flights, courses, stocks."""
_HINTED_TITLE = re.compile(
    r"\blive\b|\ben direct\b|\bdirect\b\s*[:,|–-]|^\W*direct\b|newsticker|\bticker\b|news-?blog|nieuwsblog"
    r"|\ben (?:directo|vivo)\b|\bao vivo\b|\bem direto\b|tempo real|\b(?:in )?diretta\b|онлайн|хроника|трансляци"
    r"|наживо|на живо|na żywo|relacja|canlı|\bdirekte\b|\bdirekt\b|\bsuora|seurataan|\bsledujeme\b|živě|online přenos"
    r"|\blatest(?::| updates?\b)|\bthe latest\b|as it happened|minuto a minuto|minute (?:par|by) minute"
    r"|min(?:ut|utt) f[öo]r min(?:ut|utt)|hetki hetkeltä|percről percre|\bélő\b"
    r"|ζωντανά|مباشر|速報|ライブ|直播|实时|실시간|속보",
    re.IGNORECASE,
)
"""In the titles of live pages, and of others: music, radio, where people live."""
_LOOKED_AT = 500
"""Characters of a title that are looked at."""
_TAGS = {"liveblog", "live blog", "live-blog", "live", "live updates", "newsblog", "liveticker", "en direct"}


def announces_live(entry: Entry) -> bool:
    """Whether an entry of a feed announces a live page: by its address, its title or its tags.

    A guess, good enough to offer the page: what the page really is shows when it is read.
    """
    if entry.live or entry.url is None:
        return False
    return _announces(entry.url, entry.title or "") or any(tag.casefold() in _TAGS for tag in entry.tags)


def leads_to_live(headline: Headline) -> bool:
    """The same of a line of the timeline, which knows nothing of tags."""
    return not headline.live and headline.url is not None and _announces(headline.url, headline.title)


def _announces(address: str, title: str) -> bool:
    return address_announces(address) or title_announces(title)


def address_announces(address: str) -> bool:
    """Whether an address says that a live page is behind it."""
    *folders, name = _path(address).rstrip("/").split("/")
    return _NAME.search(name) is not None or any(folder.lower() in _FOLDERS for folder in folders)


def title_announces(title: str) -> bool:
    """Whether a headline says that it is a live page's."""
    title = title[:_LOOKED_AT]
    if any(pattern.match(title) for pattern in (_BEGIN, _CAPITALS)):
        return True
    return _END.search(title) is not None or _ANYWHERE.search(title) is not None


def address_hints(address: str) -> bool:
    """Whether an address may be a live page's: a word of it is used by other pages, too."""
    return _HINTED_PATH.search(_path(address)) is not None or address_announces(address)


def title_hints(title: str) -> bool:
    """Whether a headline may be a live page's: a word of it is used by other pages, too."""
    return _HINTED_TITLE.search(title[:_LOOKED_AT]) is not None or title_announces(title)


def _path(address: str) -> str:
    """The path of an address, empty if it is none of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path if parts.scheme in ("http", "https") else ""
