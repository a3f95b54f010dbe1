"""Names of keys: from what a user writes to one form for each key, and to what a person reads.

A key that types a character is that character (``j``, ``G``, ``/``); any other has a name (``enter``, ``pagedown``,
``f5``), with ``ctrl+``, ``alt+`` and ``shift+`` before it in this order. Keys pressed one after another stand with
blanks between: ``g g``, ``ctrl+x k``.
"""

from __future__ import annotations

from livetui.config.values import nearest

Chord = tuple[str, ...]
"""Keys pressed one after another; mostly one."""

NAMED = (
    "enter", "escape", "space", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up",
    "down", "left", "right", *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
"""Keys that type no character."""
_ALSO = {
    "esc": "escape", "return": "enter", "ret": "enter", "blank": "space", "pgup": "pageup", "page_up": "pageup",
    "pgdn": "pagedown", "pgdown": "pagedown", "page_down": "pagedown", "del": "delete", "ins": "insert",
}  # fmt: skip
_MODIFIERS = ("ctrl", "alt", "shift")
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape"}
"""What a terminal can't tell from another key."""
_SHOWN = {
    "pagedown": "PgDn", "pageup": "PgUp", "down": "↓", "up": "↑", "left": "←", "right": "→", "enter": "Enter",
    "escape": "Esc", "space": "Space", "tab": "Tab", "home": "Home", "end": "End", "backspace": "Backspace",
    "delete": "Del", "insert": "Ins",
}  # fmt: skip


def read_chord(text: str) -> Chord:
    """Read keys as a user writes them: ``g g``, ``Ctrl+X k``, ``^D``, ``PgDn``.

    Raises: ValueError: there is no such key; the message names the nearest.
    """
    words = text.split()
    if not words:
        raise ValueError("expected a key" + (', written "space"' if text else ""))
    return tuple(_read_key(word) for word in words)


def shown_key(key: str) -> str:
    """A key as a person reads it: ``^D``, ``PgDn``, ``Alt+1``."""
    *modifiers, name = _parts(key)
    if modifiers == ["ctrl"] and len(name) == 1:
        return "^" + name.upper()
    said = _SHOWN.get(name, name.upper() if name in NAMED else name)
    return "+".join([*(each.capitalize() for each in modifiers), said])


def shown_chord(chord: Chord) -> str:
    """Keys as a person reads them, one after another: ``gg``, ``^Xk``, ``^X Enter``."""
    words = [shown_key(key) for key in chord]
    return words[0] + "".join(word if len(word) == 1 else f" {word}" for word in words[1:])


def _parts(key: str) -> list[str]:
    """Modifiers and name."""
    return [*filter(None, key[:-1].split("+")), "+"] if key.endswith("+") else key.split("+")


def _read_key(word: str) -> str:
    if len(word) == 1:
        return word
    word = f"ctrl+{word[1:]}" if word[0] == "^" else word
    *before, name = _parts(word)
    modifiers = {each.lower() for each in before}
    if len(name) > 1:
        name = _ALSO.get(name.lower(), name.lower())
    if not name or not modifiers <= set(_MODIFIERS) or (len(name) > 1 and name not in NAMED):
        every = [*NAMED, *_ALSO, *(f"{each}+{name.lower()}" for each in _MODIFIERS if before)]
        near = nearest(word.lower(), every)
        near = (
            near if "did you mean" in near else "; keys are letters, marks, and names such as enter, pgdn, f5, ctrl+d"
        )
        raise ValueError(f"there is no key {word}{near}")
    if len(name) == 1 and modifiers & {"ctrl", "alt"}:
        name = name.lower()
    elif len(name) == 1 and "shift" in modifiers:
        modifiers.remove("shift")
        name = name.upper()
    key = "+".join([*(each for each in _MODIFIERS if each in modifiers), name])
    return _SAME.get(key, key)
