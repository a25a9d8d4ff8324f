"""Ctrl-C while a command works: it ends with 130, without a traceback, and leaves nothing half done."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.corpus import corpus, write
from tests.harness.project import GENERATOR, Project

#: How long anything may take before a test fails (seconds).
PATIENCE = 60.0


def interrupted(project: Project, *args: str, when: Callable[[], bool]) -> str:
    """Run the command in a process of its own and interrupt it as soon as ``when`` holds; what it printed."""
    process = subprocess.Popen(
        Project.command(*args),
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(GENERATOR)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        end = time.monotonic() + PATIENCE
        while not when():
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < end
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the processes of a build get it, too
        output, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130, output
    return output


def test_a_build(tmp_path: Path) -> None:
    """The old site stays as it was, and the next build is that of a clean start."""
    project = Project(tmp_path / "dossier")
    write(project.root, corpus(20))
    before = project.build().digests()
    shutil.rmtree(project.root / "content")
    write(project.root, corpus(400))
    made = project.root / ".output.next"
    shutil.rmtree(made, ignore_errors=True)  # the site before, which the last build left
    output = interrupted(project, "build", "--jobs", "2", when=made.is_dir)
    assert output.strip().endswith("interrupted")
    assert "Traceback" not in output
    assert project.digests() == before
    after = project.build().digests()
    assert project.build("--no-cache").digests() == after


def test_an_import(project: Project) -> None:
    """What was imported before is whole; imported again, the rest follows."""
    for n in range(300):
        project.write(
            f"raw/{n}.txt",
            f"Le pont numéro {n}\n\n14 décembre 2015\n\nIl fut ouvert lundi, dit-on, à {n} h.\n",
        )
    articles = project.root / "content/articles"
    output = interrupted(
        project, "import", "raw", when=lambda: articles.is_dir() and any(articles.glob("*.md"))
    )
    assert output.strip().endswith("interrupted")
    assert "Traceback" not in output
    first = len(list(articles.glob("*.md")))
    assert 0 < first < 300
    project.do("import", "raw")
    assert len(list(articles.glob("*.md"))) == 300
    project.check()
