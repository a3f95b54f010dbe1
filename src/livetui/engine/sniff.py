"""What some bytes are, by their content; names and labels count only where the content leaves it open."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from livetui.engine.decoding import decode

Kind = Literal["xml", "json", "html", "text", "binary"]

_HEAD = 8192
_MAGIC = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd",
    b"\x7fELF", b"OggS", b"ID3", b"RIFF", b"\x00\x00\x01\x00", b"wOFF", b"wOF2", b"SQLite format 3\0",
)  # fmt: skip
_MISC = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_FEED = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|rdf|channel)\b(?=[\s>])", re.IGNORECASE)
_PAGE = re.compile(r"<!DOCTYPE\s+html|<(?:html|head|body|title)\b", re.IGNORECASE)
_ODD = bytes(code for code in range(32) if code not in (9, 10, 12, 13, 27))
_PAGE_ROOTS = {
    "html", "head", "body", "meta", "title", "script", "div", "p", "h1", "h2", "table", "span", "a", "center", "br",
    "img", "style", "section", "main", "article", "header", "ul", "b", "i", "em", "strong", "noscript", "base",
}  # fmt: skip


def sniff(body: bytes, url: str = "", content_type: str | None = None) -> Kind:
    """What the bytes are: ``xml``, ``json``, ``html``, ``text`` or ``binary``.

    A name that ends in ``.txt`` is plain text whatever it begins with; else the content decides.
    """
    if _path(url).endswith(".txt"):
        return "text" if not _is_binary(body) else "binary"
    if _is_binary(body):
        return "binary"
    head, _ = decode(body[:_HEAD], content_type)
    head = head.replace("\0", "").lstrip("\ufeff \t\r\n\f\v")
    if head.startswith("<"):
        return _markup(head)
    if head.startswith(("{", "[")) and _json_like(head, url, content_type):
        return "json"
    if _FEED.search(head):  # junk before the document
        return "xml"
    return "html" if _PAGE.search(head) else "text"


def _markup(head: str) -> Kind:
    if re.match(r"<!DOCTYPE\s+html", head, re.IGNORECASE) and not _FEED.search(head):
        return "html"
    position = 0
    while match := _MISC.match(head, position):
        position = match.end()
    root = _ROOT.match(head, position)
    if root is None:
        return "html" if _PAGE.search(head) and not _FEED.search(head) else "xml"
    name = root.group(2).lower()
    if name in _PAGE_ROOTS and not root.group(1):
        return "xml" if _FEED.search(head) and name != "html" else "html"
    return "xml"


def _json_like(head: str, url: str, content_type: str | None) -> bool:
    if "json" in (content_type or "").lower() or _path(url).endswith(".json"):
        return True
    return re.match(r'\{\s*(?:"|\}|$)|\[\s*(?:[{\["\]\d-]|true|false|null|$)', head) is not None


def _is_binary(body: bytes) -> bool:
    """Whether the bytes can't be text: a known signature, or many controls that no encoding of text explains."""
    if body.startswith(_MAGIC):
        return True
    head = body[:_HEAD]
    if not head or head.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff", b"<\0", b"\0<", b"\0\0\0<", b"{\0", b"\0{")
    ):
        return False
    return (len(head) - len(head.translate(None, _ODD))) * 10 > len(head)


def _path(url: str) -> str:
    try:
        return (urlsplit(url).path or url).lower()
    except ValueError:
        return url.lower()
