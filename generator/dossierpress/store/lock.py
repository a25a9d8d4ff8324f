"""One build at a time. The kernel holds the lock, so a killed build never leaves it behind."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dossierpress.diagnostics import DossierError

_BUSY = 75  # EX_TEMPFAIL of sysexits.h: try again later


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the build lock, a file in ``folder``.

    Raises `DossierError` when another process has it, or when the file cannot be made.
    """
    import fcntl  # noqa: PLC0415  (absent on Windows: imported only when a build runs)

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as problem:
        message = f"cannot write to {folder}: {problem.strerror or problem}"
        hint = "a build keeps its lock and cache there: allow writing to it"
        raise DossierError(message, hint=hint, exit_code=1) from problem
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode(errors="replace").strip() or "unknown"
            message = f"another build of this dossier is running (process {holder})"
            raise DossierError(message, hint="wait until it has ended", exit_code=_BUSY) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def unless_busy(folder: Path) -> Iterator[bool]:
    """Hold the build lock if it is to be had; tells whether it is."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(folder))
        except DossierError:
            yield False
        else:
            yield True


@contextmanager
def waiting(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock ``name``, a file in ``folder``, for the moment a small change takes; wait for others."""
    import fcntl  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
