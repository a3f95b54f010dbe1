"""How long a large live page takes to read, beside what the parsing of its JSON and HTML alone takes.

    python benchmarks/bench_live.py [--posts 500] [--rounds 15]

Prints the size of a page made for it, the milliseconds of both (the best of all rounds), and their ratio.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from selectolax.lexbor import LexborHTMLParser

from livetui.engine.parse import parse_bytes

START = datetime(2026, 3, 4, 6, tzinfo=UTC)
WORDS = (
    "Crews reached the second bridge shortly before the tide turned and found the road under water for some hundred "
    "metres. “We came as far as the chapel and no further,” said the officer in charge, Hanna Willoughby. "
)


def make_page(posts: int) -> tuple[bytes, str]:
    """A page of so many posts, in JSON-LD and in elements, and its JSON alone."""
    updates, elements = [], []
    for number in reversed(range(posts)):
        at = (START + timedelta(minutes=3 * number)).isoformat()
        name, key = (
            f"Report {number} from the estuary: bridge {number % 17} closed",
            f"{number * 7919 + 0xB395CB10:024x}",
        )
        text = [
            f"{number} people were brought over. {WORDS}",
            f"{WORDS} <a href='https://news.example/{number}'>More</a>",
        ]
        updates.append(
            {
                "@type": "BlogPosting",
                "headline": name,
                "url": f"https://news.example/live/storm#block-{key}",
                "datePublished": at,
                "dateModified": at,
                "author": {"@type": "Person", "name": "M. Tarrant"},
                "articleBody": f"{number} people were brought over. {WORDS}{WORDS} More",
            }
        )
        elements.append(
            f'<article id="block-{key}" class="block dcr-{number}"><header><div>'
            f'<a href="?page=with:block-{key}#block-{key}"><time datetime="{at}">4m ago</time></a></div>'
            f"<h2>{name}</h2></header>"
            + "".join(f"<p>{paragraph}</p>" for paragraph in text)
            + "<footer></footer></article>"
        )
    data = json.dumps({"@type": "LiveBlogPosting", "@id": "https://news.example/live/storm", "liveBlogUpdate": updates})
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Storm live</title>'
        f'<script type="application/ld+json">{data}</script></head><body><main><h1>Storm live</h1>'
        f'<div id="blog">{"".join(elements)}</div></main></body></html>'
    )
    return page.encode(), data


def best(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds of the quickest round."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    page, data = make_page(options.posts)
    feed = parse_bytes(page, url="https://news.example/live/storm")
    whole = best(lambda: parse_bytes(page, url="https://news.example/live/storm"), options.rounds)
    floor = best(lambda: (json.loads(data), LexborHTMLParser(page)), options.rounds)
    print(f"{len(page) / 1000:.0f} KB, {len(feed.entries)} posts ({feed.strategy})")
    print(f"parsing alone {floor:.1f} ms, read and split {whole:.1f} ms: {whole / floor:.1f} times")


if __name__ == "__main__":
    main()
