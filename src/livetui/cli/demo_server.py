"""The server behind ``livetui demo``: in this process, on the loopback interface; the demo takes the true path."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Self

from livetui.cli.demo_script import Script, sample_feed
from livetui.model.feed import Subscription

EVERY = 5
"""Seconds between polls of a demo feed."""

_log = logging.getLogger(__name__)


class DemoServer:
    """Serves the demo's feeds on a free port of 127.0.0.1, from `start` to `stop`; a context manager does both."""

    def __init__(self, *, clock: Callable[[], datetime] | None = None, sample: bytes | None = None) -> None:
        """Args: clock: the aware time that the script follows. sample: the feed to play; None: the bundled one."""
        self._clock = clock or _now
        self._sample = sample
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._urls: tuple[str, ...] = ()

    def start(self) -> tuple[str, ...]:
        """Begin the script and answer from now on.

        Returns:
            The addresses of the feeds.

        Raises:
            OSError: no port of the loopback interface can be had.
        """
        script = Script(self._sample if self._sample is not None else sample_feed(), self._clock())
        self._server = _Server(script, self._clock)
        port = self._server.server_address[1]
        self._urls = tuple(f"http://127.0.0.1:{port}/{outlet.slug}.xml" for outlet in script.outlets)
        # `stop` waits for one such interval.
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-server", daemon=True
        )
        self._thread.start()
        return self._urls

    def stop(self) -> None:
        """Answer no more and free the port; harmless when not started."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server = self._thread = None

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of the feeds; empty before `start`."""
        return self._urls

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """The feeds as the engine follows them for the demo; empty before `start`."""
        return tuple(Subscription(url, every=EVERY) for url in self._urls)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Server(ThreadingTCPServer):
    """Not `http.server.HTTPServer`: that one looks the host's name up, which can hang without a network."""

    daemon_threads = True
    """A client that never ends its request does not keep the program alive."""

    def __init__(self, script: Script, clock: Callable[[], datetime]) -> None:
        self.script = script
        self.clock = clock
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 (the signature is given)
        """Log what went wrong with a request: the default prints it, over the reader's screen."""
        _log.debug("demo server: a request failed", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET by the script; one request a connection."""

    server: _Server
    server_version = "livetui-demo"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        answer = self.server.script.answer(self.path.removeprefix("/").removesuffix(".xml"), self.server.clock())
        known = answer.etag is not None and _matches(self.headers.get("If-None-Match"), answer.etag)
        self.send_response(304 if known else answer.status)
        if answer.etag is not None:
            self.send_header("ETag", answer.etag)
        if not known:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not known:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is given)
        """Log quietly: the default writes to stderr, over the reader's screen."""
        _log.debug(format, *args)


def _matches(stated: str | None, etag: str) -> bool:
    """Whether ``If-None-Match`` names the entity tag, by weak comparison (RFC 9110 §13.1.2)."""
    tags = [tag.strip() for tag in (stated or "").split(",")]
    return "*" in tags or etag in {tag.removeprefix("W/") for tag in tags}


def _now() -> datetime:
    return datetime.now(UTC)
