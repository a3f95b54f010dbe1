"""Edits that say nothing new: white space, the style of quotation marks, clock and "updated at" lines."""

from __future__ import annotations

import re

_MARKS = str.maketrans(
    {
        **dict.fromkeys("«»„“”‟〝〞＂″", '"'),
        **dict.fromkeys("‹›‘’‚‛`´′", "'"),
        **dict.fromkeys("‐‑‒", "-"),
        **dict.fromkeys("–—―", "-"),
        "…": "...",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_ZONE = r"(?:[A-Z]{2,5}(?:\s?[+-]\s?\d{1,2}(?::?\d{2})?)?)"
_CLOCK = (
    rf"\b{_HOUR}(?:\s?[:.hH]\s?{_MINUTE}(?::{_MINUTE})?|\s?h\b|(?=\s?[ap]\.?\s?m\b))"
    rf"(?:\s?[ap]\.?\s?m\b\.?)?(?:\s?(?:Uhr|{_ZONE})\b)?"
)
_WORD = r"[^\W\d_]{1,12}\.?"
# Without its year a date by name can't be told from a toll ("14 Tote"), which must never pass for a stamp.
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    rf"|(?:{_WORD},? )?\d{{1,2}}\.? (?:de )?{_WORD} (?:de )?\d{{4}}"
    rf"|{_WORD} \d{{1,2}},? \d{{4}})"
)
_UPDATED = (
    r"(?:(?:last|latest|article|page|story|this (?:article|page|story) was|dernière|zuletzt|última|ultimo) )?"
    r"(?:updated?|edited|modified|mise? à jour|actualisée?|modifiée?|aktualisiert|aktualisierung|stand"
    r"|actualizad[oa]|actualización|aggiornat[oa]|aggiornamento|atualizad[oa]|atualização|обновлено|обновлена"
    r"|оновлено|zaktualizowano|aktualizacja|bijgewerkt|uppdaterad|oppdatert|opdateret|güncellendi|güncelleme"
    r"|aktualizováno|frissítve|更新|最終更新|최종수정|آخر تحديث)"
)
_AT = r"at|on|on the|the|le|la|à|a|am|um|vom|el|a las|las|alle|alle ore|ore|il|em|às|as|o|в|о|om|kl\.?|dnia|godz\.?"
_JOINT = rf"(?:\s*[:,·|-]\s*|\s+(?:{_AT})\s+|\s+)"
_WHEN = rf"(?:{_DATE}{_JOINT}{_CLOCK}|{_CLOCK}{_JOINT}{_DATE}|{_CLOCK}|{_DATE})"
_TOLD = rf"(?:{_UPDATED}{_JOINT}{{1,2}}{_WHEN}|{_CLOCK}{_JOINT}?{_UPDATED})"
_STAMP = re.compile(rf"[\[(]?{_TOLD}[\])]?\.?", re.IGNORECASE)
"""A line that only says that something was updated then."""
_CLOCK_LINE = re.compile(rf"[\[(]?{_CLOCK}[\])]?\.?", re.IGNORECASE)
"""A line that is a clock alone. At the edge of a text it is a stamp; inside it may be the result of a match."""
_END = re.compile(rf"\s*[\[(]\s*{_TOLD}\s*[\])]\.?\Z", re.IGNORECASE)
"""An update told in brackets at the end of a line."""
_STAMP_LENGTH = 90
"""Characters of a line that may be one."""
_BESIDE_MARKS = re.compile(' ?" ?')


def trivial(before: str, after: str) -> bool:
    """Whether two texts, lines parted by line ends, say the same to a reader.

    They do when they differ in nothing but white space, the style of quotation marks, dashes and dots, a clock that is
    the first or last line, and lines that only say when something was updated. A clock in a sentence is news.
    """
    return before == after or _said(before) == _said(after)


def _said(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.translate(_MARKS).split("\n")]
    kept = [shown for line in lines if (shown := without_stamp(line))]
    for edge in (0, -1):
        if kept and is_clock(kept[edge]):
            del kept[edge]
    return _BESIDE_MARKS.sub('"', " ".join(kept))


def is_clock(line: str) -> bool:
    """Is a line a clock alone."""
    return len(line) <= _STAMP_LENGTH and _CLOCK_LINE.fullmatch(line) is not None


def without_stamp(line: str) -> str:
    """The beginning of a line up to where it only says when something was updated."""
    if len(line) <= _STAMP_LENGTH and _STAMP.fullmatch(line):
        return ""
    if line.endswith((")", "]", ").", "].")):
        tail = line[-_STAMP_LENGTH:]
        if (found := _END.search(tail)) is not None:
            return line[: len(line) - len(tail) + found.start()]
    return line
