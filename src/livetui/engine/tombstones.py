"""Entries that an Atom feed says are deleted (RFC 6721), which feedparser passes over."""

from __future__ import annotations

import html
import re

from livetui.engine.identity import clean_id

NAMESPACE = "http://purl.org/atompub/tombstones/1.0"
MOST = 2000
"""Tombstones taken from one feed."""
_QUOTED = r"""(?:[^<>"']|"[^"<]{0,4000}"|'[^'<]{0,4000}')"""
_PASSED = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
"""What is no markup of the feed's own."""
_PREFIX = re.compile(rf"""\sxmlns(?::([\w.-]{{1,50}}))?\s*=\s*["']{re.escape(NAMESPACE)}["']""")
_REF = re.compile(r"""\sref\s*=\s*(?:"([^"<]{1,4000})"|'([^'<]{1,4000})')""")


def deleted_ids(text: str) -> tuple[str, ...]:
    """The ids of the entries that tombstones stand for, each once, in the order of the feed.

    Args: text: the feed's XML.
    """
    if NAMESPACE not in text:
        return ()
    bare = _PASSED.sub("", text)
    prefixes = {match[1] or "" for match in _PREFIX.finditer(bare)}
    found: dict[str, None] = {}
    for prefix in sorted(prefixes):
        name = f"{prefix}:deleted-entry" if prefix else "deleted-entry"
        for element in re.finditer(rf"<{re.escape(name)}(?=[\s/>]){_QUOTED}{{0,100000}}+>", bare):
            if (ref := _REF.search(element[0])) is not None and (key := clean_id(html.unescape(ref[1] or ref[2]))):
                found.setdefault(key)
            if len(found) >= MOST:
                return tuple(found)
    return tuple(found)
