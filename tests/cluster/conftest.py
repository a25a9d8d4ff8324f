"""A Dask cluster of the tests' own, on loopback."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.harness.project import GENERATOR

Process = subprocess.Popen[bytes]


class Cluster:
    """A scheduler and the workers started for it; all end with the test."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        told = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--no-dashboard", "--port", "0", "--scheduler-file", str(told)
        )
        self.address = json.loads(_when_written(told))["address"].removeprefix("tcp://")

    def worker(self, name: str, *before: Path) -> Process:
        """Start a worker that imports from the folders ``before`` it does from the checkout."""
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name)
        return self._start("worker", f"tcp://{self.address}", *options, before=before)

    def _start(self, what: str, *args: str, before: tuple[Path, ...] = ()) -> Process:
        command = (sys.executable, "-m", f"distributed.cli.dask_{what}", "--host", "127.0.0.1", *args)
        path = os.pathsep.join(map(str, (*before, GENERATOR)))
        log = self._stack.enter_context((self._folder / "cluster.log").open("ab"))
        environment = {**os.environ, "PYTHONPATH": path}
        process = subprocess.Popen(
            command, cwd=self._folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        self._stack.enter_context(_ended(process))
        return process


@contextmanager
def _ended(process: Process) -> Iterator[None]:
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _when_written(file: Path) -> str:
    for _ in range(1200):
        if file.exists() and (text := file.read_text(encoding="utf-8")):
            return text
        time.sleep(0.05)
    raise TimeoutError(f"{file} was not written")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Callable[[], Cluster]]:
    """Starts a cluster without workers."""
    with ExitStack() as stack:
        yield lambda: Cluster(tmp_path, stack)
