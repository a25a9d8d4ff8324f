"""The git command, plumbing only: the work tree, the index and the current branch are never touched."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from dossierpress.diagnostics import DossierError

_MISSING_TOOL = 3


class GitError(Exception):
    """A git command failed. The text is what git said, without its hints."""


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git in ``folder``."""

    folder: Path

    def run(self, *args: str, stdin: bytes = b"", index: Path | None = None) -> bytes:
        """The output of a git command, which must succeed; `GitError` otherwise.

        ``index`` is used in place of the repository's own index.
        """
        ran = self._start(args, stdin, index)
        if ran.returncode:
            raise GitError(_said(ran.stderr) or f"git {args[0]} failed")
        return ran.stdout

    def text(self, *args: str, stdin: bytes = b"", index: Path | None = None) -> str:
        """The output as text, without its final newline."""
        return os.fsdecode(self.run(*args, stdin=stdin, index=index)).rstrip("\n")

    def succeeds(self, *args: str) -> bool:
        """Whether a git command succeeds."""
        return self._start(args, b"", None).returncode == 0

    def _start(
        self, args: tuple[str, ...], stdin: bytes, index: Path | None
    ) -> "subprocess.CompletedProcess[bytes]":
        command = ["git", "-c", "core.quotePath=false", "-C", str(self.folder), *args]
        try:
            # S603: the arguments are ours; names that come from outside stand after `--` or are object names.
            return subprocess.run(  # noqa: S603
                command, input=stdin, env=_environment(index), capture_output=True, check=False
            )
        except OSError as problem:  # no process, no memory, no open file left
            message = f"git cannot be started: {problem.strerror or problem}"
            raise DossierError(message, hint="give the command again", exit_code=1) from problem


def find(folder: Path) -> Git:
    """Git for the dossier in ``folder``; `DossierError` with exit code 3 when git is not installed."""
    if not installed():
        raise DossierError(
            "git is not installed", hint="install it: https://git-scm.com/downloads", exit_code=_MISSING_TOOL
        )
    return Git(folder)


def installed() -> bool:
    """Whether this machine has git."""
    return shutil.which("git") is not None


def _environment(index: Path | None) -> dict[str, str]:
    """Ours, without what would point git at another repository (hooks set it), and with messages in English."""
    told = (
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
    )
    environment = {key: value for key, value in os.environ.items() if key not in told}
    private = {"GIT_INDEX_FILE": str(index)} if index else {}
    return {**environment, **private, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _said(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").splitlines()
    return "\n".join(line for line in lines if line.strip() and not line.startswith("hint:"))
