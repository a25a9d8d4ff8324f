"""``--executor dask://…``: a real scheduler and real workers make the site one process makes."""

import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dossierpress import build as building
from dossierpress.build.workers import BATCH
from dossierpress.cli.cluster import cluster_at
from dossierpress.config import load
from dossierpress.store.memo import Memo
from tests.bench.corpus import corpus, write
from tests.cluster.conftest import Cluster
from tests.harness.project import GENERATOR, Project

pytestmark = pytest.mark.slow
SIZE = 4 * BATCH


@pytest.fixture
def dossier(project: Project) -> Project:
    """A dossier of several batches."""
    made = corpus(SIZE)
    write(project.root, replace(made, articles=tuple(replace(a, tags=a.tags[:2]) for a in made.articles)))
    return project


@pytest.mark.filterwarnings("default")  # those of Dask are its own
def test_a_cluster_makes_the_same_site(dossier: Project, cluster: Callable[[], Cluster]) -> None:
    """Two workers give the bytes that one process gives; so do they when one of them is killed in the middle."""
    alone = dossier.build("--no-cache", "--jobs", "1").tree()
    shutil.rmtree(dossier.output)
    dask = cluster()
    first, second = dask.worker("first"), dask.worker("second")
    assert dossier.build("--no-cache", "--executor", f"dask://{dask.address}").tree() == alone
    shutil.rmtree(dossier.output)
    killed = []

    def kill(stage: str, done: int, total: int) -> None:
        if stage == "parse" and done == BATCH:  # a batch came back, the others are under way
            first.send_signal(signal.SIGKILL)
            killed.append(total - done)

    config, _ = load(dossier.root)
    with cluster_at(dask.address) as others:
        building.build(config, memo=Memo.none(), executor=others.executor, jobs=2, progress=kill)
    assert killed == [len(list((dossier.root / "content").rglob("*.md"))) - BATCH]
    assert first.wait() == -signal.SIGKILL
    assert second.poll() is None
    assert dossier.tree() == alone


@pytest.mark.filterwarnings("default")
def test_a_lost_cluster_leaves_the_old_site(dossier: Project, cluster: Callable[[], Cluster]) -> None:
    """When the scheduler ends in the middle, the error says so and the site is as it was."""
    before = dossier.build("--no-cache", "--jobs", "1").tree()
    dask = cluster()
    dask.worker("only")
    config, _ = load(dossier.root)

    def kill(stage: str, done: int, total: int) -> None:
        if stage == "parse" and done == BATCH:
            dask.scheduler.kill()
            dask.scheduler.wait()

    with pytest.raises(Exception, match="was lost") as caught, cluster_at(dask.address) as others:
        building.build(config, memo=Memo.none(), executor=others.executor, jobs=1, progress=kill)
    assert getattr(caught.value, "exit_code", None) == 1
    assert dossier.tree() == before


def test_other_versions_are_refused(dossier: Project, cluster: Callable[[], Cluster], tmp_path: Path) -> None:
    """A worker whose program differs would make other pages: it is not let."""
    other = shutil.copytree(GENERATOR, tmp_path / "other")
    with (other / "dossierpress" / "render" / "links.py").open("a") as file:
        file.write("# another version\n")
    dask = cluster()
    dask.worker("other", other)
    ran = dossier.spawn("build", "--executor", f"dask://{dask.address}", PYTHONWARNINGS="default")
    assert ran.exit_code == 3, ran.text
    assert "a worker of the cluster has another version of Dossierpress" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not dossier.output.exists()


def test_workers_without_the_program(
    dossier: Project, cluster: Callable[[], Cluster], tmp_path: Path
) -> None:
    """A worker that cannot import the program is named as the reason."""
    hidden = tmp_path / "hidden" / "dossierpress"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ModuleNotFoundError('no', name='dossierpress')\n")
    dask = cluster()
    dask.worker("bare", hidden.parent)
    ran = dossier.spawn("build", "--executor", f"dask://{dask.address}", PYTHONWARNINGS="default")
    assert ran.exit_code == 3, ran.text
    assert "a worker of the cluster has no Dossierpress" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_nobody_there(project: Project) -> None:
    """Where no scheduler listens, one is told how to start one."""
    project.spawn("build", "--executor", "dask://127.0.0.1:9", PYTHONWARNINGS="default")
    assert project.last.exit_code == 3, project.last.text
    assert "there is no Dask scheduler at 127.0.0.1:9" in project.last.stderr
    assert "Traceback" not in project.last.stderr


def test_no_dask(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the message names it, and the exit code says that a tool is missing."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    project.build("--executor", "dask://127.0.0.1:8786", exit_code=3)
    assert "pip install 'dossierpress[dask]'" in project.last.stderr


@pytest.mark.parametrize(
    "value", ["127.0.0.1:8786", "dask://somewhere", "dask://h:x", "dask://h:1/x", "tcp://h:1"]
)
def test_what_is_no_address(project: Project, value: str) -> None:
    """A malformed address is an error of usage."""
    project.build("--executor", value, exit_code=2)
    assert "dask://HOST:PORT" in project.last.stderr
