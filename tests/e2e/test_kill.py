"""Killed at any moment, nothing that was told is lost and the next run completes the work."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from commandline import command, livetui

FEEDS, ENTRIES = 30, 20


def test_a_killed_refresh_is_completed_by_the_next_one(tmp_path: Path) -> None:
    """kill -9 after each of the first polls told: all they brought is there, and a second run brings the rest."""
    home = tmp_path / "home"
    paths = []
    for feed in range(FEEDS):
        items = "".join(
            f"<item><guid>{feed}-{n}</guid><title>Entry {n} of {feed}</title>"
            f"<description>“This is number {n} of many,” said Ann Lee.</description></item>"
            for n in range(ENTRIES)
        )
        path = tmp_path / f"feed{feed}.xml"
        path.write_text(f'<rss version="2.0"><channel><title>Feed {feed}</title>{items}</channel></rss>')
        paths.append(path)
    assert livetui("add", "--no-check", *paths, home=home).code == 0

    for polls_seen in (1, 5, 9):
        with subprocess.Popen(command("refresh", "--json", home=home), stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            told = [json.loads(process.stdout.readline()) for _ in range(polls_seen)]
            process.kill()
        kept = {feed["url"]: feed["entries"] for feed in livetui("feeds", "--json", home=home).records}
        for poll in told:
            assert poll["status"] in ("updated", "skipped")
            assert kept[poll["feed"]] == ENTRIES

    assert livetui("refresh", "--force", home=home).code == 0
    entries = livetui("list", "--json", "--limit", "0", home=home).records
    assert len({(entry["feed"], entry["id"]) for entry in entries}) == len(entries) == FEEDS * ENTRIES
    assert all(len(entry["quotes"]) == 1 for entry in entries)
    assert livetui("doctor", home=home, environ={"LC_ALL": "C.UTF-8"}).code == 0
