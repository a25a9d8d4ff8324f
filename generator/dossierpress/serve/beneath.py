"""Reading files that lie truly beneath a folder: no symbolic link on the way, nothing but plain files."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

#: A larger file is not held in memory to be shown (bytes).
MAX_BYTES = 64 * 1024 * 1024

_FOLDER = (
    os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
)
_FILE = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)  # without blocking: a FIFO must not stop the server


@dataclass(frozen=True, slots=True)
class Found:
    """A file's content, and a text that changes when the file does."""

    data: bytes
    version: str


def read(root: Path, path: str) -> Found | None:
    """The plain file at ``path`` (POSIX, relative) beneath ``root``, or None.

    Each folder is opened from its parent without following links, so that a folder exchanged for a link
    meanwhile leads nowhere (openat(2), O_NOFOLLOW).
    """
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts):
        return None
    try:
        return _walk(root, parts) if os.open in os.supports_dir_fd else _resolve(root, parts)
    except OSError:
        return None  # absent, a link, unreadable: there is no such file for a browser


def version(root: Path, path: str) -> str:
    """The version of a file, without reading it; empty when there is none."""
    try:
        return _version((root / path).lstat())
    except OSError:
        return ""


def _walk(root: Path, parts: list[str]) -> Found | None:
    folder = os.open(root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        for part in parts[:-1]:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return _content(os.open(parts[-1], _FILE, dir_fd=folder))
    finally:
        os.close(folder)


def _resolve(root: Path, parts: list[str]) -> Found | None:
    """The same where folders cannot be opened (Windows): the resolved path has to be the path itself."""
    path = root.resolve().joinpath(*parts)
    return _content(os.open(path, _FILE)) if path.resolve() == path else None


def _content(handle: int) -> Found | None:
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            return None
        return Found(file.read(), _version(status))


def _version(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"
