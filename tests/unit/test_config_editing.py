"""Topics kept in config.toml: what the user wrote there stays to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from livetui.config import keep_topic, load, remove_topic
from livetui.errors import ConfigError, NameTaken

FILE = """# My settings
[ui]
theme = "livetui-light" # easier on the eyes

# About the talks
[[topics]]
name = "Talks" # with a digit of its own
filter = '''talks OR
pourparlers'''
key = 3
# that was Talks

# How I am told
[alerts]
ways = [
  "bell",
]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file written by hand."""
    path = tmp_path / "config.toml"
    path.write_bytes(FILE.encode())
    return path


def test_a_topic_is_written_behind_the_others(path: Path) -> None:
    """Comments, order and every other byte stay; the file as it was is left beside it."""
    config = keep_topic(path, "Toll", 'dead OR "bilan provisoire"', key=4)
    assert [(topic.name, topic.key) for topic in config.topics] == [("Talks", 3), ("Toll", 4)]
    assert load(path) == config
    added = '\n[[topics]]\nname = "Toll"\nfilter = "dead OR \\"bilan provisoire\\""\nkey = 4\n'
    assert path.read_text("utf-8") == FILE.replace("# that was Talks\n", "# that was Talks\n" + added)
    assert path.with_name("config.toml.bak").read_text("utf-8") == FILE


def test_what_was_kept_can_be_removed_again(path: Path) -> None:
    """Whatever the case of its name; then the file is as it was."""
    keep_topic(path, "Toll", "dead")
    remove_topic(path, "TOLL")
    assert path.read_text("utf-8") == FILE
    remove_topic(path, "Talks")
    assert load(path).topics == ()
    assert "# How I am told" in path.read_text("utf-8")
    assert "# easier on the eyes" in path.read_text("utf-8")


def test_without_a_file_one_is_begun(tmp_path: Path) -> None:
    """Keeping a first topic needs no `config init`."""
    path = tmp_path / "new" / "config.toml"
    keep_topic(path, "Toll", "dead")
    assert [topic.text for topic in load(path).topics] == ["dead"]


def test_a_topic_of_that_name_is_replaced_only_on_request(path: Path) -> None:
    """The filter changes in its place, with the comments around it and its key."""
    with pytest.raises(NameTaken):
        keep_topic(path, "talks", "negotiations")
    assert path.read_text("utf-8") == FILE
    config = keep_topic(path, "Talks", "negotiations", replace=True)
    assert [(topic.text, topic.key) for topic in config.topics] == [("negotiations", 3)]
    assert path.read_text("utf-8") == FILE.replace("'''talks OR\npourparlers'''", '"negotiations"')


@pytest.mark.parametrize(
    ("source", "name", "text", "key", "reason"),
    [
        (FILE, "Toll", "dead", 3, "3 selects an earlier topic already"),
        (FILE, "Toll", "(dead", None, "this parenthesis is never closed"),
        (FILE, "T" * 61, "dead", None, "at most 60 characters"),
        ("[[topics]\nname = 'x'\n", "Toll", "dead", None, "is no valid TOML"),
        ("topics = [{name = 'a', filter = 'b'}]\n", "Toll", "dead", None, "by hand"),
        ("topics = 3\n", "Toll", "dead", None, "by hand"),
    ],
)
def test_what_makes_no_sense_is_not_written(
    tmp_path: Path, source: str, name: str, text: str, key: int | None, reason: str
) -> None:
    """The error says why, and the file, also one that the user has broken, is left as it is."""
    path = tmp_path / "config.toml"
    path.write_text(source, "utf-8")
    with pytest.raises(ConfigError, match=reason):
        keep_topic(path, name, text, key=key)
    assert path.read_text("utf-8") == source


@pytest.mark.parametrize("name", ["Tôll 'n' \"dead\"", "[[topics]]", "a\\b", "雪\u2028\x7f"])
def test_any_name_reads_back(path: Path, name: str) -> None:
    """Also one that looks like TOML, with line ends of another system around it."""
    path.write_bytes(FILE.replace("\n", "\r\n").encode())
    before = path.read_bytes()
    keep_topic(path, name, "dead")
    assert [topic.name for topic in load(path).topics] == ["Talks", name]
    remove_topic(path, name)
    assert path.read_bytes() == before
