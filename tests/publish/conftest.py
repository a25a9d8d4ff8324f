"""A small dossier under git, published to a bare repository beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.gitserver import serving_git
from tests.harness.project import Project
from tests.harness.repository import ENVIRONMENT, Repository


def article(number: int, **front_matter: str) -> str:
    """The text of an article with the short id 100 + ``number``."""
    keys = {
        "title": f"Article {number}",
        "id": str(100 + number),
        "date": "2016-01-02",
        "lang": "fr",
        **front_matter,
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + f"---\n\nTexte {number}.\n"


@pytest.fixture(autouse=True)
def _plain_git(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def dossier(root: Path) -> Project:
    """A dossier of three articles."""
    project = Project(root).write("dossier.yaml", "title: Essai\nurl: https://example.org/essai/\n")
    project.write(".gitignore", "/output/\n/.dossier/\n")
    for number in range(3):
        project.write(f"content/articles/{number}.md", article(number))
    return project


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A dossier of three articles with a bare repository as its remote, by ``file://``."""
    (tmp_path / "remotes").mkdir()
    return Repository(dossier(tmp_path / "dossier"), tmp_path / "remotes/essai.git")


@pytest.fixture
def over_http(tmp_path: Path) -> Iterator[Repository]:
    """The same, with the remote behind a git server."""
    (tmp_path / "remotes").mkdir()
    with serving_git(tmp_path / "remotes") as address:
        yield Repository(
            dossier(tmp_path / "dossier"), tmp_path / "remotes/essai.git", f"{address}/essai.git"
        )
