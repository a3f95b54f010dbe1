"""Addresses that are asked for: how they may be shown, and by which proxy they are reached."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import urlsplit


def without_userinfo(url: str) -> str:
    """The address as it may be shown and logged."""
    scheme, slashes, rest = url.partition("://")
    if not slashes or "@" not in rest.split("/", 1)[0]:
        return url
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"


def basic_credentials(user: str, password: str) -> str | None:
    """The ``Authorization`` for a user and password that the user wrote into the address (RFC 7617), if any."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode() if user or password else None


def is_address(host: str) -> bool:
    """Whether a host is written as a number (IPv6, or IPv4 in any of its spellings) instead of a name."""
    return ":" in host or host.rpartition(".")[2].isdigit()


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for this address, None for a straight connection."""
    from urllib.request import getproxies, proxy_bypass  # brings http.client and ssl: not before a request is made

    parts = urlsplit(url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.hostname or ""):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
