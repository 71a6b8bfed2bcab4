"""The folders that a case may write to, and what must stay as it is beside them."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

_CANARIES = (
    *("canary.txt", "home/canary.txt", "home/data/canary.txt", "home/data/x", "home/cache/canary.txt", "x/x/x.txt"),
    *("home/user/photo.jpg", "home/user/Documents/letter.txt", "home/x"),
)


@dataclass(frozen=True)
class Home:
    """A user's home for one worker. root: a folder of its own."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "home/data/asyrp-desktop"

    @property
    def cache(self) -> Path:
        return self.root / "home/cache/asyrp-desktop"

    @property
    def work(self) -> Path:
        """Where the user said that inputs are and results go."""
        return self.root / "home/work"

    @property
    def temporary(self) -> Path:
        return self.root / "home/tmp"

    @property
    def writable(self) -> tuple[Path, ...]:
        return self.data, self.cache, self.work, self.temporary

    def enter(self) -> None:
        """Make it this process's. To be called before anything asks for the user's folders."""
        for canary in _CANARIES:
            (self.root / canary).parent.mkdir(parents=True, exist_ok=True)
            (self.root / canary).write_text(canary)
        self.clear()
        os.environ |= {
            "HOME": str(self.root / "home/user"),
            "XDG_DATA_HOME": str(self.data.parent),
            "XDG_CACHE_HOME": str(self.cache.parent),
            "HF_HOME": str(self.cache / "hub"),
            "TMPDIR": str(self.temporary),
            "OMP_NUM_THREADS": "1",
        }

    def clear(self) -> None:
        for folder in self.writable:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)

    def allows(self, path: str) -> bool:
        """Whether it may be written to."""
        real = Path(os.path.realpath(path))
        return any(real.is_relative_to(folder) for folder in self.writable) or str(real) == os.devnull

    def outside(self) -> dict[str, tuple[int, ...]]:
        """What there is of canaries and of what should not be there: size, time of change, file."""
        found = {}
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if Path(folder, name) not in self.writable]
            for path in (Path(folder, name) for name in (*files, *folders)):
                about = path.lstat()
                found[str(path.relative_to(self.root))] = (about.st_size, about.st_mtime_ns, about.st_ino)
        # What lies in the writable folders is not seen, but their parents change with them.
        return {name: facts if (self.root / name).is_file() else () for name, facts in found.items()}
