"""Writing single files so that a crash leaves the old content or the new one, never a part."""

import os
import secrets
from pathlib import Path


def write_atomic(path: Path, data: bytes, *, flush: bool = True) -> None:
    """Make ``data`` the content of ``path``: a temporary file beside it, flushed, then renamed.

    Without ``flush`` a power cut may leave a part, for those who can tell. Parent folders are made. The permissions
    of an existing file are kept; a symbolic link is followed rather than replaced. Raises OSError and leaves no
    temporary file behind.
    """
    target = target_of(path)
    temporary = complete(target, data, flush=flush)
    try:
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if flush:
        _flush_folder(target.parent)


def target_of(path: Path) -> Path:
    """The file itself, where ``path`` is a symbolic link to it."""
    return path.resolve() if path.is_symlink() else path


def complete(target: Path, data: bytes, *, flush: bool = False) -> Path:
    """Write ``data`` to a temporary file beside ``target``, with its permissions; return its path.

    Only with ``flush`` is it on disk when this returns. Raises OSError and leaves no temporary file behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _flush_folder(folder: Path) -> None:
    """Make the renaming itself last through a power cut, where the system lets us open folders."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
