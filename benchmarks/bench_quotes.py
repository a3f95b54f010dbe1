"""Quotations: time per 3 KB text, damage to marks, mutated texts; beside another program's time if one is given.

``python benchmarks/bench_quotes.py [FOLDER -- COMMAND…]``. The texts are those of the tests. With a folder of ``.txt``
files and a command that takes files as last arguments, both programs read them, start included; the ratio is of the
faster of three runs each, because a busy machine only ever adds time.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from livetui.text.quotes import find_quotes  # noqa: E402
from quotedamage import accuracy, clean, dropped, mutated, swapped  # noqa: E402
from quotekit import CASES  # noqa: E402

SIZE = 3000
"""Characters of the texts whose time is taken."""
MUTATED = 10_000
OURS = [sys.executable, "-m", "livetui", "quotes", "--lang", "en", "--json"]


def main() -> None:
    """Print every figure; with a folder and a command, the ratio of times too."""
    for lang, cases in sorted(CASES.items()):
        text = _long("\n".join(c.text.strip() for c in cases))
        rows = clean(cases)
        kept = [100 * accuracy(rows, damage) for damage in (lambda t: [t], dropped, swapped)]
        print(
            f"{lang}: {_milliseconds(text, lang):5.2f} ms per {SIZE} characters; speakers right in {len(rows)} texts: "
            f"{kept[0]:.1f} % clean, {kept[1]:.1f} % with a mark dropped, {kept[2]:.1f} % with a mark swapped"
        )
    every = clean(c for cases in CASES.values() for c in cases)
    for name, damage in (("dropped", dropped), ("swapped", swapped)):
        print(f"a mark {name} costs {100 * (1 - accuracy(every, damage)):.1f} points over all {len(every)} texts")
    print(f"{MUTATED} mutated texts: {_mutate()} raised")
    if "--" in sys.argv:
        cut = sys.argv.index("--")
        _compare(Path(sys.argv[1]), sys.argv[cut + 1 :])


def _long(text: str) -> str:
    return (text * (SIZE // len(text) + 1))[:SIZE]


def _milliseconds(text: str, lang: str) -> float:
    """The median of warm runs."""
    find_quotes(text, lang)
    times = []
    for _ in range(15):
        began = time.perf_counter()
        find_quotes(text, lang)
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def _mutate() -> int:
    """How many texts made of the tests' and mutated at random raise anything."""
    chance, raised = random.Random(3), 0
    texts = [c.text for cases in CASES.values() for c in cases]
    for _ in range(MUTATED):
        text = mutated("\n".join(chance.choices(texts, k=chance.randint(1, 4))), chance)
        try:
            find_quotes(text, chance.choice([*CASES, None]))
        except Exception as error:
            raised += 1
            print(f"{error!r}: {text!r}", file=sys.stderr)
    return raised


def _compare(folder: Path, command: Sequence[str]) -> None:
    files = sorted(str(p) for p in folder.glob("*.txt"))
    if not files:
        raise SystemExit(f"no .txt file in {folder}")
    ours, theirs = _seconds(OURS, files), _seconds(command, files)
    print(f"{len(files)} files: {ours:.2f} s, the other program {theirs:.2f} s, ratio {ours / theirs:.2f}")


def _seconds(command: Sequence[str], files: Sequence[str]) -> float:
    times = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([*command, *files], stdout=subprocess.DEVNULL, check=True, env=environment)
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main()
