"""The local cache: the only importer of sqlite3. Rows become values before they leave."""

from __future__ import annotations

from livetui.store.feeds import Scope
from livetui.store.polls import Known, PollWrite, Written
from livetui.store.store import Store

__all__ = ["Known", "PollWrite", "Scope", "Store", "Written"]
