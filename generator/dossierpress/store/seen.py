"""The digests of files that have not changed since they were read, told by what the file system says of them.

A file is taken for unchanged when its size, inode, time of change of content (mtime) and of anything else (ctime)
are as they were. As in git's index, an entry that is not clearly older than the moment it was made is read again
(https://git-scm.com/docs/racy-git): within one tick of the file system's clock a file could change twice and bear
one time.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from dossierpress.store.signed import Signer

#: A file changed later than this before it was read may change again unnoticed (ns): Linux ticks at 100 Hz at least.
TICK = 20_000_000
#: … and where times are whole seconds, as on FAT and some network file systems, which count by two (ns).
COARSE_TICK = 2_000_000_000
_SECOND = 1_000_000_000


class Stamp(NamedTuple):
    """What the file system says of a file, and when it was asked (ns since the epoch)."""

    size: int
    inode: int
    mtime: int
    ctime: int
    asked: int

    @classmethod
    def of(cls, stat: os.stat_result, asked: int) -> "Stamp":
        """The stamp of a file."""
        return cls(stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns, asked)

    def same(self, stat: os.stat_result) -> bool:
        """Whether a file that has this stamp must be unchanged."""
        return (
            self.size == stat.st_size
            and self.mtime == stat.st_mtime_ns
            and self.inode == stat.st_ino
            and self.ctime == stat.st_ctime_ns
            and self.settled
        )

    @property
    def settled(self) -> bool:
        """Whether the last change was so long before the file was looked at that another would bear a later time."""
        last = max(self.mtime, self.ctime)
        tick = COARSE_TICK if self.mtime % _SECOND == 0 else TICK
        return last + tick < self.asked


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[str, tuple[Stamp, str]]).decode


class Seen:
    """Stamps and digests (hexadecimal) by path; only what is asked for is kept for the next time."""

    def __init__(self, known: dict[str, tuple[Stamp, str]]) -> None:
        self._known = known
        self.now: dict[str, tuple[Stamp, str]] = {}

    def digest(self, path: str, stat: os.stat_result) -> str | None:
        """The digest of the file at ``path`` if ``stat`` says that it has not changed."""
        entry = self._known.get(path)
        if entry is None or not entry[0].same(stat):
            return None
        self.now[path] = entry
        return entry[1]

    def learn(self, path: str, stat: os.stat_result, digest: str, *, asked: int) -> None:
        """Remember a file that was read after ``stat`` was taken at the time ``asked`` (`clock`)."""
        self.now[path] = (Stamp.of(stat, asked), digest)

    @classmethod
    def read(cls, file: Path, signer: Signer) -> "Seen":
        """What an earlier build saw."""
        return cls(signer.read(file, _decode) or {})

    def write(self, file: Path, signer: Signer) -> None:
        """Keep what was seen, for the next build."""
        if self.now != self._known:
            signer.write(file, _encode(self.now))
            self._known = self.now


#: The time in nanoseconds since the epoch, as file systems count it.
clock: Callable[[], int] = time.time_ns
