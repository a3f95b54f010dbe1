"""``livetui import``, ``export`` and ``edit``, as a user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandline import livetui

URLS = (
    '# mine\nhttps://a.example/f war "~The Wire"\nhttps://bob:LTSECRET@b.example/f\n"exec:touch X"\n'
    '"query:Unread:unread = \\"yes\\""\n'
)


@pytest.fixture
def urls(tmp_path: Path) -> Path:
    """A list of newsboat's."""
    path = tmp_path / "urls"
    path.write_text(URLS)
    return path


def test_import_adds_lists_and_keeps_a_copy(tmp_path: Path, urls: Path) -> None:
    """Dry, it writes nothing; then feeds and topic are there; a second time nothing is new; a copy is named."""
    home = tmp_path / "home"
    home.mkdir()
    dry = livetui("import", "--dry-run", urls, home=home)
    assert dry.code == 0, dry.err
    assert "+ https://a.example/f  (The Wire, in war)" in dry.out
    assert "2 feeds would be added, 1 topic, 1 thing not taken over" in dry.out
    assert list(home.iterdir()) == []
    (home / "feeds.toml").write_text('# mine\n[[feeds]]\nurl = "https://a.example/f"\ntitle = "Own"\n')
    done = livetui("import", urls, home=home)
    assert (done.code, done.out) == (0, "1 feed added, 1 followed already, 1 topic, 1 thing not taken over\n")
    assert f'{urls}:4: "exec:touch X": commands are not run' in done.err
    assert "LTSECRET" not in dry.out + dry.err + done.out + done.err
    text = (home / "feeds.toml").read_text()
    assert text.startswith('# mine\n[[feeds]]\nurl = "https://a.example/f"\ntitle = "Own"\n')
    assert "LTSECRET@b.example" in text
    (copy,) = home.glob("feeds.toml.*.bak")
    assert str(copy) in done.err
    assert "b.example" not in copy.read_text()
    assert 'name = "Unread"' in (home / "config.toml").read_text()
    again = livetui("import", urls, home=home)
    assert (again.code, again.out.split(",")[0]) == (0, "0 feeds added")
    listed = livetui("feeds", home=home)
    assert "https://***@b.example/f" in listed.out
    assert "LTSECRET" not in listed.out


def test_where_the_list_can_not_be_written_the_settings_stay(tmp_path: Path, urls: Path) -> None:
    """All or nothing over both files."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "feeds.toml").write_text('feeds = [{ url = "https://c.example/f" }]\n')
    (home / "config.toml").write_text("# mine\n")
    (config := tmp_path / "config").write_text("bind-key ^N down\n")
    done = livetui("import", urls, config, home=home)
    assert done.code == 1
    assert "holds its feeds in one line" in done.err
    assert (home / "config.toml").read_text() == "# mine\n"
    (home / "feeds.toml").unlink()
    assert "2 feeds added, 1 topic, 1 key," in livetui("import", urls, config, home=home).out
    assert '"move.down" = ["ctrl+n"]' in (home / "config.toml").read_text()


def test_a_file_without_anything_to_take_over_says_so(tmp_path: Path) -> None:
    """It failed, and which file did."""
    (empty := tmp_path / "empty.opml").write_text('<opml version="2.0"><head/><body/></opml>')
    done = livetui("import", empty, home=tmp_path / "home")
    assert done.code == 1
    assert f"livetui: {empty}: holds nothing that could be taken over" in done.err


def test_one_damaged_file_stops_the_whole_import(tmp_path: Path, urls: Path) -> None:
    """All or nothing: the sound one brings nothing either."""
    home = tmp_path / "home"
    damaged = tmp_path / "cut.opml"
    damaged.write_text('<opml><body><outline text="a" xmlUrl="https://c.example/"/>')
    done = livetui("import", urls, damaged, home=home)
    assert done.code == 1
    assert f"livetui: {damaged}: is no valid XML" in done.err
    assert not home.exists()


def test_export_and_import_give_the_same_list(tmp_path: Path, urls: Path) -> None:
    """To a file and to standard output; a file that exists is not replaced; passwords stay at home."""
    home, other = tmp_path / "home", tmp_path / "other"
    assert livetui("import", urls, home=home).code == 0
    file = tmp_path / "feeds.opml"
    done = livetui("export", file, home=home)
    assert (done.code, done.out) == (0, "")
    assert "1 password left out" in done.err
    assert livetui("export", file, home=home).code == 1
    assert livetui("export", "--force", "--with-passwords", file, home=home).code == 0
    assert livetui("import", file, home=other).code == 0
    lists = [(place / "feeds.toml").read_text() for place in (home, other)]
    assert lists[0] == lists[1]
    assert livetui("export", "--format", "urls", home=home).out == (
        'https://a.example/f "war" "~The Wire"\nhttps://b.example/f\n'
    )


def test_edit_changes_what_is_named_and_keeps_the_rest(tmp_path: Path) -> None:
    """Comments stay, also where a feed moves; a feed is named by address or title."""
    home = tmp_path / "home"
    home.mkdir()
    listed = home / "feeds.toml"
    listed.write_text(
        '# mine\n\n# about a\n[[feeds]]\nurl = "https://a.example/" # good\ntitle = "A"\n\n'
        '# about b\n[[feeds]]\nurl = "https://b.example/"\n'
    )
    done = livetui("edit", "a", "--folder", "War", "--every", "5m", "--pause", "--move", "2", home=home)
    assert (done.code, done.out) == (0, "https://a.example/: changed\n"), done.err
    blocks = listed.read_text().split("\n\n# about ")
    assert [block[0] for block in blocks] == ["#", "b", "a"]
    assert 'url = "https://a.example/" # good' in blocks[2]
    assert all(line in blocks[2] for line in ('folder = "War"\n', 'every = "5m"\n', "paused = true\n"))
    assert "next paused" in livetui("feeds", home=home).out
    back = livetui(
        "edit", "https://a.example/", "--resume", "--title", "", "--every", "auto", "--folder", "", home=home
    )
    assert back.code == 0
    assert "paused" not in listed.read_text()
    assert "title" not in listed.read_text()
    moved = livetui("edit", "https://a.example/", "--url", "https://new.example/f", "--folder", "War", home=home)
    assert (moved.code, moved.out) == (0, "https://new.example/f: changed\n"), moved.err
    assert 'url = "https://new.example/f" # good\nfolder = "War"\n' in listed.read_text()
    assert livetui("edit", "https://b.example/", "--url", "https://new.example/f", home=home).code == 1
    assert livetui("edit", "https://new.example/f", "--url", "https://a.example/", home=home).code == 0
    assert livetui("edit", "https://none.example/", "--pause", home=home).code == 1
    assert livetui("edit", "https://a.example/", home=home).code == 2
