"""The settings, and what is said of wrong ones."""

from __future__ import annotations

import tomllib
from datetime import time
from pathlib import Path

import pytest

from livetui.config import Config, Duration, Quiet, Way, load, topic_table
from livetui.config.lines import line_of, lines_of
from livetui.model.filter import parse


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
        ("[ui]\nzone = 'Europe/Kiyv'", "did you mean Europe/Kyiv?"),
        ("[refresh]\nevery = 'soon'", "refresh.every: expected a time such as 90s, 2m, 1h or 1d, up to 30d"),
        ("[refrsh]\njobs = 3", "refrsh: unknown; did you mean refresh?"),
        ("[ui]\nzone = 'Europe/Nowhere'", 'ui.zone: expected a time zone such as "Europe/Kyiv", found'),
        ("[ui]\nzone = '../zoneinfo'", "ui.zone: expected a time zone"),
        ("[ui]\nzone = 3", "ui.zone: expected a time zone"),
        ("ui = 3", "ui: expected a table, written [ui]"),
        ("[[topics]]\nname = 'x'\nfilter = '(a'", "topics[1].filter: "),
        ("[[topics]]\nname = 'x'", "topics[1].filter: missing"),
        (
            "[[topics]]\nname = 'x'\nfilter = 'y'\nkey = 12",
            "topics[1].key: expected a whole number from 1 to 9",
        ),
        ("[[topics]]\nname = 'x'\nfilter = 'y'\ncolour = 'yelow'", "did you mean yellow?; this setting is left out"),
        ("[[topics]]\nname = 'x'\nfilter = 'y'\nalert = ['bel']", "did you mean bell?; this setting is left out"),
        (
            "[[highlights]]\nmatch = 'x'\nonly = 5",
            "highlights[1].only: expected text, found 5; this highlight is left out",
        ),
        ("[alerts]\ncommand = ['sh', '-c', 'say {title}']", r'as in ["sh", "-c", "echo \"$1\"", "sh", "{title}"]'),
        ("[[topics]]\nname = 'x'\nfilter = 'y'\nalert = ['command']", 'topics[1].alert: "command" needs a command'),
        (
            "[[topics]]\nname = 'x'\nfilter = 'y'\n[[topics]]\nname = 'X'\nfilter = 'z'",
            "topics[2].name: X is an earlier",
        ),
        ("[[topics]]\nname = ' '\nfilter = 'y'", "topics[1].name: expected text of at most 60 characters, found ' '"),
        ("[[highlights]]\nmatch = 'x'\nstyle = 'bold yelow'", "highlights[1].style: there is no yelow; did you mean"),
        (
            "[[highlights]]\nmatch = 'x'\nstyle = 'red blue'",
            "highlights[1].style: expected one colour, found red",
        ),
        ("[[highlights]]\nmatch = 'x'\nonly = '(y'", "highlights[1].only: this parenthesis is never closed"),
        ("[[highlights]]\nstyle = 'bold'", "highlights[1].match: missing; this highlight is left out"),
        ("[[mute]]\nfilter = 'is:hiden'", "mute[1].filter: "),
        ("[[mute]]\nfilter = 'sport age:<1d'", "mute[1].filter: can't depend on the time, as age: does; this rule is"),
        ("[[mute]]\nfilter = 'is:read'", "mute[1].filter: can't depend on what you read, star or hide"),
        ("[[mute]]\nfilter = 'has:error'", "mute[1].filter: can't depend on how feeds are followed"),
        ("[[mute]]\nfilter = 'sort:oldest'", "mute[1].filter: would hide every entry; this rule is left out"),
        ("[[mute]]\nfilter = 'x limit:3'", "config.toml:2: mute[1].filter: limit:3 belongs to lists"),
        ("[[mute]]\n[[mute]]\n\nfilter = 'x sort:oldest limit:3'", "4: mute[2].filter: sort:oldest limit:3 belongs to"),
        ("[[highlights]]\nmatch = 'x sort:changed'", "2: highlights[1].match: sort:changed belongs to lists"),
        ("[[highlights]]\nmatch = 'x'\nonly = 'y limit:1'", "3: highlights[1].only: limit:1 belongs to lists"),
        ("[[mute]]\nfilter = '@tols'\n[[topics]]\nname = 'Toll'\nfilter = 'x'", "did you mean @Toll?"),
        (
            "[[topics]]\nname = 'A'\nfilter = '@b'\n[[topics]]\nname = 'B'\nfilter = '@a'",
            "leads back to itself: A → B → A",
        ),
        ("[[topics]]\nname = 'A'\nfilter = 'x @a'", "leads back to itself"),
        ("[mute]\nfilter = 'x'", "mute: expected a list of tables, each written [[mute]]"),
        ("[alerts]\nquiet = 'at night'", 'alerts.quiet: expected two times of day such as "22:00-07:00", found'),
        ("[alerts]\nways = ['toast', 'horn']", 'alerts.ways: expected a list of "toast", "bell"'),
        ("[alerts]\ncommand = 'notify-send'", "alerts.command: expected a list of texts, found 'notify-send'"),
        ("[alerts]\ncommand = ['sh', '-c', 'say {title}']", "alerts.command: sh would run what stands in the news"),
        ("[alerts]\ncommand = ['env', '/bin/bash', '-lc', 'x {url}']", "bash would run what stands in the news"),
        ("[[highlights]]\nmatch = 'is:unread'\nstyle = 'bold'", "highlights[1].match: looks for no words"),
        ("[[topics]]\nname = 'A'\nfilter = '('", "this topic is left out"),
        ("not toml", "is no valid TOML"),
    ],
)
def test_a_wrong_setting_is_named_and_the_rest_used(tmp_path: Path, text: str, said: str) -> None:
    """File, key, what was expected and the nearest known key; the program starts all the same."""
    config, told = problems(tmp_path, text)
    assert said in told
    assert str(tmp_path / "config.toml") in told
    assert config.refresh.jobs == 16


def test_what_is_merely_wished_falls_away_alone(tmp_path: Path) -> None:
    """A topic without its colour, a highlight with what there is of its style, are better than none."""
    config, said = problems(
        tmp_path,
        topic_table("A", "x") + "colour = 'purple'\nalert = 'yes'\nkey = 12\n"
        "[[highlights]]\nmatch = 'y'\nstyle = 'bold yelow'\n[[highlights]]\nmatch = 'z'\nstyle = 'red blue'\n"
        "[[highlights]]\nmatch = 'z'\nstyle = 'ornage'\n[[highlights]]\nmatch = 'z'\nstyle = 3\n",
    )
    assert len(said.splitlines()) == 7
    (topic,) = config.topics
    assert (topic.name, topic.colour, topic.alert, topic.key) == ("A", None, (), 1)
    assert [rule.style for rule in config.highlights] == ["bold", "red", "bold", "bold"]


def test_what_a_list_alone_obeys_leaves_the_rule_in_force(tmp_path: Path) -> None:
    """The rest of the filter holds, and a topic that tells nothing may have an order."""
    config, said = problems(
        tmp_path,
        topic_table("A", "x sort:oldest limit:3") + "[[mute]]\nfilter = 'y limit:3'\n"
        "[[highlights]]\nmatch = 'z sort:oldest'\n",
    )
    assert len(said.splitlines()) == 2
    assert [rule.filter.root for rule in config.mute] == [parse("y").root]
    assert len(config.highlights) == 1
    assert config.topics[0].filter == parse("x sort:oldest limit:3")


@pytest.mark.parametrize(
    ("text", "where", "line"),
    [
        ("\n# [ui]\n[ui] # x\n\ndensty = 1", "ui.densty", 5),
        ('a = """\n[ui]\nb = 1\n"""\n[ui]\nb = 2', "ui.b", 6),
        ("a = '''\n\"\n'''\nb = 2", "b", 4),
        ('a = [\n  "]", # ]\n  [1],\n]\nb = 2', "b", 5),
        ('a = "\\\\\\""\nb = 2', "b", 2),
        ("[keys.bind]\n'move.top' = 1\nmove.end = 2", "keys.bind.move.end", 3),
        ("[keys.bind]\n'move.top' = 1\nmove.end = 2", "keys.bind.move.top", 2),
        ("[[topics]]\nname = 1\r\n[[mute]]\n[[topics]]\nname = 2", "topics[2].name", 5),
        ("[[topics]]\nname = 1\n\n[[topics]]\nname = 2", "topics[2].filter", 4),
        ("topics = [\n {name = 1},\n {name = 2}]", "topics[2].name", 1),
        ("[ui]\na = 1", "refresh.every", None),
        ("[ui]\na = 1", "", None),
    ],
)
def test_a_problem_names_its_line(text: str, where: str, line: int | None) -> None:
    """Whatever strings, lists and comments stand before it; what is missing has the line of its table."""
    tomllib.loads(text)
    assert line_of(lines_of(text), where) == line


def test_rules_mean_what_they_say(tmp_path: Path) -> None:
    """Colours, ways of alerts, highlights and mutes; what is given for alerts goes for topics that only say yes."""
    config, said = problems(
        tmp_path,
        '[[topics]]\nname = "Talks"\nfilter = "talks"\nalert = true\ncolour = "yellow"\n'
        '[[topics]]\nname = "Toll"\nfilter = "toll"\nalert = ["bell"]\n'
        '[[topics]]\nname = "Calm"\nfilter = "calm"\n'
        '[[highlights]]\nmatch = "truce"\nstyle = "Yellow bold"\nonly = "is:unread"\n[[highlights]]\nmatch = "toll"\n'
        '[[mute]]\nfilter = "tag:sport"\n'
        '[alerts]\nways = ["desktop"]\ncommand = ["say", "{title}"]\nthrottle = "5m"\nquiet = "22:00-7:00"\n',
    )
    assert said == ""
    assert [topic.alert for topic in config.topics] == [(Way.DESKTOP, Way.COMMAND), (Way.BELL,), ()]
    assert [topic.colour for topic in config.topics] == ["yellow", None, None]
    assert [(rule.text, rule.style, rule.only_text) for rule in config.highlights] == [
        ("truce", "bold yellow", "is:unread"),
        ("toll", "bold", None),
    ]
    assert [rule.text for rule in config.mute] == ["tag:sport"]
    assert config.alerts.throttle == 300
    assert str(config.alerts.quiet) == "22:00-07:00"


def test_topics_stand_in_for_their_filters(tmp_path: Path) -> None:
    """One topic is used in another, in highlights and in rules, whatever the order and the case of its name."""
    config, said = problems(
        tmp_path,
        topic_table("Quiet talks", "@Talks -toll")
        + topic_table("Talks", "talks OR peace")
        + '[[mute]]\nfilter = \'@"quiet talks" source:tass\'\n[[highlights]]\nmatch = "@talks"\n',
    )
    assert said == ""
    assert [topic.filter for topic in config.topics] == [parse("(talks OR peace) -toll"), parse("talks OR peace")]
    assert [rule.filter for rule in config.mute] == [parse("(talks OR peace) -toll source:tass")]
    assert [rule.filter for rule in config.highlights] == [parse("talks OR peace")]
    assert set(config.saved) == {"Quiet talks", "Talks"}


@pytest.mark.parametrize(
    ("span", "clock", "quiet"),
    [
        ("22:00-07:00", "22:00", True),
        ("22:00-07:00", "00:00", True),
        ("22:00-07:00", "06:59", True),
        ("22:00-07:00", "07:00", False),
        ("22:00-07:00", "21:59", False),
        ("12:00-13:00", "12:00", True),
        ("12:00-13:00", "13:00", False),
    ],
)
def test_quiet_hours_go_over_midnight(span: str, clock: str, quiet: bool) -> None:
    """The first minute is quiet, that of the end is not."""
    assert Quiet.parse(span).covers(time.fromisoformat(clock)) is quiet


@pytest.mark.parametrize("seconds", [1, 59, 60, 61, 3600, 5400, 86400, 90000])
def test_a_duration_is_written_as_it_is_read(seconds: int) -> None:
    """The shortest form reads back to the same number of seconds."""
    assert Duration.parse(str(Duration(seconds))) == seconds
