"""What went wrong on the network, in words of ours: nothing that a server wrote gets through."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus

_BY_NAME = {
    "ConnectTimeout": "the server does not answer",
    "ReadTimeout": "the server stopped answering",
    "WriteTimeout": "the server stopped listening",
    "PoolTimeout": "no connection became free",
    "RemoteProtocolError": "the server's answer is not valid HTTP or was cut short",
    "LocalProtocolError": "the request can't be sent as HTTP",
    "ProxyError": "the proxy refused the request",
    "UnsupportedProtocol": "only http and https addresses can be followed",
    "InvalidURL": "the address is not valid",
    "ReadError": "the connection broke off",
    "WriteError": "the connection broke off",
    "ConnectError": "no connection to the server",
    "UnicodeError": "the address is not valid",
    "UnicodeEncodeError": "the address is not valid",
    "UnicodeDecodeError": "the address is not valid",
    "ImportError": "a proxy of this kind is not supported",
}
"""By the class name, so that this module needs no HTTP library; the first found from the outside in is said."""

_BY_ERRNO = {
    errno.ECONNREFUSED: "the server refuses connections",
    errno.ECONNRESET: "the connection broke off",
    errno.EPIPE: "the connection broke off",
    errno.ETIMEDOUT: "the server does not answer",
    errno.ENETUNREACH: "no route to the server",
    errno.EHOSTUNREACH: "no route to the server",
    errno.ENETDOWN: "the network is down",
    errno.EADDRNOTAVAIL: "no route to the server",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.EACCES: "this system forbids the connection",
    errno.EPERM: "this system forbids the connection",
}
_OFFLINE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
_NO_NAME = "the server's name can't be found"
LOST = frozenset({_NO_NAME, *(_BY_ERRNO[code] for code in _OFFLINE)})
"""Reasons that look like a lost network."""


def explain(error: BaseException) -> tuple[str, bool]:
    """Why a request failed, and whether it looks like a lost network (no name, no route)."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return _NO_NAME, True
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the server's certificate is not valid ({_certificate(cause)})", False
        if isinstance(cause, ssl.SSLError):
            return "no secure connection (TLS) could be made", False
        if isinstance(cause, OSError) and cause.errno in _BY_ERRNO:
            return _BY_ERRNO[cause.errno], cause.errno in _OFFLINE
    for cause in causes:
        for kind in type(cause).__mro__:
            if kind.__name__ in _BY_NAME:
                return _BY_NAME[kind.__name__], False
    return f"the request failed ({type(error).__name__})", False


def status_reason(status: int) -> str:
    """What an HTTP status means, in the words of the standard and not of the server."""
    try:
        return f"the server answers {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"the server answers with status {status}"


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    """OpenSSL's own words; the name that it quotes is the one we asked for."""
    return error.verify_message or f"code {error.verify_code}"


def _causes(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    """The error, what caused it, and the members of groups; bounded, for chains may be circular."""
    if depth > 10:
        return
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions[:10]:
            yield from _causes(member, depth + 1)
    inner = error.__cause__ or error.__context__
    if inner is not None:
        yield from _causes(inner, depth + 1)
