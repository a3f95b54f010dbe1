"""Lines of the timeline, days, and what fits a terminal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livetui.model.entry import first_number
from livetui.model.filter_tree import Sort
from livetui.ui.layout import Density, Gap, Geometry, Heading, Missed, Panes, Row, day_heading, panes

NOON = datetime(2022, 3, 4, 12, tzinfo=UTC)


def numbers(*times: datetime) -> list[int]:
    """Entry numbers at these times, newest first."""
    return sorted((first_number(int(time.timestamp())) for time in times), reverse=True)


def test_each_day_has_a_heading_and_an_air_line_before_the_next() -> None:
    """Two entries of today and one of yesterday stand under two headings."""
    geometry = Geometry(numbers(NOON, NOON - timedelta(hours=1), NOON - timedelta(days=1)), Density.COMFORTABLE, UTC)
    found = [geometry.at(line) for line in range(geometry.height)]
    assert found == [
        Heading(date(2022, 3, 4)), Row(0, 0), Row(0, 1), Row(1, 0), Row(1, 1),
        Gap(), Heading(date(2022, 3, 3)), Row(2, 0), Row(2, 1),
    ]  # fmt: skip


def test_days_are_those_of_the_reader() -> None:
    """23:30 in London is the next day in Paris, summer time included."""
    times = numbers(datetime(2022, 7, 1, 22, 30, tzinfo=UTC), datetime(2022, 7, 1, 21, 30, tzinfo=UTC))
    paris = Geometry(times, Density.COMPACT, ZoneInfo("Europe/Paris"))
    assert [paris.at(0), paris.at(2)] == [Heading(date(2022, 7, 2)), Heading(date(2022, 7, 1))]
    assert [Geometry(times, Density.COMPACT, UTC).at(line) for line in range(3)] == [
        Heading(date(2022, 7, 1)),
        Row(0, 0),
        Row(1, 0),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 4_000_000_000), max_size=40, unique=True),
    st.sampled_from(Density),
    st.sampled_from(["UTC", "Europe/Paris", "America/St_Johns", "Pacific/Apia"]),
    st.sampled_from(Sort),
)
def test_lines_and_entries_agree(seconds: list[int], density: Density, zone: str, order: Sort) -> None:
    """Every entry is found on its own line and by its number, headings keep the order, and no line is left out."""
    listed = [first_number(second) for second in seconds]
    if order is not Sort.CHANGED:
        listed.sort(reverse=order is Sort.NEWEST)
    geometry = Geometry(listed, density, ZoneInfo(zone), order)
    for index, number in enumerate(listed):
        line = geometry.line_of(index)
        assert [geometry.at(line + part) for part in range(density.lines)] == [
            Row(index, part) for part in range(density.lines)
        ]
        assert geometry.index_at(line) == index == geometry.index_of(number)
        assert geometry.block_top(index) <= line
    found = [geometry.at(line) for line in range(geometry.height)]
    assert None not in found
    assert geometry.at(geometry.height) is None
    assert sum(isinstance(place, Row) for place in found) == len(listed) * density.lines
    days = [place.day for place in found if isinstance(place, Heading)]
    assert all(one < other if order is Sort.OLDEST else one > other for one, other in pairwise(days))


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 2_000_000_000)), st.sets(st.integers(0, 2_000_000_000), max_size=100), st.booleans())
def test_adding_is_the_same_as_building_anew(first: set[int], more: set[int], newest: bool) -> None:
    """However entries come in, they stand where they would have stood from the start."""
    order = Sort.NEWEST if newest else Sort.OLDEST
    grown = Geometry(sorted(map(first_number, first), reverse=newest), Density.COMPACT, UTC, order)
    added = grown.add(map(first_number, more))
    whole = Geometry(sorted(map(first_number, first | more), reverse=newest), Density.COMPACT, UTC, order)
    assert list(grown.numbers) == list(whole.numbers)
    assert grown.height == whole.height
    assert added == sorted(map(first_number, more - first), reverse=newest)


def test_older_entries_go_below() -> None:
    """The rest of a list is put below what is shown; what would stand higher is left out."""
    geometry = Geometry([50, 40], Density.COMPACT, UTC)
    geometry.extend([45, 40, 30, 20])
    assert list(geometry.numbers) == [50, 40, 30, 20]


def test_headings_name_the_day() -> None:
    """Today and yesterday are called so; the year stands where it is not this one."""
    today = date(2022, 3, 4)
    assert day_heading(today, today) == "Today · Friday 4 March"
    assert day_heading(date(2022, 3, 3), today) == "Yesterday · Thursday 3 March"
    assert day_heading(date(2021, 12, 31), today) == "Friday 31 December 2021"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((200, 50), Panes.WIDE), ((120, 36), Panes.WIDE), ((119, 36), Panes.SIDE), ((80, 24), Panes.STACKED),
        ((80, 12), Panes.SIDE), ((69, 40), Panes.SINGLE), ((20, 5), Panes.SINGLE), ((19, 5), Panes.NONE),
        ((20, 4), Panes.NONE),
    ],
)  # fmt: skip
def test_panes_fit_the_terminal(size: tuple[int, int], expected: Panes) -> None:
    """Three panes from 120 columns, two from 70, one below, a notice when nothing fits."""
    assert panes(*size) is expected


@given(
    st.sets(st.integers(0, 400_000), min_size=1, max_size=40),
    st.lists(st.integers(-10, 400_010), max_size=6),
    st.sampled_from(Density),
)
def test_lines_that_tell_of_a_gap_shift_no_entry_out_of_its_place(
    seconds: set[int], untils: list[int], density: Density
) -> None:
    """With them every entry is found on its line, and every line holds one thing."""
    begin = datetime(2022, 3, 4, tzinfo=UTC)
    geometry = Geometry(
        sorted((first_number(int(begin.timestamp()) + each) for each in seconds), reverse=True), density, UTC
    )
    before = geometry.height
    geometry.set_missed(Missed("Wire", begin, begin + timedelta(seconds=each)) for each in untils)
    for index in range(len(geometry)):
        assert geometry.at(geometry.line_of(index)) == Row(index, 0)
        assert geometry.index_at(geometry.line_of(index)) == index
    told = sum(isinstance(geometry.at(line), Missed) for line in range(geometry.height))
    assert geometry.height == before + told
    assert geometry.at(geometry.height) is None
