"""Nothing is left of clients that come and go, of rebuilds, and of folders that appear and vanish."""

import asyncio
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.harness import crowd
from tests.harness.crowd import Server
from tests.harness.held import Held, held
from tests.harness.preview import PATIENCE, Running

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
ARTICLE = "content/articles/un-pont.md"
PATH = "/articles/un-pont/"
CROWD, ROUNDS = 60, 3
#: The most worker threads: of Starlette's pool, of asyncio's.
WORKERS = 40 + min(32, (os.cpu_count() or 1) + 4)


async def round_of(preview: Running, server: Server, number: int) -> int:
    """Clients come, an edit is told to all of them, they leave; the descriptors while they were there."""
    listeners = await crowd.listen(server, PATH, CROWD)
    slow = await crowd.dawdle(server, CROWD)
    await crowd.ask(server, [PATH, "/", "/_dossier/status.json"], 0.2, 16)
    most = held(preview.process.pid).descriptors
    preview.project.write(f"content/files/{number}/a/b/c.txt", "x")
    preview.project.change(ARTICLE, "La maire", f"La maire {number}")
    await crowd.heard(listeners)
    for index, listener in enumerate(listeners):
        listener.leave(rudely=index % 2 == 0)
    for writer in slow:
        writer.transport.abort()
    preview.project.change(ARTICLE, f"La maire {number}", "La maire")
    return most


def tidied(preview: Running) -> None:
    """The folders of the rounds are gone."""
    for file in sorted((preview.project.root / "content/files").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()


def rested(preview: Running, wanted: Held) -> Held:
    """What is held, once it is no more than was held before; the last look when that takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        now = held(preview.process.pid)
        if now.descriptors <= wanted.descriptors and now.watches <= wanted.watches:
            return now
        time.sleep(0.05)
    return now


def test_nothing_is_left(preview: Running) -> None:
    """Descriptors and watches are no more than before, threads no more than the pools may have, nobody listens."""
    (preview.project.root / "content/files").mkdir(exist_ok=True)
    server = Server(preview.port, preview.about()["token"])
    preview.settled()
    before = held(preview.process.pid)
    assert preview.status()["listening"] == 0
    with ThreadPoolExecutor(1) as apart:  # in the main thread Playwright's loop may run, of a test before
        for number in range(ROUNDS):
            most = apart.submit(asyncio.run, round_of(preview, server, number)).result()
            assert most > CROWD  # or this test sees nothing
    tidied(preview)
    after = rested(preview, before)
    assert after.descriptors <= before.descriptors
    assert after.watches <= before.watches
    assert after.threads <= before.threads + WORKERS
    preview.until(listening=0)
