"""Newsboat's settings, `config`: what has a counterpart in `config.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from livetui.config import Duration
from livetui.engine.exchange.addresses import asked, shown
from livetui.engine.exchange.found import Form, Found, Left, Wish
from livetui.engine.exchange.newsboat import tokens
from livetui.engine.exchange.newsboat_binds import BINDS, Bound, bound
from livetui.engine.exchange.newsboat_binds import wishes as key_wishes
from livetui.engine.exchange.newsboat_filter import UntranslatableError, pattern, translated
from livetui.model.filter import Field, parse
from livetui.model.filter_tree import leaves

_COLOURS = ("red", "green", "yellow", "blue", "magenta", "cyan")
_SEEN = ("", "title", "text", "quote")
"""Keys whose words stand where a highlight can be seen."""
_LOOKS = {"bold": "bold", "underline": "underline", "reverse": "reverse", "standout": "reverse"}
_SECRET = re.compile(r"(pass|login|token|user|auth|cookie|eval|min-read|proxy$)")
"""Settings whose value may be a secret, or a command that yields one."""

_NAMES = """
always-display-description always-download article-sort-order articlelist-format auto-reload bind bind-key
bookmark-cmd bookmark-interactive browser cache-file cleanup-on-quit color confirm-exit confirm-mark-feed-read
cookie-cache datetime-format define-filter delete-read-articles-on-quit display-article-progress download-
full-page download-path download-retries download-timeout error-log external-url-viewer feed-sort-order
feedhq-login feedlist-format goto-next-feed highlight highlight-article highlight-feed history-limit html-
renderer http-auth-method ignore-article ignore-mode include inoreader-login keep-articles-days mark-as-read-
on-hover macro max-browser-tabs max-downloads max-items notify-always notify-beep notify-format notify-program
notify-screen notify-xterm open-all-until-first-unread oldreader-login opml-url pager player podcast-auto-
enqueue prepopulate-query-feeds proxy proxy-auth proxy-type refresh-on-startup reload-only-visible-feeds
reload-threads reload-time reset-unread-on-update run-on-startup save-path scrolloff search-highlight-colors
selectarticle-format selecttag-format show-keymap-hint show-read-articles show-read-feeds show-title-bar ssl-
verifyhost ssl-verifypeer suppress-first-reload switch-focus swap-title-and-hints text-width toggleitemread-
jumps-to-next-unread ttrss-login ttrss-url ttrss-password unbind-key urls-source urlview-title-format use-
proxy user-agent wrap-scroll
"""
COMMANDS = frozenset(_NAMES.split())
"""Words that begin a line of the settings of newsboat; by them the file is recognised."""


def read(text: str) -> Found:
    """Highlights, mute rules, keys and the reload time; everything else is told."""
    wishes: list[Wish] = []
    left: list[Left] = []
    keys: list[Bound] = []
    every: Duration | None = None
    for number, line in _lines(text):
        words = tokens(line)
        if not words:
            continue
        try:
            if words[0] == "reload-time":
                every = _every(words)
            elif words[0] in BINDS and "`" not in line:
                keys.append(bound(words, number, line))
            elif words[0] in _RULES and "`" not in line:
                wishes.append(Wish(*_RULES[words[0]](words[1:]), number, line))
            else:
                left.append(Left(number, _shown(words, line), _reason(words[0], line)))
        except UntranslatableError as error:
            left.append(Left(number, _shown(words, line), str(error)))
    binds, unbound = key_wishes(keys)
    left = sorted([*left, *unbound], key=lambda each: each.line or 0)
    return Found(Form.NEWSBOAT_CONFIG, wishes=(*wishes, *binds), every=every, left=tuple(left))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, those joined that end in a backslash."""
    begun, held = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        begun = begun if held else number
        if line.rstrip("\r").endswith("\\"):
            held += line.rstrip("\r")[:-1] + " "
            continue
        yield begun, held + line
        held = ""
    if held:
        yield begun, held


def _every(words: Sequence[str]) -> Duration:
    try:
        return Duration.parse(f"{int(words[1])}m")
    except (ValueError, IndexError):
        raise UntranslatableError("no number of minutes from 1 to 43200") from None


def _highlight(words: Sequence[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """``highlight TARGET REGEX FOREGROUND [BACKGROUND [ATTRIBUTE…]]``."""
    if len(words) < 2:
        raise UntranslatableError("something is missing")
    if words[0] in ("feedlist", "dialogs"):
        raise UntranslatableError(f"there are no highlights for newsboat's {words[0]}")
    return "highlights", (("match", pattern(words[1])), ("style", _style(words[2:])))


def _highlight_article(words: Sequence[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """``highlight-article FILTER FOREGROUND BACKGROUND [ATTRIBUTE…]``."""
    if not words:
        raise UntranslatableError("something is missing")
    ours = translated(words[0])
    if not any(isinstance(leaf, Field) and leaf.key in _SEEN for leaf in leaves(parse(ours).root)):
        raise UntranslatableError("it colours whole lines; livetui marks words, and there are none in it")
    return "highlights", (("match", ours), ("style", _style(words[1:])))


def _ignore(words: Sequence[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """``ignore-article FEED FILTER``: FEED an address, "*", or ``regex:`` and an expression."""
    if len(words) < 2:
        raise UntranslatableError("something is missing")
    feed, question = words[0], words[1]
    if feed != "*":
        test = (
            f'rssurl =~ "{_escaped(feed[6:])}"' if feed.startswith("regex:") else f'rssurl # "{_escaped(asked(feed))}"'
        )
        question = f"{test} and ({question})"
    return "mute", (("filter", translated(question)),)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


_RULES: dict[str, Callable[[Sequence[str]], tuple[str, tuple[tuple[str, str], ...]]]] = {
    "highlight": _highlight,
    "highlight-article": _highlight_article,
    "ignore-article": _ignore,
}


def _style(words: Sequence[str]) -> str:
    """A foreground, a background and attributes as one of our styles; backgrounds have no counterpart."""
    looks = [_LOOKS[word] for word in words[2:] if word in _LOOKS]
    colour = [words[0]] if words and words[0] in _COLOURS else []
    return " ".join(dict.fromkeys(looks + colour)) or "bold"


def _reason(word: str, line: str) -> str:
    if (
        "`" in line
        or word.endswith(("-eval", "-cmd"))
        or word in ("macro", "browser", "player", "exec", "notify-program")
    ):
        return "commands are not run"
    if word == "include":
        return "not read; import that file by itself"
    return "has no counterpart" if word in COMMANDS else "is no setting that is known here"


def _shown(words: Sequence[str], line: str) -> str:
    return f"{shown(words[0])} ***" if _SECRET.search(words[0]) else shown(line)
