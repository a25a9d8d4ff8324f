"""What of ``content/`` is read: files, and nothing that only looks like one."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from dossierpress.store.sources import read
from tests.harness.project import Project


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


@pytest.mark.parametrize("make", [os.mkfifo, _socket])
@pytest.mark.parametrize("name", ["articles/x.md", "files/x.png", "raw/x.txt.receipt.json"])
def test_what_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], name: str
) -> None:
    """A pipe nobody writes to would never end: it is not opened, and told unless it is hidden in ``raw/``."""
    place = tmp_path / "content" / name
    place.parent.mkdir(parents=True)
    monkeypatch.chdir(place.parent)  # the name of a socket may not be long
    make(Path(place.name))
    content, found = read(tmp_path)
    assert (content.sources, content.files, content.receipts) == ((), {}, {})
    told = [(d.code, d.span.path, "pipe" in d.message) for d in found]
    assert told == ([] if "raw" in name else [("unreadable-file", f"content/{name}", True)])


def test_a_pipe_among_the_notes(project: Project) -> None:
    """Every verb that reads notes ends, and tells of it."""
    project.write("content/articles/a.md", '---\ntitle: A\nid: "1"\n---\nUn texte bien court.\n').build()
    before = project.digests()
    (project.root / "content/notes").mkdir()
    os.mkfifo(project.root / "content/notes/1-n1-x.md")
    for verb in (("build",), ("check",), ("note", "check")):
        project.do(*verb, exit_code=1)
        assert "content/notes/1-n1-x.md: unreadable-file is a pipe" in project.last.stderr
    project.do("note", "list")
    assert project.digests() == before
