"""The window over a list of quotations: whatever comes and goes, what is held is one stretch of the list, in order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import NOW
from livetui.model.quote import Quote
from livetui.model.saying import Saying
from livetui.ui import window as windows
from livetui.ui.page import Page, Para
from livetui.ui.window import Key, Window, key_of

COUNT = 40
EVERY = [
    Saying(COUNT - place, 0, Quote(((0, 1),), "words"), "https://feed.example/", "Wire", "", None, NOW)
    for place in range(COUNT)
]


def lay(saying: Saying) -> Page:
    """One to three lines."""
    page = Page([Para(str(line)) for line in range(saying.number % 3 + 1)], 20)
    for _ in page.lay():
        pass
    return page


def after(before: Key | None, limit: int) -> list[Saying]:
    """The page that the cache would give."""
    start = 0 if before is None else COUNT - before[0] + 1
    return EVERY[start : start + limit]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["below", "above", "late"]), st.integers(1, 9)), max_size=30))
def test_what_is_held_is_one_stretch_in_order(steps: list[tuple[str, int]]) -> None:
    """Pages below and above, late answers among them: nothing is missing, doubled or out of place, and few are held."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "MOST", 12)
        window = Window(lay, after(None, 5), more=True)
        for step, size in steps:
            top = window.sayings[0]
            if step == "below" and window.more:
                page = after(window.last, size)
                gone = window.extend(window.last, page, more=len(page) == size)
                moved = -gone
            elif step == "above" and window.above:
                before, count = window.above[-1]
                moved = window.put_above(before, after(before, count))
            else:
                moved = window.extend((COUNT + 7, 0), after(None, size), more=True)
                moved += window.put_above((COUNT + 7, 0), after(None, size))
                assert moved == 0
            numbers = [saying.number for saying in window.sayings]
            assert numbers == list(range(numbers[0], numbers[0] - len(numbers), -1))
            assert len(window) <= 12 + 9
            held = window.index_of(key_of(top))
            if held is not None:
                assert window.top(held) == max(moved, 0)
        for line in range(window.height):
            place = window.at(line)
            assert place is not None
            assert window.top(place[0]) + place[1] == line


def test_the_oldest_are_jumped_to_and_the_way_back_is_whole() -> None:
    """Pages that were skipped are asked for on the way back, each where it belongs."""
    window = Window(lay, after(None, 10), more=True)
    first = window.last
    assert first is not None
    second = key_of(after(first, 10)[-1])
    window.jump([(first, 10), (second, 20)], after(second, 20))
    assert [saying.number for saying in window.sayings] == list(range(20, 0, -1))
    assert not window.more
    while window.above:
        before, count = window.above[-1]
        window.put_above(before, after(before, count))
    assert [saying.number for saying in window.sayings] == list(range(COUNT, 0, -1))
