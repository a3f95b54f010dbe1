"""Connections to servers: made when needed, kept for the next request, closed when something went wrong on them."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

    import httpx


@dataclass(slots=True)
class Connection:
    """A connection of our own, for one request at a time.

    A shared pool looks at each of its connections for every request, which costs more than the request (with 64 in
    flight 11 ms instead of 1.6); alone each pool has only its own to look at.
    """

    transport: httpx.AsyncHTTPTransport
    proxy: str | None
    origin: str
    """The server it last spoke with."""

    async def close(self) -> None:
        """Ends the connection; what failed may fail to close, and is closed then too."""
        with contextlib.suppress(Exception):
            await self.transport.aclose()


class Connections:
    """The connections of one retriever."""

    def __init__(self, verify: bool | ssl.SSLContext) -> None:
        """Args: verify: False takes any certificate."""
        self._verify = verify
        self._idle: list[Connection] = []
        self._tls: ssl.SSLContext | None = None
        self._tls_once = asyncio.Lock()

    async def send(
        self, request: httpx.Request, proxy: str | None, *, fresh: bool
    ) -> tuple[Connection, httpx.Response]:
        """The answer and the connection it comes by, which is the caller's to keep or close.

        A server may end a kept connection just as it is used again: then the next one is tried.

        Args:
            fresh: take no connection that stands already.
        """
        import httpx

        while True:
            connection, used = await self._connection(origin(request.url), proxy, fresh=fresh)
            try:
                return connection, await connection.transport.handle_async_request(request)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                await connection.close()
                if not used:
                    raise
            except BaseException:
                await connection.close()
                raise

    def keep(self, connection: Connection) -> None:
        """Takes a connection back whose answer was read to its end, for a later request."""
        self._idle.append(connection)

    async def aclose(self) -> None:
        """Closes every connection that is not in use."""
        idle, self._idle = self._idle, []
        for connection in idle:
            await connection.close()

    async def _connection(self, server: str, proxy: str | None, *, fresh: bool) -> tuple[Connection, bool]:
        """A free connection, and whether it last spoke with the same server."""
        import httpx

        usable = [] if fresh else [connection for connection in self._idle if connection.proxy == proxy]
        if usable:
            connection = next((found for found in reversed(usable) if found.origin == server), usable[0])
            self._idle.remove(connection)
            used, connection.origin = connection.origin == server, server
            return connection, used
        async with self._tls_once:  # a context takes 35 ms to make, and every connection can share it
            if self._tls is None:
                self._tls = await asyncio.to_thread(httpx.create_ssl_context, self._verify)
        transport = httpx.AsyncHTTPTransport(
            verify=self._tls,
            proxy=proxy,
            limits=httpx.Limits(max_connections=4, max_keepalive_connections=2, keepalive_expiry=15.0),
        )
        return Connection(transport, proxy, server), False


def origin(url: httpx.URL) -> str:
    """Scheme, host and port of an address."""
    return f"{url.scheme}://{url.host}:{url.port or ''}"
