"""The one gate for text from outside: nothing that a terminal obeys, hides or turns around comes through.

Text passes it when an entry is parsed and again when it is shown; passing twice changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Limits(NamedTuple):
    """The most that is kept of each kind of text, in characters."""

    TITLE: int = 1000
    URL: int = 2000
    ID: int = 1000
    BODY: int = 1_000_000


LIMITS = Limits()

MAX_MARKS = 8
"""Combining marks kept on one base. Written languages stack up to six; stream-safe text (UAX #15) allows 30."""

_REPLACEMENT = "\ufffd"
_JOINERS = "\u200c\u200d"

# Characters that are fine wherever they stand. A text of these alone, which is nearly every one, is known to be clean
# at the cost of one match; all others take the way through the expressions below.
_EVERYDAY = re.compile(
    "[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05f4\u0620-\u064a\u0660-\u066f\u0671-\u06d5"
    "\u2010-\u2027\u202f-\u205f\u20a0-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\u3163\u3165-\ua66e"
    "\uac00-\ud7a3\uff01-\uff9f\U0001f000-\U0001faff]*+"
)

_STRING = "[^\x00-\x07\x0e-\x1f\x7f-\x9f]*+(?:\x07|\x9c|\x1b\\\\)"
"""Payload and terminator of a control string (ECMA-48 §5.6; BEL is how xterm lets an OSC end)."""
_CSI = r"[0-?]*+[ -/]*+[@-~]"

# The class comes first so that the search for it is one fast scan; what follows a character is looked at only there.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001b000-\U0010ffff]"
    "(?:"
    "(?<=\r)\n"
    rf"|(?<=\x1b)(?:\[{_CSI}|[\]PX^_]{_STRING}|[ -/]*+[0-~])"
    rf"|(?<=\x9b){_CSI}"
    rf"|(?<=[\x90\x98\x9d-\x9f]){_STRING}"
    ")?"
)

# Above U+1B000 most characters are good; only these are not: format controls, tags, noncharacters.
_ASTRAL_DIRT = re.compile(
    "[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)

_LINE_ENDS = frozenset("\r\x0b\x0c\x85\u2028\u2029")

# Scripts that write with joiners: Arabic to N'Ko and their supplements, the Indic ones, Myanmar, Khmer, Mongolian,
# the smaller ones of Southeast Asia, Arabic presentation forms, and the historic ones of the first plane above.
_JOINING_SCRIPT = re.compile(
    "[\u0620-\u08ff\u0900-\u0dff\u0e01-\u109f\u1780-\u17b3\u17b6-\u180d\u180f-\u18af\u1a20-\u1bff\ua800-\uaaff"
    "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]"
)
_EMOJI_LEFT = re.compile("[\u00a9\u00ae\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_EMOJI_RIGHT = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")

# No letter, no space, in a block that holds combining marks. Whether it really is a mark is asked in long runs only.
_MARK = (
    "[^\\w\\s\x00-\u02ff\u2000-\u200b\u200e-\u20cf\u2100-\u2ddf\u2e00-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ufb1d"
    "\ufb1f-\ufdff\ufe10-\ufe1f\ufe30-\U000100ff\U0001f000-\U000e00ff\U000e01f0-\U0010ffff]"
)
_PILE = re.compile(f"{_MARK}{_MARK}{{{MAX_MARKS},}}")

_SPACES = re.compile(r"[^\S\xa0\u202f]+")


def clean(text: str) -> str:
    r"""Text of any number of lines, safe to store and to show.

    Line ends of every kind become ``\n``, tabs stay. Escape sequences go whole, with the payload of those that carry
    one; of a sequence that never ends only the introducer goes, so that the words after it can be read. Other control
    characters, bidirectional controls, invisible characters and noncharacters go. Joiners stay inside emoji and in
    scripts that are written with them. NUL and lone surrogates become U+FFFD. Of a pile of combining marks the first
    `MAX_MARKS` stay.
    """
    if _EVERYDAY.fullmatch(text):
        return text
    return _PILE.sub(_cap, _SUSPECT.sub(_replace, text))


def clean_line(text: str, limit: int | None = None) -> str:
    """The same on one line: white space of any length is one blank, none stands at the ends.

    No-break spaces stay as they are: French and others set them before marks, and they are part of the words.

    Args:
        text: What came from outside.
        limit: The most characters to return; a longer line is cut and ends in "…".
    """
    line = _SPACES.sub(" ", clean(text)).strip()
    if limit is None or len(line) <= limit:
        return line
    end = max(limit - 1, 0)
    while end and (unicodedata.category(line[end])[0] == "M" or line[end] in _JOINERS):
        end -= 1
    return line[:end].rstrip(" " + _JOINERS) + "…"


def _replace(match: re.Match[str]) -> str:
    first = match[0][0]
    if first in _LINE_ENDS:
        return "\n"
    if first in _JOINERS:
        return first if _joins(match.string, match.start()) else ""
    if first == "\0" or "\ud800" <= first <= "\udfff":
        return _REPLACEMENT
    if first >= "\U0001b000" and not _ASTRAL_DIRT.match(first):
        return first
    return ""


def _joins(text: str, at: int) -> bool:
    """Whether the joiner there does the work it exists for."""
    if at == 0:
        return False
    if _JOINING_SCRIPT.match(text, at - 1):
        return True
    return text[at] == "\u200d" and bool(_EMOJI_LEFT.match(text, at - 1) and _EMOJI_RIGHT.match(text, at + 1))


def _cap(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in match[0]:
        marks = marks + 1 if char in _JOINERS or unicodedata.category(char)[0] == "M" else 0
        if marks <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)
