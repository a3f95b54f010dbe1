"""What changed between two revisions as paragraphs to draw: numbers first, then the headline, then the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from livetui.text.clean import clean_line
from livetui.text.diff import Comparison, Kind
from livetui.text.figures import NumberChange
from livetui.text.overlay import BRACKETS, Block, Run, text_blocks, title_blocks
from livetui.ui.page import Dye, Para, section

_GAP = Para("")
_MOST_NUMBERS = 5
_MOST_BLOCKS = 4
_NEAR = 60
"""Characters beside a change that are enough to know where one is."""
_LOOKS = {
    Kind.REMOVED: ("strike", "error", "tint-error"),
    Kind.ADDED: ("bold underline", "success", "tint-success"),
}


@dataclass(frozen=True, slots=True)
class Laid:
    """A change as paragraphs, for one column and for two."""

    head: tuple[Para, ...]
    """What stands above it."""
    numbers: tuple[Para, ...]
    """Numbers that changed."""
    one: tuple[Para, ...]
    """Below the head, the numbers included, as one column."""
    before: tuple[Para, ...]
    """The text before, a row each."""
    after: tuple[Para, ...]
    """The text after, the same number of rows."""

    @property
    def groups(self) -> tuple[tuple[Para, ...], ...]:
        """All of it, as it is made of."""
        return self.head, self.numbers, self.one, self.before, self.after


def laid(found: Comparison, head: Sequence[Para], *, plain: bool) -> Laid:
    """Lay a change out. Args: head: what stands above it. plain: say what changed by brackets as well."""
    rows = columns(found, plain=plain)
    before, after = tuple(mine for mine, _ in rows), tuple(yours for _, yours in rows)
    return Laid(tuple(head), numbers(found.numbers), unified(found, plain=plain), before, after)


def numbers(found: Sequence[NumberChange]) -> tuple[Para, ...]:
    """Each changed number with what it counts."""
    paras = []
    for number in found:
        figure = f"{number.before} → {number.after}"
        text = clean_line(f"{figure}  {number.context}", 100)
        paras.append(Para(text, "read", (Dye(0, len(figure), "bold", "accent"),), "  ", "  "))
    return tuple(paras)


def unified(found: Comparison, *, plain: bool) -> tuple[Para, ...]:
    """One column: what is gone struck through, what came underlined. Args: plain: say it by brackets as well."""
    paras: list[Para] = [*numbers(found.numbers)]
    if found.title.changed:
        paras += [_GAP] * bool(paras)
        paras += [section("Headline"), _GAP]
        paras += [_para(block, "bold strong", plain=plain) for block in title_blocks(found)]
    paras += [_GAP] * bool(paras)
    paras += [section("Text"), _GAP] if found.text.changed else [Para("The text is unchanged.", "faint")]
    for place, block in enumerate(text_blocks(found) if found.text.changed else ()):
        paras += [_GAP] * bool(place)
        paras.append(_fold(block.folded) if block.folded else _para(block, "foreground", plain=plain))
    return tuple(paras)


def in_short(found: Comparison, *, plain: bool) -> tuple[Para, ...]:
    """A change at a glance: numbers, headline, and of the text the words around what changed.

    Args: plain: say it by brackets as well.
    """
    paras: list[Para] = [*numbers(found.numbers[:_MOST_NUMBERS])]
    changed = [block for block in text_blocks(found) if _is_changed(block)] if found.text.changed else []
    blocks = (title_blocks(found) if found.title.changed else []) + [_around(block) for block in changed[:_MOST_BLOCKS]]
    for block in blocks:
        paras += [_GAP] * bool(paras)
        paras.append(replace(_para(block, "read", plain=plain), first="  ", rest="  "))
    more = len(changed) - _MOST_BLOCKS
    if more > 0:
        paras += [_GAP, Para(f"and {more} more paragraph{'s' * (more > 1)}", "faint", (), "  ", "  ")]
    return tuple(paras)


def _is_changed(block: Block) -> bool:
    return any(run.kind is not Kind.EQUAL for run in block.runs)


def _around(block: Block) -> Block:
    """A paragraph with most of what did not change left out."""
    runs: list[Run] = []
    last = len(block.runs) - 1
    for place, run in enumerate(block.runs):
        text = run.text
        if run.kind is Kind.EQUAL and len(text) > 2 * _NEAR:
            before = "" if place == 0 else text[:_NEAR].rpartition(" ")[0] or text[:_NEAR]
            behind = "" if place == last else text[-_NEAR:].partition(" ")[2] or text[-_NEAR:]
            text = f"{before} … {behind}"
        runs.append(replace(run, text=text.lstrip() if place == 0 else text))
    return Block(tuple(runs))


def columns(found: Comparison, *, plain: bool) -> tuple[tuple[Para, Para], ...]:
    """Two columns, before and after, as rows of paragraphs that stand side by side."""
    rows: list[tuple[Para, Para]] = []
    if found.title.changed:
        rows += [_row(block, "bold strong", plain=plain) for block in title_blocks(found)]
        rows.append((_GAP, _GAP))
    if not found.text.changed:
        same = Para("The text is unchanged.", "faint")
        return (*rows, (same, same))
    for place, block in enumerate(_side_by_side(text_blocks(found))):
        rows += [(_GAP, _GAP)] * bool(place)
        fold = _fold(block.folded)
        rows.append((fold, fold) if block.folded else _row(block, "foreground", plain=plain))
    return tuple(rows)


def _side_by_side(blocks: Sequence[Block]) -> Iterator[Block]:
    """A paragraph that is gone and one that came in its place share a row."""
    waiting: Block | None = None
    for block in blocks:
        kinds = {run.kind for run in block.runs if run.text.strip()}
        if waiting is not None:
            if kinds == {Kind.ADDED}:
                yield Block((*waiting.runs, *block.runs))
                waiting = None
                continue
            yield waiting
        waiting = block if kinds == {Kind.REMOVED} else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _row(block: Block, look: str, *, plain: bool) -> tuple[Para, Para]:
    return (
        _para(block, look, plain=plain, without=Kind.ADDED),
        _para(block, look, plain=plain, without=Kind.REMOVED),
    )


def _para(block: Block, look: str, *, plain: bool, without: Kind | None = None) -> Para:
    text, dyes = "", list[Dye]()
    for run in block.runs:
        if without is not None and not run.stands_without(without):
            continue
        if run.text == " " and (not text or text.endswith(" ")):
            continue
        if run.kind is Kind.EQUAL:
            text += run.text
            continue
        attributes, colour, ground = _LOOKS[run.kind]
        opened, closed = BRACKETS[run.kind]
        words = f"{opened}{run.text}{closed}" if plain else run.text
        # Sixteen colours have no tints: the nearest would be too near to the letters on it.
        dyes.append(Dye(len(text), len(text) + len(words), attributes, colour, None if plain else ground))
        text += words
    return Para(text.rstrip(), look, tuple(dyes))


def _fold(sentences: int) -> Para:
    return Para(f"… {sentences} sentences unchanged …", "italic faint")
