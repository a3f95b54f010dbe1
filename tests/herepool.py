"""The pool that reads feeds, without its processes: what they do is done in a thread of this one."""

from __future__ import annotations

import asyncio
from io import BytesIO

from livetui.engine import frames, worker
from livetui.engine.frames import Answer, Enriched, Failure, Job, Parsed
from livetui.engine.pool import ParserPool


class HerePool(ParserPool):
    """Does each job here, at once. It is written and read as on its way to a process and back."""

    async def _do(self, job: Job) -> Parsed | Enriched | Failure:
        if self._closed:
            raise asyncio.CancelledError("livetui is ending")
        return await asyncio.to_thread(_done, frames.encode(job))


def _done(written: bytes) -> Parsed | Enriched | Failure:
    job = frames.read_job(BytesIO(written))
    assert job is not None
    answer = frames.encode(Answer(worker._work(job), 0))
    result = frames.decode_answer(answer[frames.HEAD.size :]).result
    assert isinstance(result, (Parsed, Enriched, Failure))
    return result
