# ruff: noqa: E501 - tables, a line for each case
"""Words of many scripts are found as those who read them type them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from livetui.model.entry import CachedEntry, Entry
from livetui.model.filter import matches, parse

NOW = datetime(2026, 6, 3, tzinfo=UTC)


def finds(typed: str, text: str) -> bool:
    """True when what is typed finds an entry of that text."""
    return matches(parse(typed), CachedEntry(1, 1, "u", "s", Entry("a"), NOW, text=text), NOW)


@pytest.mark.parametrize(
    ("text", "found", "missed"),
    [
        # Chinese: no blanks; fullwidth letters and figures.
        ("乌克兰小麦走廊星期五重新开放，三十一艘船出港。", ["小麦", "乌克兰", "星期五", "小麦 船", "走廊星期"], ["麦小", "小走廊"]),
        ("央行将利率下调至２５个基点，ＧＤＰ增速放缓", ["25", "gdp", "利率", "ＧＤＰ"], ["2", "gd"]),
        # Japanese: kanji, hiragana, katakana also half as wide, voice marks that mean another sound.
        ("首相はニュース会見で「停戦は続く」と述べた。", ["ニュース", "ﾆｭｰｽ", "停戦", "続く", "首相", "会見で"], ["ニュ会見", "スニュ"]),
        ("ガス料金が値上げされる", ["ガス", "ｶﾞｽ", "値上げ"], ["カス"]),
        ("東京タワーの前で　集会", ["タワー", "集会", "東京"], ["京東"]),
        # Thai: no blanks, tone marks.
        ("เรือบรรทุกข้าวสาลีออกจากท่าเรือเมื่อวันศุกร์", ["ข้าวสาลี", "ท่าเรือ", "วันศุกร์", "เรือ"], ["ข่าว", "สาลีข้าว"]),
        ("นายกรัฐมนตรีกล่าวว่าการหยุดยิงยังคงมีผล", ["นายกรัฐมนตรี", "หยุดยิง"], ["ยิงหยุด"]),
        # Arabic: vowel signs, the stretched line, forms of alef, final ya and ta, articles and particles written on.
        ("أعلنت الحكومة اليوم فتح الممر أمام سفن القمح", ["الحكومة", "الحكومه", "اعلنت", "أعلنت", "القمح", "حكومة", "ممر", "قمح"],
         ["حكوم", "سفينة"]),
        ("قالَ الرَّئيسُ إنّ المُحادثات مســتمرّة", ["قال", "الرئيس", "ان", "إن", "مستمرة", "محادثات", "رئيس"], ["رئيسة"]),
        ("وصل المستشفى ٣١ جريحا بالقطار وللمدينة", ["المستشفي", "31", "٣١", "قطار", "القطار", "مدينة"], ["13"]),
        ("دولت ایران گفت", ["ايران", "ایران"], ["ايرا"]),
        # Russian: ё and е are one for readers, и and й are not; capitals; stress marks.
        ("Ёлка стоит на площади, всё готово к переговорам.", ["елка", "ёлка", "ЁЛКА", "все", "переговор*", "площади"], ["переговор", "елк"]),
        ("Новый коридор откры́т для судов с зерном", ["новый", "открыт", "КОРИДОР", "зерном"], ["новыи", "коридо"]),
        # Hebrew points, Greek accents, Turkish i, Vietnamese and Polish marks, Korean.
        ("הממשלה הודיעה על שָׁלוֹם", ["הממשלה", "שלום"], ["שלומ"]),
        ("Η κυβέρνηση ανακοίνωσε συμφωνία", ["κυβερνηση", "ΚΥΒΈΡΝΗΣΗ", "συμφωνια"], ["συμφωνι"]),
        ("İstanbul'da ılık bir gün", ["istanbul", "ilik", "gun"], ["stanbul"]),
        ("Thủ tướng Đức phát biểu ở Łódź", ["thu tuong", "duc", "lodz", "Łódź"], ["tuon"]),
        ("정부는 곡물 회랑을 열었다", ["곡물", "정부*"], ["곡"]),
        ("L’État salue l'œuvre, ﬁnalement", ["etat", "l'etat", "œuvre", "finalement"], ["tat"]),
    ],
)  # fmt: skip
def test_words_are_found_as_they_are_typed(text: str, found: list[str], missed: list[str]) -> None:
    """Each of the first finds the sentence, none of the others does."""
    assert [typed for typed in found if not finds(typed, text)] == []
    assert [typed for typed in missed if finds(typed, text)] == []
