"""Only plain files, truly beneath the folder."""

import os
from pathlib import Path

import pytest

from dossierpress.serve import beneath


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder beside a secret."""
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    (root / "a" / "x.txt").write_text("x")
    return root


def test_a_file(root: Path) -> None:
    """Its content, and a version that changes with it."""
    found = beneath.read(root, "a/x.txt")
    assert found
    assert found.data == b"x"
    assert found.version == beneath.version(root, "a/x.txt")
    (root / "a" / "x.txt").write_text("longer")
    assert found.version != beneath.version(root, "a/x.txt")


NOT_FILES = (
    "",
    "a",
    "a/",
    "/a/x.txt",
    "a//x.txt",
    "./a/x.txt",
    "../secret.txt",
    "a/../../secret.txt",
    "a/y.txt",
)


@pytest.mark.parametrize("path", [*NOT_FILES, "a/x.txt/z", "a\\x.txt", "a/x.txt\0"])
def test_nothing_else(root: Path, path: str) -> None:
    """No way up, no folder, nothing that is absent."""
    assert beneath.read(root, path) is None


def test_no_link(root: Path) -> None:
    """Neither as the file nor on the way, nor where a folder was a moment ago."""
    (root / "file").symlink_to(root.parent / "secret.txt")
    (root / "folder").symlink_to(root.parent)
    (root / "inner").symlink_to(root / "a")
    assert [beneath.read(root, path) for path in ("file", "folder/secret.txt", "inner/x.txt")] == [None] * 3


def test_no_pipe(root: Path) -> None:
    """A named pipe would keep the server waiting for ever."""
    os.mkfifo(root / "pipe")
    assert beneath.read(root, "pipe") is None


def test_no_giant(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large for the memory is not served."""
    monkeypatch.setattr(beneath, "MAX_BYTES", 4)
    (root / "large").write_text("12345")
    assert beneath.read(root, "large") is None
