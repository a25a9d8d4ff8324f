"""The output folder is the old site or the new one, and nothing of others is lost."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dossierpress.diagnostics import DossierError
from dossierpress.model.source import OutputPath
from dossierpress.store import manifest
from dossierpress.store.generation import Changes, refuse, replace


def _files(**texts: str) -> dict[OutputPath, bytes]:
    return {OutputPath(name.replace("__", "/")): text.encode() for name, text in texts.items()}


def _tree(folder: Path) -> dict[str, str]:
    listed = (p for p in folder.rglob("*") if p.is_file() and p.name != manifest.FILE_NAME)
    return {p.relative_to(folder).as_posix(): p.read_text() for p in listed}


def test_a_build_writes_changes_and_removes(tmp_path: Path) -> None:
    """What is no longer made goes, what changed is changed, what is the same is kept as it is."""
    output = tmp_path / "output"
    replace(output, _files(a="1", b__c="2", d="3"), sources=[])
    kept = (output / "d").stat().st_ino
    changes = replace(output, _files(a="other", d="3", e="4"), sources=[])
    assert _tree(output) == {"a": "other", "d": "3", "e": "4"}
    assert changes == Changes((OutputPath("e"),), (OutputPath("a"),), (OutputPath("b/c"),), 1)
    assert (output / "d").stat().st_ino == kept


def test_foreign_files_stay(tmp_path: Path) -> None:
    """A file no build wrote is carried over from generation to generation."""
    output = tmp_path / "output"
    output.mkdir()
    (output / "CNAME").write_text("dossier.example")
    for round_ in "12":
        replace(output, _files(a=round_), sources=[])
        assert _tree(output) == {"a": round_, "CNAME": "dossier.example"}


def test_an_edited_page_that_is_no_longer_made_stays(tmp_path: Path) -> None:
    """A listed file whose content is not what we wrote is somebody's work: it is not deleted."""
    output = tmp_path / "output"
    replace(output, _files(a="1", b="2"), sources=[])
    (output / "b").unlink()
    (output / "b").write_text("edited by hand")
    replace(output, _files(a="1"), sources=[])
    assert _tree(output) == {"a": "1", "b": "edited by hand"}


def test_a_foreign_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """A page is never written over a file nobody listed; the message names it."""
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("mine")
    with pytest.raises(DossierError, match=r"index\.html was not written by a build"):
        replace(output, _files(a="1") | {OutputPath("index.html"): b"new"}, sources=[])
    assert _tree(output) == {"index.html": "mine"}
    assert [p.name for p in tmp_path.iterdir()] == ["output"]


def test_a_broken_manifest_deletes_nothing(tmp_path: Path) -> None:
    """With an unreadable list every file is somebody else's."""
    output = tmp_path / "output"
    replace(output, _files(a="1", b="2"), sources=[])
    (output / manifest.FILE_NAME).write_text('{"files": [1')
    replace(output, _files(a="1"), sources=[])
    assert _tree(output) == {"a": "1", "b": "2"}


@pytest.mark.parametrize("where", [".", "content", "content/articles", "themes/x", ".git", "..", "home"])
def test_dangerous_outputs_are_refused(tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The output may not be, hold or lie in sources or home."""
    root = tmp_path / "parent" / "dossier"
    (root / "content" / "articles").mkdir(parents=True)
    home = tmp_path / "somebody"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    output = home if where == "home" else root / where
    with pytest.raises(DossierError, match="output folder"):
        refuse(output, [root / "content", root / "themes", root / ".git"])


def test_a_symbolic_link_a_file_and_a_foreign_repository_are_refused(tmp_path: Path) -> None:
    """Three more folders a build must not write to."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("repo", "file", "link"):
        with pytest.raises(DossierError):
            refuse(tmp_path / name, [])


def test_a_good_output_is_accepted(tmp_path: Path) -> None:
    """Negative control: an ordinary folder beside the sources is fine, whether it exists or not."""
    (tmp_path / "content").mkdir()
    refuse(tmp_path / "output", [tmp_path / "content"])
    (tmp_path / "output").mkdir()
    refuse(tmp_path / "output", [tmp_path / "content"])


_KILLED = """
    import os, signal, sys
    from pathlib import Path
    from dossierpress.store import generation

    left = int(sys.argv[2])
    CALLS = {"open", "os.link", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}
    CALLS |= {"shutil.rmtree", "ctypes.dlsym"}

    def die(event, args):
        global left
        if event in CALLS:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    files = {f"p{i}/index.html": b"new" for i in range(5)} | {"index.html": b"new"}
    sys.addaudithook(die)
    generation.replace(Path(sys.argv[1]), files, sources=[])
"""


def test_killed_anywhere_the_site_is_whole(tmp_path: Path) -> None:
    """SIGKILL at every file-system call: the output is exactly the old site or exactly the new one."""
    old = {f"p{i}/index.html": "old" for i in range(5)} | {"gone.html": "old", "CNAME": "foreign"}
    new = {f"p{i}/index.html": "new" for i in range(5)} | {"index.html": "new", "CNAME": "foreign"}
    seen = []
    for step in range(200):
        output = tmp_path / str(step) / "output"
        output.mkdir(parents=True)
        (output / "CNAME").write_text("foreign")
        ours = {OutputPath(k): v.encode() for k, v in old.items() if k != "CNAME"}
        replace(output, ours, sources=[])
        script = textwrap.dedent(_KILLED)
        env = {**os.environ, "PYTHONPATH": str(Path("generator").resolve()), "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run([sys.executable, "-c", script, str(output), str(step)], env=env, check=False)
        tree = _tree(output)
        assert tree in (old, new), f"mixed after {step} calls"
        seen.append(tree == new)
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL
    assert run.returncode == 0
    assert not seen[0]
    assert seen[-1]
    assert len(seen) > 20
