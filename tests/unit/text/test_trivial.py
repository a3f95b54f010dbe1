"""Edits that say nothing new, and those that look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.text.trivial import trivial

SAME = [
    ("He  said\u00a0so.", "He said so."),
    ('She said "no" twice.', "She said “no” twice."),
    ("Elle a dit « non » hier.", "Elle a dit «non» hier."),
    ("It's over", "It\u2019s over"),
    ("One – two", "One — two"),
    ("And then…", "And then..."),
    ("14:32\nThe bridge is open.", "14:35\nThe bridge is open."),
    ("The bridge is open.\n10h32", "The bridge is open.\n10h41"),
    ("2:45 p.m.\nVotes are counted.", "2:50 p.m.\nVotes are counted."),
    ("10:05 IST\nVotes are counted.", "Votes are counted."),
    ("The bridge is open.\nUpdated at 14:32", "The bridge is open.\nUpdated at 15:01"),
    ("Le pont est ouvert.", "Le pont est ouvert.\nMis à jour à 14h32"),
    ("Die Brücke ist offen.\nAktualisiert: 4. März 2026, 14:32 Uhr", "Die Brücke ist offen."),
    ("Das Amt meldet Wasser.\nStand: 14.30 Uhr", "Das Amt meldet Wasser.\nStand: 15.10 Uhr"),
    ("El puente abre.\nActualizado a las 14:32", "El puente abre."),
    ("Il ponte apre.\nAggiornato alle ore 14:32", "Il ponte apre."),
    ("Мост открыт.\nОбновлено в 14:32", "Мост открыт."),
    ("Most jest otwarty.\nZaktualizowano: 04.03.2026 14:32", "Most jest otwarty."),
    ("The bridge is open.\nLast updated March 4, 2026 at 2:45 pm GMT", "The bridge is open."),
    ("Bridge open (updated 14:32)", "Bridge open (updated 15:01)"),
    ("", "14:32"),
    ("The bridge is open.\nUpdated 5 minutes ago", "The bridge is open.\nUpdated 2 hours ago"),
    ("5 minutes ago\nThe bridge is open.", "an hour ago\nThe bridge is open."),
    ("Le pont est ouvert.\nMis à jour il y a 5 minutes", "Le pont est ouvert.\nMis à jour il y a une heure"),
    ("A ponte abre.\nAtualizado há 5 minutos", "A ponte abre."),
    ("Die Brücke ist offen.\nAktualisiert vor 5 Minuten", "Die Brücke ist offen."),
    ("Мост открыт.\nОбновлено 5 минут назад", "Мост открыт."),
    ("Bridge open.\nPublished 14:32, updated 15:01", "Bridge open.\nPublished 14:32, updated 15:20"),
    ("Le pont ouvre.\nPublié hier à 14h32, mis à jour à 15h", "Le pont ouvre.\nPublié hier à 14h32, mis à jour à 16h"),
    ("This post was last modified on March 5, 2026 at 2:32 pm\nOpen.", "Open."),
    ("Die Brücke ist offen.\nStand: 5. März, 14.32 Uhr", "Die Brücke ist offen.\nStand: 6. März, 9.10 Uhr"),
    ("De brug is open.\nLaatst bijgewerkt om 14:32", "De brug is open."),
    ("橋が開いた。\n最終更新：2026年3月5日 14時32分", "橋が開いた。"),
    ("Le cafe\u0301 ouvre.", "Le caf\u00e9 ouvre."),
]
OTHER = [
    ("31 dead", "33 dead"),
    ("He said so.", "He said so"),
    ("The blast was at 14:32, police say.", "The blast was at 14:35, police say."),
    ("The vote begins at 14:32", "The vote begins at 15:00"),
    ("First set\n23:21\nSecond set", "First set\n21:23\nSecond set"),
    ("The list was updated at noon.", "The list was changed at noon."),
    ("Opening on 4 March 2026", "Opening on 5 March 2026"),
    ("4 March", "5 March"),
    ("It is at -5 degrees", "It is at \u22125.5 degrees"),
    ("Updated at 14:32 by the army", "Updated at 14:32 by the police"),
    ("Stand: 14 Tote", "Stand: 15 Tote"),
    ("Stand: 14 Tote, 14:30 Uhr", "Stand: 15 Tote, 14:30 Uhr"),
    ("no", "«no»"),
    ("", "31"),
    ("Stand: 14 Märkte, 14:30 Uhr", "Stand: 15 Märkte, 14:30 Uhr"),
    ("Police left 5 minutes ago", "Police left 9 minutes ago"),
    ("Updated: 31 people missing", "Updated: 33 people missing"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_white_space_quote_style_and_clock_lines_say_nothing_new(before: str, after: str) -> None:
    """Neither way round."""
    assert trivial(before, after)
    assert trivial(after, before)


@pytest.mark.parametrize(("before", "after"), OTHER)
def test_all_else_is_a_change(before: str, after: str) -> None:
    """Above all numbers, and clocks within what is told."""
    assert not trivial(before, after)
    assert not trivial(after, before)


@given(st.text(alphabet='ab1 :.\n"«»“”(14h32)updated', max_size=80), st.text(alphabet="ab1 :\n14h32", max_size=80))
def test_it_is_the_same_both_ways(before: str, after: str) -> None:
    """Being alike has no direction, and everything is like itself."""
    assert trivial(before, after) == trivial(after, before)
    assert trivial(before, before)


def test_it_takes_no_time_on_hostile_lines() -> None:
    """Long runs of what the patterns look for are passed over at once."""
    for piece in ("14:32 ", "updated at ", "( ", "4 March ", "1", " : "):
        assert not trivial(piece * 20_000, piece * 20_000 + "x")
