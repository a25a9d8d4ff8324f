"""Kills publications at many points and says what the remote held afterwards.

``python -m tests.bench.publishing [KILLS]`` (500 unless said), in turn: the program at one of its calls; the program
with every git it started at any moment; the same while the remote pauses in a hook, with the site not yet taken, or
taken already, and just after; and what takes the site on the remote's side, at one of its system calls. It prints
when the kills fell and what the remote held then, and ends with 1 if anything was neither old nor new, or could not be
published again.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.harness.repository import ENVIRONMENT, Repository, git
from tests.publish.conftest import article, dossier
from tests.publish.interrupted import aftermath

from dossierpress.cli import main as dossier_command

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CALLS = frozenset({
    "subprocess.Popen", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.rmtree",
})  # fmt: skip
_SYSTEM_CALLS = "openat,write,rename,link,unlink,mkdir,fsync,execve,close"
#: The remote's program makes about so many system calls of these kinds.
_MOST_SYSTEM_CALLS = 120
#: So long the remote pauses in a hook (seconds).
_PAUSE = 0.1
#: So many publications are made to one remote: the longer its history, the longer it takes to examine.
_OF_A_STAND = 40


class Stand:
    """A dossier, its remote, and what a whole publication takes: seconds, seconds from the push on, calls."""

    def __init__(self, folder: Path) -> None:
        (folder / "remotes").mkdir()
        self.repository = Repository(dossier(folder / "dossier"), folder / "remotes/essai.git")
        git(
            self.repository.remote, "config", "receive.autogc", "false"
        )  # it would work beside our examination
        self.began, self.receiver = folder / "began", folder / "receive-pack"
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.receive()
        self.repository.git("config", "remote.origin.receivepack", str(self.receiver))
        self.repository.publish()
        self.edit(-1)
        start, calls = time.monotonic(), folder / "calls"
        process = self.start(_counting(calls))
        pushing = self.until_pushing(process, 60)
        os.waitpid(process, 0)
        self.length = time.monotonic() - start
        self.tail = time.monotonic() - pushing
        self.calls = calls.stat().st_size

    def receive(self, at: int = 0) -> None:
        """Have the remote take the site; killed at its system call number ``at``, if that is not 0."""
        trace = f"strace -f -o /dev/null -e inject={_SYSTEM_CALLS}:signal=KILL:when={at} " if at else ""
        script = f'#!/bin/sh\n: > "{self.began}"\nexec {trace}git-receive-pack "$@"\n'
        self.receiver.write_text(script, encoding="utf-8")
        self.receiver.chmod(0o755)

    def edit(self, number: int) -> list[str]:
        """Change and commit an article; the history of the remote's branch."""
        self.began.unlink(missing_ok=True)
        self.repository.project.write("content/articles/0.md", article(0) + f"\nVersion {number}.\n")
        self.repository.commit()
        return self.repository.history()

    def start(self, hook: Callable[[], None]) -> int:
        """Publish in a process of its own, the first of a group; ``hook`` is called before each call that matters."""
        child = os.fork()
        if child == 0:
            self._in_child(hook)
        return child

    def until_pushing(self, process: int, seconds: float) -> float:
        """Wait until the remote begins to take the site, the process has ended, or so many seconds; the time then."""
        end = time.monotonic() + seconds
        while not self.began.exists() and time.monotonic() < end and _runs(process):
            time.sleep(0.001)
        return time.monotonic()

    @contextmanager
    def held(self, hook: str) -> Iterator[None]:
        """While this lasts the remote pauses in its ``hook``; then, and no sooner, it counts as having begun."""
        self.receiver.write_text('#!/bin/sh\nexec git-receive-pack "$@"\n', encoding="utf-8")
        self.repository.hook(hook, f': > "{self.began}"\nsleep {_PAUSE}')
        try:
            yield
        finally:
            (self.repository.remote / "hooks" / hook).unlink()
            self.receive()

    def _in_child(self, hook: Callable[[], None]) -> None:
        code = 1
        try:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_RDWR)
            for handle in (0, 1, 2):
                os.dup2(nowhere, handle)
            tempfile.tempdir = str(self.temporary)
            os.chdir(self.repository.root)
            sys.addaudithook(_before_calls(hook))
            dossier_command(["publish"], standalone_mode=False)
            code = 0
        finally:
            os._exit(code)


def _before_calls(hook: Callable[[], None]) -> Callable[[str, tuple[object, ...]], None]:
    def audit(event: str, args: tuple[object, ...]) -> None:
        writing = event == "open" and isinstance(args[2], int) and bool(args[2] & _WRITING)
        if event in _CALLS or writing:
            hook()

    return audit


def _counting(file: Path) -> Callable[[], None]:
    tally = os.open(file, os.O_WRONLY | os.O_CREAT)
    return lambda: (os.write(tally, b"."), None)[1]


def _dying(number: int) -> Callable[[], None]:
    left = number

    def hook() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def _runs(process: int) -> bool:
    """Whether a child runs; one that has ended is left for `os.waitpid`."""
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _killed(stand: Stand, point: int) -> bool:
    """Publish and kill; False when there was nothing left to be killed."""
    draw = random.Random(point)
    kind = point % 4
    if kind == 0:  # half of them among the last calls, where the site has been built and git is at work
        first = 0 if draw.random() < 0.5 else max(0, stand.calls - 40)
        return _status(stand.start(_dying(draw.randrange(first, stand.calls)))) == -signal.SIGKILL
    if kind == 3:
        stand.receive(at=draw.randrange(1, _MOST_SYSTEM_CALLS))
        ended = _status(stand.start(lambda: None)) == 0
        stand.receive()
        return not ended
    if kind == 2:
        with stand.held(draw.choice(("pre-receive", "post-receive"))):
            process = stand.start(lambda: None)
            stand.until_pushing(process, 60)
            return _ended_after(process, draw.uniform(0, 1.5 * _PAUSE))
    return _ended_after(stand.start(lambda: None), draw.uniform(0, stand.length))


def _ended_after(process: int, seconds: float) -> bool:
    """Kill a process and all it started after so many seconds; False when it had ended."""
    time.sleep(seconds)
    if _runs(process):
        os.killpg(process, signal.SIGKILL)
    return _status(process) == -signal.SIGKILL


def _status(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _outcome(stand: Stand, point: int) -> tuple[str, list[str]]:
    history = stand.edit(point)
    killed = _killed(stand, point)
    pushing = stand.began.exists()
    new, wrong = aftermath(stand.repository, history)
    when = "before the push" if not pushing else "since the push began"
    return (
        f"killed {when}: the {'new' if new else 'old'} site" if killed else "ended before it was killed",
        wrong,
    )


def main(points: int) -> int:
    """Run all points, print the figures."""
    os.environ.update(ENVIRONMENT)
    outcomes: Counter[str] = Counter()
    bad: list[str] = []
    first, done = 0, 0
    while done < points and first < 4 * points:  # a kill that comes too late is none
        with tempfile.TemporaryDirectory() as folder:
            stand = Stand(Path(folder).resolve())
            if not first:
                _tell_measures(stand)
            for point in range(first, first + _OF_A_STAND):
                outcome, wrong = _outcome(stand, point)
                outcomes[outcome] += 1
                bad += [f"WRONG, point {point}: {why}" for why in wrong]
                done += outcome.startswith("killed")
        first += _OF_A_STAND
        sys.stderr.write(f"{done} of {points} kills, {len(bad)} wrong: {dict(outcomes)}\n")
    sys.stdout.writelines(f"{number:5} {outcome}\n" for outcome, number in sorted(outcomes.items()))
    sys.stdout.writelines(f"{line}\n" for line in bad[:20])
    return 1 if bad or done < points else 0


def _tell_measures(stand: Stand) -> None:
    sys.stdout.write(
        f"a publication takes {stand.length:.2f} s, {stand.tail:.2f} s of them from the push on, "
        f"and makes {stand.calls} calls that write or start git\n"
    )


if __name__ == "__main__":
    if not shutil.which("strace"):
        sys.exit("strace is missing: apt-get install strace")
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
