"""Where the output folder cannot be exchanged, files are replaced one by one, and a stop is made good."""

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dossierpress.diagnostics import DossierError
from dossierpress.model.source import OutputPath
from dossierpress.store import exchange, generation, journal, manifest
from tests.harness.project import GENERATOR

OLD = {f"p{i}/index.html": "old" for i in range(4)} | {
    "gone/index.html": "old",
    "file": "old",
    "CNAME": "mine",
}
NEW = {f"p{i}/index.html": "new" for i in range(4)} | {
    "gone": "new",
    "file/index.html": "new",
    "CNAME": "mine",
}


def _bytes(tree: dict[str, str]) -> dict[OutputPath, bytes]:
    return {OutputPath(path): text.encode() for path, text in tree.items() if text != "mine"}


def _tree(folder: Path) -> dict[str, str]:
    listed = (p for p in folder.rglob("*") if p.is_file() and p.name != manifest.FILE_NAME)
    return {p.relative_to(folder).as_posix(): p.read_text() for p in listed}


def _mounted(new: Path, current: Path) -> None:
    """What the system answers when ``current`` is a mount point."""
    raise OSError(errno.EBUSY, "Device or resource busy", str(current))


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the old site and a foreign file, which cannot be exchanged."""
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "CNAME").write_text("mine")
    generation.replace(folder, _bytes(OLD), sources=[])
    monkeypatch.setattr(exchange, "exchange", _mounted)
    return folder


def test_files_are_replaced(output: Path) -> None:
    """Files and folders change places, empty folders go, foreign files and unchanged ones stay as they are."""
    inode = (output / "p0/index.html").stat().st_ino
    changes = generation.replace(output, _bytes(NEW | {"p0/index.html": "old"}), sources=[])
    assert _tree(output) == NEW | {"p0/index.html": "old"}
    assert (output / "p0/index.html").stat().st_ino == inode
    assert changes.removed == ("file", "gone/index.html")
    assert sorted(p.name for p in output.parent.iterdir()) == ["output"]
    assert manifest.read(output).keys() == _bytes(NEW).keys()
    generation.replace(output, _bytes(OLD), sources=[])
    assert _tree(output) == OLD


def test_a_full_disk_leaves_the_old_site(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is on disk before the first file is replaced."""

    def full(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder))

    monkeypatch.setattr(journal, "flush", full)
    with pytest.raises(DossierError, match="No space left") as caught:
        generation.replace(output, _bytes(NEW), sources=[])
    assert "the site there is as it was" in caught.value.hint
    assert _tree(output) == OLD


def test_an_edited_file_is_not_deleted(output: Path) -> None:
    """Between a stop and the next build somebody may have worked on a file that was to go."""
    (output / "gone/index.html").write_text("edited")
    record = {
        "files": [],
        "removed": {"gone/index.html": manifest.read(output)[OutputPath("gone/index.html")]},
    }
    (output / journal.JOURNAL).write_text(json.dumps(record))
    generation.recover(output)
    assert _tree(output) == OLD | {"gone/index.html": "edited"}


@pytest.mark.parametrize("path", ["../outside", "/etc/outside", "link/outside", "p0/../../outside", ".."])
def test_a_journal_of_others_reaches_nothing_outside(output: Path, path: str) -> None:
    """A journal that came with somebody's folder cannot delete or replace what lies elsewhere."""
    outside = output.parent / "outside"
    outside.write_text("safe")
    (output / "link").symlink_to(output.parent)
    for record in ({"files": [path], "removed": {}}, {"files": [], "removed": {path: "0" * 32}}):
        (output / journal.JOURNAL).write_text(json.dumps(record))
        with pytest.raises(DossierError, match="outside of the output folder"):
            generation.recover(output)
    assert outside.read_text() == "safe"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 1, "removed": 2}'])
def test_a_file_that_is_no_journal(output: Path, text: str) -> None:
    """It is not obeyed and not deleted; the message says what to do."""
    (output / journal.JOURNAL).write_text(text)
    with pytest.raises(DossierError, match="no journal of a build; delete it"):
        generation.recover(output)
    (output / journal.JOURNAL).unlink()
    assert _tree(output) == OLD


_KILLED = """
    import errno, os, signal, sys
    from pathlib import Path
    from dossierpress.store import exchange, generation

    output, left = Path(sys.argv[1]), int(sys.argv[2])
    CALLS = {"open", "os.link", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym"}

    def die(event, args):
        global left
        if event in CALLS and str(output) in "".join(map(str, args)) or event == "ctypes.dlsym":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def mounted(new, current):
        raise OSError(errno.EBUSY, "Device or resource busy", str(current))

    exchange.exchange = mounted
    files = dict(line.split("=") for line in sys.stdin.read().split())
    sys.addaudithook(die)
    generation.replace(output, {path: text.encode() for path, text in files.items()}, sources=[])
"""


def _killed(output: Path, step: int) -> int:
    """Build the new site, killed before file-system call number ``step``; the exit code."""
    given = "\n".join(f"{path}={text}" for path, text in NEW.items() if text != "mine")
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", textwrap.dedent(_KILLED), str(output), str(step)]
    return subprocess.run(command, input=given, text=True, env=environment, check=False).returncode


@pytest.mark.slow
def test_killed_anywhere_and_again_the_next_run_mends_it(tmp_path: Path) -> None:
    """SIGKILL at every call of a build, then at some call of the next one: mended, the site is old or new."""
    states = []
    for step in range(400):
        output = tmp_path / str(step) / "output"
        output.mkdir(parents=True)
        (output / "CNAME").write_text("mine")
        generation.replace(output, _bytes(OLD), sources=[])
        code = _killed(output, step)
        begun = (output / journal.JOURNAL).exists()
        if code and step % 3:
            _killed(output, step % 7)
        begun = begun or (output / journal.JOURNAL).exists()
        generation.recover(output)
        assert _tree(output) in (OLD, NEW), f"mixed after {step} calls"
        assert not begun or _tree(output) == NEW
        states.append(_tree(output) == NEW)
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert code == 0
    assert not states[0]
    assert len(states) > 40
    assert states.count(True) > 10


_MOUNT = """
    set -e
    mount -t tmpfs none "$1"
    mkdir "$1/output"
    mount -t tmpfs none "$1/output"
    [ "$2" = sealed ] && mount -o remount,ro "$1"
    [ "$2" = shut ] && mount -o remount,ro "$1/output" && mount -o remount,ro "$1"
    shift 2
    exec "$@"
"""
_BUILD_TWICE = """
    import sys
    from pathlib import Path
    from dossierpress.diagnostics import DossierError
    from dossierpress.store import generation

    output = Path(sys.argv[1])
    try:
        generation.replace(output, {"a": b"1", "b/c": b"2"}, sources=[])
        (output / "CNAME").write_text("mine")
        generation.replace(output, {"a": b"other", "d": b"3"}, sources=[])
    except DossierError as error:
        print(error, error.hint, sep="|")
    print(*sorted(p.relative_to(output).as_posix() for p in output.rglob("*")))
"""


@pytest.mark.parametrize("parent", ["open", "sealed", "shut"])
def test_a_real_mount_point(tmp_path: Path, parent: str) -> None:
    """On a file system of its own, beside which one may write or not; on one that is read-only a message."""
    space = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run(
        [*space, "mount", "-t", "tmpfs", "none", tmp_path], check=False, capture_output=True
    ).returncode:
        pytest.skip("this system lets no ordinary user mount anything")
    mount = ["sh", "-c", textwrap.dedent(_MOUNT), "sh", str(tmp_path), parent]
    build = [sys.executable, "-c", textwrap.dedent(_BUILD_TWICE), str(tmp_path / "output")]
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR)}
    ran = subprocess.run(
        [*space, *mount, *build], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    if parent == "shut":
        assert "could not be written" in ran.stdout
        assert "read-only: set `output`" in ran.stdout
    else:
        assert ran.stdout.split() == [".dossier-manifest.json", "CNAME", "a", "d"]
