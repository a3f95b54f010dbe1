"""Bytes of a document to text: which encoding it really is in."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
"""How a document without a mark begins in encodings that are not like ASCII (XML 1.0 appendix F)."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)

_MULTIBYTE = {
    "big5", "big5hkscs", "cp932", "cp949", "cp950", "euc_jis_2004", "euc_jisx0213", "euc_jp", "euc_kr", "gb18030", "hz",
    "iso2022_jp", "iso2022_jp_2", "iso2022_kr", "johab", "shift_jis", "shift_jis_2004", "utf_16", "utf_16_le",
    "utf_16_be", "utf_32", "utf_32_le", "utf_32_be",
}  # fmt: skip
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859_1": "cp1252", "ascii": "utf_8", "shift_jis": "cp932"}
"""Supersets that are meant by these names (WHATWG Encoding §4.2)."""
_NOT_TEXT = {"unicode_escape", "raw_unicode_escape", "undefined", "idna", "punycode", "mbcs", "oem", "utf_7"}
"""Codecs that make controls out of letters, always raise, or hide markup."""


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str | None]:
    """The text of a document, and a note if it is not in the encoding it claims.

    A byte order mark decides, then the server's charset, the document's own declaration (RFC 7303 §3), UTF-8, and
    Windows-1252. Bytes that are valid UTF-8 beyond ASCII are UTF-8 though a single-byte encoding be stated: the
    chance that another text looks so is nil. Bytes that fit nothing become U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace").lstrip("\ufeff"), None
    for start, name in _SIGNATURES:
        if body.startswith(start):
            return body.decode(name, "replace"), None
    stated = _stated(body, content_type)
    utf8 = _is_utf8(body)
    for name in stated:
        if utf8 and name not in _MULTIBYTE:
            break
        try:
            return body.decode(name), None
        except (UnicodeError, LookupError, ValueError):
            continue
    text = body.decode("utf-8", "replace") if utf8 or _mostly_utf8(body) else body.decode("cp1252", "replace")
    if utf8 and (not stated or stated[0] == "utf_8" or body.isascii()):
        return text, None
    if not utf8:
        return text, "some characters could not be decoded" if "\ufffd" in text else "not in the encoding it states"
    return text, f"in UTF-8, though it states {stated[0].replace('_', '-')}"


def _stated(body: bytes, content_type: str | None) -> list[str]:
    """The encodings that the server and the document name, as Python calls them, those we trust only."""
    found = [match.group(1) for match in [_CHARSET.search((content_type or "")[:1000])] if match]
    head = body[:2000]
    found += [match.group(1).decode() for match in (_DECLARED.search(head), _META.search(head)) if match]
    names: list[str] = []
    for label in found:
        try:
            info = codecs.lookup(label)
        except (LookupError, ValueError):
            continue
        name = info.name.lower().replace("-", "_")
        name = _ALIASES.get(name, name)
        if info._is_text_encoding and name not in _NOT_TEXT:  # noqa: SLF001 - the one way to ask (bpo-20404)
            names.append(name)
    return names


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(body: bytes) -> bool:
    """Whether what can't be decoded is a cut at the end or a few broken characters among many good ones."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text[:100_000] if "\x7f" < character != "\ufffd")
    return good > bad or (bad == 1 and text.endswith("\ufffd"))
