"""Saved filters inside others: what stands for a name, and which names are refused."""

from __future__ import annotations

import pytest

from livetui.errors import FilterError
from livetui.model.filter import Filter, Sort, expand, parse, unparse
from livetui.model.filter_parser import DEEPEST
from livetui.model.filter_saved import MOST

SAVED = {
    "Talks": parse("talks OR pourparlers sort:oldest limit:3"),
    "Grain deal": parse("grain -sport"),
    "Both": parse('@talks @"grain deal"'),
    "Élan": parse("élan"),
    "Own": parse("a @own"),
    "Ping": parse("-@pong"),
    "Pong": parse("topic:ping"),
    "Lost": parse("@nowhere"),
}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("@talks", "talks OR pourparlers"),
        ("@TALKS war", "(talks OR pourparlers) war"),
        ("-@talks", "-(talks OR pourparlers)"),
        ('war @"grain  DEAL"', "war grain -sport"),
        ("@both", "(talks OR pourparlers) grain -sport"),
        ("@elan", "élan"),
        ("topic:talks,elan", "talks OR pourparlers OR élan"),
        ('topic:"grain deal"', "grain -sport"),
        ("topic:gra*", "grain -sport"),
        ("@talks sort:changed", "talks OR pourparlers sort:changed"),
        ("plain words", "plain words"),
    ],
)
def test_a_name_stands_for_what_its_filter_asks(text: str, same: str) -> None:
    """As if it stood there in parentheses; its order and number stay behind."""
    assert expand(parse(text), SAVED) == parse(same)


@pytest.mark.parametrize(
    ("text", "position", "reason", "hint"),
    [
        ("war @tlaks", 5, "there is no saved filter “tlaks”", "did you mean @Talks?"),
        ("a@tlaks @tlaks", 9, "there is no saved filter “tlaks”", "did you mean @Talks?"),
        ("tlaks -(x | @tlaks)", 13, "there is no saved filter “tlaks”", "did you mean @Talks?"),
        ("topic:talks,x,talk x", 12, "there is no topic “x”", "there are Talks, Grain deal, Both, Élan, Own"),
        ('"topic:elann" topic:talks,elann', 26, "there is no topic “elann”", "did you mean topic:Élan?"),
        ("topic:graindeal x", 6, "there is no topic “graindeal”", 'did you mean topic:"Grain deal"?'),
        ("x @own", 3, "this saved filter leads back to itself: Own → Own", None),
        ("@ping", 1, "this saved filter leads back to itself: Ping → Pong → Ping", None),
        ("x @lost", 3, "there is no saved filter “nowhere”", "there are Talks, Grain deal, Both, Élan, Own"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(text: str, position: int, reason: str, hint: str | None) -> None:
    """The message points at the name as typed, and proposes the nearest."""
    with pytest.raises(FilterError) as caught:
        expand(parse(text), SAVED, text)
    assert (caught.value.subject, caught.value.position) == (text, position)
    assert (caught.value.problem, caught.value.hint) == (reason, hint)
    if caught.value.mended is not None:
        assert expand(parse(caught.value.mended), SAVED)
        assert caught.value.mended[:position].rstrip('"') == text[:position].rstrip('"')


def test_without_saved_filters_the_message_says_so() -> None:
    """Nothing is proposed that is not there."""
    with pytest.raises(FilterError, match="none is saved yet"):
        expand(parse("@talks"), {})


def test_names_cannot_ask_without_bounds() -> None:
    """Filters that name each other twice double at each step: soon that is refused, at once."""
    doubled: dict[str, Filter] = {"f0": parse("a b")}
    for step in range(1, 40):
        doubled[f"f{step}"] = parse(f"(@f{step - 1} x) OR (@f{step - 1} y)")
    with pytest.raises(FilterError, match=f"more than {MOST} questions"):
        expand(parse("@f39"), doubled)
    nested = {"f0": parse("a")} | {f"f{step}": parse(f"-@f{step - 1}") for step in range(1, DEEPEST + 9)}
    with pytest.raises(FilterError, match="levels"):
        expand(parse(f"@f{DEEPEST + 8}"), nested)
    assert unparse(expand(parse("@f3"), nested)) == "---a"


def test_a_saved_filter_lends_its_quotation() -> None:
    """Beside `said:` its `quote:` is asked of the same quotation, as if it had been typed there."""
    assert expand(parse("said:lagarde @rates"), {"rates": parse("quote:rates")}) == parse("said:lagarde quote:rates")
    assert expand(parse("said:lagarde sort:oldest"), {}).sort is Sort.OLDEST
