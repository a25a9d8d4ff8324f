"""Tells open pages what has become of the site: server-sent events, one whole state at a time.

Every message says all there is to know, so that a page that missed some, or comes back after a restart of the
server, only has to compare the last one with itself (https://html.spec.whatwg.org/#server-sent-events).
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from dossierpress.model.source import OutputPath

State = Mapping[str, object]

#: A word at times, so that a connection that was cut is noticed (seconds).
PING = 15.0


@dataclass(eq=False)
class Listener:
    """An open page. Only the newest state waits for it: a slow page skips some, and none pile up."""

    path: OutputPath
    news: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """The open pages. Used in the event loop only, except `paths` and `tell`."""

    def __init__(self, state: Callable[[OutputPath], State]) -> None:
        self._state = state
        self._listeners: set[Listener] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = False

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Know the loop that `tell` wakes."""
        self._loop = loop

    def paths(self) -> Iterable[OutputPath]:
        """The pages that are open; from any thread."""
        return {listener.path for listener in tuple(self._listeners)}

    @property
    def listening(self) -> int:
        """How many pages are open; from any thread."""
        return len(self._listeners)

    def tell(self) -> None:
        """Have every page be told the state of now; from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def end(self) -> None:
        """End all streams."""
        self._ended = True
        self._wake()

    async def stream(self, path: OutputPath) -> AsyncIterator[bytes]:
        """The events for one page: the state of now first, then every change."""
        listener = Listener(path)
        self._listeners.add(listener)
        try:
            yield b"retry: 500\n\n"
            while not self._ended:
                listener.news.clear()
                yield await asyncio.to_thread(self._message, path)
                while not (self._ended or listener.news.is_set()):
                    try:
                        await asyncio.wait_for(listener.news.wait(), PING)
                    except TimeoutError:
                        yield b": still here\n\n"
        finally:
            self._listeners.discard(listener)

    def _message(self, path: OutputPath) -> bytes:
        return b"event: state\ndata: " + json.dumps(self._state(path)).encode() + b"\n\n"

    def _wake(self) -> None:
        for listener in self._listeners:
            listener.news.set()
