"""What can go wrong, as types. Each error knows its subject (a feed, a file, a filter) and says why in one line."""

from __future__ import annotations


class LivetuiError(Exception):
    """An expected failure: one line that says what failed, where, and what can be done."""

    def __init__(self, subject: str, reason: str) -> None:
        """Args: subject: what it is about, as the user named it. reason: why, without the subject."""
        super().__init__(f"{subject}: {reason}")
        self.subject = subject
        """The feed, file, filter or key that failed, as the user named it."""
        self.reason = reason
        """Why it failed, in one line without the subject."""


class FeedError(LivetuiError):
    """A feed could not be brought up to date; kept with the feed, never stops the others."""


class RetrieveError(FeedError):
    """The bytes of a feed could not be had: network, TLS, HTTP status, a limit of ours, or a file."""

    def __init__(
        self,
        subject: str,
        reason: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        offline: bool = False,
    ) -> None:
        """Args: status: the HTTP status, if any. retry_after: seconds the server asks to wait. offline: no route."""
        super().__init__(subject, reason)
        self.status = status
        """The HTTP status code of the answer, None when none came."""
        self.retry_after = retry_after
        """Seconds to wait as ``Retry-After`` states them (RFC 9110 §10.2.3), None when absent or unreadable."""
        self.offline = offline
        """True when the failure looks like a lost network (no name, no route) rather than a fault of this feed."""


class ParseError(FeedError):
    """The bytes of a feed were had, but are no feed that can be read."""


class StoreError(LivetuiError):
    """The cache could not be read or written."""


class StoreLocked(StoreError):
    """Another program holds the cache for longer than we wait; nothing was changed, trying again may help."""


class TooSlow(StoreError):
    """The regular expressions of a filter took longer than a question may take. The subject is the one at work."""


class StoreRefused(StoreError):
    """The file is not ours, or was written by a newer livetui; it is left untouched (exit code 3)."""


class StoreFull(StoreError):
    """The disk or a quota is full; what was kept before is intact."""


class ConfigError(LivetuiError):
    """A file of the user can't be understood as a whole; single bad keys are values (``config.Problem``)."""


class NameTaken(ConfigError):
    """A topic of that name exists already; it can be replaced when the user says so. The subject is the name."""


class FilterError(LivetuiError):
    """A filter can't be understood. The subject is the filter as typed."""

    def __init__(
        self, text: str, position: int, reason: str, hint: str | None = None, mended: str | None = None
    ) -> None:
        """Args: position: offset in `text` where the trouble begins. hint: a proposal such as ``did you mean is:?``."""
        super().__init__(text, f"{reason} at character {position + 1}" + (f" ({hint})" if hint else ""))
        self.position = position
        """Offset in characters, 0 is the first, where the trouble begins."""
        self.problem = reason
        """What is wrong, without place and proposal."""
        self.hint = hint
        """A proposal to the user, None when there is none."""
        self.mended = mended
        """The whole text as the proposal has it, None when it can't be said for the whole."""
