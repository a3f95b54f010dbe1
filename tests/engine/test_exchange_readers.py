"""The files of newsboat, newsraft and sfeed: what is taken over, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from livetui.config import load
from livetui.engine.exchange import newsboat, newsboat_config, newsraft, sfeed
from livetui.engine.exchange.found import Found, Wish
from livetui.engine.exchange.newsboat_filter import UntranslatableError, pattern, translated
from livetui.engine.exchange.settings import settled, write
from livetui.errors import ConfigError
from livetui.model.feed import Subscription


def told(found: Found) -> list[tuple[int | None, str]]:
    """Where something is left, and why."""
    return [(left.line, left.reason) for left in found.left]


def test_newsboats_list() -> None:
    """Tags, titles, comments and quotation marks; a query feed is a topic; commands are listed."""
    found = newsboat.read(
        "# mine\n"
        'https://a.example/ "war and peace" "~The \\"Wire\\"" daily\n'
        "https://b.example/ daily # a comment\n"
        '"exec:~/bin/make.sh" daily\n'
        "filter:~/bin/f.sh:https://c.example/\n"
        "file:///home/me/feed.xml\n"
        '"query:Daily, new:unread = \\"yes\\" and tags # \\"daily\\"" ! \n'
        "query:Flagged:flags\n"
    )
    assert found.feeds == (
        Subscription("https://a.example/", 'The "Wire"', "war and peace"),
        Subscription("https://b.example/", None, "daily"),
    )
    assert told(found)[:4] == [
        (4, "commands are not run"),
        (5, "commands are not run"),
        (6, "only http and https addresses are imported"),
        (None, "a feed stands in another folder, that of the first tag"),
    ]
    assert found.left[-1].line == 8


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ('unread = "yes"', "is:unread"),
        ('unread != "yes"', "-is:unread"),
        ('(unread == "no")', "is:read"),
        ("age < 2", "age:<2d"),
        ("age > 2", "age:>=3d"),
        ("age = 1", "age:>=1d age:<2d"),
        ("age between 0:7", "age:>=0d age:<8d"),
        ('age between "1:3"', "age:>=1d age:<4d"),
        ('title # "war"', "title:war"),
        ('guid = "a b"', 'id:"a b"'),
        # "and" and "or" bind alike there, from the right.
        ('unread = "yes" and age < 1 or title # "war"', "is:unread (age:<1d OR title:war)"),
        ('(unread = "yes" and age < 1) or title # "war"', "is:unread age:<1d OR title:war"),
        ('title !# "a \\"b\\""', '-title:"a \\"b\\""'),
    ],
)
def test_newsboats_filters_in_our_language(theirs: str, ours: str) -> None:
    """The same entries pass."""
    assert translated(theirs) == ours


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ('flags # "s"', "no counterpart"),
        ("unread_count > 0", "no counterpart"),
        ('date =~ "2024"', "no counterpart"),
        ("", "not understood"),
        ("age < 2 and", "not understood"),
        ("age < 2 unread", "not understood"),
        ("(age < 2", "never closed"),
        ("(" * 50 + "age < 2", "too many parts"),
        ('title =~ "[[:alpha:]]+"', "POSIX"),
    ],
)
def test_a_filter_without_counterpart_says_what_of_it(theirs: str, said: str) -> None:
    """It is listed, not guessed at."""
    with pytest.raises(UntranslatableError, match=said):
        translated(theirs)


def test_a_regular_expression_keeps_its_slashes() -> None:
    """They would end ours."""
    assert pattern("a/b\\/c|d") == "/a\\/b\\/c|d/i"


def test_a_tag_that_is_no_folder_names_its_feeds() -> None:
    """A feed has one folder here; the topic finds the same entries all the same."""
    feeds = [Subscription("https://me:LTSECRET@a.example/f", folder="war")]
    assert translated('tags # "daily"', {"daily": feeds}) == "feed:a.example/f"
    with pytest.raises(UntranslatableError, match="second tag of 11 feeds"):
        translated('tags # "daily"', {"daily": feeds * 11})


def test_newsboats_settings() -> None:
    """What has no counterpart is told line by line, without secrets; commands are not run."""
    found = newsboat_config.read(
        "# mine\nreload-time 30\nbind-key j down\nmacro o open-in-browser\n"
        "browser `which firefox`\nttrss-password hunter2\nmax-items \\\n100\nnonsense 1\nreload-time x\n"
    )
    assert found.every == 1800
    assert [line for line, _ in told(found)] == [4, 5, 6, 7, 9, 10]
    assert "hunter2" not in str(found.left)
    assert dict(told(found))[4] == dict(told(found))[5] == "commands are not run"


def binds(text: str) -> list[tuple[str, ...]]:
    """What lines about keys bring: command and key, or "unbind" and the key."""
    return [wish.values[0] for wish in newsboat_config.read(text).wishes]


@pytest.mark.parametrize(
    ("lines", "brought"),
    [
        ("bind-key j down", [("move.down", "j")]),
        ("bind-key ^R reload-all feedlist", [("feeds.poll_all", "ctrl+r")]),
        ("bind-key NPAGE halfpagedown", [("move.half_down", "pagedown")]),
        ("bind-key \\# goto-url", [("read.links", "#")]),
        ('bind-key ";" show-urls', [("read.links", ";")]),
        ("bind-key j next articlelist\nbind-key j down article", [("move.down", "j")]),
        ("bind-key j next-feed article\nbind-key j down articlelist", [("move.down", "j")]),
        ("bind-key j down\nbind-key j open", [("read.open", "j")]),
        ("bind-key j down\nunbind-key j", []),
        ("unbind-key j\nbind-key j down", [("move.down", "j")]),
        ("unbind-key A", [("unbind", "A")]),
        ('bind gg everywhere home -- "to the top"', [("move.top", "g g")]),
        ("bind ^O<ENTER> feedlist,articlelist open;", [("read.open", "ctrl+o enter")]),
        ("bind <C-a><S-F5><LT> everywhere quit", [("app.back", "ctrl+a shift+f5 <")]),
    ],
)
def test_newsboats_keys_become_more_keys_of_ours(lines: str, brought: list[tuple[str, ...]]) -> None:
    """Old style and new; of several dialogs the list of articles counts first, of several lines the last."""
    assert binds(lines) == brought


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bind-key ^K random-unread", "random-unread has no counterpart"),
        ("bind-key m open help", "no such dialog"),
        ("bind-key NONSENSE open", "there is no key NONSENSE"),
        ("bind-key j", "something is missing"),
        ("bind j everywhere", "something is missing"),
        ("bind m everywhere open ; reload", "no macros"),
        ('bind of everywhere set browser "firefox" ; open-in-browser', "commands are not run"),
        ("bind-key j `touch X`", "commands are not run"),
        ("unbind-key -a", "livetui's own keys stay"),
        ("unbind-key e", "does something else here"),
        (
            "bind-key j open article\nbind-key j down articlelist",
            "a key does one thing here: line 2 says which",
        ),
    ],
)
def test_keys_without_counterpart_are_told(line: str, said: str) -> None:
    """With the reason, and nothing is guessed."""
    ((_, reason), *_) = told(newsboat_config.read(line))
    assert said in reason


def test_keys_go_beside_those_of_the_user(tmp_path: Path) -> None:
    """What is bound there stays, comments too; a key that begins others loses its act, unless the user gave it one."""
    path = tmp_path / "config.toml"
    path.write_text('# mine\n[keys]\nbind.mark.star = "x" # star\nalso.move.down = "e"\n')
    found = newsboat_config.read("bind-key x open\nbind-key j down\nbind-key e down\nbind gg everywhere home\n")
    plan = settled(path, found.wishes, None)
    assert [reason for _, reason in plan.left] == ["config.toml binds x to mark.star already"]
    assert plan.known == 1
    write(path, plan)
    now = load(path)
    assert not now.problems
    assert now.keys.bind == {"mark.star": "x"}
    assert now.keys.also == {"move.down": ["e", "j"], "move.top": ["g g"]}
    assert now.keys.unbind == ("g",)
    assert path.read_text().startswith('# mine\n[keys]\nbind.mark.star = "x" # star\n')
    again = settled(path, found.wishes, None)
    assert (again.wishes, again.known) == ((), 3)
    begun = settled(path, newsboat_config.read("bind ex everywhere home").wishes, None)
    assert [reason for _, reason in begun.left] == ["a key that others begin with would wait: e is move.down"]


def test_newsraft_with_settings_new_and_old() -> None:
    """Sections are folders; a period of a section holds for its feeds; commands are listed."""
    found = newsraft.read(
        '# mine\nhttp://a.example/ "One" < reload-period 30; item-limit 50\n@ News < reload-period 60\n'
        'http://b.example/\n@ Old [20]\nhttp://c.example/ "Three" [10] {100}\nhttp://d.example/ [0]\n'
        '$(cat ~/feed.xml) "Local"\nfile:///x\n@ Global\nhttp://e.example/ < reload-period x\nset reload-period 3\n'
    )
    assert found.feeds == (
        Subscription("http://a.example/", "One", None, 1800),
        Subscription("http://b.example/", None, "News", 3600),
        Subscription("http://c.example/", "Three", "Old", 600),
        Subscription("http://d.example/", None, "Old"),
        Subscription("http://e.example/"),
    )
    assert [line for line, _ in told(found)] == [2, 6, 8, 9, 11, 12]
    assert dict(told(found))[12] == "this setting has no counterpart here"


def test_sfeeds_script_is_read_and_never_run() -> None:
    """Only calls whose arguments are written out; a shell's expansions are refused, all else is told."""
    found = sfeed.read(
        "feeds() {\n"
        '\t# feed "old" "https://old.example/"\n'
        '\tfeed "Don\'t panic" \'https://a.example/?a=1&b=2\' "https://a.example" # good\n'
        '\tfeed b \\\n\t\t"https://b.example/"\n'
        '\tfeed "$(touch X)" "https://c.example/"\n'
        '\tfeed "d" "https://d.example/$HOME"\n'
        "\tfeed e https://e.example/ ; touch X\n"
        '\tfeed "f" "gopher://f.example/"\n'
        '\tfeed "open\n'
        '}\nfetch() {\n\tcurl "$2"\n}\n'
    )
    assert found.feeds == (
        Subscription("https://a.example/?a=1&b=2", "Don't panic"),
        Subscription("https://b.example/", "b"),
    )
    assert [line for line, _ in told(found)] == [6, 7, 8, 9, 10, 12, 13]


def test_rules_go_into_the_settings_beside_what_stands_there(tmp_path: Path) -> None:
    """Comments stay, a copy is kept, a topic of the same name is not replaced, what is set stays set."""
    path = tmp_path / "config.toml"
    path.write_text('# mine\n[[topics]]\nname = "War" # first\nfilter = "war"\n')
    wishes = [
        Wish("topics", (("name", "War"), ("filter", "other")), 1, "query:War:…"),
        Wish("topics", (("name", "War"), ("filter", "war")), 2, "query:War:…"),
        Wish("topics", (("name", "New"), ("filter", "is:unread")), 3, "query:New:…"),
        Wish("topics", (("name", "Bad"), ("filter", "is:nonsense")), 4, "query:Bad:…"),
    ]
    every = newsboat_config.read("reload-time 30").every
    plan = settled(path, wishes, every)
    assert [wish.line for wish in plan.wishes] == [3]
    assert [wish.line for wish, _ in plan.left] == [1, 4]
    assert plan.known == 1
    copy = write(path, plan)
    assert copy is not None
    assert copy.read_text() == '# mine\n[[topics]]\nname = "War" # first\nfilter = "war"\n'
    assert path.read_text().startswith('# mine\n[[topics]]\nname = "War" # first\n')
    now = load(path)
    assert not now.problems
    assert ([topic.name for topic in now.topics], now.refresh.every) == (["War", "New"], 1800)
    assert settled(path, [], every).every_is_set
    path.write_text("[[")
    with pytest.raises(ConfigError):
        settled(path, wishes, None)


def test_highlights_and_ignored_articles_become_rules_of_ours(tmp_path: Path) -> None:
    """Words are marked, what was ignored is muted; what colours whole lines is told."""
    found = newsboat_config.read(
        'highlight-article "title # \\"war\\"" red default bold underline\n'
        'highlight-article "unread = \\"yes\\"" red default\n'
        'ignore-article "*" "title # \\"sponsored\\""\n'
        'ignore-article "https://a.example/f" "author # \\"bot\\" or title # \\"ad\\""\n'
        "highlight feedlist x red\n"
    )
    assert [line for line, _ in told(found)] == [2, 5]
    path = tmp_path / "config.toml"
    plan = settled(path, found.wishes, None)
    assert plan.left == ()
    write(path, plan)
    now = load(path)
    assert not now.problems
    assert [(each.text, each.style) for each in now.highlights] == [("title:war", "bold underline red")]
    assert [each.text for each in now.mute] == [
        "title:sponsored",
        "feed:a.example/f (author:bot OR title:ad)",
    ]
