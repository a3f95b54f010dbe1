"""A real HTTP server on the loopback interface that plays what a test scripts, and remembers what it was asked."""

from __future__ import annotations

import gzip
import socketserver
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    method: str
    path: str
    headers: dict[str, str]
    """By lower-case name."""


@dataclass(frozen=True)
class Reply:
    """What the server answers."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    """Sent, and answered with 304 when the client shows it."""
    zipped: bool = False
    """The body is sent as gzip."""
    cut: int | None = None
    """Only so many bytes of the body are sent before the connection ends."""
    silent: bool = False
    """After the headers nothing more comes, until the server closes."""
    raw: bytes | None = None
    """Sent as it is, instead of all else."""


Script = Callable[[Request], Reply]


@dataclass
class _Route:
    replies: list[Reply]
    script: Script | None = None


class Loopback:
    """A server for the time of a ``with`` block; connections are kept alive, each is served by a thread.

    Example: ``url = server.route("/feed", Reply(body, etag='"1"'))``, later ``server.asked("/feed")[0].headers``.
    """

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self._routes: dict[str, _Route] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self.requests: list[Request] = []
        """In the order they came."""
        self.connections = 0
        """Connections made so far."""
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._serve(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 128

            def handle_error(self, request: object, client_address: object) -> None:
                """Clients that hang up are part of the tests."""

        self._server = Server((host, 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "https" if tls else "http"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        host, port = self._server.server_address[:2]
        return f"{self._scheme}://{host!s}:{port}{path}"

    def route(self, path: str, *replies: Reply, script: Script | None = None) -> str:
        """Answers a path with these replies in turn, the last one for ever, or as the script says; returns its URL."""
        self._routes[path] = _Route(list(replies), script)
        return self.url(path)

    def asked(self, path: str) -> list[Request]:
        """The requests for a path."""
        return [request for request in self.requests if request.path == path]

    def _serve(self, handler: socketserver.StreamRequestHandler) -> None:
        with self._lock:
            self.connections += 1
        while (request := _read(handler)) is not None:
            reply = self._reply(request)
            handler.wfile.write(_written(request, reply))
            handler.wfile.flush()
            if reply.silent:
                self._over.wait(30)
            if reply.silent or reply.cut is not None or reply.raw is not None:
                return

    def _reply(self, request: Request) -> Reply:
        with self._lock:
            self.requests.append(request)
            route = self._routes.get(request.path)
            if route is None:
                return Reply(b"nothing here", 404)
            if route.script is None:
                return route.replies.pop(0) if len(route.replies) > 1 else route.replies[0]
        return route.script(request)


def _read(handler: socketserver.StreamRequestHandler) -> Request | None:
    first = handler.rfile.readline(65536).decode("latin-1").split()
    if len(first) < 2:
        return None
    headers: dict[str, str] = {}
    while line := handler.rfile.readline(65536).decode("latin-1").rstrip("\r\n"):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Request(first[0], first[1], headers)


def _written(request: Request, reply: Reply) -> bytes:
    if reply.raw is not None:
        return reply.raw
    headers = list(reply.headers)
    status, body = reply.status, reply.body
    if reply.etag is not None:
        headers.append(("ETag", reply.etag))
        if request.headers.get("if-none-match") == reply.etag:
            status, body = 304, b""
    if reply.zipped and body:
        body = gzip.compress(body)
        headers.append(("Content-Encoding", "gzip"))
    if status not in (204, 304):
        headers.append(("Content-Length", str(len(body) or (1000 if reply.silent else 0))))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status} As scripted\r\n{head}\r\n".encode("latin-1") + body[: reply.cut]
