"""Many files written together: whole or not at all, in order, and on disk when they are acknowledged."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dossierpress.store import batch
from dossierpress.store.batch import Batch
from tests.harness.project import GENERATOR


def _tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_is_in_its_place_before_it_is_settled(tmp_path: Path) -> None:
    """Until then the old files stand; afterwards the new ones, with the old permissions, and nothing else."""
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "a.md").chmod(0o600)
    files = Batch(tmp_path)
    files.write(tmp_path / "a.md", b"new")
    files.write(tmp_path / "b" / "c.md", b"new")
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert not (tmp_path / "b" / "c.md").exists()
    files.settle()
    files.settle()
    assert _tree(tmp_path) == {"a.md": b"new", "b/c.md": b"new"}
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o600


def test_the_last_version_counts_and_links_are_followed(tmp_path: Path) -> None:
    """Two writes to one file give the second; a symbolic link stays one."""
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    files = Batch(tmp_path)
    files.write(tmp_path / "a.md", b"one")
    files.write(tmp_path / "link.md", b"two")
    files.settle()
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "a.md").read_bytes() == b"two"


def test_it_is_flushed_before_and_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is renamed into place is on disk before, and the names are when it is acknowledged."""
    seen: list[dict[str, bytes]] = []

    def flush(folder: Path) -> None:
        seen.append({name: data for name, data in _tree(folder).items() if not name.endswith(".tmp")})

    monkeypatch.setattr(batch, "flush", flush)
    files = Batch(tmp_path)
    files.write(tmp_path / "a.md", b"new")
    files.settle()
    assert seen == [{}, {"a.md": b"new"}]


def test_a_failure_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails, the files that were not yet in place are dropped, and the batch can be used again."""

    def fail(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    files = Batch(tmp_path)
    files.write(tmp_path / "a.md", b"new")
    with monkeypatch.context() as patched:
        patched.setattr(batch, "flush", fail)
        with pytest.raises(OSError, match="No space left"):
            files.settle()
    assert _tree(tmp_path) == {}
    files.write(tmp_path / "b.md", b"new")
    files.settle()
    assert _tree(tmp_path) == {"b.md": b"new"}


_KILLED = """
    import os, signal, sys
    from pathlib import Path
    from dossierpress.store.batch import Batch

    folder, left = Path(sys.argv[1]), int(sys.argv[2])

    def die(event, args):
        global left
        if event in {"open", "os.mkdir", "os.rename", "os.chmod", "os.remove", "ctypes.dlsym"}:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die)
    files = Batch(folder)
    for name in "abc":
        files.write(folder / name, b"new" * 5000)
    files.settle()
"""


def test_killed_anywhere_every_file_is_whole(tmp_path: Path) -> None:
    """SIGKILL at every call: each file is the old or the new one, and later ones are not new before earlier ones."""
    old, new = b"old" * 5000, b"new" * 5000
    states = []
    for step in range(100):
        folder = tmp_path / str(step)
        folder.mkdir()
        for name in "abc":
            (folder / name).write_bytes(old)
        environment = {**os.environ, "PYTHONPATH": str(GENERATOR), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", textwrap.dedent(_KILLED), str(folder), str(step)]
        code = subprocess.run(command, env=environment, check=False).returncode
        state = [(folder / name).read_bytes() for name in "abc"]
        assert all(data in (old, new) for data in state)
        assert state == sorted(state)  # "new" sorts before "old"
        states.append(state)
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert states[0] == [old] * 3
    assert states[-1] == [new] * 3
    assert [new, old, old] in states
