"""The worker processes from the outside: started when needed, given a job at a time, killed when it takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from livetui.engine import frames
from livetui.engine.crude import crude_enrichment
from livetui.engine.frames import Answer, Enriched, EnrichJob, Failure, Job, Parsed, ParseJob, Ready
from livetui.engine.webpage import FoundFeed, WebPage
from livetui.errors import ParseError
from livetui.model.entry import CachedEntry, Enrichment
from livetui.model.feed import Split
from livetui.model.update import ParsedFeed

START_LIMIT = 30.0
"""Seconds a worker may take to start, on a machine that has much else to do."""
RESIDENT_LIMIT = 300 * 2**20
"""Bytes of memory above which a worker is replaced after its job."""
BATCH = 50
"""Entries enriched in one job: short enough that a poll does not wait long for its turn."""
PIECE = 1 << 18
"""Bytes of a job that are written at a time."""
BATCH_SIZE = 2 * 2**20
"""Characters of bodies in one such job."""

_CODE = "import sys; sys.path[:] = sys.argv[2:]; from livetui.engine.worker import main; main(int(sys.argv[1]))"

_log = logging.getLogger(__name__)


def _command(timeout: float) -> list[str]:
    """Starts a worker that finds every module where this process does, and nowhere else (``-P``: not in the folder)."""
    path = [str(Path(entry).absolute()) for entry in sys.path]
    return [sys.executable, "-P", "-c", _CODE, str(int(timeout) + 2), *path]


class _LostError(Exception):
    """The worker ended, or had to be ended, before it answered."""

    def __init__(self, reason: str, *, slow: bool = False) -> None:
        super().__init__(reason)
        self.slow = slow
        """It was stopped because it took too long."""


class _NoProcessError(_LostError):
    """No process can be had at all, which says nothing about the job."""


class _Worker:
    """One process; started by the first job, and again by the first one after it ended."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._process: Process | None = None
        self._starting: asyncio.Task[Process] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._closed = False

    async def do(self, job: Job) -> Parsed | Enriched | Failure:
        """The answer to a job.

        Raises:
            _LostError: there is none; the next job gets a new process.
        """
        try:
            process = await self._running()
            answer = await self._ask(process, frames.encode(job))
        except (_LostError, asyncio.CancelledError):
            await self.stop()  # half an answer may be on its way: nothing more can be said to this process
            raise
        if answer.resident > RESIDENT_LIMIT:
            _log.info("worker holds %d MiB and is replaced", answer.resident >> 20)
            await self.stop()
        if isinstance(answer.result, Ready):
            await self.stop()
            raise _LostError("the reading process is out of step")
        return answer.result

    async def close(self) -> None:
        """Kill the process; none is started again, nor outlives this that is being started just now."""
        self._closed = True
        await self.stop()

    async def stop(self) -> None:
        """Kill the process, if there is one, and wait until it is gone, whoever else waits for that too."""
        if self._ending is None:
            if self._starting is None:
                return
            self._ending = asyncio.create_task(self._end(self._starting))
        await asyncio.shield(self._ending)

    async def _end(self, starting: asyncio.Task[Process]) -> None:
        """Does it in a task of its own, which nobody interrupts.

        A process that is being started is waited for: interrupted between starting it and connecting its pipes,
        asyncio leaves them open or waits for ever.
        """
        try:
            process = await starting
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await _reap(process)
        except OSError:  # it could not be started
            pass
        finally:
            self._process = self._starting = self._ending = None

    async def _running(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        await self.stop()
        if self._closed:
            raise _NoProcessError("the reading process is not wanted any more")
        try:
            self._starting = asyncio.create_task(_start(_command(self._timeout)))
            process = await asyncio.shield(self._starting)
        except OSError as error:  # too many processes, no memory, no interpreter any more
            why = error.strerror or type(error).__name__
            raise _NoProcessError(f"the reading process can't be started ({why})") from error
        if self._closed:
            raise _NoProcessError("the reading process is not wanted any more")
        self._process = process
        try:
            async with asyncio.timeout(START_LIMIT):
                await _answer(process)
        except (TimeoutError, _LostError) as error:
            raise _NoProcessError("the reading process does not start") from error
        return process

    async def _ask(self, process: Process, frame: bytes) -> Answer:
        assert process.stdin is not None
        try:
            async with asyncio.timeout(self._timeout):
                for start in range(0, len(frame), PIECE):  # a large page at once would hold up the screen
                    process.stdin.write(frame[start : start + PIECE])
                    await process.stdin.drain()
                return await _answer(process)
        except TimeoutError as error:
            raise _LostError(f"reading it takes longer than {self._timeout:g} seconds", slow=True) from error
        except OSError as error:
            raise _LostError("the reading process ended") from error


class ParserPool:
    """Reads feeds and enriches entries in processes that can be killed. Jobs wait in line for a free one."""

    def __init__(self, workers: int = 1, *, timeout: float = 10.0) -> None:
        """Args: workers: processes at most. timeout: seconds a job may take."""
        self.workers = workers
        """Processes at most."""
        self._workers = [_Worker(timeout) for _ in range(workers)]
        self._free = list(reversed(self._workers))  # the last one first: one that runs already is taken before others
        self._turn = asyncio.Semaphore(workers)
        self._closed = False

    async def parse(
        self,
        body: bytes,
        *,
        url: str,
        content_type: str | None = None,
        now: datetime | None = None,
        modified: datetime | None = None,
        split: Split = Split.AUTO,
    ) -> ParsedFeed:
        """What the bytes of a feed or live page say.

        Args:
            now: when they were retrieved, for clocks of a live page that states no date.
            modified: when they last changed, as the server says.
            split: whether entries that are lists of updates are taken apart into posts.

        Raises:
            WebPage: an HTML page, with the feeds it names.
            ParseError: no feed, or one that can't be read within the limits.
            CancelledError: the pool is closed, which says nothing about the feed.
        """
        try:
            result = await self._do(ParseJob(body, url, content_type, now, modified, split))
        except _LostError as error:
            raise ParseError(url, str(error)) from error
        if isinstance(result, Parsed):
            return result.feed
        if isinstance(result, Failure) and result.page:
            raise WebPage(url, tuple(FoundFeed(*feed) for feed in result.feeds), result.found)
        raise ParseError(url, result.reason if isinstance(result, Failure) else "the reading process is out of step")

    async def enrich(self, entries: Sequence[CachedEntry]) -> list[Enrichment]:
        """Text, language and quotations of entries, in their order. One on which the work fails gets its text only.

        Where no process can be had, what was found so far: the entries left out still wait for theirs.

        Raises:
            CancelledError: the pool is closed, which says nothing about the entries.
        """
        found: list[Enrichment] = []
        try:
            for batch in _batches(entries):
                done = await self._enrich(batch)
                if done is None and len(batch) > 1:  # one of them is guilty: the others must not suffer for it
                    for entry in batch:
                        found += await self._enrich([entry]) or [await asyncio.to_thread(crude_enrichment, entry)]
                else:
                    found += done or [await asyncio.to_thread(crude_enrichment, entry) for entry in batch]
        except _NoProcessError as error:
            _log.warning("%d entries wait to be enriched: %s", len(entries) - len(found), error)
        return found

    async def aclose(self) -> None:
        """Kills the processes at once; jobs under way and still to come are cancelled."""
        self._closed = True
        await asyncio.gather(*(worker.close() for worker in self._workers))

    async def _enrich(self, entries: list[CachedEntry]) -> list[Enrichment] | None:
        try:
            result = await self._do(EnrichJob(entries))
        except _NoProcessError:
            raise
        except _LostError as error:
            _log.warning("enriching %d entries: %s", len(entries), error)
            return None
        if isinstance(result, Enriched) and len(result.entries) == len(entries):
            return result.entries
        _log.warning("enriching %d entries: %s", len(entries), getattr(result, "reason", "out of step"))
        return None

    async def _do(self, job: Job) -> Parsed | Enriched | Failure:
        """The answer of the next free worker; one that ended by itself is tried once more with a new process."""
        async with self._turn:
            worker = self._free.pop()
            try:
                return await self._try(worker, job)
            except OverflowError as error:
                raise _LostError("too much to be read at once") from error
            finally:
                self._free.append(worker)

    async def _try(self, worker: _Worker, job: Job) -> Parsed | Enriched | Failure:
        for last in (False, True):
            if self._closed:
                break
            try:
                result = await worker.do(job)
            except _LostError as error:
                if (error.slow or last) and not self._closed:
                    raise
                _log.info("worker lost: %s", error)
            else:
                if isinstance(result, Failure) and result.fault:
                    _log.error("fault while reading: %s (%s)", result.reason, result.fault)
                return result
        raise asyncio.CancelledError("livetui is ending")


async def _start(command: Sequence[str]) -> Process:
    """A new process. Raises: OSError: none can be had."""
    return await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=2**20, start_new_session=True
    )


async def _answer(process: Process) -> Answer:
    """The next answer. Raises: _LostError: the process ended, or says what no worker of ours says."""
    assert process.stdout is not None
    try:
        (length,) = frames.HEAD.unpack(await process.stdout.readexactly(frames.HEAD.size))
        if length > frames.FRAME_LIMIT:
            raise _LostError("the reading process answers too much")
        return frames.decode_answer(await process.stdout.readexactly(length))
    except (EOFError, OSError) as error:
        raise _LostError("the reading process ended") from error
    except msgspec.MsgspecError as error:
        raise _LostError("the reading process is out of step") from error


async def _reap(process: Process) -> None:
    """Waits for the end of a killed process and closes our ends of its pipes."""
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()
    if process.stdout is not None:
        with contextlib.suppress(Exception):  # what it still had to say is of no use
            await process.stdout.read()


def _batches(entries: Sequence[CachedEntry]) -> Iterator[list[CachedEntry]]:
    batch: list[CachedEntry] = []
    size = 0
    for entry in entries:
        length = len(entry.entry.body)
        if batch and (len(batch) >= BATCH or size + length > BATCH_SIZE):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += length
    if batch:
        yield batch
