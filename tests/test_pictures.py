"""The pictures of the docs: drawn from the cells of a terminal, and free of whoever drew them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pyte
import pytest

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    """What draws them; it is no part of the program."""
    spec = importlib.util.spec_from_file_location("terminal_svg", ROOT / "docs/terminal_svg.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["terminal_svg"] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def screen(*lines: str) -> pyte.Screen:
    """A terminal after these lines."""
    terminal = pyte.Screen(20, 3)
    pyte.Stream(terminal).feed("\r\n".join(lines))
    return terminal


def test_every_word_stands_on_its_cell(drawing: ModuleType) -> None:
    """Behind wide characters and wide blanks, too; marks of XML are words like others, half blocks are drawn."""
    picture = drawing.picture(drawing.cells(screen("\x1b[1m日本\x1b[0m x  <b>&", "▌y")), "A <title>")
    root = ET.fromstring(picture)
    words = {text.text: (text.attrib["x"], text.get("class")) for text in root.iter(f"{SVG}text")}
    at = {text: f"{cell * drawing.CELL:g}" for text, cell in (("日", 0), ("本", 2), ("x", 5), ("<b>&", 8), ("y", 1))}
    assert words == {text: (x, "b" if text in "日本" else None) for text, x in at.items()}
    assert [rect.attrib["width"] for rect in root.iter(f"{SVG}rect")] == ["168", "4.2"]


def test_a_recording_draws_lines_that_stay_once_and_holds_still_when_asked(drawing: ModuleType) -> None:
    """Of three screens only the line that changes is drawn three times."""
    frames = [(float(second), drawing.cells(screen("stays", f"now {second}"))) for second in range(3)]
    text = drawing.recording(frames, 4.0, 2, "t")
    ET.fromstring(text)
    assert text.count(">stays<") == 1
    assert [text.count(f">now {second}<") for second in range(3)] == [1, 1, 1]
    assert "prefers-reduced-motion" in text
    assert "50%{visibility:visible}" in text
    assert text.count("visibility:visible;animation") == 1


def test_pictures_tell_nothing_of_the_machine_they_were_drawn_on() -> None:
    """No paths, and nothing that a viewer would have to load."""
    pictures = [*(ROOT / "docs/pictures").glob("*.svg"), ROOT / "docs/recording.svg"]
    assert len(pictures) > 4
    for path in pictures:
        text = path.read_text("utf-8")
        ET.fromstring(text)
        assert not [
            word for word in ("/tmp", "/home/", "/root", "/Users/", "<image", "@import", "url(") if word in text
        ]
