"""Writing many single files, each whole or not at all, without waiting for the disk at every one of them."""

from pathlib import Path

from dossierpress.store.exchange import flush
from dossierpress.store.files import complete, target_of


class Batch:
    """Files that are written beside their places, and put there together by `settle`.

    What `settle` has put in place is on disk when it returns. Two flushes of the file system stand for an
    ``fsync`` of each file and of its folder; a power cut leaves every file whole, old or new.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` holds all files of the batch, on one file system."""
        self._folder = folder
        self._waiting: list[tuple[Path, Path]] = []

    def write(self, path: Path, data: bytes) -> None:
        """Complete ``data`` beside ``path``. Raises `OSError`; what was written before it still waits."""
        target = target_of(path)
        self._waiting.append((complete(target, data), target))

    def settle(self) -> None:
        """Put the files in their places, in the order they were written, and see them on disk.

        Raises `OSError`; files that are not yet in their places are dropped then.
        """
        if not self._waiting:
            return
        try:
            flush(self._folder)
            while self._waiting:
                temporary, target = self._waiting[0]
                temporary.replace(target)
                del self._waiting[0]
            flush(self._folder)
        finally:
            for temporary, _ in self._waiting:
                temporary.unlink(missing_ok=True)
            self._waiting.clear()
