"""Retrieving the bytes of a feed, within limits, from a server or a file.

With `connections` the only importer of httpx, and only when the first address is asked for. What comes is never
trusted: its size, time, coding, headers and redirects are bounded here, and every failure becomes a `RetrieveError` in
words of ours.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from livetui import __version__
from livetui.engine import transfer
from livetui.engine.addresses import is_private as address_is_private
from livetui.engine.connections import Connections, origin
from livetui.engine.linkheader import hub_of
from livetui.engine.localfile import file_reason, local_path, retrieve_file
from livetui.engine.netfail import explain, status_reason
from livetui.engine.proxies import basic_credentials, is_address, proxy_for, without_userinfo
from livetui.engine.retrieved import Limits, Retrieved
from livetui.engine.transfer import BodyError, BodyReader, Headers
from livetui.errors import RetrieveError
from livetui.model.feed import Validators

if TYPE_CHECKING:
    import ssl

    import httpx

__all__ = ["USER_AGENT", "Limits", "Retrieved", "Retriever"]

USER_AGENT = f"livetui/{__version__} (news reader in the terminal)"
REDIRECTS = {301, 302, 303, 307, 308}
PERMANENT = {301, 308}
BODIES = {200, 203, 226}
"""Statuses whose body is taken; 226 (RFC 3229) brings only what is new."""
UNCHANGED = {204, 304}
"""Statuses that leave what is known as it is."""
ADDRESS_LIMIT = 8000
"""Characters of an address that is asked for; RFC 9110 §4.1 wishes that this many are supported."""
LARGE = 1 << 20
"""Bytes of a body from which its digest is made in a thread, since nothing else could happen meanwhile."""

_log = logging.getLogger(__name__)


class Retriever:
    """Retrieves feeds; one for the life of the program, used from one event loop."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        user_agent: str = USER_AGENT,
        verify: bool | ssl.SSLContext = True,
        is_private: Callable[[str], bool] = address_is_private,
    ) -> None:
        """Args: verify: False takes any certificate. is_private: judges the addresses a redirect leads to."""
        self._limits = limits or Limits()
        self._user_agent = user_agent
        self._is_private = is_private
        self._connections = Connections(verify)

    async def retrieve(self, url: str, validators: Validators | None = None) -> Retrieved:
        """The bytes of a feed, or that they have not changed.

        Args:
            url: an http(s) address, a ``file:`` URL or an absolute path.
            validators: what the last answer gave. Without any there is a body in the result, or an error.

        Raises:
            RetrieveError: they can't be had, whatever the reason. Its subject is the address without password.
        """
        known = validators or Validators()
        subject = without_userinfo(url)
        path = local_path(url)
        try:
            async with asyncio.timeout(self._limits.total):
                if path is not None:
                    return await asyncio.to_thread(retrieve_file, url, path, self._limits.decoded, known)
                return await self._follow(url, known, subject)
        except RetrieveError:
            raise
        except TimeoutError as error:
            raise RetrieveError(subject, f"gave up after {self._limits.total:g} seconds") from error
        except BodyError as error:
            raise RetrieveError(subject, str(error)) from error
        except Exception as error:
            if path is not None and isinstance(error, OSError):
                raise RetrieveError(subject, file_reason(error)) from error
            _log.debug("retrieving %s failed", subject, exc_info=True)
            reason, offline = explain(error)
            raise RetrieveError(subject, reason, offline=offline) from error

    async def aclose(self) -> None:
        """Closes every connection; the retriever can be used again."""
        await self._connections.aclose()

    async def _follow(self, url: str, known: Validators, subject: str) -> Retrieved:
        """Asks, and follows redirects by hand."""
        import httpx

        target = _target(httpx.URL(url), subject)
        credentials = basic_credentials(target.username, target.password)
        first, target = origin(target), target.copy_with(userinfo=b"")
        permanent: str | None = None
        moved_for_good, was_public = True, False
        seen = {str(target)}
        while True:
            headers = transfer.request_headers(self._user_agent, known)
            if credentials and origin(target) == first:
                headers["Authorization"] = credentials
            async with self._ask(target, headers, subject, refuse_private=was_public) as (response, public):
                was_public = was_public or public
                if response.status_code not in REDIRECTS:
                    return await self._take(response, target, known, permanent, subject)
                status = response.status_code
                step = _next(target, Headers(response.headers.raw), subject, status)
            if len(seen) > self._limits.hops:
                raise RetrieveError(subject, f"more than {self._limits.hops} redirects", status=status)
            if str(step) in seen:
                raise RetrieveError(subject, "redirects lead round in a circle", status=status)
            seen.add(str(step))
            target = step
            moved_for_good = moved_for_good and status in PERMANENT
            if moved_for_good:
                permanent = str(target)

    @contextlib.asynccontextmanager
    async def _ask(
        self, target: httpx.URL, headers: Mapping[str, str], subject: str, *, refuse_private: bool
    ) -> AsyncIterator[tuple[httpx.Response, bool]]:
        """One request: the answer with its body still to come, and whether a public address gave it.

        A private address is refused as soon as the connection stands, before anything is asked there; so no connection
        that stands already is used for it.
        """
        import httpx

        proxy = proxy_for(str(target))

        async def watch(event: str, info: Mapping[str, Any]) -> None:
            if event != "connection.connect_tcp.complete" or proxy is not None:
                return
            stream = info["return_value"]
            if self._is_private(_peer(stream)):
                await stream.aclose()
                raise _into_private(subject)

        if refuse_private and proxy is not None and is_address(target.host) and self._is_private(target.host):
            raise _into_private(subject)  # the proxy makes the connection: only the address itself can be judged
        limits = self._limits
        extensions: dict[str, Any] = {
            "timeout": {"connect": limits.connect, "read": limits.silence, "write": limits.silence, "pool": None}
        }
        if refuse_private:
            extensions["trace"] = watch
        request = httpx.Request("GET", target, headers=headers, extensions=extensions)
        connection, response = await self._connections.send(request, proxy, fresh=refuse_private)
        good = False
        try:
            if Headers(response.headers.raw).size > limits.headers:
                raise RetrieveError(subject, "the headers are too long", status=response.status_code)
            public = proxy is not None or not self._is_private(_peer(response.extensions.get("network_stream")))
            yield response, public
            good = True
        finally:
            await response.aclose()
            if good:
                self._connections.keep(connection)
            else:
                await connection.close()

    async def _take(
        self, response: httpx.Response, target: httpx.URL, known: Validators, permanent: str | None, subject: str
    ) -> Retrieved:
        """The last answer of a chain of redirects."""
        headers, status = Headers(response.headers.raw), response.status_code
        wait = transfer.retry_after(headers, datetime.now(UTC))
        if status in UNCHANGED:
            async for _ in response.aiter_raw():
                pass  # there is nothing to read, but only an answer read to its end leaves its connection for the next
            if known == Validators():
                raise RetrieveError(subject, "the server sent nothing", status=status, retry_after=wait)
            return Retrieved(
                url=str(target),
                status=status,
                body=None,
                content_type=None,
                validators=transfer.renewed(known, headers),
                retry_after=wait,
                max_age=transfer.max_age(headers),
                permanent=permanent,
                received=0,
                hub=hub_of(headers.links, str(target)),
            )
        if status not in BODIES:
            raise RetrieveError(subject, status_reason(status), status=status, retry_after=wait)
        transfer.check_coding(headers)
        reader = BodyReader(self._limits.decoded)
        stated = headers.get("content-length") or ""
        if stated.isdigit() and int(stated[:18]) > self._limits.decoded:
            raise BodyError(transfer.too_long(self._limits.decoded))
        async for piece in response.aiter_raw():
            reader.feed(piece)
        body = reader.finish()
        digest = await asyncio.to_thread(_digest, body) if len(body) > LARGE else _digest(body)
        return Retrieved(
            url=str(target),
            status=status,
            body=body,
            content_type=headers.get("content-type"),
            validators=transfer.validators(headers, digest),
            retry_after=wait,
            max_age=transfer.max_age(headers),
            permanent=permanent,
            received=reader.received,
            hub=hub_of(headers.links, str(target)),
            partial=status == 226,
        )


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _target(url: httpx.URL, subject: str) -> httpx.URL:
    """The address itself if it can be asked for."""
    if url.scheme not in ("http", "https"):
        raise RetrieveError(subject, "only http and https addresses and files can be followed")
    if not url.host or not 0 < (url.port or 80) < 2**16:
        raise RetrieveError(subject, "the address is not valid")
    if len(str(url)) > ADDRESS_LIMIT:
        raise RetrieveError(subject, "the address is too long")
    return url.copy_with(fragment=None)


def _next(current: httpx.URL, headers: Headers, subject: str, status: int) -> httpx.URL:
    """Where a redirect leads."""
    import httpx

    stated = headers.get("location")
    if not stated:
        raise RetrieveError(subject, "a redirect names no address", status=status)
    if len(stated) > ADDRESS_LIMIT:
        raise RetrieveError(subject, "a redirect leads to an address that is too long", status=status)
    if any(ord(character) < 0x21 or ord(character) == 0x7F for character in stated):
        raise RetrieveError(subject, "a redirect leads to an address that is not valid", status=status)
    with contextlib.suppress(UnicodeDecodeError):  # browsers take raw UTF-8 here, so servers send it
        stated = stated.encode("latin-1").decode()
    try:
        step = httpx.URL(urljoin(str(current), stated))
    except (httpx.InvalidURL, ValueError) as error:
        raise RetrieveError(subject, "a redirect leads to an address that is not valid", status=status) from error
    if step.scheme not in ("http", "https"):
        raise RetrieveError(subject, "a redirect leads away from http and https", status=status)
    if current.scheme == "https" and step.scheme == "http":
        raise RetrieveError(subject, "a redirect leads from a secure address to an open one", status=status)
    if step.userinfo:
        raise RetrieveError(subject, "a redirect leads to an address with a password", status=status)
    return _target(step, subject)


def _into_private(subject: str) -> RetrieveError:
    return RetrieveError(subject, "a redirect leads from a public address into a private network")


def _peer(stream: Any) -> str:
    """The numeric address at the other end; empty when it can't be told, which counts as private."""
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return str(address[0]) if address else ""
