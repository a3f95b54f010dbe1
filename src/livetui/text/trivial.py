"""Edits that say nothing new: white space, the style of quotation marks, clock and "updated at" lines."""

from __future__ import annotations

import re
import unicodedata

from livetui.text.months import MONTH

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
    rf"|\b{_HOUR}\s?[時点點시]\s?(?:{_MINUTE}\s?[分분])?"
)
_CLOCK = f"(?:{_CLOCK})"
_WORD = r"[^\W\d_]{1,12}\.?"
# Without its year a date can only be told from a toll ("14 Tote"), which must never pass for a stamp, by its month.
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    rf"|(?:{_WORD},? )?\d{{1,2}}\.? (?:de )?{_WORD} (?:de )?\d{{4}}"
    rf"|{_WORD} \d{{1,2}},? \d{{4}}|\d{{1,2}}\.? (?:de )?{MONTH}|{MONTH} \d{{1,2}}"
    r"|yesterday|today|hier|aujourd['’]hui|gestern|heute|ayer|hoy|ieri|oggi|ontem|hoje|вчера|сегодня|вчора|сьогодні"
    r"|wczoraj|dziś|dzisiaj|gisteren|vandaag)"
)
_SPAN = rf"(?:(?:\d{{1,3}}|an?|une?|ein(?:er)?|una?|uma?) ?{_WORD})"
_AGO = (
    rf"(?:(?:(?:för|for) )?{_SPAN} (?:ago|geleden|fa|atrás|назад|тому|temu|sedan|siden|önce|sitten)|just now"
    rf"|(?:il y a|vor|hace|há|منذ) {_SPAN}|\d{{1,3}}\s?[分時秒]間?前|\d{{1,3}}\s?(?:分钟|小时)前"
    r"|\d{1,3}\s?[분시]간? ?전)"
)
"""A time told by how long ago it was."""
_UPDATED = (
    r"(?:(?:this (?:article|page|story|post|entry) was )?(?:last|latest|article|page|story|dernière|zuletzt|última"
    r"|último|ultimo|laatst|senast|sist) |this (?:article|page|story|post|entry) was )?"
    r"(?:updated?|edited|modified|mise? à jour|actualisée?|modifiée?|aktualisiert|aktualisierung|stand"
    r"|actualizad[oa]|actualización|aggiornat[oa]|aggiornamento|atualizad[oa]|atualização|обновлено|обновлена"
    r"|оновлено|zaktualizowano|aktualizacja|bijgewerkt|uppdaterad|oppdatert|opdateret|güncellendi|güncelleme"
    r"|aktualizováno|frissítve|更新|最終更新|최종수정|آخر تحديث)"
)
_AT = r"at|on|on the|the|le|la|à|a|am|um|vom|el|a las|las|alle|alle ore|ore|il|em|às|as|o|в|о|om|kl\.?|dnia|godz\.?"
_JOINT = rf"(?:\s*[:：,·|-]\s*|\s+(?:{_AT})\s+|\s+)"
_WHEN = rf"(?:{_DATE}{_JOINT}{{1,2}}{_CLOCK}|{_CLOCK}{_JOINT}{_DATE}|{_CLOCK}|{_DATE}|{_AGO})"
_PUBLISHED = (
    r"(?:published|posted|publiée?|veröffentlicht|publicad[oa]|pubblicat[oa]|опубликовано|опубліковано|opublikowano"
    r"|gepubliceerd|publicerad)"
)
_TOLD = (
    rf"(?:(?:{_PUBLISHED}{_JOINT}{{1,2}}{_WHEN}{_JOINT})?{_UPDATED}{_JOINT}{{1,2}}{_WHEN}|{_CLOCK}{_JOINT}?{_UPDATED})"
)
_STAMP = re.compile(rf"[\[(]?{_TOLD}[\])]?\.?", re.IGNORECASE)
"""A line that only says that something was updated then."""
_CLOCK_LINE = re.compile(rf"[\[(]?(?:{_CLOCK}|{_AGO})[\])]?\.?", re.IGNORECASE)
"""A line that is a clock alone, or says how long ago. At the edge of a text it is a stamp; inside it may be the result
of a match."""
_AGO_LINE = re.compile(_AGO, re.IGNORECASE)
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
    one_form = text if text.isascii() else unicodedata.normalize("NFC", text)
    lines = [" ".join(line.split()) for line in one_form.translate(_MARKS).split("\n")]
    kept = [shown for line in lines if (shown := without_stamp(line))]
    for edge in (0, -1):
        if kept and is_clock(kept[edge]):
            del kept[edge]
    return _BESIDE_MARKS.sub('"', " ".join(kept))


def is_clock(line: str) -> bool:
    """Is a line a clock alone."""
    return len(line) <= _STAMP_LENGTH and _CLOCK_LINE.fullmatch(line) is not None


def is_ago(line: str) -> bool:
    """Is a line nothing but how long ago something was."""
    return len(line) <= _STAMP_LENGTH and _AGO_LINE.fullmatch(line) is not None


def without_stamp(line: str) -> str:
    """The beginning of a line up to where it only says when something was updated."""
    if len(line) <= _STAMP_LENGTH and _STAMP.fullmatch(line):
        return ""
    if line.endswith((")", "]", ").", "].")):
        tail = line[-_STAMP_LENGTH:]
        if (found := _END.search(tail)) is not None:
            return line[: len(line) - len(tail) + found.start()]
    return line
