"""Words that stand out in headlines and articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from fakes import NOW, FakeEngine, article, entry, feed, headline, quote
from livetui.config import Config, from_values
from livetui.model.filter import parse
from livetui.model.spots import sought
from livetui.model.update import HighlightsChanged
from livetui.text.diff import Wording, compare
from livetui.ui.article import leaf
from livetui.ui.changes import unified
from livetui.ui.highlights import Lighter, Lit, Rule, look_of, rule_in_force
from livetui.ui.layout import Density
from livetui.ui.page import Page, Stretch, stretches
from livetui.ui.paint import Piece
from livetui.ui.rows import Look, row
from readerkit import Session, reading

BODY = "“The grain corridor stays open”, said Anna Berg. Grain went out of the corridor."
DEAL = entry(NOW, "Grain deal holds", BODY, quotes=[quote(BODY, "The grain corridor stays open", "Anna Berg")])


def rule(words: str, style: str = "bold yellow", only: str | None = None) -> Rule:
    """A rule of config.toml."""
    return Rule(sought(parse(words)), *look_of(style), parse(only) if only else None)


def drawn(lit: Lit, width: int = 60, part: int = 0) -> list[Piece]:
    """A headline, highlighted."""
    return row(DEAL.number, headline(DEAL), part, Look(width, Density.COMFORTABLE, selected=False, zone=UTC, lit=lit))


def page(*rules: Rule, with_quotes: bool = False) -> dict[str, Stretch]:
    """The stretches of the article, by their words."""
    laid = Page(
        leaf(article(DEAL), NOW, UTC, with_quotes=with_quotes, lit=Lighter().article(article(DEAL), rules)).paras, 200
    )
    list(laid.lay())
    return {each.text: each for number in range(len(laid)) for each in laid.stretches(laid[number])}


@pytest.mark.parametrize(
    ("style", "look"),
    [
        ("bold yellow", ("bold underline", "mark-yellow")),
        ("reverse red", ("reverse", "mark-red")),
        ("accent", ("underline", "accent")),
        ("underline", ("underline", None)),
        ("italic bold", ("italic bold underline", None)),
    ],
)
def test_no_style_is_told_by_colour_alone(style: str, look: tuple[str, str | None]) -> None:
    """Words that stand out are underlined or reversed, whatever their colour."""
    assert look_of(style) == look


def test_words_stand_out_in_both_lines_of_a_headline() -> None:
    """The title in its weight with the colour of the rule; the words of the quotation too; width as ever."""
    lit = Lighter().headline(headline(DEAL), [rule("grain")])
    assert ("Grain", "bold underline mark-yellow") in drawn(lit)
    assert ("grain", "bold underline mark-yellow") in drawn(lit, part=1)
    assert "".join(words for words, _ in drawn(lit)) == "".join(words for words, _ in drawn(Lit()))


def test_the_later_rule_lies_over_the_earlier() -> None:
    """Its colour holds where both do, and the attributes of both."""
    lit = Lighter().headline(headline(DEAL), [rule('"grain deal"', "italic red"), rule("deal", "bold cyan")])
    pieces = dict(drawn(lit))
    assert pieces["Grain "] == "bold italic underline mark-red"
    assert pieces["deal"] == "bold italic underline mark-cyan"


def test_a_quotation_keeps_its_marking_under_a_highlight() -> None:
    """Words quoted keep their ground; the name of a speaker keeps its colour and has the rule's as its ground."""
    found = page(rule("grain"), rule("berg", "red"))
    assert found["grain"].ground is not None
    assert found["grain"].ground.startswith("tint-")
    assert found["grain"].look == "bold underline mark-yellow"
    assert found["Grain"].ground is None
    assert found["Berg"].look.split()[-1] == found["Anna "].look.split()[-1]
    assert found["Berg"].look.split()[-1].startswith("speaker-")
    assert found["Berg"].ground == "tint-mark-red"
    assert "underline" in found["Berg"].look


def test_words_stand_out_in_who_said_what() -> None:
    """Below the text the quotation is highlighted as it is within it."""
    found = page(rule("open", "reverse red"), with_quotes=True)
    assert found["“The grain corridor stays "].ground == found["”"].ground != found["open"].ground
    assert found["open"].look == "reverse mark-red"


def test_the_filter_in_force_is_underlined_without_colour() -> None:
    """One sees why the entry passes, and nothing is looked for where no words are asked for."""
    force = rule_in_force(parse("corridor -storm is:unread"))
    assert force is not None
    assert page(force)["corridor"].look == "underline foreground"
    assert rule_in_force(parse("is:unread")) is None
    assert rule_in_force(None) is None


@settings(max_examples=60, deadline=None)
@given(st.text("ab é停🕊️👩‍🚀́ ж«»…", min_size=1, max_size=40), st.integers(18, 90), st.data())
def test_a_highlight_never_changes_the_words(title: str, width: int, data: st.DataObject) -> None:
    """Whatever stands out, each line has the same words on the same cells."""
    shown = replace(headline(DEAL), title=title)
    words = data.draw(st.sampled_from(["ab*", "停", "é*", "ж*", "a* OR 停 OR 🕊"]))
    lit = Lighter().headline(shown, [rule(words), rule("grain", "reverse")])
    for part in range(2):
        look = Look(width, Density.COMFORTABLE, selected=True, zone=UTC, lit=lit)
        pieces = row(DEAL.number, shown, part, look)
        assert "".join(text for text, _ in pieces) == "".join(
            text for text, _ in row(DEAL.number, shown, part, replace(look, lit=Lit()))
        )
        assert sum(cell_len(text) for text, _ in pieces) == width


def underlined(session: Session) -> set[str]:
    """What is underlined on the screen."""
    strips = session.app.screen._compositor.render_strips(session.app.size)
    return {s.text for strip in strips for s in strip if s.style is not None and s.style.underline}


async def test_the_words_of_the_filter_are_underlined_while_it_is_in_force() -> None:
    """In the timeline and in the text; with the filter they go."""
    other = entry(NOW - timedelta(minutes=1), "Storm in the north")
    async with reading(FakeEngine([DEAL, other], feeds=[feed()])) as session:
        assert underlined(session) == set()
        await session.press("slash", *"grain")
        await session.until(lambda: {"Grain", "grain"} <= underlined(session), "title and text are underlined")
        await session.press("escape")
        await session.until(lambda: not underlined(session), "nothing is underlined")
        await session.shows("Storm in the north")


async def test_rules_of_the_settings_colour_headlines_and_text() -> None:
    """From the first screen on; a rule bound to a filter leaves the entries alone that don't pass it."""
    lines = [
        {"match": "grain", "style": "bold yellow"},
        {"match": "storm OR north", "style": "reverse red", "only": "is:starred"},
        {"match": "berg*", "style": "cyan"},
    ]
    cached = [
        DEAL,
        entry(NOW - timedelta(minutes=1), "Storm in the north"),
        entry(NOW - timedelta(minutes=2), "Iceberg, Bergen", starred=True),
        entry(NOW - timedelta(minutes=3), "North wind", starred=True),
    ]
    config = rules_file(*lines)
    async with reading(FakeEngine(cached, feeds=[feed()], config=config)) as session:
        await session.until(lambda: {"Grain", "Bergen", "grain", "Berg"} <= underlined(session), "rules are followed")
        await session.until(lambda: reversed_words(session) == {"North"}, "only in the starred entry")


async def test_rules_and_the_filter_stand_out_among_the_quotations() -> None:
    """Name, words and headline; the filter's own words too, and rules edited meanwhile, without anything moving."""
    engine = FakeEngine([DEAL], feeds=[feed()], config=rules_file({"match": "berg"}, {"match": "deal"}))
    async with reading(engine) as session:
        await session.press('"')
        await session.until(lambda: {"Berg", "deal"} <= underlined(session), "name and headline stand out")
        assert "corridor" not in underlined(session)
        await session.press("slash", *"corr")
        await session.until(lambda: "corridor" in underlined(session), "words typed are underlined")
        assert {"Berg", "deal"} <= underlined(session)
        engine.config = rules_file({"match": "stays"})
        engine.tell(HighlightsChanged())
        await session.until(lambda: "stays" in underlined(session), "the rule of now is followed")
        assert "Berg" not in underlined(session)
        await session.press("escape")
        await session.until(lambda: "corridor" not in underlined(session), "the filter is gone")


async def test_rules_stand_out_in_what_changed() -> None:
    """In the screen of changes and below the text, in words that stayed, went and came, several rules together."""
    config = rules_file({"match": "died OR mayor"}, {"match": "/3[13]/", "style": "bold red"}, {"match": "toll"})
    old = entry(NOW, "Toll rises", "<p>At least 31 people died in Chernihiv.</p><p>The mayor spoke.</p>")
    new = entry(NOW, "Toll rises", "<p>At least 33 people died in Chernihiv.</p><p>The mayor spoke.</p>")
    fake = FakeEngine([old], feeds=[feed()], config=config)
    fake.revise(old.number, entry=new.entry, text=new.text, changed_at=NOW)
    async with reading(fake, (200, 30)) as session:
        await session.shows("What changed at")
        await session.until(lambda: {"31", "33", "died"} <= underlined(session), "below the text")
        for size in ((200, 30), (100, 30)):
            await session.pilot.resize_terminal(*size)
            await session.press("v")
            found = {"Toll", "31", "33", "died", "mayor"}
            await session.until(lambda found=found: found <= underlined(session), f"all stand out at {size}")  # type: ignore[misc]
            await session.press("v")


def test_a_change_is_seen_under_a_highlight() -> None:
    """Words that came or went keep line and ground; the rule has the colour."""
    found = compare(Wording("", "Grain left for Odesa."), Wording("", "Grain left for Izmail."))
    (para,) = Lighter().paras(unified(found, plain=False)[-1:], [rule("odesa OR izmail"), rule("grain", "italic red")])
    looks = {each.text: (each.look, each.ground) for each in stretches(para.text, para.look, para.dyes, (0, 99))}
    assert looks["Odesa"] == ("strike bold underline mark-yellow", "tint-error")
    assert looks["Izmail"] == ("bold underline mark-yellow", "tint-success")
    assert looks["Grain"] == ("italic underline mark-red", None)


def reversed_words(session: Session) -> set[str]:
    """What is drawn in reverse in the timeline."""
    strips = session.app.screen._compositor.render_strips(session.app.size)
    return {s.text for strip in strips for s in strip if s.style is not None and s.style.reverse and s.text.strip()}


@pytest.mark.parametrize(
    ("match", "found"),
    [("/gr[ai]+n/i", ["Grain"]), ("/gr[ai]+n/", []), ("/d\\w+l|hol/", ["deal", "hol"]), ("/x*/", [])],
)
def test_a_regular_expression_colours_what_it_finds(match: str, found: list[str]) -> None:
    """To the letter, with capitals unless i is said; finding nothing at a place is no finding."""
    lit = Lighter().headline(headline(DEAL), [rule(match)])
    assert [DEAL.entry.title[dye.start : dye.end] for dye in lit.title] == found  # type: ignore[index]


async def test_a_regular_expression_that_takes_too_long_is_switched_off_and_told() -> None:
    """The other rules go on, and no key waits."""
    lines = [{"match": "/(a|aa|a+)+$/"}, {"match": "grain", "style": "cyan"}]
    config = rules_file(*lines)
    slow = entry(NOW - timedelta(minutes=1), "Grain " + "a" * 60 + "!")
    async with reading(FakeEngine([slow], feeds=[feed()], config=config)) as session:
        await session.shows("No longer highlighted")
        await session.until(lambda: "Grain" in underlined(session), "the other rule holds")


async def test_rules_edited_while_the_reader_runs_hold_at_once() -> None:
    """What is on the screen is drawn by the rules of now."""
    engine = FakeEngine([DEAL], feeds=[feed()], config=rules_file({"match": "deal"}))
    async with reading(engine) as session:
        await session.until(lambda: "deal" in underlined(session), "the first rule is followed")
        engine.config = rules_file({"match": "holds"})
        engine.tell(HighlightsChanged())
        await session.until(lambda: "holds" in underlined(session), "the rule of now is followed")
        assert "deal" not in underlined(session)


async def test_a_highlight_is_told_from_the_quotation_stepped_to() -> None:
    """The current quotation is underlined; a highlight in it is bold, and has no line."""
    async with reading(FakeEngine([DEAL], feeds=[feed()], config=rules_file({"match": "stays"}))) as session:
        await session.press("}")
        await session.until(lambda: "“The grain corridor " in underlined(session), "the quotation stands out")
        strips = session.app.screen._compositor.render_strips(session.app.size)
        marked = [s.style for strip in strips for s in strip if s.text == "stays" and s.style is not None]
        assert any(style.bold and not style.underline for style in marked)


def rules_file(*rules: dict[str, str]) -> Config:
    """The settings with these rules."""
    config = from_values({"highlights": list(rules)}, Path("config.toml"))
    assert not config.problems
    return config
