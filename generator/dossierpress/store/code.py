"""What templates were compiled to, kept for the user of this machine.

Code is never taken out of a dossier's cache, which may come from elsewhere. It lies beside the key that caches are
signed with (`store.secret`), and is signed with it: whoever can write there could sign anything.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from dossierpress.store.signed import Signer

#: So many are kept: the templates of some themes, as they are and as they lately were.
KEPT = 256


@dataclass(frozen=True, slots=True)
class Code:
    """Compiled templates by their keys, in the files of ``folder``."""

    folder: Path
    signer: Signer

    def get(self, key: str) -> bytes | None:
        """What was kept under ``key``, if it is as this program wrote it."""
        return self.signer.read(self.folder / key, bytes)

    def keep(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``, and forget the oldest when there are many."""
        try:
            self.signer.write(self.folder / key, data, flush=False)
            self._forget()
        except OSError:  # a full or read-only disk costs the next build some time, and nothing else
            return

    def _forget(self) -> None:
        with os.scandir(self.folder) as entries:
            files = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
        for entry in files[KEPT:]:
            Path(entry).unlink(missing_ok=True)
