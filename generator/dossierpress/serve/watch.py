"""Notices changes of the dossier: by the system's own events, or by looking again and again where they fail."""

import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_MOVED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from dossierpress.serve import canary
from dossierpress.serve.burst import Bursts
from dossierpress.serve.concerns import WATCHED, concerns
from dossierpress.serve.keep import folder

#: How often the files are looked at where the system reports nothing (seconds).
INTERVAL = 1.0
#: After so long watching is tried again, at first and at last (seconds): a busy machine may only have been late.
SOON, LATE = 5.0, 80.0

EVENTS, POLLING = "events", "polling"
_READING = frozenset({EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE})

LIMIT_REACHED = (
    "this system can watch no more folders, so changes would be missed: looking at the files every second instead\n"
    "  to raise the limit on Linux: sudo sysctl fs.inotify.max_user_watches=524288"
)


HEARD_AGAIN = "the folders can be watched again: changes are noticed at once"


class Watch(FileSystemEventHandler):
    """Calls ``on_burst`` after every burst of changes that concern the dossier in ``root`` (resolved).

    ``say`` is told when watching does not work here, and when it does again. ``observer`` makes the system's observer.
    """

    def __init__(
        self,
        root: Path,
        on_burst: Callable[[int], None],
        say: Callable[[str], None],
        observer: Callable[[], BaseObserver] = Observer,
    ) -> None:
        self._root = root
        self._on_burst = on_burst
        self._say = say
        self._bursts = Bursts(self._burst)
        self._lock = threading.Lock()
        self._make = observer
        self._observer = observer()
        self._watches: dict[str, ObservedWatch] = {}
        self._ended = threading.Event()
        self._trying = threading.Thread(target=self._try_again, name="watch again", daemon=True)
        self._new_folders = False
        self.how = EVENTS

    @property
    def bursts(self) -> int:
        """How many bursts there have been."""
        return self._bursts.counted

    def start(self) -> None:
        """Begin; returns when it is certain that changes are noticed, within two seconds unless the machine is busy."""
        self._bursts.start()
        try:
            self._observer.start()
            self._schedule()
        except OSError:
            self._poll()
        else:
            self._test()

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()
        self._bursts.end()
        with self._lock:
            self._observer.stop()
            self._observer.join(1.0)
        if self._trying.ident:
            self._trying.join(1.0)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Of all that happens, what concerns the site; a folder that appears has to be watched too."""
        if event.event_type in _READING or not any(
            concerns(path, self._root) for path in (event.src_path, event.dest_path) if path
        ):
            return
        if event.is_directory:
            if event.event_type not in (EVENT_TYPE_CREATED, EVENT_TYPE_MOVED, "deleted"):
                return
            self._new_folders = True
        self._bursts.add()

    def _burst(self, size: int) -> None:
        if self._new_folders:
            self._new_folders = False
            self._schedule()
            self._test()
        self._on_burst(size)

    def _schedule(self) -> None:
        """Watch the dossier's folders, and those again that were deleted and made anew."""
        with self._lock:
            self._watch_all(self._observer, self._watches)

    def _watch_all(self, observer: BaseObserver, watches: dict[str, ObservedWatch]) -> None:
        for path in (self._root, *(self._root / name for name in WATCHED)):
            key = f"{path}:{_identity(path)}"
            known = next((k for k in watches if k.startswith(f"{path}:")), None)
            if known == key:
                continue
            if known:
                observer.unschedule(watches.pop(known))
            if path.is_dir():
                watches[key] = observer.schedule(self, str(path), recursive=path != self._root)

    def _test(self) -> None:
        if self.how == EVENTS and not canary.sings(self._observer, folder(self._root)):
            self._poll()

    def _poll(self) -> None:
        self._take(PollingObserver(timeout=INTERVAL), {}, POLLING, LIMIT_REACHED)
        if not self._trying.is_alive():
            self._trying = threading.Thread(target=self._try_again, name="watch again", daemon=True)
            self._trying.start()

    def _take(self, observer: BaseObserver, watches: dict[str, ObservedWatch], how: str, words: str) -> None:
        """Notice changes by ``observer`` from now on. What changed meanwhile is one more burst."""
        with self._lock:
            if self._ended.is_set():
                observer.stop()
                return
            if how == POLLING:
                observer.start()
            self._observer.stop()
            self._observer, self._watches, self.how = observer, watches, how
            self._watch_all(observer, watches)
        self._say(words)
        self._bursts.add()

    def _try_again(self) -> None:
        """Until it works: silence may mean that watches are lacking, or only that the machine was busy."""
        pause = SOON
        while not self._ended.wait(pause):
            observer, watches = self._make(), dict[str, ObservedWatch]()
            if self._hears(observer, watches):
                self._take(observer, watches, EVENTS, HEARD_AGAIN)
                return
            observer.stop()
            pause = min(2 * pause, LATE)

    def _hears(self, observer: BaseObserver, watches: dict[str, ObservedWatch]) -> bool:
        try:
            observer.start()
            self._watch_all(observer, watches)
        except OSError:
            return False
        return canary.sings(observer, folder(self._root))


def _identity(path: Path) -> str:
    """Tells a folder from one of the same name that took its place."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_dev}-{status.st_ino}"
