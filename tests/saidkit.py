"""What tests of the screen of quotations share: a story in which people are quoted, and ways to the screen."""

from __future__ import annotations

from datetime import timedelta

from fakes import NOW, FakeEngine, entries, entry, feed, quote
from livetui.model.entry import CachedEntry
from livetui.model.quote import Certainty
from readerkit import Session

WIRE, BOTE = feed(), feed(2, "Der Bote")


CORRIDOR = (
    "“We agreed on a safe corridor out of the town for everybody”, said Anna Berg, an adviser, according to the AP."
)


BEDS = "“We need more beds here”, said Jana Kowal. They were “very tired”, said Anna Berg."


def story() -> list[CachedEntry]:
    """Three entries with quotations; the oldest has the newest's words, otherwise and by somebody else."""
    return [
        entry(
            NOW,
            "Talks end",
            CORRIDOR,
            of=WIRE,
            url="https://wire.example/talks",
            quotes=[
                quote(
                    CORRIDOR, "We agreed on a safe corridor out of the town for everybody", "Anna Berg",
                    role="adviser", via="AP", certainty=Certainty.LIKELY,
                )
            ],
        ),
        entry(
            NOW - timedelta(hours=1),
            "Beds wanted",
            BEDS,
            of=BOTE,
            url="https://bote.example/beds",
            quotes=[
                quote(BEDS, "We need more beds here", "Jana Kowal", role="nurse"),
                quote(BEDS, "very tired", "Anna Berg"),
                quote(BEDS, "They were"),
            ],
        ),
    ]  # fmt: skip


def engine(*more: CachedEntry) -> FakeEngine:
    """The story among entries without quotations."""
    quiet = entries(40, of=WIRE, newest=NOW - timedelta(hours=2))
    return FakeEngine([*story(), *quiet, *more], feeds=[WIRE, BOTE])


async def opened(session: Session, *keys: str) -> None:
    """Open the screen and wait for what it lists."""
    await session.press(*(keys or ('"',)))
    await session.until(lambda: session.quotations.loaded, "the quotations are listed")


def chosen(session: Session) -> str:
    """The words of the quotation under the cursor."""
    saying = session.quotations.sayings.selected
    return saying.quote.text if saying else ""
