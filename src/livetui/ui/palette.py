"""The command palette: the table of commands, searched by name."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from livetui.ui.commands import COMMANDS, Command, shown_keys


class Palette(CommandPalette):
    """Textual's palette, that keeps on its feet in a terminal of a few lines."""

    def _action_command_list(self, action: str) -> None:
        # Textual 8.2.8 raises KeyError at a page up or down while its list has no room for a line.
        with suppress(LookupError):
            super()._action_command_list(action)


class CommandProvider(Provider):
    """Offers every command that the screen below has."""

    @property
    def _offered(self) -> list[Command]:
        return [command for command in COMMANDS if hasattr(self.screen, f"action_{command.action.partition('(')[0]}")]

    async def discover(self) -> Hits:
        """All commands, while nothing is typed."""
        for command in self._offered:
            yield DiscoveryHit(Content(_title(command)), lambda command=command: self._run(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """The commands whose name or help fits."""
        matcher = self.matcher(query)
        for command in self._offered:
            title = _title(command)
            if (score := matcher.match(f"{title} {command.help}")) > 0:
                yield Hit(
                    score, matcher.highlight(title), lambda command=command: self._run(command), help=command.help
                )

    async def _run(self, command: Command) -> None:
        await self.screen.run_action(command.action)


def _title(command: Command) -> str:
    return f"{command.title}  {shown_keys(command)}" if command.keys else command.title
