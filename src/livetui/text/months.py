"""Names of months in the languages of the tables of quotations and a few more, as dates write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

# en fr de es it pt nl, sv and its neighbours; then ru uk pl cs (the genitive, as dates have it), tr, ar.
_BY_NUMBER = """
january jan janvier janv januar jänner enero ene gennaio gen janeiro januari января янв січня січ stycznia sty
ledna ocak يناير
|
february feb février févr fevrier fév februar febrero febbraio fevereiro fev februari февраля фев лютого лют
lutego lut února şubat فبراير
|
march mar mars märz mrz marzo março maart mrt marts марта мар березня бер marca března mart مارس
|
april apr avril avr abril abr aprile апреля апр квітня кві kwietnia kwi dubna nisan أبريل ابريل إبريل
|
may mai mayo maggio mag maio mei maj мая травня тра maja května mayıs مايو
|
june jun juin juni junio giugno giu junho июня июн червня чер czerwca cze června haziran يونيو
|
july jul juillet juil juli julio luglio lug julho июля июл липня лип lipca lip července temmuz يوليو
|
august aug août aout agosto ago augusti augustus августа авг серпня сер sierpnia sie srpna ağustos أغسطس اغسطس
|
september sep sept septembre septiembre settembre set setembro сентября сен вересня вер września wrz září eylül
سبتمبر
|
october oct octobre oktober okt octubre ottobre ott outubro out oktober октября окт жовтня жов października paź
října ekim أكتوبر اكتوبر
|
november nov novembre noviembre novembro ноября ноя листопада лис listopada lis listopadu kasım نوفمبر
|
december dec décembre déc decembre dezember dez diciembre dic dicembre dezembro декабря дек грудня гру grudnia
gru prosince aralık ديسمبر
"""
"""The twelve months in order, a bar between them."""
_NUMBERS = {name: number for number, names in enumerate(_BY_NUMBER.split("|"), 1) for name in names.split()}

MONTH = f"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\\b\\.?"
"""Regular expression for the name of a month, whole or shortened; to be compiled without regard to case."""

_NTH = r"(?:st|nd|rd|th|er|º|\.)"
_DATES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d)(?P<day>\d{{1,2}}){_NTH}?\s+(?:de\s+)?(?P<month>{MONTH}),?\s+(?:del?\s+)?(?P<year>\d{{4}})(?!\d)",
        rf"\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}}){_NTH}?,?\s+(?P<year>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
    )
)


def dates_in(text: str) -> Iterator[tuple[int, int, int, int, int]]:
    """The dates in a short text that name their month and year: year, month, day, and where each begins and ends.

    Whether there is such a day is not looked at.
    """
    for form in _DATES:
        for found in form.finditer(text):
            name = found["month"]
            month = int(name) if name.isdecimal() else _NUMBERS[name.rstrip(".").lower()]
            yield int(found["year"]), month, int(found["day"]), found.start(), found.end()
