"""``dossier check --links``: finished pages are whole, and the web they point at is asked politely."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dossierpress.publish.external import (
    FRESH,
    Answer,
    Manners,
    State,
    archived,
    examine,
    is_private,
    read_cache,
    write_cache,
)
from tests.harness.project import Project
from tests.publish.conftest import article

#: No waiting for a server on this machine.
QUICK = Manners(private=True, pause=0, patience=1, longest_wait=0.05)


@dataclass
class Log:
    """What the server was asked, and how many requests it had at once."""

    asked: Counter[str] = field(default_factory=Counter)
    now: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class _Handler(BaseHTTPRequestHandler):
    """Answers each path with the status it names, ``/404``, ``/301/to/200``; a few have manners of their own."""

    def __init__(self, *args: Any, log: Log, **kwargs: Any) -> None:
        self.log = log
        super().__init__(*args, **kwargs)

    def do_HEAD(self) -> None:
        with self.log.lock:
            self.log.asked[f"{self.command} {self.path}"] += 1
            self.log.now += 1
            self.log.most = max(self.log.most, self.log.now)
        try:
            self._answer()
        finally:
            with self.log.lock:
                self.log.now -= 1

    def do_GET(self) -> None:
        self.do_HEAD()

    def _answer(self) -> None:
        match self.path.split("?")[0].strip("/").split("/"):
            case ["slow"]:
                time.sleep(3)
            case ["hangup"]:
                self.close_connection = True
                return
            case ["linger", *_]:
                time.sleep(0.1)
                self._status(200)
            case ["no-head", code]:
                self._status(int(code) if self.command == "HEAD" else 200)
            case ["busy", code]:
                again = self.log.asked[f"HEAD {self.path}"] > 1
                self._status(200 if again else int(code), **{"Retry-After": "1"})
            case ["nowhere", code] | [code]:
                self._status(int(code))
            case parts:
                self._redirect(parts)

    def _redirect(self, parts: list[str]) -> None:
        match parts:
            case ["chain", number]:
                self._status(302, Location=f"/chain/{int(number) - 1}" if number != "0" else "/200")
            case ["circle", name]:
                self._status(301, Location="/circle/b" if name == "a" else "/circle/a")
            case ["abroad", *rest]:
                self._status(302, Location="ftp://a.example/" if rest == ["ftp"] else ":".join(rest))
            case [code, "to", *rest]:
                self._status(int(code), Location="/" + "/".join(rest))

    def _status(self, code: int, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the base class's name)
        """Tests print nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who does not wait for a slow answer hangs up: nothing to report."""


@contextmanager
def web() -> Iterator[tuple[str, Log]]:
    """A server of all answers: its address without a slash, and its log."""
    log = Log()
    with _Server(("127.0.0.1", 0), partial(_Handler, log=log)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", log
        finally:
            server.shutdown()
            thread.join()


EXPECTED = {
    "/200": (State.FINE, ""),
    "/204": (State.FINE, ""),
    "/206": (State.FINE, ""),
    "/302/to/200": (State.FINE, ""),
    "/303/to/200": (State.FINE, ""),
    "/307/to/200": (State.FINE, ""),
    "/301/to/200": (State.MOVED, ""),
    "/308/to/200": (State.MOVED, ""),
    "/301/to/301/to/200": (State.MOVED, ""),
    "/301/to/302/to/200": (State.FINE, ""),
    "/302/to/404": (State.DEAD, "answers 404 Not Found"),
    "/404": (State.DEAD, "answers 404 Not Found"),
    "/410": (State.DEAD, "answers 410 Gone"),
    "/400": (State.UNSURE, "answers 400 Bad Request"),
    "/401": (State.UNSURE, "answers 401 Unauthorized"),
    "/403": (State.UNSURE, "answers 403 Forbidden"),
    "/418": (State.UNSURE, "answers 418"),
    "/429": (State.UNSURE, "answers 429"),
    "/451": (State.UNSURE, "answers 451"),
    "/500": (State.UNSURE, "answers 500"),
    "/503": (State.UNSURE, "answers 503"),
    "/nowhere/302": (State.FINE, ""),
    "/no-head/405": (State.FINE, ""),
    "/no-head/404": (State.FINE, ""),
    "/no-head/403": (State.FINE, ""),
    "/busy/429": (State.FINE, ""),
    "/busy/503": (State.FINE, ""),
    "/chain/9": (State.DEAD, "leads on more than 10 times"),
    "/chain/8": (State.FINE, ""),
    "/circle/a": (State.DEAD, "leads in a circle"),
    "/301/to/abroad/ftp": (State.UNSURE, "no web page"),
    "/301/to/abroad/mailto/somebody": (State.UNSURE, "cannot be asked"),
    "/slow": (State.UNSURE, "does not answer in time"),
    "/hangup": (State.UNSURE, "cannot be asked"),
}


def test_every_answer() -> None:
    """Each way to answer, to redirect, to be slow and to fail, all asked in one run."""
    with web() as (root, _):
        found = examine([root + path for path in EXPECTED], {}, QUICK)
    assert len(found) == len(EXPECTED)
    for path, (state, reason) in EXPECTED.items():
        answer = found[root + path]
        assert (path, answer.state) == (path, state), answer
        assert reason in answer.reason, path
    assert found[f"{root}/301/to/200"].target == f"{root}/200"
    assert found[f"{root}/301/to/301/to/200"].target == f"{root}/200"


def test_nobody_there() -> None:
    """A port nobody listens at, a name that no server has, and an address that is none."""
    urls = ["http://127.0.0.1:1/", "http://nothing.invalid/", "http://[::1", "http://a b/"]
    found = examine(urls, {}, QUICK)
    assert [found[url].state for url in urls[:2]] == [State.DEAD, State.DEAD]
    assert {found[url].state for url in urls[2:]} <= {State.DEAD, State.UNSURE}


def test_two_at_once() -> None:
    """One host gets two requests at a time, each address is asked once, fragments and repetitions are not."""
    with web() as (root, log):
        examine([f"{root}/linger/{n}#part-{m}" for n in range(8) for m in range(3)], {}, QUICK)
    assert log.most == 2
    assert set(log.asked.values()) == {1}
    assert len(log.asked) == 8


def test_nothing_is_downloaded() -> None:
    """A server that answers HEAD is not asked for more."""
    with web() as (root, log):
        examine([f"{root}/200"], {}, QUICK)
    assert log.asked == {"HEAD /200": 1}


def test_what_is_known_is_not_asked_again(tmp_path: Any) -> None:
    """Good answers last a week; bad ones are asked anew each time; a broken cache is none."""
    with web() as (root, log):
        urls = [f"{root}/200", f"{root}/404"]
        write_cache(tmp_path, examine(urls, {}, QUICK))
        known = read_cache(tmp_path)
        assert known[urls[0]].state is State.FINE
        examine(urls, known, QUICK)
        assert log.asked["HEAD /200"] == 1
        assert log.asked["HEAD /404"] == 2
        old = {urls[0]: Answer(State.FINE, at=time.time() - FRESH - 1)}
        ahead = {urls[0]: Answer(State.FINE, at=time.time() + 1000)}
        examine(urls[:1], old, QUICK)
        examine(urls[:1], ahead, QUICK)
        assert log.asked["HEAD /200"] == 3
    for broken in ("{", "[1]", '{"a": 1}', '{"a": {"state": "x"}}', '{"a": {"state": "fine", "b": 1}}'):
        (tmp_path / "links.json").write_text(broken, encoding="utf-8")
        assert read_cache(tmp_path) == {}


PRIVATE = (
    *("localhost", "a.localhost", "127.0.0.1", "10.1.2.3", "169.254.169.254", "0.0.0.0"),
    *("[::1]", "[fd00::1]", "printer", "a.local"),
)


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses(host: str) -> None:
    """A text must not make the machine that checks it ask its own network."""
    assert is_private(f"http://{host}/x")
    assert examine([f"http://{host}:1/x"], {}, Manners(pause=0))[f"http://{host}:1/x"].state is State.PRIVATE


@pytest.mark.parametrize("host", ["example.org", "93.184.216.34", "[2606:2800:220:1::1]", "a.example:8080"])
def test_public_addresses(host: str) -> None:
    """Negative control."""
    assert not is_private(f"http://{host}/x")


def test_findings_stand_where_the_address_is_written(project: Project) -> None:
    """File, line and column in the sources; in front matter and text; a dead one with where copies may be."""
    with web() as (root, log):
        project.write(
            "content/articles/1.md",
            article(1, source=f'{{name: A, url: "{root}/410"}}')
            + f"\n[a]({root}/404) [b]({root}/404/more)\n\nVoir [c]({root}/301/to/200), [d]({root}/200).\n",
        )
        project.check("--links", "--private")
        said = project.last.stderr
        lines = project.last.stderr.splitlines()
        assert any(
            line.startswith("content/articles/1.md:11:5: link-dead") and f"{root}/404 " in line
            for line in lines
        ), said
        assert any(line.startswith("content/articles/1.md:6:") and f"{root}/410" in line for line in lines), (
            said
        )
        assert archived(f"{root}/404") in said
        assert any("link-moved" in line and f"write the new address: {root}/200" in line for line in lines)
        assert not any(f"{root}/200 " in line for line in lines)
        assert json.loads((project.root / ".dossier/links.json").read_text(encoding="utf-8"))
        project.check("--links", "--private", "--strict", exit_code=1)
        assert log.asked["HEAD /200"] + log.asked["HEAD /301/to/200"] == 3, "good answers were not remembered"


def test_without_asking(project: Project) -> None:
    """``dossier check`` alone asks nobody, and a private address is a warning that needs no request."""
    with web() as (root, log):
        project.write("content/articles/1.md", article(1) + f"\n[a]({root}/404)\n").check()
        project.check("--links")
        assert "link-private" in project.last.stderr
        assert not log.asked


def test_pages_are_whole(project: Project) -> None:
    """A file of content/ that refers to nothing is found in the finished site, and fails the check."""
    project.write("content/articles/1.md", article(1)).check("--links")
    project.write("content/old.html", '<a href="gone.html">x</a>').check("--links", exit_code=1)
    assert "output/old.html: page-broken-link <a> gone.html: there is no gone.html" in project.last.stderr


def test_without_a_network(project: Project) -> None:
    """When nobody at all can be reached, that is one finding, not one for each link."""
    links = " ".join(f"[{n}](http://127.0.0.{n}:1/)" for n in range(1, 5))
    project.write("content/articles/1.md", article(1) + f"\n{links}\n").check("--links", "--private")
    assert "none of 4 addresses could be reached" in project.last.stderr
    assert "link-dead" not in project.last.stderr


def test_a_site_without_an_address_is_whole(project: Project) -> None:
    """Without `url` there are no feeds, and no page links to one."""
    project.write("dossier.yaml", "title: Essai\n").write("content/articles/1.md", article(1)).check(
        "--links"
    )
    project.build()
    assert "feed" not in project.read_output("index.html")


def test_content_errors_come_first(project: Project) -> None:
    """A dossier that cannot be built is told so once."""
    project.write("content/articles/1.md", article(1) + "\n[[nowhere]]\n").check("--links", exit_code=1)
    assert project.last.stderr.count("broken-link") == 1
