"""From the first line on the terminal to the last: listens, serves, and ends when it is asked to."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator

import uvicorn

from dossierpress.serve.address import Place
from dossierpress.serve.app import application
from dossierpress.serve.guard import Gate
from dossierpress.serve.preview import Preview

#: Requests that are being answered get so long to end (seconds).
GRACE = 1

ENDED, INTERRUPTED = 0, 130


class _Server(uvicorn.Server):
    """uvicorn, without its own handling of signals: it would raise them again once it has ended."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are `run`'s business."""
        yield


def run(preview: Preview, place: Place, ready: Callable[[], None]) -> int:
    """Serve ``preview`` at ``place`` until SIGINT or SIGTERM; return the exit code. ``ready`` is called once."""
    app = application(preview, Gate(place.hosts, preview.token))
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
    try:
        return asyncio.run(_serve(_Server(config), preview, place, ready))
    finally:
        place.socket.close()


async def _serve(server: _Server, preview: Preview, place: Place, ready: Callable[[], None]) -> int:
    loop = asyncio.get_running_loop()
    preview.hub.attach(loop)
    code = ENDED

    def end(number: int) -> None:
        nonlocal code
        code = INTERRUPTED if number == signal.SIGINT else ENDED
        server.should_exit = True
        preview.hub.end()

    with _signals(loop, end):
        starting = asyncio.ensure_future(asyncio.to_thread(preview.start))
        starting.add_done_callback(lambda _: ready())
        try:
            await server.serve(sockets=[place.socket])
        finally:
            await starting
            await asyncio.to_thread(preview.end)
    return code


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, end: Callable[[int], None]) -> Iterator[None]:
    """``end`` is called in the loop for the signals that ask a program to end."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        numbers.append(signal.SIGBREAK)
    before = {
        number: signal.signal(number, lambda got, _: loop.call_soon_threadsafe(end, got))
        for number in numbers
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
