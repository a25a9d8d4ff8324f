"""Publications that are killed: at a call of the program, at a moment, or on the remote's side."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from tests.harness.project import GENERATOR
from tests.harness.repository import ENVIRONMENT, Repository, git

_AT_A_CALL = textwrap.dedent("""
    import os, signal, sys

    left = int(os.environ["DIE_AFTER"])
    WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    CALLS = {"subprocess.Popen", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.rmtree"}

    def die(event, args):
        global left
        if event in CALLS or (event == "open" and isinstance(args[2], int) and args[2] & WRITING):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    from dossierpress.cli import main
    sys.addaudithook(die)
    main(["publish"])
""")


def killed_at_call(repository: Repository, number: int) -> bool:
    """Publish; SIGKILL the program at its ``number``-th call that starts a program or writes. False: it ended."""
    return _start(repository, _AT_A_CALL, DIE_AFTER=str(number)).wait() == -signal.SIGKILL


def killed_after(repository: Repository, seconds: float) -> bool:
    """Publish; SIGKILL the program and every git it started after ``seconds``. False: it had ended."""
    process = _start(repository, "from dossierpress.cli import main; main(['publish'])")
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def killed_there(repository: Repository, seconds: float) -> bool:
    """Publish; SIGKILL what receives the site on the remote after ``seconds``. False: it had ended."""
    receiver = repository.remote.with_name("receive-pack")
    receiver.write_text(
        f'#!/bin/sh\nexec timeout --signal=KILL {seconds} git-receive-pack "$@"\n', encoding="utf-8"
    )
    receiver.chmod(0o755)
    repository.git("config", "remote.origin.receivepack", str(receiver))
    ended = repository.project.spawn("publish", **ENVIRONMENT).exit_code == 0
    repository.git("config", "--unset", "remote.origin.receivepack")
    return not ended


def aftermath(repository: Repository, history: list[str]) -> tuple[bool, list[str]]:
    """Whether the remote got the new site, and what is wrong now and after publishing once more.

    ``history`` are the commits of the remote's branch before, newest first.
    """
    _settle(repository)
    now = repository.history()
    published = now != history
    wrong = ["the remote has neither the old nor the new site"] if published and now[1:] != history else []
    wrong += ["the remote is damaged"] if git(repository.remote, "fsck", "--strict", "--no-dangling") else []
    wrong += ["the index is locked"] if (repository.root / ".git/index.lock").exists() else []
    wrong += _unlock(repository)
    again = repository.try_publish()
    wrong += [f"it cannot be published again: {again.text}"] if again.exit_code else []
    # A half-made site would be published anew, on top of itself.
    wrong += ["the new site is not one commit on the old"] if repository.history()[1:] != history else []
    return published, wrong


def _unlock(repository: Repository) -> list[str]:
    """Do what the keeper of a remote has to do when its git was killed while it moved the branch: remove its lock.

    Gives what is wrong when the publisher was not told of it.
    """
    lock = repository.lock()
    if not lock.exists():
        return []
    refused = repository.try_publish()
    lock.unlink()
    told = refused.exit_code == 1 and "declined" in refused.text and lock.name in refused.text
    return [] if told else [f"the lock on the branch is not told: {refused.text}"]


def _settle(repository: Repository) -> None:
    """Wait for what a killed program left running: a git that was pushing."""
    deadline = time.monotonic() + 30
    while _writing(repository.remote) and time.monotonic() < deadline:
        time.sleep(0.02)


def _writing(remote: Path) -> bool:
    processes = (path for path in Path("/proc").iterdir() if path.name.isdigit())
    return any(_concerns(process, os.fsencode(remote)) for process in processes)


def _concerns(process: Path, remote: bytes) -> bool:
    try:
        return remote in (process / "cmdline").read_bytes()
    except OSError:
        return False


def _start(repository: Repository, script: str, **environment: str) -> "subprocess.Popen[bytes]":
    temporary = repository.remote.with_name("tmp")
    temporary.mkdir(exist_ok=True)
    inherited = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(GENERATOR), "TMPDIR": str(temporary)}
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=repository.root,
        env={**inherited, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
