"""Which addresses are private."""

from __future__ import annotations

import socket
import ssl

import pytest

from livetui.engine.addresses import is_private
from livetui.engine.netfail import explain
from livetui.engine.proxies import without_userinfo


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1",
     "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "::127.0.0.1",
     "2002:7f00:1::", "2002:c0a8:101::", "64:ff9b:1::a00:1", "", "localhost", "2130706433"],
)  # fmt: skip
def test_private(address: str) -> None:
    """Loopback, private, link-local, translated and unreadable addresses are not public."""
    assert is_private(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public(address: str) -> None:
    """Addresses of the internet are public, also when written as IPv6."""
    assert not is_private(address)


@pytest.mark.parametrize(
    ("error", "reason", "offline"),
    [
        (socket.gaierror(-2, "Name or service not known"), "the server's name can't be found", True),
        (OSError(101, "Network is unreachable"), "no route to the server", True),
        (ConnectionRefusedError(111, "x"), "the server refuses connections", False),
        (ssl.SSLError(1, "WRONG_VERSION"), "no secure connection (TLS) could be made", False),
        (ExceptionGroup("x", [ValueError(), OSError(113, "x")]), "no route to the server", True),
        (UnicodeEncodeError("idna", "x", 0, 1, "label too long"), "the address is not valid", False),
        (KeyError("\x1b]0;"), "the request failed (KeyError)", False),
    ],
)
def test_reasons(error: Exception, reason: str, offline: bool) -> None:
    """A failure is told in words of ours; a missing name or route looks like a lost network."""
    outer = RuntimeError("outer")
    outer.__cause__ = error
    assert explain(outer)[1] == offline
    assert explain(error) == (reason, offline)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://a:b@c/d@e", "http://c/d@e"),
        ("https://a@b@c", "https://c"),
        ("http://c/d@e", "http://c/d@e"),
        ("/tmp/a@b", "/tmp/a@b"),
    ],
)
def test_password_is_not_shown(url: str, shown: str) -> None:
    """User and password are left out of what is shown."""
    assert without_userinfo(url) == shown
