"""Links that a terminal opens by itself (OSC 8), only where the user wants them."""

from __future__ import annotations

from collections.abc import Mapping

_PROGRAMS = frozenset(("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby", "mintty", "WarpTerminal"))
_TERMS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "contour", "wezterm", "rio")
_SIGNS = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "ALACRITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR")
_VTE = 5000
"""Version of VTE (0.50) from which it takes them without harm."""


def writes_hyperlinks(wish: str, environ: Mapping[str, str]) -> bool:
    """Are such links written. Args: wish: the setting: "never", "auto" or "always". environ: of the process."""
    return wish == "always" or (wish == "auto" and takes_hyperlinks(environ))


def takes_hyperlinks(environ: Mapping[str, str]) -> bool:
    """Does the terminal show such links, as far as its variables tell.

    ``NO_HYPERLINKS`` set to anything says no, ``FORCE_HYPERLINK`` says yes or, set to 0, no. Within tmux or screen the
    variables are those of the terminal around it, so nothing is known.
    """
    if environ.get("NO_HYPERLINKS"):
        return False
    if forced := environ.get("FORCE_HYPERLINK"):
        return forced != "0"
    term = environ.get("TERM", "")
    within = environ.get("TMUX") or environ.get("STY") or term.startswith(("screen", "tmux"))
    if within or term in ("", "dumb", "linux"):
        return False
    version = environ.get("VTE_VERSION", "")
    return (
        environ.get("TERM_PROGRAM") in _PROGRAMS
        or term.startswith(_TERMS)
        or any(environ.get(sign) for sign in _SIGNS)
        or (version.isascii() and version.isdigit() and int(version[:9]) >= _VTE)
    )
