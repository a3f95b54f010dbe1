from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.text.clean import LIMITS
from livetui.text.links import safe_url, shown_host


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "java\tscript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/",
        "mailto:a@b.example", "steam://run/1", "--help", "-P", "", " ",
        "//a.example/x", "http:///x", "http://", "http:a.example",
        "https://bank.example@127.0.0.1/", "https://u:p@a.example/", "http://127.0.0.1\\@bank.example/",
        "\\\\a.example\\share",
        "http://a.example/a\nb", "http://a b.example/", "http://[::1", "http://[fe80::1%25eth0]/", "http://a.example:99999/",
        "http://a.example:0/", "http://a..example/", "http://-a.example/", "http://%61.example/", "http://x\u200dy.example/",
        "http://a.example/\ud800", "http://a.example/" + "a" * LIMITS.URL, "http://a.example/" + "é" * 1000,
        "http://" + "a" * 64 + ".example/", "http://a\u2100b.example/",
    ],
)  # fmt: skip
def test_unsafe_addresses_are_refused(url: str) -> None:
    """Other schemes, options, user names, no or strange hosts, controls and over-long addresses do not pass."""
    assert safe_url(url) is None
    assert shown_host(url) == ""


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("https://a.example/2022/03/07/talks?utm=x&y=1#p2", "https://a.example/2022/03/07/talks?utm=x&y=1#p2"),
        ("\n https://a.example/x ", "https://a.example/x"),
        ("HTTPS://A.Example/Path?Q", "https://a.example/Path?Q"),
        ("http://A.EXAMPLE?Q", "http://a.example?Q"),
        ("http://a.example/été?q=à b", "http://a.example/%C3%A9t%C3%A9?q=%C3%A0%20b"),
        ("http://a.example/l'%C3%A9t%C3%A9_(film)", "http://a.example/l'%C3%A9t%C3%A9_(film)"),
        ('http://a.example/$(touch x)`y`"|', "http://a.example/$(touch%20x)%60y%60%22%7C"),
        ("http://a.example/\u202ecod.exe", "http://a.example/%E2%80%AEcod.exe"),
        ("http://münchen.example:8080/", "http://xn--mnchen-3ya.example:8080/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("http://a。example/", "http://a.example/"),
        ("http://[2001:DB8::0:1]:80/x", "http://[2001:db8::1]:80/x"),
        ("http://127.0.0.1:8000/feed", "http://127.0.0.1:8000/feed"),
    ],
)
def test_safe_addresses_are_written_one_way(given: str, safe: str) -> None:
    """What passes comes out in ASCII, encoded, with its host as it is asked for; and passes again unchanged."""
    assert safe_url(given) == safe
    assert safe_url(safe) == safe


@pytest.mark.parametrize(
    ("url", "base", "safe"),
    [
        ("../x?y#z", "http://a.example/c/d/e", "http://a.example/c/x?y#z"),
        ("//h.example/x", "https://a.example", "https://h.example/x"),
        ("#note", "https://a.example/c", "https://a.example/c#note"),
        ("x", "file:///etc/", None),
        ("x", "https://u:p@a.example/", None),
        ("javascript:x", "https://a.example/", None),
    ],
)
def test_relative_addresses(url: str, base: str, safe: str | None) -> None:
    """They are resolved against a base that is safe itself, and then judged like any other."""
    assert safe_url(url, base) == safe


@given(st.text(), st.none() | st.just("https://a.example/b"))
def test_any_string_is_judged(url: str, base: str | None) -> None:
    """Nothing raises, and what passes is an http(s) address of printable ASCII."""
    for candidate in (url, f"http://{url}", f"https://a.example/{url}"):
        safe = safe_url(candidate, base)
        assert safe is None or re.fullmatch(r"https?://[!-~]+", safe)
        assert safe is None or safe_url(safe) == safe


def test_the_shown_host_is_the_asked_host() -> None:
    """An international host is shown in both forms, so that a look-alike shows; ports are told."""
    assert shown_host("https://www.a.example:8080/x") == "www.a.example:8080"
    assert shown_host("https://аррӏе.example/") == "аррӏе.example (xn--80ak6aa92e.example)"
    assert shown_host("https://xn--80ak6aa92e.example/") == "аррӏе.example (xn--80ak6aa92e.example)"
    assert shown_host("https://xn--a.example/") == "xn--a.example"
