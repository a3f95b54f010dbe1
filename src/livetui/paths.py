"""Where the files of the user stand: the platform's own folders, or all under one with ``--home``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files of one user; nothing is made until something is written."""

    config_dir: Path
    """Holds what the user writes by hand."""
    data_dir: Path
    """Holds what is not disposable: the store and its backups."""
    state_dir: Path
    """Holds the log, the filters of before, and how the reader was left."""

    @property
    def config(self) -> Path:
        """The hand-written settings."""
        return self.config_dir / "config.toml"

    @property
    def feeds(self) -> Path:
        """The list of feeds, managed by commands and by hand."""
        return self.config_dir / "feeds.toml"

    @property
    def database(self) -> Path:
        """The store."""
        return self.data_dir / "livetui.db"

    @property
    def lock(self) -> Path:
        """Held by the one livetui that polls."""
        return self.data_dir / "livetui.lock"

    @property
    def log(self) -> Path:
        """The log file; older ones stand beside it."""
        return self.state_dir / "livetui.log"

    @property
    def earlier(self) -> Path:
        """The filters typed before, one a line, the newest last."""
        return self.state_dir / "filters.txt"

    @property
    def state(self) -> Path:
        """How the reader was left."""
        return self.state_dir / "state.json"

    @classmethod
    def of(cls, home: Path | None) -> Paths:
        """The paths under `home`, or the platform's own when it is None."""
        if home is not None:
            home = home.expanduser().absolute()
            return cls(home, home, home / "log")
        # platformdirs costs its import only where the platform is asked.
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("livetui", appauthor=False)
        return cls(Path(dirs.user_config_dir), Path(dirs.user_data_dir), Path(dirs.user_log_dir))
