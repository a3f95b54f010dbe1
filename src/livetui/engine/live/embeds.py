"""Live pages whose posts a script brings from elsewhere: nothing of them stands in the page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

_VENDORS = {
    "24liveblog": r"24liveblog|24lb\b|\blb24\b",
    "Norkon Live Center": r"norkon|live-?cent(?:er|re)|\bnc-?live",
    "Arena": r"\barena\.im|arena-(?:liveblog|live|chat|embed)|arenaliveblog",
    "ScribbleLive": r"scribblelive|scrbbl|rockcontent",
    "Tickaroo": r"tickaroo",
    "Live Blog by Sourcefabric": r"liveblog\.pro|livebloglite|sourcefabric",
    "LiveBlog (Storyblok)": r"live-?blog-?(?:embed|widget|iframe)",
    "Live Desk": r"livedesk|live-?desk",
    "Storypark": r"onlineliveblog|livestory\.io|liveuamap",
    "Twitter": r"twitter-timeline",
}
_ANY = re.compile(
    "|".join(f"(?P<v{number}>{pattern})" for number, pattern in enumerate(_VENDORS.values())), re.IGNORECASE
)
_PLACES = (
    "iframe[src], iframe[data-src], script[src], div[class], div[id], div[data-src], section[data-src],"
    " amp-iframe[src], [data-embed-url], a.twitter-timeline"
)


def script_vendor(tree: LexborHTMLParser) -> str | None:
    """Whose script would bring the posts, None if nothing tells that one does."""
    for node in tree.css(_PLACES)[:3_000]:
        values = node.attributes
        said = " ".join(values.get(name) or "" for name in ("src", "data-src", "data-embed-url", "class", "id"))[:600]
        if (match := _ANY.search(said)) is not None and match.lastgroup is not None:
            return list(_VENDORS)[int(match.lastgroup[1:])]
    return None
