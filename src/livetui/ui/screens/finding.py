"""What the keys do about words in the text that is read."""

from __future__ import annotations

from livetui.ui.screens.choosing import ChoosingActions
from livetui.ui.screens.full import Hint
from livetui.ui.widgets.findbar import FOUND_HINTS, TYPING_HINTS


class FindingActions(ChoosingActions):
    """`/` follows the focus: it filters the timeline, or finds in the text."""

    def action_filter(self) -> None:
        """Filter the timeline, or find words in the text that has the focus."""
        if self.focus_in_detail:
            self.detail.finding.open()
        else:
            super().action_filter()

    def action_unread(self, by: int) -> None:
        """Go to the next unread entry; while words are found in the text, to their next place."""
        if self.detail.finding.is_open and self.focus_in_detail:
            self.detail.finding.step(by)
        else:
            super().action_unread(by)

    def action_find_previous(self) -> None:
        """Among the words found in the text the place before."""
        if self.detail.finding.is_open:
            self.detail.finding.step(-1)
        else:
            find, on, back = (self.key(each) for each in ("filter.edit", "move.next_unread", "read.find_previous"))
            self.tell(f"{find} in the text finds words; {on} and {back} then step through them")

    def go_out(self) -> None:
        """Focus the timeline; nothing is looked for in the text any more."""
        self.detail.finding.close()
        super().go_out()

    def show_hints(self, first: tuple[Hint, ...] = ()) -> None:
        """Show the keys that help here."""
        if self.detail.finding.is_open and self.focus_in_detail:
            typing = self.focused is self.detail.finding.field
            self.hints.show(TYPING_HINTS if typing else self.hint(*FOUND_HINTS))
        else:
            super().show_hints(first)
