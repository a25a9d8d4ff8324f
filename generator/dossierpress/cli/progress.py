"""A progress bar for what takes more than a second, on a terminal only."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dossierpress.build import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

#: Shorter work shows nothing (seconds).
PATIENCE = 1.0
#: How often the bar is drawn (seconds).
_REDRAWN = 0.1

_WORDS = {
    "import": "Importing",
    "read": "Looking",
    "parse": "Reading",
    "link": "Linking",
    "compose": "Composing",
    "render": "Rendering",
    "write": "Writing",
}


@contextmanager
def progress() -> Iterator[Progress]:
    """A function to tell of progress; it shows a bar when standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    shown = _Shown()
    try:
        yield shown.tell
    finally:
        shown.stop()


class _Shown:
    """Starts the bar once `PATIENCE` is over."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}
        self._drawn = 0.0

    def tell(self, stage: str, done: int, total: int) -> None:
        if self._bar is None:
            if time.monotonic() - self._start < PATIENCE:
                return
            self._bar = _new_bar()
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(_WORDS.get(stage, stage), total=total)
            self._drawn = 0.0
        self._bar.update(self._tasks[stage], completed=done)
        if time.monotonic() - self._drawn > _REDRAWN:
            self._drawn = time.monotonic()
            self._bar.refresh()

    def stop(self) -> None:
        if self._bar:
            self._bar.stop()


def _new_bar() -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Drawn by `tell`: a thread of its own would forbid the build to fork its processes.
    bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.start()
    return bar
