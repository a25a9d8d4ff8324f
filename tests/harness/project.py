"""A dossier on disk that a test can edit and build, one step after the other."""

import contextlib
import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

GENERATOR = Path(__file__).parents[2] / "generator"


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of the command printed, and its exit code."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def text(self) -> str:
        """Both outputs, for messages and for tests that do not care which of them."""
        return self.stdout + self.stderr


class Project:
    """A dossier in a temporary folder. Steps return the project, so that a test reads as a story.

    >>> project.write("content/notes/a.md", "…").build().change("content/notes/a.md", "…", "!").build()
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.last = Result(0, "", "")

    def write(self, path: str, text: str | bytes) -> Self:
        """Write a file of the dossier, with its folders."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def change(self, path: str, old: str, new: str) -> Self:
        """Replace ``old``, which has to occur exactly once, by ``new``."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
        return self.write(path, text.replace(old, new))

    def delete(self, path: str) -> Self:
        """Delete a file of the dossier."""
        (self.root / path).unlink()
        return self

    def build(self, *args: str, exit_code: int = 0) -> Self:
        """Run ``dossier build``; fail unless it exits with ``exit_code``. Its output is in ``last``."""
        return self.do("build", *args, exit_code=exit_code)

    def check(self, *args: str, exit_code: int = 0) -> Self:
        """Run ``dossier check``; fail unless it exits with ``exit_code``. Its output is in ``last``."""
        return self.do("check", *args, exit_code=exit_code)

    def do(self, *args: str, exit_code: int = 0) -> Self:
        """Run the command; fail unless it exits with ``exit_code``. Its output is in ``last``."""
        result = self.run(*args)
        assert result.exit_code == exit_code, f"dossier {' '.join(args)}: {result.exit_code}\n{result.text}"
        return self

    def run(self, *args: str) -> Result:
        """Run the command in this process, inside the dossier's folder."""
        from click.testing import CliRunner

        from dossierpress.cli import main

        with contextlib.chdir(self.root):
            ran = CliRunner().invoke(main, list(args), catch_exceptions=False)
        self.last = Result(ran.exit_code, ran.stdout, ran.stderr)
        return self.last

    def spawn(self, *args: str, **environment: str) -> Result:
        """Run the command in a process of its own, with ``environment`` beside the inherited one."""
        ran = subprocess.run(
            self.command(*args),
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(GENERATOR), "PYTHONWARNINGS": "error", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        self.last = Result(ran.returncode, ran.stdout, ran.stderr)
        return self.last

    @staticmethod
    def command(*args: str) -> list[str]:
        """The command line of `spawn`, for tests that start and stop the process themselves."""
        return [sys.executable, "-m", "dossierpress", *args]

    @property
    def output(self) -> Path:
        """The folder the site is written to."""
        return self.root / "output"

    def read_output(self, path: str) -> str:
        """The text of a file of the site."""
        return (self.output / path).read_text(encoding="utf-8")

    def tree(self) -> dict[str, bytes]:
        """The site: path to content, of every file."""
        return tree(self.output)

    def digests(self) -> dict[str, str]:
        """The site: path to SHA-256, of every file; easier to read when two of them differ."""
        return {path: hashlib.sha256(data).hexdigest() for path, data in self.tree().items()}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``: POSIX path to content, in the order of the paths."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
