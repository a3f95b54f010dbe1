"""The one table of commands: bindings, palette, help screen, ``livetui keys`` and the docs are made from it.

Nothing of Textual is imported here, so that the command line can read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """Where help lists a command."""

    MOVE = "Moving"
    READ = "Reading"
    FILTER = "Filter and topics"
    MARK = "Marks"
    FEEDS = "Feeds"
    VIEW = "View"
    APP = "livetui"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the reader can ask for."""

    id: str
    """Steady name, for remapping and the docs."""
    keys: tuple[str, ...]
    """As Textual names them; none for a command of the palette alone."""
    title: str
    """A few words, for the palette."""
    help: str
    """One sentence. The id of another command in braces stands for its key, which `Keymap.told` puts there."""
    group: Group
    action: str
    """What carries it out, with its arguments: the ``action_`` method of a screen, or of an object that it holds."""


COMMANDS: tuple[Command, ...] = (
    Command("move.down", ("j", "down"), "Down", "Next entry, or scroll the text by a line.", Group.MOVE, "move(1)"),
    Command("move.up", ("k", "up"), "Up", "Previous entry, or scroll the text back.", Group.MOVE, "move(-1)"),
    Command("move.half_down", ("ctrl+d",), "Half a page down", "Half a page down.", Group.MOVE, "page(0.5)"),
    Command("move.half_up", ("ctrl+u",), "Half a page up", "Half a page up.", Group.MOVE, "page(-0.5)"),
    Command("move.page_down", ("ctrl+f", "pagedown"), "Page down", "One page down.", Group.MOVE, "page(1.0)"),
    Command("move.page_up", ("ctrl+b", "pageup"), "Page up", "One page up.", Group.MOVE, "page(-1.0)"),
    Command("move.top", ("g", "home"), "To the top", "The newest entry, or the first line.", Group.MOVE, "top"),
    Command("move.end", ("G", "end"), "To the end", "The oldest entry, or the last line.", Group.MOVE, "end"),
    Command("move.next_unread", ("n",), "Next unread", "The next older entry not read yet.", Group.MOVE, "unread(1)"),
    Command(
        "move.previous_unread",
        ("p",),
        "Previous unread",
        "The next newer entry not read yet.",
        Group.MOVE,
        "unread(-1)",
    ),
    Command(
        "move.jump",
        ("'",),
        "Jump to a headline",
        "Type words of a headline to go there; ↓ and ↑ to the next and back, Enter stays, Esc returns.",
        Group.MOVE,
        "jump",
    ),
    Command("pane.next", ("tab",), "Next pane", "Move the focus to the next pane.", Group.MOVE, "next_pane"),
    Command("pane.left", ("h", "left"), "Pane left", "Move the focus one pane to the left.", Group.MOVE, "pane_left"),
    Command(
        "read.open",
        ("enter", "l", "right"),
        "Read",
        "Open the entry, mark it read, focus its text.",
        Group.READ,
        "read",
    ),
    Command(
        "read.on",
        ("space",),
        "Read on",
        "Scroll the text by a page; at its end go to the next unread. At the side, open or close a folder.",
        Group.READ,
        "read_on",
    ),
    Command(
        "read.next_quote", ("}", ")"), "Next quote", "Step to the next quotation of the entry.", Group.READ, "quote(1)"
    ),
    Command(
        "read.previous_quote", ("{", "("), "Previous quote", "Step to the quotation before.", Group.READ, "quote(-1)"
    ),
    Command(
        "read.quotations",
        ('"', "i"),
        "Quotations",
        "Who said what across the cache, newest first; {filter.edit} finds names and words, {topic.next} and "
        "{topic.previous} step through the speakers.",
        Group.READ,
        "quotations",
    ),
    Command(
        "read.revisions",
        ("v",),
        "What changed",
        "The changes of the entry, newest first: numbers, headline, words gone and words that came.",
        Group.READ,
        "revisions",
    ),
    Command("read.older", ("<",), "Older change", "Among the changes the one before.", Group.READ, "revision(-1)"),
    Command("read.newer", (">",), "Newer change", "Among the changes the one after.", Group.READ, "revision(1)"),
    Command(
        "read.pipe",
        ("|",),
        "Hand the text to a command",
        "Run a command of yours, such as less or wc -w, with the text of the entry; the reader waits for its end.",
        Group.READ,
        "pipe",
    ),
    Command(
        "read.find_previous",
        ("N",),
        "Place before",
        "Among the words found in the text the place before; {move.next_unread} goes to the next one.",
        Group.READ,
        "find_previous",
    ),
    Command(
        "read.browser",
        ("o", "O"),
        "Open in browser",
        "Open the page of the entry, and mark it read.",
        Group.READ,
        "browse",
    ),
    Command("read.links", ("u",), "Links", "List the links of the entry and open one.", Group.READ, "links"),
    Command(
        "read.copy_link",
        ("y",),
        "Copy link or quotation",
        "Copy the address of the entry; of a quotation its words, speaker, source, time and address.",
        Group.READ,
        "copy_link",
    ),
    Command(
        "read.copy_citation",
        ("Y",),
        "Copy citation",
        "Copy headline, source, time and address; of a quotation also the words, who said them in which role, and by "
        "way of whom.",
        Group.READ,
        "copy_citation",
    ),
    Command(
        "filter.edit",
        ("/",),
        "Filter",
        "Filter as you type: Enter keeps, Esc clears, Tab completes, ↑ brings back earlier filters. "
        "In the text: find words; {move.next_unread} and {read.find_previous} step through them.",
        Group.FILTER,
        "filter",
    ),
    Command(
        "filter.close",
        ("escape",),
        "Close",
        "Close what is open: the text, the filter. Never quits.",
        Group.FILTER,
        "close",
    ),
    Command(
        "filter.keep",
        ("w",),
        "Keep as topic",
        "Keep the filter as a topic with a name and a key, in config.toml.",
        Group.FILTER,
        "keep",
    ),
    Command(
        "topic.menu",
        ("t",),
        "Topics",
        "All topics with their counts and filters; typing narrows them, Enter shows one, ^D removes one.",
        Group.FILTER,
        "topics",
    ),
    Command(
        "topic.all", ("0", "alt+0"), "Everything", "Show every entry again, or every speaker.", Group.FILTER, "topic(0)"
    ),
    *(
        Command(
            f"topic.{key}",
            (f"{key}", f"alt+{key}"),
            f"Topic {key}",
            f"Show topic {key} of config.toml.",
            Group.FILTER,
            f"topic({key})",
        )
        for key in range(1, 10)
    ),
    Command(
        "topic.next",
        ("]",),
        "Next topic",
        "Show the next topic; among quotations the next speaker.",
        Group.FILTER,
        "step_topic(1)",
    ),
    Command(
        "topic.previous",
        ("[",),
        "Previous topic",
        "Show the topic or the speaker before.",
        Group.FILTER,
        "step_topic(-1)",
    ),
    Command(
        "filter.feed",
        ("F",),
        "This feed alone",
        "Show only the feed of the entry; again: every feed.",
        Group.FILTER,
        "only_feed",
    ),
    Command("mark.read", ("m",), "Read or unread", "Mark the entry read, or unread again.", Group.MARK, "toggle_read"),
    Command(
        "mark.all",
        ("A",),
        "Mark shown read",
        "Mark every entry listed read, as of this moment; asks where they are more than is seen.",
        Group.MARK,
        "mark_shown",
    ),
    Command(
        "mark.all_unread", (), "Mark shown unread", "Mark every entry shown unread.", Group.MARK, "mark_shown('unread')"
    ),
    Command("mark.all_star", (), "Star shown", "Star every entry shown.", Group.MARK, "mark_shown('star')"),
    Command(
        "mark.all_hide",
        (),
        "Hide shown",
        "Take every entry shown out of the timeline; is:hidden finds them.",
        Group.MARK,
        "mark_shown('hide')",
    ),
    Command(
        "mark.filter",
        (),
        "Mark by filter",
        "Mark read, star or hide every entry that passes a filter; says how many before it does.",
        Group.MARK,
        "mark_filter",
    ),
    Command("mark.star", ("s",), "Star", "Star the entry, or take the star away.", Group.MARK, "toggle_star"),
    Command(
        "mark.hide",
        ("D",),
        "Hide",
        "Take the entry out of the timeline; is:hidden finds it, and again: back.",
        Group.MARK,
        "hide",
    ),
    Command(
        "mark.undo",
        ("U",),
        "Undo",
        "Take the last mark back, or the last change to the list of feeds.",
        Group.MARK,
        "undo",
    ),
    Command(
        "live.pending",
        (".",),
        "Show new",
        "Show the arrivals that wait above, or the quotations new since.",
        Group.FEEDS,
        "pending",
    ),
    Command(
        "live.follow",
        ("L",),
        "Follow or hold",
        "At the top, select arrivals as they come, or hold still.",
        Group.FEEDS,
        "follow",
    ),
    Command(
        "feeds.follow_live",
        ("+",),
        "Follow live page",
        "Follow the live page that the entry announces as a feed of its own.",
        Group.FEEDS,
        "follow_live",
    ),
    Command("feeds.poll", ("r",), "Poll this feed", "Ask the feed of the entry for news now.", Group.FEEDS, "poll"),
    Command("feeds.poll_all", ("R",), "Poll all feeds", "Ask every feed for news now.", Group.FEEDS, "poll_all"),
    Command(
        "feeds.add", ("a",), "Add a feed", "Follow one more feed, by its address or file.", Group.FEEDS, "add_feed"
    ),
    Command(
        "feeds.health",
        ("e",),
        "Feed health",
        "How each feed fares, worst first: last poll, next poll and why then, rate, bytes, errors.",
        Group.FEEDS,
        "health",
    ),
    Command(
        "feeds.starters",
        (),
        "Feeds to begin with",
        "Choose among public broadcasters and agencies in many languages.",
        Group.FEEDS,
        "starters",
    ),
    Command(
        "feeds.import",
        (),
        "Take over feeds",
        "Show what newsboat, newsraft, sfeed or an OPML file at its usual place would bring, and take it over.",
        Group.FEEDS,
        "import",
    ),
    Command(
        "feeds.rename",
        ("E",),
        "Name the feed",
        "Give the feed of the entry, or the feed or folder under the cursor at the side, a name of your own.",
        Group.FEEDS,
        "rename_feed",
    ),
    Command(
        "feeds.address",
        ("H",),
        "Address of the feed",
        "Let the feed have another address, such as that to which it has moved; its entries stay.",
        Group.FEEDS,
        "readdress_feed",
    ),
    Command("feeds.pause", ("P",), "Pause the feed", "Poll the feed no more, or again.", Group.FEEDS, "pause_feed"),
    Command("feeds.folder", ("B",), "Folder of the feed", "Put the feed into a folder.", Group.FEEDS, "file_feed"),
    Command(
        "feeds.up",
        ("K", "shift+up"),
        "Feed up",
        "At the side, move the feed up within its folder.",
        Group.FEEDS,
        "shift_feed(-1)",
    ),
    Command(
        "feeds.down",
        ("J", "shift+down"),
        "Feed down",
        "At the side, move the feed down within its folder.",
        Group.FEEDS,
        "shift_feed(1)",
    ),
    Command(
        "feeds.remove",
        ("X",),
        "Remove the feed",
        "Follow the feed no more; its entries stay in the cache, and undo follows it again.",
        Group.FEEDS,
        "remove_feed",
    ),
    Command(
        "view.sidebar",
        ("b",),
        "Sidebar",
        "Go to topics and feeds at the side; from there: hide them.",
        Group.VIEW,
        "sidebar",
    ),
    Command("view.density", ("z",), "Density", "One line an entry, or two.", Group.VIEW, "density"),
    Command(
        "view.times", (), "Times", "Tell when entries came by the clock, or how long ago it is.", Group.VIEW, "times"
    ),
    Command("view.sort", ("S",), "Order", "Newest first, oldest first, last changed first.", Group.VIEW, "sort"),
    Command(
        "view.read",
        ("M",),
        "Show or hide read",
        "Only what is unread, or everything; what you read stays until you look at something else.",
        Group.VIEW,
        "show_read",
    ),
    Command("view.themes", (), "Themes", "All themes, to try and to choose from.", Group.VIEW, "themes"),
    Command("view.theme", ("T",), "Theme", "Dark, light, or the theme of config.toml.", Group.VIEW, "theme"),
    Command("view.narrower", ("-",), "Narrower timeline", "Give the text more room.", Group.VIEW, "widen(-4)"),
    Command("view.wider", ("=",), "Wider timeline", "Give the timeline more room.", Group.VIEW, "widen(4)"),
    Command("view.redraw", ("ctrl+l",), "Redraw", "Draw the whole screen again.", Group.VIEW, "redraw"),
    Command("app.palette", ("ctrl+p", ":"), "Command palette", "Find a command by its name.", Group.APP, "palette"),
    Command("app.help", ("?",), "Help", "Every key and what it does.", Group.APP, "help"),
    Command(
        "app.sample",
        (),
        "Sample",
        "Leave for a sample story that develops by itself, without the network; livetui is back after it.",
        Group.APP,
        "sample",
    ),
    Command("app.suspend", ("ctrl+z",), "Suspend", "Back to the shell; fg returns.", Group.APP, "suspend"),
    Command(
        "app.back",
        ("q",),
        "Back, then quit",
        "Leave the text, then the filter, then one feed or folder, then livetui.",
        Group.APP,
        "back",
    ),
    Command("app.quit", ("Q", "ctrl+q"), "Quit", "Leave livetui.", Group.APP, "quit"),
)
"""Every command there is, in the order help lists them."""
BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}
"""The same by their ids."""
