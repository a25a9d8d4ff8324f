"""The tutorial, followed word for word, ends where it says."""

import contextlib
import os
import re
import shlex
import stat
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.harness.project import GENERATOR, Project

TUTORIAL = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The tutorial's blocks of code of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", TUTORIAL, re.DOTALL | re.MULTILINE)


def looked_at(project: Project, *args: str) -> None:
    """The preview says where it is to be seen, and ends when it is told to."""
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR), "BROWSER": "true", "PYTHONUNBUFFERED": "1"}
    command = [*project.command(*args), "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=project.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := re.search(r"http://127\S+/", line)))
        with contextlib.suppress(urllib.error.HTTPError):  # an answer, though the site is not built yet
            urllib.request.urlopen(address, timeout=30).close()
        process.terminate()
        assert process.wait(30) == 0


def test_the_tutorial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command succeeds; the article and the note are those that are shown; the correction is followed."""
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nexit 0\n")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Your name")
    project = Project(tmp_path)
    for block in blocks("console"):
        for line in block.splitlines():
            if line.startswith("dossier "):
                if "content/raw" in line:
                    project.write("content/raw/bridge.txt", blocks("text")[0])
                if " serve" in line:
                    looked_at(project, *shlex.split(line)[1:])
                else:
                    project.do(*shlex.split(line)[1:])
            elif line.startswith("cd "):
                project = Project(project.root / line.removeprefix("cd "))
    head, text = blocks("markdown")
    (note,) = (project.root / "content/notes").glob("*-the-committee-met-twice.md")
    assert re.sub("date: .*", "", note.read_text("utf-8")) == re.sub("date: .*", "", head)
    path = note.relative_to(project.root).as_posix()
    (article,) = (project.root / "content/articles").glob("2015-12-14-*.md")
    project.write(path, note.read_text("utf-8") + text).build()
    project.change(article.relative_to(project.root).as_posix(), "met twice", "had two meetings").check()
    assert "note-moved" in project.last.stderr
    project.do("note", "fix", "--yes")
    assert 'quote: "the committee had two meetings"' in note.read_text("utf-8")
