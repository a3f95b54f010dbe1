"""The headers of a request and of its answer, and the body as it was meant, within limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from livetui.model.feed import Validators

RETRY_BOUNDS = (60.0, 86_400.0)
"""Seconds; the shortest and longest ``Retry-After`` that is believed."""
VALIDATOR_LIMIT = 1000
"""Characters; a longer ETag or Last-Modified is not kept."""

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
)

_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,18})\b", re.IGNORECASE)
_GZIP = b"\x1f\x8b"


class BodyError(Exception):
    """The body can't be had as it was meant; the message says why in words of ours."""


class Headers:
    """The headers of an answer; the first of each name counts, but that links add up."""

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        """Args: raw: names and values as received."""
        self._values: dict[str, str] = {}
        self.size = 0
        """Bytes of all names and values."""
        self.links = ""
        """All ``Link`` headers, with commas between."""
        for name, value in raw:
            self.size += len(name) + len(value) + 4
            key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
            self._values.setdefault(key, text)
            if key == "link":
                self.links += f", {text}" if self.links else text

    def get(self, name: str) -> str | None:
        """The value of a header by its lower-case name."""
        return self._values.get(name)


def is_validator(value: str | None) -> bool:
    """Whether an ETag or Last-Modified is fit to be kept and sent back: short, printable ASCII."""
    return value is not None and len(value) <= VALIDATOR_LIMIT and _PRINTABLE.fullmatch(value) is not None


def validators(headers: Headers, digest: str | None) -> Validators:
    """What to ask again with, byte for byte as stated (RFC 9110 §8.8)."""
    etag, modified = headers.get("etag"), headers.get("last-modified")
    return Validators(
        etag=etag if is_validator(etag) else None,
        last_modified=modified if is_validator(modified) else None,
        digest=digest,
    )


def renewed(known: Validators, headers: Headers) -> Validators:
    """Those of an answer that nothing has changed: one it does not state stays as it was (RFC 9110 §15.4.5)."""
    stated = validators(headers, known.digest)
    return Validators(stated.etag or known.etag, stated.last_modified or known.last_modified, known.digest)


def request_headers(user_agent: str, known: Validators) -> dict[str, str]:
    """What a request says: who asks, what can be read, and what is known already."""
    headers = {"User-Agent": user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip", "A-IM": "feed"}
    if known.etag and is_validator(known.etag):
        headers["If-None-Match"] = known.etag
    if known.last_modified and is_validator(known.last_modified):
        headers["If-Modified-Since"] = known.last_modified
    return headers


def retry_after(headers: Headers, now: datetime) -> float | None:
    """Seconds to wait as ``Retry-After`` asks, in seconds or as a date (RFC 9110 §10.2.3), within `RETRY_BOUNDS`.

    None if it is absent, past or can't be read.
    """
    stated = headers.get("retry-after")
    if not stated:
        return None
    if stated.isascii() and stated.isdigit():
        seconds = float(stated[:18])
    else:
        try:
            moment = parsedate_to_datetime(stated[:100])
            seconds = ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
        if seconds <= 0:
            return None
    low, high = RETRY_BOUNDS
    return min(max(seconds, low), high)


def max_age(headers: Headers) -> float | None:
    """Seconds that ``Cache-Control: max-age`` calls the answer fresh, a day at most; None if it says nothing."""
    found = _MAX_AGE.search((headers.get("cache-control") or "")[:1000])
    return min(float(found.group(1)), RETRY_BOUNDS[1]) if found else None


def check_coding(headers: Headers) -> None:
    """Takes gzip and no coding at all; which of them it is the body tells better than the header.

    Raises:
        BodyError: another coding than the one asked for, or several upon each other.
    """
    stated = (headers.get("content-encoding") or "").lower()
    names = [name for part in stated[:1000].split(",") if (name := part.strip()) not in ("", "identity")]
    if len(stated) > 1000 or len(names) > 1:
        raise BodyError("the answer is compressed several times over")
    if names and names[0] not in ("gzip", "x-gzip"):  # RFC 9110 §8.4.1.3
        raise BodyError("the answer is compressed in a way that was not asked for")


class BodyReader:
    """Takes a body piece by piece, decompresses gzip as it comes, and never holds more than its limit."""

    def __init__(self, limit: int) -> None:
        """Args: limit: bytes after decompression."""
        self.received = 0
        """Bytes taken so far, as they came."""
        self._limit = limit
        self._body = bytearray()
        self._start = b""
        self._gunzip: zlib._Decompress | None = None
        self._begun = False

    def feed(self, piece: bytes) -> None:
        """Takes the next piece.

        Raises:
            BodyError: too long, or damaged.
        """
        self.received += len(piece)
        if not self._begun:
            self._start += piece
            if len(self._start) < len(_GZIP):
                return
            piece, self._start = self._begin(), b""
        self._take(piece)

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            BodyError: it ended too early.
        """
        if not self._begun:
            self._take(self._begin())
        if self._gunzip is not None and not self._gunzip.eof:
            raise BodyError("the answer was cut short")
        return bytes(self._body)

    def _begin(self) -> bytes:
        """Decides by the first bytes: servers send gzip without saying so, and say so without sending it."""
        self._begun = True
        if self._start.startswith(_GZIP):
            self._gunzip = zlib.decompressobj(31)
        return self._start

    def _take(self, piece: bytes) -> None:
        if self._gunzip is None:
            self._keep(piece)
            return
        while piece:
            if self._gunzip.eof:
                if not piece.startswith(_GZIP):
                    return  # padding after the last member (RFC 1952 §2.2 allows several members)
                self._gunzip = zlib.decompressobj(31)
            try:
                self._keep(self._gunzip.decompress(piece, self._limit - len(self._body) + 1))
            except zlib.error as error:
                raise BodyError("the compressed answer is damaged") from error
            piece = self._gunzip.unconsumed_tail or self._gunzip.unused_data

    def _keep(self, piece: bytes) -> None:
        if len(self._body) + len(piece) > self._limit:
            raise BodyError(too_long(self._limit))
        self._body += piece


def too_long(limit: int) -> str:
    """What is said of a body beyond the limit."""
    return f"longer than the {limit / 2**20:g} MiB allowed for a feed"
