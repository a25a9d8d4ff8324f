"""Does the watching work? A system that has no watches left says nothing: it just stays silent.

watchdog 7 neither raises nor warns when the limit of inotify watches is reached: changes in the folders it
could not watch never arrive. So a file is written in a folder that is watched last of all; if its song is not
heard, other folders are deaf as well.
"""

import os
import secrets
import shutil
import threading
from pathlib import Path
from typing import Protocol

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch

#: How long the song may take (seconds). It takes half a second at most, and longer on a busy machine.
PATIENCE, MOST_PATIENCE = 1.5, 15.0


class Observer(Protocol):
    """What a canary needs of watchdog's observers."""

    def schedule(
        self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> ObservedWatch:
        """Watch a folder."""

    def unschedule(self, watch: ObservedWatch) -> None:
        """Watch it no longer."""


class _Ear(FileSystemEventHandler):
    def __init__(self) -> None:
        self.heard = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.heard.set()


def patience(load: float | None = None) -> float:
    """How long to listen (seconds): `PATIENCE` for each program that wants a processor (``load``; that of now)."""
    if load is None:
        load = os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 0.0
    return min(PATIENCE * max(1.0, load), MOST_PATIENCE)


def sings(observer: Observer, folder: Path) -> bool:
    """Whether one more folder can be watched by ``observer``: tried below ``folder``, nothing is left there."""
    cage = folder / f"canary-{secrets.token_hex(4)}"
    cage.mkdir(parents=True)
    ear = _Ear()
    try:
        watch = observer.schedule(ear, str(cage))
        try:
            return _heard(ear, cage, patience())
        finally:
            observer.unschedule(watch)
    except OSError:
        return False  # older versions of watchdog, and a lack of inotify instances, do say so
    finally:
        shutil.rmtree(cage, ignore_errors=True)


def _heard(ear: _Ear, cage: Path, long: float) -> bool:
    """Write until it is heard: the first file may come before the watch stands."""
    for attempt in range(10):
        (cage / f"song-{attempt}").write_bytes(b"")
        if ear.heard.wait(long / 10):
            return True
    return False
