"""What a retrieval may take and what it gives."""

from __future__ import annotations

from dataclasses import dataclass

from livetui.model.feed import Validators


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one retrieval may take."""

    decoded: int = 10 * 2**20
    """Bytes of the body, decompressed."""
    headers: int = 64 * 2**10
    """Bytes of the headers of one answer."""
    hops: int = 10
    """Redirects followed."""
    total: float = 30.0
    """Seconds from the first look-up to the last byte, redirects included."""
    connect: float = 10.0
    """Seconds to be connected."""
    silence: float = 15.0
    """Seconds without a byte."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a server or file gave."""

    url: str
    """Where it was found in the end, without user and password."""
    status: int
    body: bytes | None
    """Decompressed; None: what the validators handed in stand for has not changed (304, or 204)."""
    content_type: str | None
    validators: Validators
    """To be handed in next time; its digest is that of `body`."""
    retry_after: float | None
    """Seconds the server asks to wait, within 60 s and 24 h."""
    max_age: float | None
    """Seconds the server calls this answer fresh, 24 h at most."""
    permanent: str | None
    """Where the address has moved for good (301, 308), as far as no temporary redirect came before."""
    received: int
    """Bytes of the body on the wire."""
    hub: str | None = None
    """Address of the hub that announces its news (WebSub), as the headers name it."""
    partial: bool = False
    """The body brings only what is new (226): what is absent is not withdrawn."""
