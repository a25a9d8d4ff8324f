"""The preview under load, and what is left of it: ``python tests/bench/serving.py [--articles 1000] …``.

Prints requests a second and the times of answers at 32 connections; how long it takes until every one of many
open pages has heard of an edit; and what the server holds (descriptors, inotify watches, threads, resident memory)
before and after waves of pages that open and go, slow connections, a body that is too large, and rebuilds. The
clients run on the same machine and take their share of its processors. Linux only.
"""

import argparse
import asyncio
import http.client
import os
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.corpus import corpus, write  # noqa: E402  (the program runs from a checkout, not from a package)
from tests.harness import crowd  # noqa: E402
from tests.harness.crowd import Server  # noqa: E402
from tests.harness.held import held  # noqa: E402
from tests.harness.preview import Running, previewing  # noqa: E402
from tests.harness.project import Project  # noqa: E402

CONNECTIONS = 32
BODY = 100 * 1024 * 1024


def main() -> None:
    """Measure, and print a line for each thing measured."""
    options = _options()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4 * options.clients + 1000)), hard))
    with tempfile.TemporaryDirectory() as folder, _preview(Path(folder), options.articles) as preview:
        server = Server(preview.port, preview.about()["token"])
        paths = _paths(preview)
        _say(f"{options.articles} articles, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        _hold(preview, "at the start")
        _load(server, paths, options.seconds)
        _hold(preview, "after the load")
        for number in range(options.waves):
            asyncio.run(_wave(preview, server, paths, options.clients, number))
        _body(preview, server)
        _hold(preview, f"after {options.waves} waves of {options.clients} pages and as many slow connections")
        _rebuild(preview, options.rebuilds)
        _hold(preview, f"after {options.rebuilds} rebuilds")
        preview.settled()
        _say(f"load {os.getloadavg()[0]:.1f}; listening: {preview.status()['listening']}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in {
        "articles": 1000,
        "seconds": 20,
        "clients": 1000,
        "waves": 10,
        "rebuilds": 100,
    }.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    return parser.parse_args()


@contextmanager
def _preview(folder: Path, articles: int) -> Iterator[Running]:
    root = folder / "dossier"
    write(root, corpus(articles))
    with previewing(Project(root)) as running:
        running.after(0)
        time.sleep(8)  # until it keeps the site for its next start
        running.settled()
        yield running


def _paths(preview: Running) -> list[str]:
    """Pages of articles, as many as there are up to 200."""
    files = sorted((preview.project.root / "content/articles").glob("*.md"))[:200]
    keys = (re.search(r"^id: (\d+)", file.read_text(encoding="utf-8"), re.MULTILINE) for file in files)
    asked = (preview.get(f"/{key[1]}/") for key in keys if key)
    found = (
        re.search(r'rel="canonical" href="https?://[^/"]+(?:/[^/"]+)*?(/articles/[^"]+)"', r.text)
        for r in asked
    )
    paths = [match[1] for match in found if match]
    return paths or ["/"]


def _load(server: Server, paths: list[str], seconds: int) -> None:
    times = sorted(asyncio.run(crowd.ask(server, paths, seconds, CONNECTIONS)))
    _say(
        f"{CONNECTIONS} connections, {len(paths)} pages: {len(times) / seconds:.0f} requests/s, {_spread(times)}"
    )


async def _wave(preview: Running, server: Server, paths: list[str], clients: int, number: int) -> None:
    """Pages open, half as many connections dawdle, an edit is told to all, meanwhile others ask; all go."""
    start = time.perf_counter()
    listeners = await crowd.listen(server, paths[0], clients)
    opened = time.perf_counter() - start
    slow = await crowd.dawdle(server, clients // 2)
    file = min((preview.project.root / "content/articles").glob("*.md"))
    file.write_text(file.read_text(encoding="utf-8") + f"\n\nVague {number}.\n", encoding="utf-8")
    spread = await crowd.heard(listeners)
    times = await crowd.ask(server, paths, 1, 4)
    now = held(preview.process.pid)
    _say(
        f"wave {number + 1}: {clients} pages open in {opened:.2f} s, an edit told to all of them "
        f"within {spread * 1000:.0f} ms; meanwhile {_spread(times)}; "
        f"{now.descriptors} descriptors, {now.memory:.0f} MiB"
    )
    for listener in listeners:
        listener.leave(rudely=True)
    for writer in slow:
        writer.transport.abort()


def _body(preview: Running, server: Server) -> None:
    """A body a hundred times too large is refused before it is read."""
    before, start = held(preview.process.pid).memory, time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {
        "X-Dossier-Token": server.token,
        "Content-Type": "application/json",
        "Content-Length": str(BODY),
    }
    connection.putrequest("POST", "/_dossier/api/notes/create")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    grown = held(preview.process.pid).memory - before
    _say(f"a body of 100 MB: {status} in {(time.perf_counter() - start) * 1000:.0f} ms, {grown:+.1f} MiB")


def _rebuild(preview: Running, rebuilds: int) -> None:
    file = max((preview.project.root / "content/articles").glob("*.md"))
    text = file.read_text(encoding="utf-8")
    times = []
    for number in range(rebuilds):
        outcome, start = preview.status()["outcome"], time.perf_counter()
        file.write_text(f"{text}\n\nMot {number}.\n", encoding="utf-8")
        preview.after(outcome)
        times.append(time.perf_counter() - start)
        if number % 25 == 24:
            _say(f"  {number + 1} rebuilds: {held(preview.process.pid).memory:.0f} MiB")
    if times:
        _say(f"{rebuilds} rebuilds: {_spread(sorted(times))}")


def _hold(preview: Running, when: str) -> None:
    """What the server holds once it is at rest."""
    preview.until(listening=0)
    time.sleep(1)
    now = held(preview.process.pid)
    _say(
        f"{when}: {now.descriptors} descriptors, {now.watches} watches, {now.threads} threads, {now.memory:.0f} MiB"
    )


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {statistics.median(ordered) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
