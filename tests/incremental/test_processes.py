"""Several processes of ours, forked where that is safe: a command by itself, as no test within pytest is."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.corpus import corpus, write
from tests.incremental.dossier import Dossier, differences

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")

#: A command that spreads whatever there is to do, and says whether its processes are forked.
COMMAND = """
import os, signal, time
from dossierpress.build import rendering, workers
from dossierpress.cli import main
workers.ENOUGH, workers.BATCH = 1, 7
print("copies", workers.Workers(jobs=2).copies(1))
{before}
main(["build", "--jobs", "2"])
"""


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    """A dossier of 30 articles with notes, entities and events, in the default theme."""
    write(tmp_path, corpus(30))
    return Dossier(tmp_path)


def build(dossier: Dossier, before: str = "") -> "subprocess.CompletedProcess[str]":
    """Build by forked processes, having run ``before``."""
    code = COMMAND.format(before=before)
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        cwd=dossier.root,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "copies True" in done.stdout
    return done


def _instead(statement: str) -> str:
    """A statement done in place of rendering."""
    return f"def instead(*_, **__):\n    {statement}\nrendering.render_all = instead"


def test_forked_processes_make_the_same_site(dossier: Dossier) -> None:
    """From nothing, after an edit, and in another theme, upon the site that stands."""
    assert build(dossier).returncode == 0
    assert differences(dossier.tree, dossier.clean()[0]) == []
    file = next((dossier.root / "content/articles").glob("*.md"))
    file.write_text(file.read_text().replace('title: "', 'title: "Autre ', 1))
    assert build(dossier).returncode == 0
    assert differences(dossier.tree, dossier.clean()[0]) == []
    dossier.bare_theme()
    config = dossier.root / "dossier.yaml"
    config.write_text(config.read_text() + "\ntheme: bare\n")
    assert build(dossier).returncode == 0
    assert differences(dossier.tree, dossier.clean()[0]) == []


@pytest.mark.parametrize(
    ("fails", "code", "says"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", 1, "a process of the build was ended"),
        ('raise OSError(28, "No space left on device", "x")', 1, "free some space on that disk"),
        ("os.kill(os.getppid(), signal.SIGINT); time.sleep(0.1); return []", 130, "interrupted"),
    ],
    ids=["killed", "full", "interrupted"],
)
def test_a_process_that_fails_leaves_the_site(dossier: Dossier, fails: str, code: int, says: str) -> None:
    """The site that stands is as it was, nothing of the next one is left, and the next build makes it."""
    build(dossier)
    before = dossier.tree
    config = dossier.root / "dossier.yaml"
    config.write_text(config.read_text().replace("Banc d’essai", "Autre"))
    done = build(dossier, _instead(fails))
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert dossier.tree == before
    assert not (dossier.root / ".output.next").exists()
    assert build(dossier).returncode == 0
    assert differences(dossier.tree, dossier.clean()[0]) == []


def test_processes_end_with_the_one_that_leads(dossier: Dossier) -> None:
    """Killed with all it began, a build leaves no process behind: they would hold its output open."""
    assert build(dossier).returncode == 0
    file = next((dossier.root / "content/articles").glob("*.md"))
    file.write_text(file.read_text().replace('title: "', 'title: "Autre ', 1))
    assert build(dossier, _instead("os.kill(os.getppid(), signal.SIGKILL); time.sleep(0.5)")).returncode == -9
    assert build(dossier).returncode == 0
    assert differences(dossier.tree, dossier.clean()[0]) == []


def test_a_damaged_layer_is_made_again(dossier: Dossier) -> None:
    """What another process finds damaged in the cache is an error that comes back whole: all is made anew."""
    assert build(dossier).returncode == 0
    dossier.bare_theme()  # so that every page is rendered, and needs its text
    config = dossier.root / "dossier.yaml"
    config.write_text(config.read_text() + "\ntheme: bare\n")
    pack = dossier.root / ".dossier/memo.pack"
    data = pack.read_bytes()
    damaged = data.replace(b"<p>", b"<q>")  # facts have no HTML, layers are hardly anything else
    assert damaged != data
    pack.write_bytes(damaged)
    assert build(dossier).returncode == 0
    assert differences(dossier.tree, dossier.clean()[0]) == []
