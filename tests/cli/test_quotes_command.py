"""``livetui quotes`` on a cache that several outlets fill, and on many texts."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandline import command, livetui
from livetui.cli.lines import saying_lines
from livetui.cli.records import line, quote_record
from livetui.engine.targets import read_target
from livetui.engine.texts import small_text, text_quotes

ITEM = "<item><guid>{id}</guid><title>{title}</title><pubDate>{day} Mar 2022 14:{id:02}:00 GMT</pubDate>{body}</item>"
WORDS = "We will rebuild every bridge on this river before the winter comes"
OUTLETS = {
    "wire": ("Example Wire", "en", f"“{WORDS},” said Ann Bell, the mayor of Port Allen. “Nobody is lost,” she added."),
    "desk": ("Eastern Desk", "en", f"“{WORDS},” Bell said on Friday."),
    "post": ("Morning Post", "en", f"“{WORDS} and the snow,” said Lena Marsh."),
    "jour": ("Le Quotidien", "fr", "« La route reste fermée ce soir », a déclaré Léa Morin, porte-parole de la ville."),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that follows four outlets, of which three carry the same words."""
    folder = tmp_path_factory.mktemp("cache")
    for number, (name, (title, lang, text)) in enumerate(OUTLETS.items(), 1):
        body = f"<description><![CDATA[<p>{text}</p>]]></description>"
        item = ITEM.format(id=number, title=f"News of {title}", day=number, body=body)
        (folder / f"{name}.xml").write_text(
            f'<rss version="2.0"><channel><title>{title}</title><language>{lang}</language>{item}</channel></rss>'
        )
        assert livetui("add", folder / f"{name}.xml", home=folder / "home").code == 0
    return folder / "home"


def test_a_wire_story_is_printed_once_with_its_other_sources(home: Path) -> None:
    """Who, in which role; the words; where and when; who else has it, and what they have otherwise."""
    done = livetui("quotes", home=home)
    assert done.code == 0, done.err
    blocks = [block.split("\n") for block in done.out.strip().split("\n\n")]
    assert [block[0].partition(",")[0] for block in blocks] == ["❝ Léa Morin", "❝ Ann Bell", "❝ Ann Bell (likely)"]
    bell = blocks[1]
    assert bell[0] == "❝ Ann Bell, mayor of Port Allen"
    assert bell[1].strip() == WORDS
    assert bell[2].startswith("  Example Wire · 2022-03-0")
    assert bell[3] == "  also in Eastern Desk, Morning Post (in other words, as said by Lena Marsh)"


def test_its_json_has_every_one(home: Path) -> None:
    """One record for each entry's quotation, newest first, whose offsets count in the text of the entry."""
    records = livetui("quotes", "--json", home=home).records
    entries = {entry["entry"]: entry for entry in livetui("list", "--json", home=home).records}
    assert [record["speaker"] for record in records] == ["Léa Morin", "Lena Marsh", "Bell", "Ann Bell", "Ann Bell"]
    for record in records:
        source = entries[record["entry"]][record["part"]]
        assert " … ".join(source[start:end] for start, end in record["segments"]) == record["text"]
        assert record["feed"] == entries[record["entry"]]["feed"]


@pytest.mark.parametrize(
    ("options", "speakers"),
    [
        (["--said", "bell"], ["Bell", "Ann Bell", "Ann Bell"]),
        (["--said", "MAYOR allen"], ["Ann Bell", "Ann Bell"]),
        (["--said", "bell marsh"], []),
        (["--lang", "fr-CA"], ["Léa Morin"]),
        (["--filter", "said:bell quote:nobody"], ["Ann Bell"]),
        (["--filter", "-said:bell lang:en"], ["Lena Marsh"]),
        (["--filter", "bridge source:desk,post", "--said", "bell"], ["Bell"]),
        (["--filter", "quotes:>1"], ["Ann Bell", "Ann Bell"]),
        (["--filter", "age:<1h"], []),
    ],
)
def test_what_is_asked_holds_for_the_one_printed(home: Path, options: list[str], speakers: list[str]) -> None:
    """Fields on quotations are about the very quotation; --said looks in the name and the role."""
    done = livetui("quotes", *options, "--json", home=home)
    assert (done.code, [record["speaker"] for record in done.records]) == (0, speakers)


def test_a_filter_that_is_none_is_told_before_the_cache_is_opened(tmp_path: Path) -> None:
    """Exit code 2, and where it went wrong."""
    done = livetui("quotes", "--filter", "saidd:bell", home=tmp_path)
    assert (done.code, "saidd" in done.err, (tmp_path / "data").exists()) == (2, True, False)


def test_a_reader_who_leaves_is_left_in_peace(home: Path, tmp_path: Path) -> None:
    """A closed pipe ends the command without a word, on the cache and on texts."""
    texts = []
    for number in range(300):
        texts.append(tmp_path / f"{number}.txt")
        texts[-1].write_text(f"“It is the number {number} of the day,” said Ann Bell.\n")
    for words in (["quotes"], ["quotes", "--json", "--lang", "en", *texts]):
        with subprocess.Popen(
            command(*words, home=home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert (process.stderr.read(), process.wait(timeout=60)) == (b"", 0)


def test_texts_keep_their_order_whatever_they_are(tmp_path: Path) -> None:
    """Plain texts, one that is missing, one that is packed, and one with another name are all read in turn."""
    import gzip

    told = "“The road is open again,” said {}."
    (tmp_path / "a.txt").write_text(told.format("Ann Bell"))
    (tmp_path / "b.txt").write_bytes(gzip.compress(told.format("Jo Marsh").encode()))
    (tmp_path / "c").write_text(told.format("Lena Weiss"))
    (tmp_path / "d.TXT").write_text("\ufeff" + told.format("Olga Sand"), encoding="utf-16")
    done = livetui("quotes", "--lang", "en", "--json", "a.txt", "b.txt", "no.txt", "c", "d.TXT", "a.txt", cwd=tmp_path)
    assert [r["speaker"] for r in done.records] == ["Ann Bell", "Jo Marsh", "Lena Weiss", "Olga Sand", "Ann Bell"]
    assert (done.code, done.err) == (1, "livetui: no.txt: no such file\n")


bodies = st.one_of(
    st.binary(max_size=60),
    st.lists(
        st.sampled_from(
            ("“Stay home,” said Ann Bell.\n", "\r\n", "é\u2028", "\ufeff", "« Non », dit-il.\n\n", "  ", "😀 ")
        ),
        max_size=8,
    ).map(lambda parts: "".join(parts).encode()),
)


@given(bodies)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_segment_is_a_slice_of_the_file(tmp_path: Path, body: bytes) -> None:
    """For any bytes the quick way reads what the whole way does, and offsets count in the text as decoded."""
    path = tmp_path / "any.txt"
    path.write_bytes(body)
    target = small_text(str(path))
    if target is None:
        assert b"\0" in body or body.startswith(b"\x1f\x8b")
        return
    assert target.body == read_target(str(path), bytes, 1 << 20).body
    for placed in text_quotes(target.text, "en"):
        record = json.loads(line(quote_record(placed.quote, {"file": "any.txt"}, placed.shift)))
        assert " … ".join(target.text[start:end] for start, end in record["segments"]) == record["text"]


def test_many_sources_are_cut_short() -> None:
    """Beyond five names the rest is a number; the same outlet's other entries are told as such."""
    from datetime import UTC, datetime

    from livetui.model.quote import Quote
    from livetui.model.saying import Carried, Saying

    now = datetime(2022, 3, 4, tzinfo=UTC)
    quote = Quote(((0, 4),), "Stay")
    also = tuple(Carried(n, 0, f"Paper {n}" if n else "Wire", now, None, "Stay") for n in range(8))
    *_, last = saying_lines([Saying(9, 0, quote, "u", "Wire", "News", None, now, also)], None)
    assert last == "  also in another entry of Wire, Paper 1, Paper 2, Paper 3, Paper 4 and 3 more"


@pytest.mark.parametrize("lang", [("--lang", "fr"), (), ("--lang", "tlh"), ("--lang",)])
@pytest.mark.parametrize(
    "names", [("a.txt", "b.txt"), ("a.txt", "none.txt", "b.txt"), ("a.txt", "--said", "Morin"), ()]
)
def test_texts_read_at_once_are_printed_as_the_usual_way_prints_them(
    tmp_path: Path, lang: tuple[str, ...], names: tuple[str, ...]
) -> None:
    """What starts without the library that reads arguments says and returns what it would."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"« La route {name[0]} reste fermée ce soir », a déclaré Léa Morin.\n")
    words = ("quotes", "--json", *names, *lang)
    home = tmp_path / "home"
    assert livetui(*words, cwd=tmp_path, environ={"LIVETUI_HOME": str(home)}) == livetui(
        *words, home=home, cwd=tmp_path
    )
