"""One build at a time. The kernel holds the lock, so a killed build never leaves it behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossierpress.diagnostics import DossierError

_BUSY = 75  # EX_TEMPFAIL of sysexits.h: try again later


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the build lock, a file in ``folder``; raise `DossierError` when another process has it."""
    import fcntl  # noqa: PLC0415  (absent on Windows: imported only when a build runs)

    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
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
