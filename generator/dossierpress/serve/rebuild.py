"""The thread that rebuilds: once a burst of changes, the newest always, and never a half."""

import threading
import time
from collections.abc import Callable

from dossierpress.build.garbage import sweep
from dossierpress.serve.generations import Generation
from dossierpress.serve.make import Maker, SupersededError
from dossierpress.serve.outcome import Outcome

#: Told of the outcome of a rebuild, in the rebuilding thread.
Publish = Callable[[Outcome], None]
#: Told how far a rebuild is: (stage, done, of all); (“”, 0, 0) when it is over.
Tell = Callable[[str, int, int], None]

#: A rebuild is given up for newer changes, but not for longer than this: somebody who types without a pause
#: must see something at times (seconds).
PATIENCE = 4.0
#: Without changes for so long, the whole site is rendered and kept on disk for the next start (seconds).
REST = 5.0


class Rebuilder:
    """Rebuilds whenever `request` was called. ``keep`` is given a good state once nothing has changed for a while."""

    def __init__(
        self,
        maker: Maker,
        publish: Publish,
        tell: Tell,
        keep: Callable[[Generation, Callable[[], None]], None],
    ) -> None:
        self._maker = maker
        self._publish = publish
        self._tell = tell
        self._keep = keep
        self._wake = threading.Condition()
        self._wanted = 0
        self._ending = False
        self._since = 0.0
        self._last: Generation | None = None
        self.started = 0
        self.finished = 0
        self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)

    def start(self) -> None:
        """Begin; the first rebuild has to be requested like any other."""
        self._thread.start()

    def request(self) -> None:
        """Have everything that is on the disk now be seen by a rebuild."""
        with self._wake:
            self._wanted += 1
            self._wake.notify()

    def end(self, patience: float = 2.0) -> None:
        """Give up what is being made; return when the thread has ended, or after ``patience`` seconds."""
        with self._wake:
            self._ending = True
            self._wake.notify()
        self._thread.join(patience)

    def _run(self) -> None:
        seen, kept = 0, True
        while not self._ending:
            target = self._wait(seen, None if kept else REST)
            if self._ending:
                return
            if target == seen:
                kept = self._rest(target)
            elif self._rebuild(target):
                seen, kept = target, False

    def _wait(self, seen: int, timeout: float | None) -> int:
        """The number of the newest request, once there is one after ``seen`` or ``timeout`` is over."""
        with self._wake:
            self._wake.wait_for(lambda: self._ending or self._wanted > seen, timeout)
            return self._wanted

    def _rebuild(self, target: int) -> bool:
        """Make one state; False when it was given up for a newer one."""
        self.started += 1
        self._since = self._since or time.monotonic()
        try:
            outcome = self._maker.make(self.finished + 1, self._last, self._watched(target))
        except SupersededError:
            return False
        finally:
            self._tell("", 0, 0)
        self._since = 0.0
        self.finished += 1
        self._last = outcome.generation or self._last
        self._publish(outcome)
        return True

    def _rest(self, target: int) -> bool:
        """Keep the last good state on disk; False when something changed meanwhile."""
        try:
            if self._last:
                self._keep(self._last, lambda: self._interrupt(target))
                sweep()
        except SupersededError:
            return False
        return True

    def _watched(self, target: int) -> Callable[[str, int, int], None]:
        def progress(stage: str, done: int, total: int) -> None:
            if self._ending or time.monotonic() - self._since < PATIENCE:
                self._interrupt(target)
            self._tell(stage, done, total)

        return progress

    def _interrupt(self, target: int) -> None:
        if self._ending or self._wanted > target:
            raise SupersededError
