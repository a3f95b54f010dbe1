"""What stands before the root of an XML document: taken away, with its entities expanded under a limit."""

from __future__ import annotations

import re
from dataclasses import dataclass

EXPANSION_LIMIT = 2**20
"""Characters that all entities of a document together may become."""
SUBSET_LIMIT = 2**16
"""Characters of an internal DTD subset that are read."""

_OPENING = re.compile(r"<(?=[A-Za-z_])")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s{0,1000}>")
_ENTITY = re.compile(r"<!ENTITY\s{1,100}([\w.:-]{1,100})\s{1,100}(?:\"([^\"]*)\"|'([^']*)')\s{0,100}>")
_CHARACTER_SET = re.compile(
    r"<!ENTITY\s{1,100}%\s{1,100}[\w.:-]{1,100}\s{1,100}PUBLIC\s{1,100}[\"']-//W3C//ENTITIES[^<>]{0,1000}>",
    re.IGNORECASE,
)
"""The sets of named characters that old feeds refer to: never fetched, the names are those of HTML."""
_REFERENCE = re.compile(r"&(#?\w{1,100});")
_CHARACTER = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}


class EntityRefusedError(Exception):
    """The document declares entities that are external, nested, or too many; the message says which."""


@dataclass(frozen=True, slots=True)
class Document:
    """An XML document without its prolog."""

    text: str
    """From the root on, entities of its own expanded, character references to no character replaced by U+FFFD."""
    netscape: bool
    """Its document type is that of RSS 0.91 by Netscape."""


def strip_prolog(text: str) -> Document:
    """The document from its root on. Reads in linear time whatever comes.

    Raises:
        EntityRefusedError: an ``<!ENTITY`` that is more than a name for a few characters (XXE, billion laughs).
    """
    text = text.replace("\0", "")
    start, doctype = _split(text)
    root, entities = text[start:], _entities(doctype)
    if entities:
        root = _expand(root, entities)
    return Document(_mend(root), "netscape" in doctype.lower())


def _split(text: str) -> tuple[int, str]:
    """Where the root begins, and the document type declaration."""
    position, doctype = 0, ""
    while True:
        position = text.find("<", position)
        if position < 0:
            return len(text), doctype
        if text.startswith("<?", position):
            end = text.find("?>", position)
            position = end + 2 if end >= 0 else position + 2
        elif text.startswith("<!--", position):
            end = text.find("-->", position + 4)
            position = end + 3 if end >= 0 else position + 4
        elif _DOCTYPE.match(text, position):
            end = _doctype_end(text, position)
            doctype, position = doctype or text[position:end], end
        elif text.startswith("<!ENTITY", position):
            raise EntityRefusedError("it declares entities where none belong")
        elif _OPENING.match(text, position):
            return position, doctype
        else:
            position += 1


def _doctype_end(text: str, start: int) -> int:
    close, bracket = text.find(">", start), text.find("[", start)
    if close < 0:
        return len(text)
    if 0 <= bracket < close:
        end = _SUBSET_END.search(text, bracket)
        return end.end() if end else len(text)
    return close + 1


def _entities(doctype: str) -> dict[str, str]:
    """The entities that a document type declares, each a few characters."""
    if "<!ENTITY" not in doctype:
        return {}
    if len(doctype) > SUBSET_LIMIT:
        raise EntityRefusedError("it declares too many entities")
    doctype = _CHARACTER_SET.sub("", doctype)
    stated = doctype.count("<!ENTITY")
    found: dict[str, str] = {}
    read = 0
    for match in _ENTITY.finditer(doctype):
        value = match.group(2) if match.group(2) is not None else match.group(3)
        if any(not name.startswith("#") and name not in _PREDEFINED for name in _REFERENCE.findall(value)):
            raise EntityRefusedError("it declares entities made of entities")
        found.setdefault(match.group(1), value)
        read += 1
    if read != stated:
        raise EntityRefusedError("it declares external entities")
    return found


def _expand(text: str, entities: dict[str, str]) -> str:
    total = sum(len(entities[name]) for name in _REFERENCE.findall(text) if name in entities)
    if total > EXPANSION_LIMIT:
        raise EntityRefusedError("its entities expand beyond all measure")
    return _REFERENCE.sub(lambda match: entities.get(match.group(1), match.group()), text)


def _mend(text: str) -> str:
    """Character references to no character, on which feedparser raises, become U+FFFD."""

    def mend(match: re.Match[str]) -> str:
        digits, base = (match.group(1), 16) if match.group(1) else (match.group(2), 10)
        code = int(digits, base) if len(digits.lstrip("0")) <= 7 else -1
        return match.group() if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"

    return _CHARACTER.sub(mend, text)
