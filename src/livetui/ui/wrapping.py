"""Breaking words into lines of so many cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import get_character_cell_size

_WIDE = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\n\t]"
)
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_PICTURE = "[\u2190-\u2bff\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_JOINED = re.compile(f"(?<={_PICTURE})(?:{_SKIN}|{_JOINER}{_PICTURE})+")


def steady(text: str) -> str:
    """Emoji as one sign of a width that terminals agree on (they don't on what Unicode TR 51 makes of several).

    The sign that asks for colour goes, and of several pictures joined to one, such as a family, the first stands.
    """
    if text.isascii():
        return text
    return _JOINED.sub("", text.replace(_EMOJI_STYLE, ""))


def wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Break text into stretches of at most `width` cells, at blanks where there are any; no-break spaces hold.

    Wide and combining characters are measured; East Asian text breaks between characters.
    """
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start <= width and not _WIDE.search(text, start, end):
            yield start, end
        elif _WIDE.search(text, start, end):
            yield from _wrap_measured(text, start, end, width)
        else:
            yield from _wrap_narrow(text, start, end, width)
        start = end + 1


def _wrap_narrow(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    while end - start > width:
        blank = _last_blank(text, start + 1, start + width + 1)
        if blank < 0:
            yield start, start + width
            start += width
            continue
        yield start, blank
        start = blank + 1
    if start < end:
        yield start, end


def _last_blank(text: str, start: int, end: int) -> int:
    """The last blank at which a line may break, -1 if there is none."""
    blank = text.rfind(" ", start, end)
    while blank >= 0 and not _may_break(text, blank):
        blank = text.rfind(" ", start, blank)
    return blank


def _may_break(text: str, blank: int) -> bool:
    """French sets blanks inside guillemets and before double marks; a line never begins or ends with those."""
    return text[blank - 1 : blank] not in ("«", "‹") and text[blank + 1 : blank + 2] not in (
        "»",
        "›",
        ":",
        ";",
        "!",
        "?",
    )


def _wrap_measured(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    cells, chance, place = 0, -1, start
    while place < end:
        character = text[place]
        size = 1 if character == _EMOJI_STYLE else get_character_cell_size(character)
        if character == " " and _may_break(text, place):
            chance = place
        elif size == 2 and place > start and text[place - 1] != _JOINER:
            chance = max(chance, place)
        if cells + size > width and place > start:
            if chance > start:
                stop = chance
            else:
                stop = place
                while stop > start + 1 and (get_character_cell_size(text[stop]) == 0 or text[stop - 1] == _JOINER):
                    stop -= 1
            yield start, stop
            start = place = stop + 1 if text[stop] == " " else stop
            cells, chance = 0, -1
            continue
        cells += size
        place += 1
    if start < end:
        yield start, end
