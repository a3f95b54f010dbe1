"""The wheel as a user installs it: it holds every data file, and needs nothing that it does not ask for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from livetui import __version__

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "livetui"

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("livetui-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `livetui` program of an environment that holds the wheel, what it asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    (site,) = folder.glob("lib/python*/site-packages")
    for name in set(required(requirements_of(wheel))):
        link(metadata.distribution(name), site)
    return folder / "bin" / "livetui"


def requirements_of(wheel: Path) -> list[str]:
    """What the wheel's own metadata asks for."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA")]
        lines = archive.read(name).decode().partition("\n\n")[0].splitlines()
    return [line.removeprefix("Requires-Dist: ") for line in lines if line.startswith("Requires-Dist: ")]


def required(wanted: list[str], extras: Iterable[str] = (), seen: set[str] | None = None) -> Iterator[str]:
    """The names of all distributions that those requirements need in turn."""
    seen = set() if seen is None else seen
    for requirement in map(Requirement, wanted):
        marker = requirement.marker
        asked = marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))
        key = f"{canonicalize_name(requirement.name)}{sorted(requirement.extras)}"
        if asked and key not in seen:
            seen.add(key)
            yield requirement.name
            yield from required(metadata.requires(requirement.name) or [], requirement.extras, seen)


def link(distribution: metadata.Distribution, site: Path) -> None:
    """Make a distribution of the running environment importable from another one, without copying it."""
    for name in {file.parts[0] for file in distribution.files or ()}:
        target = Path(str(distribution.locate_file(name)))
        # Programs stand outside the folder, as ../../../bin/…; the compiled single modules share a __pycache__.
        if name not in {"..", "__pycache__"} and not (site / name).exists():
            (site / name).symlink_to(target)


def run(program: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed program away from the source tree, in a home of its own."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8"}
    return subprocess.run(
        [program, *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def test_every_file_of_the_package_is_inside(wheel: Path) -> None:
    """Code, tables, style sheets, the typing mark and the sample: whatever stands in the source is in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
        sample = archive.read("livetui/data/sample_feed.xml")
    files = {path for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    expected = {f"livetui/{path.relative_to(SOURCE).as_posix()}" for path in files}

    assert inside == expected | {"livetui/data/sample_feed.xml"}
    assert "livetui/py.typed" in inside
    assert any(name.startswith("livetui/data/lang/") for name in inside)
    assert any(name.endswith(".tcss") for name in inside)
    assert sample == (ROOT / "sample_feed.xml").read_bytes()


def test_the_program_runs(installed: Path, tmp_path: Path) -> None:
    """`livetui --version` names the version of the wheel."""
    done = run(installed, "--version", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout == f"livetui {__version__}\n"


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    """The environment sees neither the source tree nor the tools of the developer."""
    code = "import importlib.util as u, livetui; print(livetui.__file__, u.find_spec('pytest'))"
    done = run(installed.with_name("python"), "-c", code, cwd=tmp_path)

    assert done.stdout.startswith(str(installed.parents[1])), done.stderr
    assert done.stdout.endswith(" None\n")


def test_the_installed_program_reads_a_feed(installed: Path, tmp_path: Path) -> None:
    """`show` parses a feed in its worker process and finds quotations by the installed tables."""
    feed = tmp_path / "feed.xml"
    feed.write_bytes((ROOT / "sample_feed.xml").read_bytes())
    done = run(installed, "show", "--json", str(feed), cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    entries = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(entries) == feed.read_text("utf-8").count("</item>")
    assert any(quote["speaker"] for entry in entries for quote in entry["quotes"])


def test_the_installed_program_has_its_sample(installed: Path, tmp_path: Path) -> None:
    """What the demo plays comes out of the package, wherever the program stands."""
    code = "import sys; from livetui.cli.demo_script import sample_feed; sys.stdout.buffer.write(sample_feed())"
    done = run(installed.with_name("python"), "-c", code, cwd=tmp_path)

    assert done.stdout.encode() == (ROOT / "sample_feed.xml").read_bytes(), done.stderr
