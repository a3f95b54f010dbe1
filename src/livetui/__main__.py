"""The program: ``livetui`` or ``python -m livetui``."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main() -> None:
    """Run the command line and end with its exit code."""
    from livetui.cli.console import ended

    sys.exit(ended(lambda: _run(sys.argv[1:])))


def _run(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["quotes"]:
        from livetui.cli.quick import quick

        arguments = quick(arguments)
        if not arguments:
            return 0
    if arguments in (["status"], ["status", "--json"]):
        from livetui.cli.console import Session
        from livetui.cli.standing import report

        report(Session(), as_json=len(arguments) > 1)
        return 0
    from livetui.cli.main import commands

    return commands(arguments)


if __name__ == "__main__":
    main()
