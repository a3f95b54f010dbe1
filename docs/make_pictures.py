"""Draw the pictures of docs/pictures and the recording from the reader itself, run on terminals of many sizes.

Run it when the screen has changed: ``make pictures``, or ``python docs/make_pictures.py [pictures|sheets|recording]``
for a part. The sample is played at a time of its own into a cache, on which the reader then opens with its clock
stopped, so that the same program draws the same pictures.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src"), str(ROOT / "docs")]

from terminal_svg import Row, cells, picture, recording, sheet  # noqa: E402

from terminal import Terminal  # noqa: E402 - after the path is set

PICTURES = ROOT / "docs" / "pictures"
START = datetime(2022, 3, 4, 14, 35, tzinfo=UTC)
"""When the sample begins."""
OVER = timedelta(seconds=130)
"""After which its story is told."""
SIZES = ((200, 50), (120, 36), (80, 24), (60, 20), (40, 15), (20, 5))
THEMES = ("livetui-dark", "livetui-light")
CALM = 0.35
"""Seconds without output after which a screen is drawn."""
ENTER, ESC = "\r", "\x1b"


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen of the reader and the keys that lead there, from the scene before it."""

    name: str
    keys: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    """Keys that lead back to the timeline."""


SCENES = (
    Scene("reader"),
    Scene("text", ("j", "j", "j", ENTER), ("h",)),
    Scene("filter", ("/", "talks sa"), (ESC, ESC)),
    Scene("topics", ("t",), (ESC,)),
    Scene("quotations", ('"', "]", "["), (ESC, ESC)),
    Scene("revisions", ("/", "is:changed", ENTER, "v"), (ESC, ESC, ESC)),
    Scene("health", ("e",), (ESC,)),
    Scene("help", ("?",), (ESC, ESC)),
    Scene("palette", (":",), (ESC,)),
)
WELCOME = (Scene("welcome"), Scene("starters", ("j", ENTER, " ")))
README = {"reader": (120, 36), "quotations": (120, 36), "revisions": (120, 36), "welcome": (120, 36)}
"""Scenes that are drawn alone, in the dark, for the README and the docs."""


def main() -> None:
    """Draw what is asked for, everything without a word."""
    asked = sys.argv[1:] or ["pictures", "sheets", "recording"]
    if asked[0] == "--reader":
        asyncio.run(_reader(Path(asked[1]), playing="playing" in asked))
        return
    with tempfile.TemporaryDirectory(prefix="livetui-pictures-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        asyncio.run(_play(home))
        if "sheets" in asked:
            _sheets(home, Path(folder))
        if "pictures" in asked:
            for name, rows in _alone(home, Path(folder)):
                _write(f"{name}.svg", picture(rows, f"livetui: {name}"))
        if "recording" in asked:
            _write("../recording.svg", _recorded(Path(folder)))


def _write(name: str, text: str) -> None:
    (PICTURES / name).write_text(text, "utf-8")
    sys.stdout.write(f"{name}: {len(text) // 1000} kB\n")


def _sheets(home: Path, folder: Path) -> None:
    """Each scene at all sizes in both themes."""
    shots: dict[str, list[list[tuple[str, Sequence[Row]]]]] = {}
    for size in SIZES:
        line: dict[str, list[tuple[str, Sequence[Row]]]] = {}
        for theme in THEMES:
            for scenes, start in ((SCENES, home), (WELCOME, None)):
                for name, rows in _shots(start, folder, scenes, size, theme):
                    line.setdefault(name, []).append((f"{size[0]}×{size[1]} {theme}", rows))
        for name, pair in line.items():
            shots.setdefault(name, []).append(pair)
    for name, lines in shots.items():
        _write(f"sheet-{name}.svg", sheet(lines, f"livetui at six sizes in both themes: {name}"))


def _alone(home: Path, folder: Path) -> Iterator[tuple[str, Sequence[Row]]]:
    for size in dict.fromkeys(README.values()):
        for scenes, start in ((SCENES, home), (WELCOME, None)):
            for name, rows in _shots(start, folder, scenes, size, THEMES[0]):
                if README.get(name) == size:
                    yield f"{name}-{size[0]}x{size[1]}", rows


def _shots(
    start: Path | None, folder: Path, scenes: Sequence[Scene], size: tuple[int, int], theme: str
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Walk through scenes on a copy of a home (None: an empty one)."""
    home = folder / "run"
    shutil.rmtree(home, ignore_errors=True)
    if start is None:
        home.mkdir()
    else:
        shutil.copytree(start, home)
    config = home / "config.toml"
    topics = config.read_text("utf-8") if config.exists() else ""
    config.write_text(f'[ui]\ntheme = "{theme}"\n\n{topics}', "utf-8")
    with _terminal(size, home, home) as terminal:
        terminal.wait_for(lambda screen: screen.count("\n") and len(screen.split()) > 5)
        terminal.settle(3 * CALM)
        for scene in scenes:
            for key in scene.keys:
                terminal.type(key)
                terminal.settle(CALM)
            yield scene.name, cells(terminal.screen)
            for key in scene.back:
                terminal.type(key)
                terminal.settle(CALM)


def _terminal(size: tuple[int, int], home: Path, user: Path, *more: str) -> Terminal:
    # Lists of other readers that whoever runs this may have are not offered in the pictures.
    environ: Mapping[str, str] = {"HOME": str(user), "XDG_CONFIG_HOME": str(user), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    argv = [sys.executable, __file__, "--reader", str(home), *more]
    return Terminal(argv, columns=size[0], rows=size[1], environ=environ)


# the recording

STEPS: tuple[tuple[float, str], ...] = (
    (3.0, ""), (0.8, "j"), (0.5, "j"), (1.6, "j"), (1.4, "}"), (2.0, ENTER), (1.0, "h"), (2.5, "g"),
    (0.5, "/"), (0.16, "c"), (0.16, "o"), (0.16, "r"), (0.16, "r"), (0.16, "i"), (1.2, "d"), (2.0, ENTER), (1.0, ESC),
    (2.0, '"'), (1.0, "j"), (1.6, "j"), (1.2, ESC), (0.5, "4"), (0.8, "g"), (1.8, "j"), (3.5, "v"), (1.0, ESC),
    (1.0, "0"), (3.0, "g"),
)  # fmt: skip
"""Keys of the recording, and the seconds for which each is looked at."""
HASTE = 3
"""Times faster than in the demo the story develops meanwhile."""


def _recorded(folder: Path) -> str:
    home = folder / "played"
    home.mkdir()
    frames: list[tuple[float, Sequence[Row]]] = []
    with _terminal((110, 30), home, home, "playing") as terminal:
        terminal.wait_for("Who said what")
        terminal.settle(3 * CALM)
        start = time.monotonic()
        for seconds, key in STEPS:
            if key:
                terminal.type(key)
            end = time.monotonic() + seconds
            while (now := time.monotonic()) < end:
                terminal.settle(min(0.05, end - now), at_most=1.0)
                rows = cells(terminal.screen)
                if not frames or frames[-1][1] != rows:
                    frames.append((round(time.monotonic() - start, 2) if frames else 0.0, rows))
        length = round(time.monotonic() - start, 2)
    return recording(frames, length, len(frames) - 1, "livetui: the demo's story as it develops, read and filtered")


# the reader inside the terminal, and the cache it opens on


async def _play(home: Path) -> None:
    """Have the sample's story come into a cache."""
    from livetui import feedlist
    from livetui.cli.demo_script import DEMO_TOPICS
    from livetui.cli.demo_server import DemoServer
    from livetui.config import load, topic_table
    from livetui.engine.engine import Engine
    from livetui.model.entry import Flag
    from livetui.paths import Paths

    paths = Paths.of(home)
    paths.config.write_text("".join(map(topic_table, *zip(*DEMO_TOPICS, strict=True))), "utf-8")
    now = [START]
    with DemoServer(clock=lambda: now[0]) as server:
        feedlist.add(paths.feeds, server.subscriptions)
        async with Engine(load(paths.config), paths, clock=lambda: now[0]) as engine:
            for seconds in (0, 20, 50, 70, 100, OVER.seconds):
                now[0] = START + timedelta(seconds=seconds)
                async for _ in engine.refresh(force=True):
                    pass
            numbers = await engine.numbers(None)
            await engine.mark(numbers[2:3] + numbers[5:9], Flag.READ, True)
            await engine.mark(numbers[4:5], Flag.STARRED, True)


async def _reader(home: Path, *, playing: bool) -> None:
    """Run the reader: with its clock stopped after the story, or on the story itself in haste."""
    from contextlib import ExitStack

    from livetui.cli.demo_script import DEMO_TOPICS
    from livetui.cli.demo_server import DemoServer
    from livetui.config import load, topic_table
    from livetui.engine.engine import Engine
    from livetui.paths import Paths
    from livetui.ui.app import LivetuiApp

    begun, paths, feeds = time.monotonic(), Paths.of(home), None
    with ExitStack() as stack:
        clock: Callable[[], datetime] = lambda: START + OVER  # noqa: E731 - the one or the other
        if playing:
            paths.config.write_text("".join(map(topic_table, *zip(*DEMO_TOPICS, strict=True))), "utf-8")
            clock = lambda: START + HASTE * timedelta(seconds=time.monotonic() - begun)  # noqa: E731
            feeds = stack.enter_context(DemoServer(clock=clock)).subscriptions
        async with Engine(load(paths.config), paths, feeds=feeds, clock=clock) as engine:
            app = LivetuiApp(engine, now=clock, zone=UTC)
            engine.start()
            await app.run_async()


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
