"""What the program and its worker process say to each other: typed values as msgpack, behind their length in bytes."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import BinaryIO

import msgspec

from livetui.model.entry import CachedEntry, Enrichment
from livetui.model.feed import Split
from livetui.model.update import ParsedFeed

FRAME_LIMIT = 64 * 2**20
"""Bytes of one frame; the largest feed allowed, read, stays far below."""

HEAD = struct.Struct(">I")


class ParseJob(msgspec.Struct, tag="parse", array_like=True, frozen=True):
    """Bytes to be read as a feed."""

    body: bytes
    url: str
    content_type: str | None
    now: datetime | None = None
    """When they were retrieved, for clocks without a date."""
    modified: datetime | None = None
    """When they last changed, as the server says."""
    split: Split = Split.AUTO
    """Whether entries that are lists of updates are taken apart into posts."""


class EnrichJob(msgspec.Struct, tag="enrich", array_like=True, frozen=True):
    """Entries whose text, language and quotations are wanted."""

    entries: list[CachedEntry]


class Ready(msgspec.Struct, tag="ready", array_like=True, frozen=True):
    """The worker has started."""


class Failure(msgspec.Struct, tag="failure", array_like=True, frozen=True):
    """The job failed, in words of ours."""

    reason: str
    page: bool = False
    """It is a web page."""
    feeds: list[tuple[str, str, str]] = []
    """Address, title and media type of the feeds it names."""
    fault: str | None = None
    """Where in our own code it went wrong, for the log; None if the feed alone is to blame."""
    found: str = ""
    """Of a web page: why it can't be followed though it calls itself live."""


class Parsed(msgspec.Struct, tag="parsed", array_like=True, frozen=True):
    """What a feed says."""

    feed: ParsedFeed


class Enriched(msgspec.Struct, tag="enriched", array_like=True, frozen=True):
    """What was found in entries, in their order."""

    entries: list[Enrichment]


class Answer(msgspec.Struct, array_like=True, frozen=True):
    """What the worker sends back."""

    result: Ready | Parsed | Enriched | Failure
    resident: int = 0
    """Bytes of memory the worker holds, 0 if it can't tell."""


Job = ParseJob | EnrichJob

_jobs = msgspec.msgpack.Decoder(Job)
_answers = msgspec.msgpack.Decoder(Answer)
_encoder = msgspec.msgpack.Encoder()


def encode(value: Job | Answer) -> bytes:
    """A frame: the length, then the value.

    Raises:
        OverflowError: it is longer than `FRAME_LIMIT`.
    """
    payload = _encoder.encode(value)
    if len(payload) > FRAME_LIMIT:
        raise OverflowError("frame too long")
    return HEAD.pack(len(payload)) + payload


def decode_answer(payload: bytes) -> Answer:
    """The answer in a frame. Raises: msgspec.MsgspecError: it is none."""
    return _answers.decode(payload)


def read_job(stream: BinaryIO) -> Job | None:
    """The next job, None at the end of the stream."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    (length,) = HEAD.unpack(head)
    payload = stream.read(length)
    return _jobs.decode(payload) if len(payload) == length else None
