"""Which kinds of media an entry carries, without reading its body as a page."""

from __future__ import annotations

import re

from livetui.model.entry import BodyKind, Entry

IMAGE = 1
AUDIO = 2

_TAG = re.compile(r"<(img|audio)(?=[\s/>])", re.IGNORECASE)


def media_of(entry: Entry) -> int:
    """The sum of `IMAGE` and `AUDIO` as far as they are attached to the entry or stand in its body."""
    types = {(file.type or "").lower().partition("/")[0] for file in entry.enclosures}
    if entry.body_kind is BodyKind.HTML and "<" in entry.body:
        types.update("image" if found[1].lower() == "img" else "audio" for found in _TAG.finditer(entry.body))
    return IMAGE * ("image" in types) + AUDIO * ("audio" in types)
