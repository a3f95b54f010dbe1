"""The settings, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from livetui.config import Config, Duration, load


def problems(tmp_path: Path, text: str) -> tuple[Config, str]:
    """The settings of a file and its problems in one text."""
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    config = load(path)
    return config, "\n".join(map(str, config.problems))


def test_no_file_gives_the_built_in_settings(tmp_path: Path) -> None:
    """A first start needs no file."""
    assert load(tmp_path / "config.toml") == Config()


def test_what_is_set_is_used(tmp_path: Path) -> None:
    """Each kind of value is read."""
    config, said = problems(
        tmp_path,
        '[ui]\ndensity = "compact"\nfollow = false\n[refresh]\nevery = "2m"\njobs = 4\n'
        '[[topics]]\nname = "Talks"\nfilter = "talks OR pourparlers"\n'
        '[[topics]]\nname = "Toll"\nfilter = "toll"\nkey = 1\n',
    )
    assert said == ""
    assert (config.ui.density, config.ui.follow) == ("compact", False)
    assert (config.refresh.every, config.refresh.jobs) == (120, 4)
    assert [(topic.name, topic.key) for topic in config.topics] == [("Talks", 2), ("Toll", 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[ui]\ndensty = 'compact'", "ui.densty: unknown; did you mean density?"),
        ("[ui]\ndensity = 'roomy'", 'ui.density: expected "comfortable" or "compact", found \'roomy\''),
        ("[refresh]\njobs = 0", "refresh.jobs: expected a whole number from 1 to 64, found 0"),
        ("[refresh]\nevery = 'soon'", "refresh.every: expected a time such as 90s, 2m, 1h or 1d, up to 30d"),
        ("[refrsh]\njobs = 3", "refrsh: unknown; did you mean refresh?"),
        ("ui = 3", "ui: expected a table, written [ui]"),
        ("[[topics]]\nname = 'x'\nfilter = '(a'", "topics[1].filter: "),
        ("[[topics]]\nname = 'x'", "topics[1].filter: missing"),
        (
            "[[topics]]\nname = 'x'\nfilter = 'y'\nkey = 12",
            "topics[1].key: expected a whole number from 1 to 9",
        ),
        ("not toml", "is no valid TOML"),
    ],
)
def test_a_wrong_setting_is_named_and_the_rest_used(tmp_path: Path, text: str, said: str) -> None:
    """File, key, what was expected and the nearest known key; the program starts all the same."""
    config, told = problems(tmp_path, text)
    assert said in told
    assert str(tmp_path / "config.toml") in told
    assert config.refresh.jobs == 16


@pytest.mark.parametrize("seconds", [1, 59, 60, 61, 3600, 5400, 86400, 90000])
def test_a_duration_is_written_as_it_is_read(seconds: int) -> None:
    """The shortest form reads back to the same number of seconds."""
    assert Duration.parse(str(Duration(seconds))) == seconds
