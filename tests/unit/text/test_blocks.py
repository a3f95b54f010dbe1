from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.model.entry import BodyKind
from livetui.text.blocks import Block, BlockKind, Document, Link, Style, read_body, read_html, read_text
from livetui.text.clean import LIMITS, clean

BASE = "https://news.example/a/"


def shapes(document: Document) -> list[tuple[str, int, str, str]]:
    """Kind, level, marker and text of every block."""
    return [(block.kind.value, block.level, block.marker, block.text) for block in document.blocks]


def marked(block: Block) -> list[tuple[str, Style, int | None]]:
    """The words under every mark of a block."""
    return [(block.text[mark.start : mark.end], mark.style, mark.link) for mark in block.marks]


def assert_sound(document: Document) -> None:
    """Every promise a document makes."""
    assert document.text == "\n".join(block.text for block in document.blocks)
    assert clean(document.text) == document.text
    assert [link.number for link in document.links] == list(range(1, len(document.links) + 1))
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text
        assert block.text.strip() or block.kind is BlockKind.RULE
        for mark in block.marks:
            assert 0 <= mark.start < mark.end <= len(block.text)
            assert (mark.style is Style.LINK) == (mark.link is not None)


def test_paragraphs_and_headings() -> None:
    """What stands by itself is a block; white space collapses as in HTML, a no-break space stays."""
    document = read_html(
        "<h2>The\n  talks</h2>loose\t words<p>One <b>two</b>\n three.</p><div>A<section>B</section>C\u00a0!</div>"
    )
    assert shapes(document) == [
        ("heading", 2, "", "The talks"),
        ("paragraph", 0, "", "loose words"),
        ("paragraph", 0, "", "One two three."),
        ("paragraph", 0, "", "A"),
        ("paragraph", 0, "", "B"),
        ("paragraph", 0, "", "C\u00a0!"),
    ]
    assert document.text == "The talks\nloose words\nOne two three.\nA\nB\nC\u00a0!"
    assert_sound(document)


def test_line_breaks() -> None:
    """One break ends a line inside the paragraph, two in a row end the paragraph."""
    document = read_html("<p>one <br> two<br/>three<br>&nbsp;<br>four<br></p>")
    assert [block.text for block in document.blocks] == ["one\ntwo\nthree", "four"]


def test_lists() -> None:
    """Items know their depth and marker; numbers follow start, value and reversed; later blocks have none."""
    document = read_html(
        "<ul><li>A<ul><li>A1</li></ul></li><li><p>B</p><p>B2</p></li></ul>"
        "<ol start=3><li>x<li value=9>y<li>z</ol><ol reversed start=2><li>b<li>a</ol>"
    )
    assert shapes(document) == [
        ("item", 1, "•", "A"),
        ("item", 2, "•", "A1"),
        ("item", 1, "•", "B"),
        ("item", 1, "", "B2"),
        ("item", 1, "3.", "x"),
        ("item", 1, "9.", "y"),
        ("item", 1, "10.", "z"),
        ("item", 1, "2.", "b"),
        ("item", 1, "1.", "a"),
    ]


def test_quotations_and_code() -> None:
    """Block quotations know their depth; preformatted text keeps lines and indent; q gets marks."""
    document = read_html(
        "<blockquote>a<blockquote><p>b</p></blockquote>c</blockquote><pre><code>\n  if x:\n    y\n\n</code></pre>"
        "<p>She said <q>he said <q>no</q></q>.</p>"
    )
    assert shapes(document) == [
        ("quote", 1, "", "a"),
        ("quote", 2, "", "b"),
        ("quote", 1, "", "c"),
        ("code", 0, "", "  if x:\n    y"),
        ("paragraph", 0, "", "She said “he said ‘no’”."),
    ]


def test_tables() -> None:
    """A row is a line, its cells parted by bars; links in cells stay where they are."""
    document = read_html(
        "<table><caption>Losses</caption><tr><th>Side<th>Dead"
        "<tr><td>A<td><a href=/x>31</a><br>33<tr><td>none<td></table>",
        BASE,
    )
    assert shapes(document) == [("paragraph", 0, "", "Losses"), ("table", 1, "", "Side | Dead\nA | 31 33\nnone")]
    assert marked(document.blocks[1]) == [("31", Style.LINK, 1)]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td><p>one</p><p>two</p></td></tr></table>",
        "<table><tr><td>one</td></tr><tr><td>two</td></tr></table>",
        "<table><tr><td>one<table><tr><td>two</td></tr></table></td></tr></table>",
    ],
)
def test_tables_for_layout_are_paragraphs(html: str) -> None:
    """A table that only arranges its text is read as if it were not there."""
    assert shapes(read_html(html)) == [("paragraph", 0, "", "one"), ("paragraph", 0, "", "two")]


def test_images_and_rules() -> None:
    """A picture alone is a block of its words, in a sentence it stands in brackets, without words it is nothing."""
    document = read_html(
        '<hr><figure><a href="/p"><img src=x alt="A  man"></a><figcaption>Kyiv</figcaption></figure><hr><hr>'
        '<p>See <img alt="map"> and <img alt="😀"><img src="pixel"></p><p><img src=x></p><hr>',
        BASE,
    )
    assert shapes(document) == [
        ("image", 0, "", "A man"),
        ("caption", 0, "", "Kyiv"),
        ("rule", 0, "", ""),
        ("paragraph", 0, "", "See [map] and 😀"),
    ]
    assert marked(document.blocks[0]) == [("A man", Style.LINK, 1)]
    assert_sound(document)


def test_marks_lie_on_their_words() -> None:
    """Styles nest, go on in the next block, and are not moved by what is cleaned away before them."""
    document = read_html(
        "<p> so&shy;ft <strong>a <em>b</em></strong> <del>c</del> <code>d&amp;</code><i></i></p><b>x<p>y</p></b>"
    )
    first, second, third = document.blocks
    assert first.text == "soft a b c d&"
    assert marked(first) == [
        ("a b", Style.STRONG, None),
        ("b", Style.EM, None),
        ("c", Style.STRIKE, None),
        ("d&", Style.CODE, None),
    ]
    assert marked(second) == [("x", Style.STRONG, None)]
    assert marked(third) == [("y", Style.STRONG, None)]


def test_links_are_numbered() -> None:
    """Numbers follow the text, one for one address; unsafe links and empty ones keep their words alone."""
    document = read_html(
        '<p><a href="b">b</a> <a href="javascript:x">bad</a> <a href="/t"><img></a>'
        ' <a href="https://o.example/">o\n one</a>'
        ' <a href="https://news.example/a/b">again</a></p>',
        BASE,
    )
    assert document.links == (Link(1, "https://news.example/a/b", "b"), Link(2, "https://o.example/", "o one"))
    assert marked(document.blocks[0]) == [("b", Style.LINK, 1), ("o one", Style.LINK, 2), ("again", Style.LINK, 1)]
    assert read_html('<a href="b">b</a>').links == ()


def test_long_honest_pages_keep_their_structure() -> None:
    """What bounds the parser does not touch pages of thousands of tags, drawings and sloppy lists among them."""
    drawing = '<svg viewBox="0 0 9 9"><title>map</title>' + '<path d="M0 0"/><g><path d="M1 1" /></g>' * 400 + "</svg>"
    rows = "<li><a href=/x>one</a> <b>two</b><p>three<li>four" * 2_000
    document = read_html(f"<div>{drawing}<ul>{rows}</ul><table>{'<tr><td>a<td>b' * 500}</table></div>", BASE)
    assert document.blocks[0].kind is BlockKind.ITEM
    assert len(document.blocks) == 6_001
    assert document.blocks[-1].kind is BlockKind.TABLE


def test_what_is_hidden_is_dropped() -> None:
    """Scripts, styles, frames and hidden elements leave nothing; what is for no script counts if it is all."""
    document = read_html(
        "<title>t</title><script>s()</script><style>*{}</style><template>t</template><iframe>f</iframe><svg><text>v</text></svg>"
        "<p hidden>h</p><div style='color:red; display : none'>d</div><button>Share</button>"
        "<!-- c --><noscript>n</noscript><p>seen</p>"
    )
    assert document.text == "seen"
    assert read_html("<noscript><p>for all</p></noscript><script>x</script>").text == "for all"


def test_raised_digits_stay_apart() -> None:
    """An exponent or note number does not run into the number before it; letters and lowered digits stay plain."""
    assert read_html("10<sup>6</sup> m<sup>-2</sup> XIX<sup>e</sup> H<sub>2</sub>O").text == "10⁶ m⁻² XIXe H2O"


def test_ruby_is_in_brackets() -> None:
    """A reading stands behind its character, with one pair of brackets."""
    assert read_html("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>").text == "漢(kan)"


def test_entities_cannot_bring_controls_in() -> None:
    """What the entities of a body stand for is cleaned like any text, also where two elements meet."""
    assert read_html("<p>a&#27;]52;c;eA==&#7;b &#8238;c \x9b31md &lt;b&gt;</p>").text == "ab c d <b>"
    assert_sound(read_html("<p>a" + "<b>&#769;&#769;&#769;</b>" * 20 + "<i>b</i>"))
    assert read_html("<p>\ud800x").text == "\ufffdx"


def test_html_that_was_escaped_twice() -> None:
    """Tags that come as text are tags if nothing else is there, and words where they are written about."""
    assert read_html("&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;").text == "Hello you"
    assert read_html("use the &lt;p&gt; tag").text == "use the <p> tag"


def test_plain_text() -> None:
    """Every line is a paragraph, blank ones part them; markup is text; the kind of the body decides."""
    assert [b.text for b in read_text(" one\r\n\r\n\r\ntwo <b>&amp;\n").blocks] == ["one", "two <b>&amp;"]
    assert read_body("<b>x</b>", BodyKind.TEXT).text == "<b>x</b>"
    assert read_body("<b>x</b>", BodyKind.HTML).text == "x"
    assert read_body("just text\nin lines", BodyKind.HTML).text == "just text in lines"
    assert read_text("").blocks == read_html(" \n ").blocks == ()


def test_long_bodies_are_cut() -> None:
    """What is over the limit is left out, and the document says so."""
    for read in (read_html, read_text):
        document = read("word " * 300_000)
        assert document.cut
        assert LIMITS.BODY - 10 < len(document.text) <= LIMITS.BODY
    assert not read_html("x").cut


@pytest.mark.parametrize(
    ("html", "end"),
    [
        pytest.param("<div>" * 100_000 + "bottom", "bottom", id="deep"),
        pytest.param("<blockquote>" * 3_000 + "quote", "quote", id="quotations"),
        pytest.param("<p " + " ".join(f'a{i}="1"' for i in range(20_000)) + ">x", "x", id="attributes"),
        pytest.param(
            "<p>" + "".join(f"<font size={i}>" for i in range(2000)) + "</p>" + "<p>x" * 20_000, "x", id="reopened"
        ),
        pytest.param("<div><table><tr><td></div></table>" * 20_000 + "x", "x", id="end tags without effect"),
        pytest.param("<option><div></option>" * 20_000 + "x", "x", id="end tags of no block"),
        pytest.param(
            "<p>" + "".join(f"<table><font size={i}></table>" for i in range(2000)) + "<p>x" * 9000, "x", id="fonts"
        ),
        pytest.param("<dt><li>" * 20_000 + "x", "x", id="items in each other"),
        pytest.param("<svg><style>" + "<g>" * 40_000 + "</style><p>x", "x", id="style that is none"),
        pytest.param("<select>" + "<option>x" * 40_000, "x", id="options"),
        pytest.param("<b><div>" * 50_000 + "</b>" * 50_000 + "x", "x", id="misnested"),
        pytest.param("\n" * 100_000 + "x", "x", id="line ends"),
        pytest.param("<p>x" * 200_000, "x", id="paragraphs"),
        pytest.param("<a " * 100_000 + ">x", "x", id="open tags"),
        pytest.param("<!--" * 100_000, "", id="open comments"),
        pytest.param("<p>" + "<b><img alt=x></b>" * 16_000, "x", id="images"),
        pytest.param('<p>x</p><img src="data:image/png;base64,' + "A" * 900_000 + '"><p>y</p>', "y", id="data address"),
    ],
)
def test_hostile_html_is_read_in_time(html: str, end: str) -> None:
    """Input made to keep a parser busy is read in moments; its words are kept."""
    start = time.process_time()
    document = read_html(html)
    assert time.process_time() - start < 4  # seconds of CPU; 0.3 here, and without limits most take 5 to 60
    assert document.text.endswith(end)
    assert bool(document.blocks) == bool(end)


TAGS = (
    *(
        "p",
        "div",
        "br",
        "b",
        "i",
        "a href=/x",
        "a href=data:x",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "pre",
        "hr",
        "q",
    ),
    *(
        "h1",
        "blockquote",
        "img alt=z",
        "img alt=''",
        "sup",
        "noscript",
        "script",
        "svg",
        "ruby",
        "rt",
        "body",
        "frameset",
        "p hidden",
    ),
)
pieces = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
    st.sampled_from(
        [
            "&shy;",
            "&#27;[1m",
            "&zwj;",
            "&#769;&#769;&#769;&#769;&#769;",
            "&nbsp;",
            " ",
            "\n",
            "a",
            "«é»",
            "😀",
            "\ud800",
        ]
    ),
    st.text(max_size=5),
)


@given(st.lists(pieces, max_size=40).map("".join))
def test_any_html_makes_a_sound_document(html: str) -> None:
    """Whatever the tags, offsets are exact, marks lie inside, links are numbered, and the text is clean."""
    assert_sound(read_html(html, BASE))


@given(st.text(st.one_of(st.characters(), st.integers(0xD800, 0xDFFF).map(chr))))
def test_any_string_can_be_read(text: str) -> None:
    """No string raises, in either kind."""
    assert_sound(read_html(text))
    assert_sound(read_text(text))
