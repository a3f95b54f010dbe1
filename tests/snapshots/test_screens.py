"""Each screen of the reader at three sizes, word for word, and the colours of its cells in both themes.

What they are to look like is kept in ``tests/data/screens``: ``NAME-COLUMNSxROWS.txt`` holds the words,
``NAME-THEME.styles`` the style of each cell at 80x24 (first the legend, then a sign for each cell; the last sign of a
line goes on to its end). When a screen was changed on purpose, look at it and then have the files written anew::

    pytest tests/snapshots --update-screens

and read what changed in them before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import Paste

from fakes import NOW, FakeEngine, entries, entry, feed, quote
from livetui.config import Config, Topic, Ui
from livetui.model.feed import FeedStatus, Traffic, Why
from livetui.model.filter import parse
from livetui.model.quote import Certainty
from livetui.text.blocks import read_body
from livetui.ui.themes import THEMES
from readerkit import Session, reading
from screenkit import Look, come_to, different_styles, different_words

KEPT = Path(__file__).parents[1] / "data" / "screens"
SIZES = ((120, 36), (80, 24), (40, 15))
STYLED = (80, 24)
"""The size at which colours are compared, too."""

TALKS = """<p>HARWICK — Negotiators from both sides met for the <b>fourth</b> time on Friday and agreed on a corridor
for the wounded, after nine hours behind closed doors.</p>
<p>“We agreed on a safe corridor out of the town for everybody”, said Anna Berg, an adviser to the delegation.
“It is not much, but it holds”, Carl Dahl told reporters at the gate.</p>
<h2>What is left open</h2>
<ul><li>when the bridge is opened again</li><li>who counts the lorries, see <a href="https://wire.example/map">the
map</a></li></ul>
<blockquote>Nobody shall be kept from leaving.</blockquote>
<table><tr><th>Day</th><th>Lorries</th></tr><tr><td>Thursday</td><td>12</td></tr><tr><td>Friday</td><td>40</td></tr>
</table><pre>km 14: closed\nkm 15: open</pre>"""
CALM = " ".join(f"Calm sentence number {number} stays." for number in "abcdefgh")


def story() -> FakeEngine:
    """Three feeds, topics, and entries that show every mark."""
    polled = {"last_poll": NOW - timedelta(minutes=9), "next_poll": NOW + timedelta(minutes=4), "interval": 780}
    wire = feed(1, "Example Wire", **polled, why=Why.QUIET, traffic=Traffic(12_300, 50_000, 9, 5),
                site="https://wire.example/", hub="https://hub.example/")  # fmt: skip
    gazette = feed(
        2, "La Gazette", **polled, status=FeedStatus.ERROR, error="the server answers 503", failures=3, why=Why.BACKOFF
    )
    times = feed(3, "Old Times", **polled, why=Why.WISH, moved="https://new.example/rss", folder="Papers")
    text = read_body(TALKS, entry(NOW, "", TALKS).entry.body_kind).text
    said = [
        quote(
            text, "We agreed on a safe corridor out of the town for everybody", "Anna Berg", role="adviser", via="AP"
        ),
        quote(text, "It is not much, but it holds", "Carl Dahl", certainty=Certainty.LIKELY),
    ]

    toll = entry(NOW - timedelta(minutes=21), "Toll in Harwick rises to 33", f"33 died in Harwick. {CALM}", of=wire)
    cached = [
        entry(NOW - timedelta(minutes=2), "Talks end with a corridor", TALKS, of=wire, quotes=said, starred=True),
        entry(NOW - timedelta(minutes=9), "停戦協議が終わる 🕊", "回廊が開く。", of=times, lang="ja"),
        toll,
        entry(NOW - timedelta(minutes=34), "Live: the fourth day in Harwick", "The day so far.", of=wire, live=True),
        entry(NOW - timedelta(minutes=52), "Le pont reste fermé", "Rien ne passe.", of=gazette, lang="fr", read=True),
        entry(NOW - timedelta(hours=2), "Mayor resigns", "Taken back.", of=times, withdrawn=True),
        *entries(30, of=times, newest=NOW - timedelta(hours=3), step=3000),
    ]
    words = {"Talks": "talks OR corridor", "Harwick": "harwick", "Old papers": "source:times is:unread"}
    config = Config(
        ui=Ui(motion=False),
        topics=tuple(Topic(name, parse(text), text, key) for key, (name, text) in enumerate(words.items(), 1)),
    )
    engine = FakeEngine(cached, feeds=[wire, gazette, times], config=config)
    earlier = f"31 died in Harwick. {CALM}"
    engine.past[toll.number] = [
        (toll.seen_at, replace(toll, entry=replace(toll.entry, title="Toll in Harwick: 31 dead", body=earlier)))
    ]
    engine.put(replace(toll, revisions=1, changed_at=NOW - timedelta(minutes=5), figure=("31", "33")))
    return engine


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen, and how it is come to."""

    name: str
    keys: tuple[str, ...]
    shows: str
    """Words that it shows at every size."""
    engine: Callable[[], FakeEngine] = story
    pasted: str = ""
    """Put into the field at once after the keys: what passes while one types depends on how fast that is."""


SCENES = (
    Scene("timeline", ("j", "j", "k"), "停戦"),
    Scene("text", ("enter", "j"), "Negotiators"),
    Scene("filter", ("slash",), "did you mean", pasted="talks sorce:wire"),
    Scene("topics", ("t",), "Old papers"),
    Scene("quotations", ("quotation_mark",), "safe corridor"),
    Scene("revisions", ("j", "j", "v"), "33"),
    Scene("health", ("e",), "Gazette"),
    Scene("help", ("question_mark",), "Next entry"),
    Scene("welcome", (), "Try the sample", FakeEngine),
)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_the_screen_looks_as_it_is_kept(
    scene: Scene, size: tuple[int, int], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every word is in its place, and at one size every colour; the same words stand in both themes."""
    renew = bool(request.config.getoption("--update-screens"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.setenv(name, "C")  # the welcome offers lists in the reader's language
    async with reading(scene.engine(), size) as session:
        if scene.engine is story:
            await session.until(lambda: len(session.screen.feeds) == 3, "the feeds are counted")
        await session.press(*scene.keys)
        if scene.pasted:
            session.app.post_message(Paste(scene.pasted))
        await session.shows(scene.shows)
        words = KEPT / f"{scene.name}-{size[0]}x{size[1]}.txt"
        await compare(session, words, different_words, renew=renew)
        for theme in THEMES if size == STYLED else ():
            session.app.theme = theme.name
            styles = KEPT / f"{scene.name}-{theme.name.removeprefix('livetui-')}.styles"
            await compare(session, styles, different_styles, renew=renew)
            await compare(session, words, different_words, renew=False)


async def compare(session: Session, kept: Path, different: Callable[[str, Look], str], *, renew: bool) -> None:
    """Hold the screen against a file, which is written first where it is to be."""
    if renew:
        look = await come_to(session, lambda _: False)
        write(kept, look.text if different is different_words else look.style_map)
    before = read(kept)
    look = await come_to(session, lambda look: not different(before, look))
    if difference := different(before, look):
        pytest.fail(
            f"{kept.name} is otherwise; if that is meant, see the head of this file\n{difference}", pytrace=False
        )


def read(kept: Path) -> str:
    """What was kept."""
    return kept.read_text("utf-8")


def write(kept: Path, text: str) -> None:
    """Keep it."""
    kept.write_text(text, "utf-8", newline="\n")
