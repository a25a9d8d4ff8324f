"""Many clients of a preview at once, in one event loop: open pages that listen, and whoever asks for pages."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

#: How long one answer may take before a client gives up (seconds).
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where a preview listens, and the token of its run."""

    port: int
    token: str


@dataclass(eq=False, slots=True)
class Listener:
    """An open page: its connection, from which the states come."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def hear(self) -> bytes:
        """The next state."""
        async with asyncio.timeout(PATIENCE):
            while not (line := await self.reader.readline()).startswith(b"data: "):
                if not line:
                    raise ConnectionError("the stream has ended")
        return line

    def leave(self, *, rudely: bool = False) -> None:
        """Close the connection; ``rudely`` without a word, as a machine that is switched off."""
        if rudely:
            self.writer.transport.abort()
        else:
            self.writer.close()


async def listen(server: Server, path: str, number: int) -> list[Listener]:
    """So many open pages, each of which has heard the state of now."""
    return list(await asyncio.gather(*(_open(server, path) for _ in range(number))))


async def heard(listeners: Sequence[Listener]) -> float:
    """Wait until every one of them has heard a new state; the seconds between the first and the last."""
    times: list[float] = []

    async def one(listener: Listener) -> None:
        await listener.hear()
        times.append(time.perf_counter())

    await asyncio.gather(*map(one, listeners))
    return max(times) - min(times)


async def ask(server: Server, paths: Sequence[str], seconds: float, connections: int) -> list[float]:
    """The seconds each request took of those that so many connections make one after the other, for so long.

    Raises ConnectionError on any answer but 200.
    """
    end = time.perf_counter() + seconds
    times: list[float] = []

    async def client(first: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        number = first
        while (start := time.perf_counter()) < end:
            await _get(reader, writer, server, paths[number % len(paths)])
            times.append(time.perf_counter() - start)
            number += connections
        writer.close()

    await asyncio.gather(*map(client, range(connections)))
    return times


async def dawdle(server: Server, number: int) -> list[asyncio.StreamWriter]:
    """Connections that have begun a request and do not go on."""
    opened = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", server.port) for _ in range(number)))
    for _, writer in opened:
        writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1")
    return [writer for _, writer in opened]


async def _open(server: Server, path: str) -> Listener:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(_head(server, f"/_dossier/events?path={path}", f"X-Dossier-Token: {server.token}\r\n"))
    listener = Listener(reader, writer)
    await listener.hear()
    return listener


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: Server, path: str) -> None:
    writer.write(_head(server, path))
    async with asyncio.timeout(PATIENCE):
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode(errors="replace"))
        await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n")[0]))


def _head(server: Server, path: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{more}\r\n".encode()
