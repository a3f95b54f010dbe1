"""From the file to the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from livetui.config.lines import NO_LINES, line_of, lines_of
from livetui.config.rules import Highlight, Mute, Topic, highlights, mutes, topics, without_script
from livetui.config.sections import LISTS, SECTIONS, Alerts, Keys, Network, Refresh, Ui
from livetui.config.settings import section
from livetui.config.values import Problem, nearest, place
from livetui.model.filter import Filter


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, with the built-in value where the user's file says nothing."""

    ui: Ui = Ui()
    keys: Keys = Keys()
    refresh: Refresh = Refresh()
    network: Network = Network()
    alerts: Alerts = Alerts()
    topics: tuple[Topic, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    mute: tuple[Mute, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What was wrong in the file that was read."""

    @property
    def saved(self) -> Mapping[str, Filter]:
        """What ``@name`` stands for: the filters of the topics, by name."""
        return {topic.name: topic.filter for topic in self.topics}


def load(path: Path) -> Config:
    """Read the settings; a missing file gives the built-in ones, and no content makes it raise."""
    try:
        text = path.read_text("utf-8")
        raw = tomllib.loads(text)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        return Config(problems=(Problem(path, "", f"can't be read ({error.strerror}); built-in settings are used"),))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Config(problems=(Problem(path, "", f"is no valid TOML ({error}); built-in settings are used"),))
    return from_values(raw, path, lines_of(text))


def from_values(raw: dict[str, Any], path: Path, lines: Mapping[str, int] = NO_LINES) -> Config:
    """Read the settings from parsed TOML; `path` and `lines` (`lines_of`) say where something is to be mended."""
    known = [*SECTIONS, *LISTS]
    problems = [Problem(path, key, "unknown" + nearest(key, known)) for key in raw if key not in known]
    sections: dict[str, Any] = {}
    for name, kind in SECTIONS.items():
        table = raw.get(name, {})
        if isinstance(table, dict):
            sections[name] = section(kind, table, name, path, problems)
        else:
            problems.append(Problem(path, name, f"expected a table, written [{name}]"))
    alerts = sections["alerts"] = without_script(sections.get("alerts", Alerts()), path, problems)
    kept = tuple(topics(raw, alerts, path, problems))
    saved = {topic.name: topic.filter for topic in kept}
    return Config(
        topics=kept,
        highlights=tuple(highlights(raw, saved, path, problems)),
        mute=tuple(
            replace(rule, where=place(path, line_of(lines, rule.where))) for rule in mutes(raw, saved, path, problems)
        ),
        problems=tuple(replace(problem, line=line_of(lines, problem.where)) for problem in problems),
        **sections,
    )
