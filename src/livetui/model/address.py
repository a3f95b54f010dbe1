"""Addresses of feeds: when two spellings are one address."""

from __future__ import annotations

from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def address_key(url: str) -> str:
    """What two spellings of one address have in common (RFC 3986 §6.2.2.1 and §6.2.3); a path of a file is its own."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        return url
    host = (parts.hostname or "").rstrip(".")
    login = parts.netloc.rpartition("@")[0]
    return f"{scheme}://{login}@{host}:{port or _PORTS[scheme]}{parts.path or '/'}?{parts.query}"
