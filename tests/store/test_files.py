"""Writing single files."""

import os
from pathlib import Path

import pytest

from dossierpress.store.files import write_atomic


def test_writes_and_makes_folders(tmp_path: Path) -> None:
    """The file holds the bytes, and nothing else is left in its folder."""
    write_atomic(tmp_path / "a" / "b.txt", b"one")
    write_atomic(tmp_path / "a" / "b.txt", b"two")
    assert [(p.name, p.read_bytes()) for p in (tmp_path / "a").iterdir()] == [("b.txt", b"two")]


def test_what_is_written_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is flushed before it gets its name and its folder after that: no power cut takes it back."""
    done: list[str] = []
    flush, rename = os.fsync, os.replace

    def flushed(handle: int) -> None:
        name = Path(f"/proc/self/fd/{handle}").readlink().name
        done.append("folder" if name == tmp_path.name else "file" if name.endswith(".tmp") else name)
        flush(handle)

    def renamed(source: str, target: str) -> None:
        done.append("renamed")
        rename(source, target)

    monkeypatch.setattr("os.fsync", flushed)
    monkeypatch.setattr("os.replace", renamed)
    write_atomic(tmp_path / "a.txt", b"new")
    assert done == ["file", "renamed", "folder"]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails before the renaming, the old content stays and no temporary file does."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_permissions(tmp_path: Path) -> None:
    """A new file gets what any program would give it; a replaced one keeps its own."""
    path, plain = tmp_path / "a.txt", tmp_path / "plain.txt"
    plain.write_bytes(b"")
    write_atomic(path, b"new")
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o600)
    write_atomic(path, b"newer")
    assert path.stat().st_mode & 0o777 == 0o600


def test_links_are_followed(tmp_path: Path) -> None:
    """A symbolic link stays one; the file it leads to is replaced."""
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_long_names(tmp_path: Path) -> None:
    """A name as long as the system allows leaves room for the temporary one."""
    path = tmp_path / ("é" * 120 + ".txt")
    write_atomic(path, b"x")
    assert path.read_bytes() == b"x"
