"""Entries of ordinary feeds that announce a live page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from livetui.model.entry import Entry

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
_TAGS = {"liveblog", "live blog", "live-blog", "live", "live updates", "newsblog", "liveticker", "en direct"}


def announces_live(entry: Entry) -> bool:
    """Whether an entry of a feed announces a live page: by its address, its title or its tags.

    A guess, good enough to offer the page: what the page really is shows when it is read.
    """
    if entry.live or entry.url is None:
        return False
    *folders, name = urlsplit(entry.url).path.rstrip("/").split("/")
    if _NAME.search(name) or any(folder.lower() in _FOLDERS for folder in folders):
        return True
    title = entry.title or ""
    if any(pattern.match(title) for pattern in (_BEGIN, _CAPITALS)) or _END.search(title) or _ANYWHERE.search(title):
        return True
    return any(tag.casefold() in _TAGS for tag in entry.tags)
