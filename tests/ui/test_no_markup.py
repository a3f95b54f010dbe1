"""Words from outside never meet Textual's markup: a look at the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import livetui.ui

FOLDER = Path(livetui.ui.__file__).parent
SAFE = {"plain", "plain_line"}
NEEDS_MARKUP_OFF = {"Static", "Label", "OptionList", "notify", "SelectionList", "Button", "DataTable", "Tree", "Log"}
FORBIDDEN = {"from_markup", "Markdown", "RichLog"}
TAKES_CONTENT = {"update", "add_option", "set_options"}


def offences(source: str) -> Iterator[str]:
    """What in a module could hand words to a widget as markup."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr in ("border_title", "border_subtitle", "tooltip"):
                    yield f"line {node.lineno}: {target.attr} reads markup"
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        if name in FORBIDDEN:
            yield f"line {node.lineno}: {name}"
        if name in NEEDS_MARKUP_OFF:
            markup = keywords.get("markup")
            if not (isinstance(markup, ast.Constant) and markup.value is False):
                yield f"line {node.lineno}: {name} without markup=False"
        receiver = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        if name in TAKES_CONTENT and "query_one" in receiver:
            for argument in node.args:
                safe = isinstance(argument, ast.Constant) or (
                    isinstance(argument, ast.Call) and getattr(argument.func, "id", "") in SAFE
                )
                if not safe:
                    yield f"line {node.lineno}: {name} of {ast.unparse(argument)}"


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_widget_reads_markup(path: Path) -> None:
    """Widgets that parse markup are told not to, in every module of the screen."""
    assert not list(offences(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "source",
    [
        "Static(title)",
        "Label('x', markup=True)",
        "self.notify(error)",
        "widget.border_title = name",
        "self.query_one('#a', Static).update(title)",
        "Content.from_markup(title)",
    ],
)
def test_the_look_finds_what_it_should(source: str) -> None:
    """Each unsafe form is an offence."""
    assert list(offences(source))
