"""The text of an entry when the real work on it failed: nothing in here depends on what the entry says."""

from __future__ import annotations

import html
import re

from livetui.engine.hidden import without_hidden
from livetui.model.digest import source_digest
from livetui.model.entry import BodyKind, CachedEntry, Enrichment
from livetui.text.clean import clean

_BREAK = re.compile(r"</?(?:p|br|div|li|h[1-6]|tr|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?A-Za-z][^<>]*>")


def crude_enrichment(cached: CachedEntry) -> Enrichment:
    """Its text without tags, and no quotations."""
    entry = cached.entry
    text = entry.body
    if entry.body_kind is BodyKind.HTML:
        text = _BREAK.sub("\n", without_hidden(text))
        text = html.unescape(_TAG.sub("", text))
    lines = (line.strip() for line in clean(text).splitlines())
    return Enrichment(cached.number, source_digest(entry), "\n".join(line for line in lines if line), entry.lang)
