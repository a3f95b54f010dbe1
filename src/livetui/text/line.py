"""Words gathered from a tree of HTML until they make a block."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from livetui.text.clean import clean
from livetui.text.document import Span, Style

_BLANKS = re.compile("[ \t\n]+")
_SUPERSCRIPT = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUPERSCRIPTABLE = re.compile(r"[0-9+\-−=()n]+")


@dataclass(slots=True)
class Image:
    """A picture in a line."""

    start: int
    end: int
    words: str
    """What it shows."""
    url: str | None
    """What it links to."""
    host: str = ""
    """Where it comes from."""


@dataclass(slots=True)
class Gathered:
    """What a line held when it was taken."""

    text: str
    spans: list[Span]
    images: list[Image]
    parts: int
    """How many pieces the text was put together from."""

    @property
    def only_images(self) -> bool:
        """Whether there is nothing but images in it."""
        if not self.images:
            return False
        rest: list[str] = []
        last = 0
        for image in self.images:
            rest.append(self.text[last : image.start])
            last = image.end
        return not "".join([*rest, self.text[last:]]).strip()

    def stripped(self, *, lines: bool) -> Gathered:
        """Without the blanks at its ends; with `lines` the first one keeps its indent."""
        text = self.text.strip("\n").rstrip() if lines else self.text.strip()
        lead = len(self.text) - len(self.text.lstrip("\n") if lines else self.text.lstrip())
        return Gathered(
            text, [span.moved(-lead) for span in self.spans] if lead else self.spans, self.images, self.parts
        )


@dataclass(slots=True)
class Line:
    """Text that grows, white space collapsing as in HTML (CSS Text 3 §4.1), with the spans that lie over it."""

    preformatted: bool = False
    """Keep white space as it is."""
    raised: int = 0
    """How many ``sup`` elements are open."""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _after_blank: bool = True
    _is_blank: bool = True
    """Nothing visible since the last line end."""
    _spans: list[Span] = field(default_factory=list)
    _open: list[Span] = field(default_factory=list)
    _images: list[Image] = field(default_factory=list)

    def text(self, text: str) -> None:
        """Add text from outside."""
        text = clean(text)
        # As plain digits an exponent would change the number: 10⁶ is not 106. Letters can stay as they are (XIXe).
        if self.raised and _SUPERSCRIPTABLE.fullmatch(text.strip()):
            text = text.translate(_SUPERSCRIPT)
        if not self.preformatted:
            if "\n" in text or "  " in text or "\t" in text:
                text = _BLANKS.sub(" ", text)
            if self._after_blank and text[:1] == " ":
                text = text[1:]
        if text:
            self.append(text)

    def append(self, text: str) -> None:
        """Add text that is clean and not to be collapsed."""
        self._parts.append(text)
        self._length += len(text)
        self._after_blank = text[-1] in " \n"
        if self._is_blank and not text.isspace():
            self._is_blank = False

    def image(self, words: str, host: str = "") -> None:
        """Add a picture by its clean words; words without a letter or digit (an emoji) stand for themselves.

        Args: host: where it comes from, as people read it.
        """
        shown = f"[{words}]" if any(map(str.isalnum, words)) else words
        url = next((span.url for span in self._open if span.url), None)
        self._images.append(Image(self._length, self._length + len(shown), words, url, host))
        self.append(shown)

    def line_end(self) -> bool:
        """End the line inside the block; False: it is empty, so that the block ends here."""
        if not self.preformatted:
            if self._is_blank:
                return False
            if self._parts[-1][-1] == " ":
                self._parts[-1] = self._parts[-1][:-1]
                self._length -= 1
        self.append("\n")
        self._is_blank = True
        return True

    def open(self, style: Style, url: str | None = None) -> None:
        """Begin a span."""
        self._open.append(Span(self._length, 0, style, url))

    def close(self) -> None:
        """End the span that was begun last."""
        span = self._open.pop()
        span.end = self._length
        if span.start < span.end:
            self._spans.append(span)

    def take(self) -> Gathered | None:
        """What has gathered, None if nothing; spans still open go on in what comes next."""
        self._after_blank = self._is_blank = True
        if not self._parts:
            return None
        for span in self._open:
            if span.start < self._length:
                self._spans.append(Span(span.start, self._length, span.style, span.url))
            span.start = 0
        taken = Gathered("".join(self._parts), self._spans, self._images, len(self._parts))
        self._parts, self._spans, self._images, self._length = [], [], [], 0
        return taken
