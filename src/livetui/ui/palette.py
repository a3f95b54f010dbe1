"""The command palette: the table of commands, searched by name."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from livetui.ui.commands import COMMANDS, Command
from livetui.ui.screens.full import FullScreen


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
        return [command for command in COMMANDS if isinstance(self.screen, FullScreen) and self.screen.can(command)]

    async def discover(self) -> Hits:
        """All commands, while nothing is typed."""
        for command in self._offered:
            yield DiscoveryHit(
                Content(self._title(command)), lambda command=command: self._run(command), help=command.help
            )

    async def search(self, query: str) -> Hits:
        """The commands whose name or help fits."""
        matcher = self.matcher(query)
        for command in self._offered:
            title = self._title(command)
            if (score := matcher.match(f"{title} {command.help}")) > 0:
                yield Hit(
                    score, matcher.highlight(title), lambda command=command: self._run(command), help=command.help
                )

    async def _run(self, command: Command) -> None:
        if isinstance(self.screen, FullScreen):
            await self.screen.run_command(command.id)

    def _title(self, command: Command) -> str:
        found = self.screen.keymap if isinstance(self.screen, FullScreen) else None
        return f"{command.title}  {found.shown(command.id)}" if found and found.keys[command.id] else command.title
