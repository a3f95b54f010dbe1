"""Two calm themes of our own; the only place where colours are named by number."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="livetui-dark",
    primary="#7aa2f7",
    secondary="#7dcfff",
    accent="#e0af68",
    warning="#e0af68",
    error="#f7768e",
    success="#9ece6a",
    foreground="#c8cfe8",
    background="#15171e",
    surface="#1b1d26",
    panel="#222531",
    dark=True,
    variables={
        "read": "#9aa3c0",
        "faint": "#959dba",
        "strong": "#eef1fb",
        "cursor": "#2b3047",
        "cursor-blurred": "#232738",
        "chip": "#15171e",
        "speaker-0": "#7dcfff",
        "speaker-1": "#bb9af7",
        "speaker-2": "#9ece6a",
        "speaker-3": "#e8b872",
        "speaker-4": "#f7a3b5",
        "speaker-5": "#73daca",
        "footer-background": "#222531",
        "block-cursor-background": "#2b3047",
        "block-cursor-foreground": "#eef1fb",
        "block-cursor-text-style": "none",
        "input-selection-background": "#7aa2f7 35%",
        "border": "#7aa2f7",
        "border-blurred": "#3a3f55",
        "scrollbar": "#343a50",
        "scrollbar-hover": "#4a5272",
        "scrollbar-active": "#7aa2f7",
        "scrollbar-background": "#1b1d26",
        "scrollbar-background-hover": "#1b1d26",
        "scrollbar-background-active": "#1b1d26",
        "scrollbar-corner-color": "#1b1d26",
    },
)

LIGHT = Theme(
    name="livetui-light",
    primary="#2554c7",
    secondary="#00698c",
    accent="#8a5300",
    warning="#8a5300",
    error="#b3243f",
    success="#2f6b1e",
    foreground="#2a2e3d",
    background="#fafafc",
    surface="#f1f2f7",
    panel="#e3e6ef",
    dark=False,
    variables={
        "read": "#4d5469",
        "faint": "#565d72",
        "strong": "#0f121c",
        "cursor": "#d3dcf5",
        "cursor-blurred": "#e1e5f0",
        "chip": "#ffffff",
        "speaker-0": "#00648a",
        "speaker-1": "#6b36b8",
        "speaker-2": "#33661c",
        "speaker-3": "#874e00",
        "speaker-4": "#ab2145",
        "speaker-5": "#00675c",
        "footer-background": "#e3e6ef",
        "block-cursor-background": "#d3dcf5",
        "block-cursor-foreground": "#0f121c",
        "block-cursor-text-style": "none",
        "input-selection-background": "#2554c7 25%",
        "border": "#2554c7",
        "border-blurred": "#c3c8d8",
        "scrollbar": "#c3c8d8",
        "scrollbar-hover": "#a9b0c6",
        "scrollbar-active": "#2554c7",
        "scrollbar-background": "#f1f2f7",
        "scrollbar-background-hover": "#f1f2f7",
        "scrollbar-background-active": "#f1f2f7",
        "scrollbar-corner-color": "#f1f2f7",
    },
)

THEMES = (DARK, LIGHT)


def stand_ins(theme: Theme) -> dict[str, str]:
    """Our names in terms of a theme of Textual's that the user chose; one of ours overrides them all."""
    colours = theme.to_color_system().generate()
    return {
        "read": colours["foreground"],
        "faint": colours["text-muted"],
        "strong": colours["foreground"],
        "cursor": colours["primary-muted"],
        "cursor-blurred": colours["panel"],
        "chip": colours["background"],
        "speaker-0": colours["secondary"],
        "speaker-1": colours["primary"],
        "speaker-2": colours["success"],
        "speaker-3": colours["warning"],
        "speaker-4": colours["error"],
        "speaker-5": colours["accent"],
    }
