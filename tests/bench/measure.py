"""Runs a program and takes down its time, its processor time and the memory of all its processes."""

import os
import signal
import statistics
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import struct_rusage

#: Seconds between two looks at the memory of a program, and how many times as long as a look they are at least.
SAMPLE, SELDOM = 0.03, 20
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of wall clock, seconds of user and system time of all processes, and the peak of their memory.

    ``memory`` is in MiB: the largest sum of proportional sets seen, sampled, in which a page that processes share
    counts once; at least the largest resident set of one process.
    """

    wall: float
    user: float
    system: float
    memory: float

    @property
    def cpu(self) -> float:
        """User and system time."""
        return self.user + self.system

    def as_json(self) -> dict[str, float]:
        """The figures, rounded to what they are worth."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


class FailedError(Exception):
    """A program that was to be measured ended with an error; the message is what it printed last."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a program to its end in ``folder``. Raises `FailedError` with the end of its output."""
    log = folder.parent / f"{folder.name}.log"
    with log.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with _Memory(process.pid) as memory:
            _, status, used = _waited(process)
            wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(f"{' '.join(command)}\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
    # What the kernel records at the end holds what this program had when it began the other.
    peak = max(memory.peak, memory.largest) or used.ru_maxrss / 1024
    return Run(wall, used.ru_utime, used.ru_stime, peak)


def _waited(process: "subprocess.Popen[bytes]") -> tuple[int, int, struct_rusage]:
    """Wait for a process; whoever interrupts us interrupts it and its own."""
    try:
        return os.wait4(process.pid, 0)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


class _Memory:
    """Looks at the memory of all processes of a session until it is left. On Linux; elsewhere it sees nothing."""

    def __init__(self, session: int) -> None:
        self.peak = self.largest = 0.0
        self._session = session
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "_Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        if not (PROC / "self" / "smaps_rollup").exists():
            return
        pause = SAMPLE
        while not self._done.wait(pause):
            start = time.perf_counter()
            self.peak = max(self.peak, sum(map(_proportional, self._members())))
            self.largest = max([self.largest, *map(_resident, self._members())])
            pause = max(SAMPLE, SELDOM * (time.perf_counter() - start))

    def _members(self) -> Iterable[Path]:
        for folder in PROC.iterdir():
            if folder.name.isdigit():
                try:
                    if os.getsid(int(folder.name)) == self._session:
                        yield folder
                except OSError:  # it ended
                    continue


def _proportional(process: Path) -> float:
    """The proportional set of a process in MiB."""
    return _figure(process / "smaps_rollup", "Pss:")


def _resident(process: Path) -> float:
    """The largest resident set of a process so far in MiB."""
    return _figure(process / "status", "VmHWM:")


def _figure(file: Path, name: str) -> float:
    """A figure the kernel gives in kB, in MiB; nothing if the process has ended."""
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def median(runs: Iterable[Run]) -> Run:
    """The median of each figure by itself."""
    runs = list(runs)
    return Run(*(statistics.median(getattr(r, name) for r in runs) for name in Run.__slots__))


def ratio(ours: Sequence[Run], theirs: Sequence[Run]) -> float:
    """The median of the ratios of wall clock, pair by pair: what slows the machine slows both of a pair."""
    return statistics.median(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))
