"""``livetui quotes --json [--lang L] FILE.txt…``, which other programs run, at once: no library reads its arguments."""

from __future__ import annotations

from collections.abc import Sequence

from livetui.cli.console import put_records
from livetui.cli.records import line, quote_record
from livetui.cli.texts import leading_texts
from livetui.engine.texts import Target, text_quotes
from livetui.text.quotes import has_tables


def quick(arguments: Sequence[str]) -> Sequence[str]:
    """Print the quotations of plain texts, up to the first target that is none.

    Returns: the arguments that are left for the usual way: all if they ask for anything else, none if all is done.
    """
    targets = list(arguments[1:])
    if "--json" not in targets:
        return arguments
    targets.remove("--json")
    lang = None
    if "--lang" in targets[:-1]:
        at = targets.index("--lang")
        lang = targets[at + 1]
        del targets[at : at + 2]
    unknown = lang is not None and not has_tables(lang)  # the usual way says so
    if unknown or any(target.startswith("-") for target in targets):
        return arguments

    def on_text(target: Target) -> None:
        origin = {"file": target.given}
        put_records(line(quote_record(found.quote, origin, found.shift)) for found in text_quotes(target.text, lang))

    rest = leading_texts(targets, on_text)
    if not rest and targets:
        return ()
    return [arguments[0], "--json", *(("--lang", lang) if lang is not None else ()), *rest]
