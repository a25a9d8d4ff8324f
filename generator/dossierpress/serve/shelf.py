"""The newest state of the site, and for a moment those before, which pages still loading may ask for."""

import time
from collections import deque
from collections.abc import Callable

from dossierpress.model.source import OutputPath
from dossierpress.serve.generations import Kind, Served, Site

#: How long a replaced state answers for what a page of it still loads (seconds).
LINGER = 15.0
#: How many of them are kept at most, however fast they follow each other.
KEPT = 4


class Shelf:
    """Holds the states that can be served: put by one thread, read by any."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._newest: Site | None = None
        self._before: deque[tuple[Site, float]] = deque(maxlen=KEPT)

    @property
    def newest(self) -> Site | None:
        """What a page is served from."""
        return self._newest

    def put(self, site: Site) -> None:
        """Serve ``site`` from now on."""
        now = self._clock()
        while self._before and now - self._before[-1][1] >= LINGER:
            self._before.pop()  # a whole site each
        if self._newest is not None:
            self._before.appendleft((self._newest, now))
        self._newest = site

    def page(self, path: OutputPath) -> Served | None:
        """A document: of the newest state only."""
        return self._newest.read(path) if self._newest else None

    def part(self, path: OutputPath, version: str) -> Served | None:
        """What a page loads: the file with the version that page names, if a state still has it."""
        newest = self.page(path)
        if newest and (not version or newest.kind is not Kind.FILE or newest.version == version):
            return newest
        for before, replaced in tuple(self._before):
            older = before.read(path) if self._clock() - replaced < LINGER else None
            if older and (newest is None or older.version == version):
                return older
        return newest
