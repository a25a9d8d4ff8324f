"""Many changes at once, such as a change of branch, are one."""

import queue
import threading
import time
from collections.abc import Callable

#: Silence that ends a burst: short for an editor's save, longer once it looks like a tool at work (seconds).
QUIET, QUIET_AFTER_MANY = 0.03, 0.25
MANY = 20
#: A burst that never ends is cut, so that something is seen (seconds).
LONGEST = 3.0


class Bursts:
    """Collects changes reported from any thread; calls ``on_burst`` with their number, in a thread of its own."""

    def __init__(self, on_burst: Callable[[int], None]) -> None:
        self._on_burst = on_burst
        self._changes: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="bursts", daemon=True)
        self.counted = 0

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def add(self) -> None:
        """One more change."""
        self._changes.put(True)

    def end(self, patience: float = 1.0) -> None:
        """Report nothing more."""
        self._changes.put(False)
        self._thread.join(patience)

    def _run(self) -> None:
        while self._changes.get():
            size, going_on = self._collect()
            if not going_on:
                return
            self.counted += 1
            self._on_burst(size)

    def _collect(self) -> tuple[int, bool]:
        """The size of the burst that has just begun, and whether the preview goes on."""
        size, end = 1, time.monotonic() + LONGEST
        while time.monotonic() < end:
            quiet = QUIET if size < MANY else QUIET_AFTER_MANY
            try:
                if not self._changes.get(timeout=quiet):
                    return size, False
            except queue.Empty:
                break
            size += 1
        return size, True
