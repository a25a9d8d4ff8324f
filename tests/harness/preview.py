"""A preview of a dossier in a process of its own, over the loopback address."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tests.harness.project import GENERATOR, Project

#: How long anything may take before a test fails (seconds): far more than it does take.
PATIENCE = 60.0
_URL = re.compile(r"http://([^/\s]+):(\d+)/")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Running:
    """A preview that runs."""

    def __init__(self, process: subprocess.Popen[str], project: Project) -> None:
        self.process = process
        self.project = project
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()  # ends, and closes the pipe, when the process has ended
        found = self.line(_URL)
        self.host, self.port = found[1], int(found[2])

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str = "/", **headers: str) -> Reply:
        """GET with ``headers``; underscores in their names are hyphens."""
        return self.request("GET", path, None, **headers)

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def raw(self, data: bytes) -> bytes:
        """What comes back for these bytes, until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(data)
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts)

    def status(self) -> dict[str, Any]:
        """What the preview says about itself."""
        reply = self.get("/_dossier/status.json")
        assert reply.status == HTTPStatus.OK
        found: dict[str, Any] = json.loads(reply.body)
        return found

    def findings(self) -> dict[str, Any]:
        """What is wrong."""
        found: dict[str, Any] = json.loads(self.get("/_dossier/findings.json").body)
        return found

    def about(self, path: str = "/") -> dict[str, Any]:
        """What the script in a page is told: its token, among others."""
        text = re.search(r'data-dossier="([^"]*)"', self.get(path).text)
        assert text
        found: dict[str, Any] = json.loads(text[1].replace("&quot;", '"'))
        return found

    def until(self, **expected: Any) -> dict[str, Any]:
        """The status as soon as it says all of ``expected``."""
        return self._until(lambda status: expected.items() <= status.items(), expected)

    def after(self, outcome: int) -> dict[str, Any]:
        """The status as soon as there is a newer outcome than number ``outcome``."""
        return self._until(lambda status: status["outcome"] > outcome, f"an outcome after {outcome}")

    def settled(self) -> dict[str, Any]:
        """The status once nothing has been built for a while."""
        before: dict[str, Any] = {}
        while (now := self.status()) != before or now["outcome"] == 0 or now["progress"][0]:
            before = now
            time.sleep(0.5)
        return now

    def line(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """The first line of its output that matches."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := next(filter(None, map(pattern.search, self.lines)), None):
                return found
            if self.process.poll() is not None and not self._reader.is_alive():
                break
            time.sleep(0.01)
        raise AssertionError(f"no line like {pattern.pattern!r} in:\n{self.output}")

    @property
    def output(self) -> str:
        """All that was printed so far."""
        return "".join(self.lines)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal; the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def _until(self, test: Any, wanted: object) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while not test(status := self.status()):
            assert time.monotonic() < end, f"waited for {wanted}; it is {status}\n{self.output}"
            time.sleep(0.02)
        return status

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            self.lines.extend(lines)


@contextmanager
def previewing(
    project: Project, *args: str, before: tuple[str, ...] = (), **environment: str
) -> Iterator[Running]:
    """``dossier serve`` at a free port; ended with the context. ``before`` are words before the command."""
    process = subprocess.Popen(
        [*before, *Project.command("serve", *(args or ("--port", "0")))],
        cwd=project.root,
        env={
            **os.environ,
            "PYTHONPATH": str(GENERATOR),
            "PYTHONWARNINGS": "error",
            "PYTHONUNBUFFERED": "1",
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Running(process, project)
    finally:
        process.terminate()
        try:
            process.wait(10)
        finally:
            process.kill()
            process.wait()
