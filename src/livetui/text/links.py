"""Addresses from outside: which of them may be kept, and under what host they are shown."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from livetui.text.clean import LIMITS, clean

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*\.?", re.IGNORECASE)

# An address that needs no further look: nearly every one is of this form.
_ORDINARY = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL}){{1,10}}(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?:\?[A-Za-z0-9._~=&%+-]*)?"
)

_UNFIT = re.compile("[\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]")
"""Controls, surrogates and every white space but the blank, which addresses in feeds do hold and which is encoded."""

_DOTS = str.maketrans("。．｡", "...")
"""Other full stops that end a label (RFC 3490 §3.1)."""

_LOGIN = re.compile(r"(?<=://)[^\s/?#@]*@(?:[^\s/?#@]*@)*")
"""User name and password of an address; a password may hold an "@" that somebody forgot to encode."""

# RFC 3986 §2.2 and §2.3, and "%" because what is encoded already stays as it is.
_PATH = "!$&'()*+,;=:@%/~"
_QUERY = _PATH + "?"


def safe_url(url: str, base: str | None = None) -> str | None:
    """The address as it may be kept, opened and shown, or None if it may not.

    Only http and https with a host pass, without user name or password, and at most `LIMITS.URL` long. The host comes
    out in lower case, an international one as punycode, so that the host that is shown is the one that is asked.

    Args:
        url: As stated; may be relative if there is a base.
        base: The http(s) address of the document it stands in.
    """
    url = url.strip(" \t\r\n\f")
    if len(url) > LIMITS.URL or not url:
        return None
    if _ORDINARY.fullmatch(url):
        return _lower_host(url)
    # Browsers read "\" as "/", urllib does not: two readings of one address are what spoofing lives on.
    if _UNFIT.search(url) or "\\" in url.partition("?")[0]:
        return None
    try:
        if base is not None and (base := safe_url(base)):
            url = urljoin(base, url)
        return _rebuild(urlsplit(url))
    except ValueError:
        return None


def without_passwords(text: str, instead: str = "***@") -> str:
    """A text in which no address shows its user name and password. Args: instead: put in their place."""
    return _LOGIN.sub(instead, text)


def with_login(shown: str, url: str) -> str:
    """An address as `without_passwords` shows it, with the user name and password of the one it is made of."""
    found = _LOGIN.search(url)
    return shown.replace("://***@", f"://{found[0]}", 1) if found else shown


def shown_host(url: str) -> str:
    """The host (and port, if stated) that an address leads to, "" if it is none that `safe_url` lets through.

    An international host is given as people read it, followed by what is really asked for: ``é.example
    (xn--9ca.example)``.
    """
    safe = safe_url(url)
    if safe is None:
        return ""
    asked = urlsplit(safe).netloc
    read = ".".join(map(_readable, asked.split(".")))
    return asked if read == asked else f"{clean(read)} ({asked})"


def _lower_host(url: str) -> str:
    slash = url.find("/", 8)
    query = url.find("?", 8)
    end = min((at for at in (slash, query) if at > 0), default=len(url))
    return url[:end].lower() + url[end:]


def _rebuild(parts: SplitResult) -> str | None:
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not parts.hostname:
        return None
    host = _ascii_host(parts.hostname)
    port = parts.port
    if host is None or port == 0:
        return None
    netloc = host if port is None else f"{host}:{port}"
    path = quote(parts.path, safe=_PATH)
    safe = urlunsplit((parts.scheme, netloc, path, quote(parts.query, safe=_QUERY), quote(parts.fragment, safe=_QUERY)))
    return safe if len(safe) <= LIMITS.URL else None


def _ascii_host(host: str) -> str | None:
    """A host as it is asked for; raises ValueError (UnicodeError) for a label that has no such form."""
    if "%" in host:  # an encoded host, or a zone that means something on the sender's machine only
        return None
    if ":" in host:
        return f"[{IPv6Address(host).compressed}]"
    if not host.isascii():
        host = ".".join(map(_punycode, unicodedata.normalize("NFKC", host.translate(_DOTS)).split(".")))
    return host if _HOST.fullmatch(host) else None


def _punycode(label: str) -> str:
    """A label as RFC 5891 §4.4 and UTS #46 (non-transitional, as in browsers: "ß" stays) ask for it."""
    label = unicodedata.normalize("NFC", label.lower())
    if label.isascii():
        return label
    if clean(label) != label:
        raise UnicodeError("an invisible character in a host")
    return "xn--" + label.encode("punycode").decode("ascii")


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        read = label.removeprefix("xn--").encode("ascii").decode("punycode")
        return read if _punycode(read) == label else label
    except ValueError:
        return label
