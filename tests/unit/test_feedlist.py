"""The list of feeds that the user and the program share."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from livetui import feedlist
from livetui.errors import ConfigError
from livetui.model.feed import Split, Subscription

WIRE = Subscription("https://example.org/wire", "The Wire", "War", 120)
DESK = Subscription("https://example.org/desk")


def test_what_is_added_is_read_back(tmp_path: Path) -> None:
    """Every wish of the user is kept, in order."""
    path = tmp_path / "new" / "feeds.toml"
    feedlist.add(path, [WIRE, DESK])
    assert feedlist.load(path).feeds == (WIRE, DESK)


def test_comments_and_order_survive_edits(tmp_path: Path) -> None:
    """The file belongs to the user: only the lines concerned change."""
    path = tmp_path / "feeds.toml"
    path.write_text(
        '# mine\n[[feeds]]\nurl = "https://example.org/a" # the best\n\n[[feeds]]\nurl = "https://example.org/b"\n'
    )
    feedlist.add(path, [DESK])
    feedlist.remove(path, ["https://example.org/b"])
    text = path.read_text()
    assert text.startswith('# mine\n[[feeds]]\nurl = "https://example.org/a" # the best\n')
    assert [feed.url for feed in feedlist.load(path).feeds] == ["https://example.org/a", DESK.url]


def test_adding_twice_is_adding_once(tmp_path: Path) -> None:
    """The same address never stands in the list twice by our doing."""
    path = tmp_path / "feeds.toml"
    feedlist.add(path, [DESK])
    feedlist.add(path, [DESK, WIRE])
    assert [feed.url for feed in feedlist.load(path).feeds] == [DESK.url, WIRE.url]


def test_a_file_that_is_no_toml_is_never_overwritten(tmp_path: Path) -> None:
    """A slip in the file is reported; the file stays as it is."""
    path = tmp_path / "feeds.toml"
    path.write_text("[[feeds]\nurl=")
    with pytest.raises(ConfigError, match="no valid TOML"):
        feedlist.add(path, [DESK])
    assert path.read_text() == "[[feeds]\nurl="


def test_one_bad_feed_does_not_cost_the_others(tmp_path: Path) -> None:
    """What is wrong is named with its place; the rest is followed."""
    path = tmp_path / "feeds.toml"
    path.write_text('[[feeds]]\ntitle = "no address"\n[[feeds]]\nurl = "https://example.org/a"\nevry = "2m"\n')
    listed = feedlist.load(path)
    assert [feed.url for feed in listed.feeds] == ["https://example.org/a"]
    told = "\n".join(map(str, listed.problems))
    assert "feeds.toml:1: feeds[1].url: missing" in told
    assert "feeds.toml:5: feeds[2].evry: unknown; did you mean every?" in told


def test_two_that_add_at_once_lose_no_feed(tmp_path: Path) -> None:
    """Each waits for the other: every feed of both stands in the list."""
    path = tmp_path / "feeds.toml"
    urls = [f"https://example.org/{n}" for n in range(8)]
    with ThreadPoolExecutor(len(urls)) as pool:
        list(pool.map(lambda url: feedlist.add(path, [Subscription(url)]), urls))
    assert {feed.url for feed in feedlist.load(path).feeds} == set(urls)


def test_adding_again_brings_the_new_wishes(tmp_path: Path) -> None:
    """A title given later is written to the feed that stands there."""
    path = tmp_path / "feeds.toml"
    feedlist.add(path, [DESK])
    feedlist.add(path, [Subscription(DESK.url, title="Mine", every=90)])
    assert feedlist.load(path).feeds == (Subscription(DESK.url, title="Mine", every=90),)


def test_the_docs_name_every_key_and_choice() -> None:
    """docs/files.md shows what may stand in a table."""
    page = (Path(__file__).parents[2] / "docs" / "files.md").read_text("utf-8")
    for word in ("url =", "title =", "folder =", "every =", "split =", *(f'"{choice}"' for choice in Split)):
        assert word in page


def test_how_a_feed_is_split_is_read_and_kept(tmp_path: Path) -> None:
    """The option survives what the program writes; a slip is named with the choices there are."""
    path = tmp_path / "feeds.toml"
    path.write_text('[[feeds]]\nurl = "https://example.org/a"\nsplit = "always"\n')
    feedlist.add(path, [DESK, Subscription("https://example.org/b", split=Split.NEVER)])
    assert [feed.split for feed in feedlist.load(path).feeds] == [Split.ALWAYS, Split.AUTO, Split.NEVER]
    path.write_text('[[feeds]]\nurl = "https://example.org/a"\nsplit = "allways"\n')
    listed = feedlist.load(path)
    assert listed.feeds[0].split is Split.AUTO
    assert '"always", "never"' in str(listed.problems[0])


def test_a_new_wish_stands_with_its_feed_and_not_behind_the_comment_of_the_next(tmp_path: Path) -> None:
    """What is changed is read back, comments stay where they are, and a value can be taken away."""
    path = tmp_path / "feeds.toml"
    path.write_text(
        '[[feeds]]\nurl = "https://example.org/a" # good\ntitle = "A"\n\n'
        '# about b\n[[feeds]]\nurl = "https://example.org/b"\n'
    )
    feedlist.edit(path, Subscription("https://example.org/a", folder="War", paused=True))
    assert path.read_text() == (
        '[[feeds]]\nurl = "https://example.org/a" # good\nfolder = "War"\npaused = true\n\n'
        '# about b\n[[feeds]]\nurl = "https://example.org/b"\n'
    )
    with pytest.raises(ConfigError, match="does not stand in it"):
        feedlist.edit(path, DESK)


@pytest.mark.parametrize(("place", "order"), [(1, "cab"), (2, "acb"), (3, "abc"), (9, "abc")])
def test_a_feed_moves_with_its_comment(tmp_path: Path, place: int, order: str) -> None:
    """A place behind the last is the last."""
    path = tmp_path / "feeds.toml"
    path.write_text("# mine\n" + "".join(f'\n# {name}\n[[feeds]]\nurl = "https://{name}.example/"\n' for name in "abc"))
    feedlist.edit(path, Subscription("https://c.example/"), place)
    assert [feed.url[8] for feed in feedlist.load(path).feeds] == list(order)
    assert (
        path.read_text().split()
        == " ".join(["# mine", *(f'# {name} [[feeds]] url = "https://{name}.example/"' for name in order)]).split()
    )


def test_many_feeds_are_appended_in_one_step_and_a_copy_is_kept(tmp_path: Path) -> None:
    """What stands there is not touched; whatever a title holds, the file reads back."""
    path = tmp_path / "feeds.toml"
    assert feedlist.append(path, [DESK]) is None
    before = path.read_text()
    odd = Subscription("https://example.org/odd", '"\\\x7f\u2028\n', paused=True)
    copy = feedlist.append(path, [DESK, odd, WIRE])
    assert copy is not None
    assert copy.read_text() == before
    assert path.read_text().startswith(before)
    assert feedlist.load(path).feeds == (DESK, odd, WIRE)
    path.write_text('feeds = [{url = "https://example.org/a"}]')
    with pytest.raises(ConfigError, match="in one line"):
        feedlist.append(path, [DESK])
    assert path.read_text() == 'feeds = [{url = "https://example.org/a"}]'


def test_a_feed_goes_with_its_own_comment_and_with_no_other(tmp_path: Path) -> None:
    """The comment above it is its own; what stands a blank line below it is about the next ones."""
    path = tmp_path / "feeds.toml"
    names = {name: f'# {name}\n[[feeds]]\nurl = "https://{name}.example/"\n' for name in "abc"}
    path.write_text(f"# mine\n\n{names['a']}\n{names['b']}\n# -- the others --\n\n{names['c']}")
    assert feedlist.remove(path, ["https://b.example/"]) is not None
    assert path.read_text() == f"# mine\n\n{names['a']}\n# -- the others --\n\n{names['c']}"
    assert feedlist.remove(path, ["https://b.example/"]) is None


@pytest.mark.parametrize("since", [False, True], ids=["at once", "after another edit"])
def test_an_edit_is_taken_back(tmp_path: Path, since: bool) -> None:
    """To the letter; after another edit, to what the feeds concerned were, and where."""
    path = tmp_path / "feeds.toml"
    feeds = [Subscription(f"https://{name}.example/", name, every=120) for name in "abc"]
    feedlist.add(path, feeds)
    path.write_text(path.read_text().replace('title = "b"', 'title = "b" # bee'))
    before = path.read_text()
    acts: tuple[Callable[[], feedlist.Edit | None], ...] = (
        lambda: feedlist.edit(path, Subscription("https://b.example/", "B", paused=True), 1),
        lambda: feedlist.remove(path, ["https://b.example/", "https://c.example/"]),
    )
    for act in acts:
        done = act()
        assert done is not None
        if since:
            feedlist.add(path, [DESK])
        feedlist.take_back(path, done)
        kept = [feed for feed in feedlist.load(path).feeds if feed != DESK]
        assert kept == feeds
        assert since or path.read_text() == before
        feedlist.remove(path, [DESK.url])
        path.write_text(before)
