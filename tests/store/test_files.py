"""Writing single files."""

from pathlib import Path

import pytest

from dossierpress.store.files import write_atomic


def test_writes_and_makes_folders(tmp_path: Path) -> None:
    """The file holds the bytes, and nothing else is left in its folder."""
    write_atomic(tmp_path / "a" / "b.txt", b"one")
    write_atomic(tmp_path / "a" / "b.txt", b"two")
    assert [(p.name, p.read_bytes()) for p in (tmp_path / "a").iterdir()] == [("b.txt", b"two")]


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
