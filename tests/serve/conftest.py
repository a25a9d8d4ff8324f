"""A running preview for tests that only look at it, and one of its own for tests that change things."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import golden
from tests.harness.preview import Running, previewing
from tests.harness.project import Project

#: Stands in files that no request may ever get at.
SECRET = "canary-7c1f0e"


def dossier(root: Path) -> Project:
    """A copy of the small sample dossier."""
    shutil.copytree(golden.SITES / "small", root, ignore=shutil.ignore_patterns("expected"))
    return Project(root)


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """The small sample dossier, to be changed."""
    return dossier(tmp_path / "dossier")


@pytest.fixture
def preview(small: Project) -> Iterator[Running]:
    """A preview of `small`, with its first state built."""
    with previewing(small) as running:
        running.after(0)
        yield running


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview amid secrets: beside the dossier, in it, behind links. Read only."""
    top = tmp_path_factory.mktemp("guarded")
    project = dossier(top / "dossier")
    (top / "secret.txt").write_text(SECRET)
    (top / "dossier-secret").mkdir()
    (top / "dossier-secret" / "secret.txt").write_text(SECRET)
    project.write(".git/config", SECRET).write(".env", SECRET).write("content/.hidden.txt", SECRET)
    project.write("content/raw/secret.txt", SECRET).write("secret.txt", SECRET)
    project.write("content/files/plain.txt", "plain").write(
        "content/files/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"
    )
    project.write("content/files/page.html", "<script>alert(1)</script>")
    with previewing(project) as running:
        running.after(0)
        (project.root / "content/files/plain.txt").unlink()  # a link takes its place, before anybody notices
        (project.root / "content/files/plain.txt").symlink_to(top / "secret.txt")
        yield running


@pytest.fixture(scope="session")
def unshare() -> tuple[str, ...]:
    """The words before a command that give it a user name space of its own, where this system allows that.

    Where it does not, the tests with an observer that stays silent stand for the real thing.
    """
    command = ("unshare", "-Ur")
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("this system gives no name space to ordinary users")
    return command
