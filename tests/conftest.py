"""Fixtures of all tests: sample dossiers, the demonstration site, a server and a browser."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.harness import golden
from tests.harness.project import Project
from tests.harness.server import serving
from tests.harness.tools import program

ROOT = Path(__file__).parents[1]
#: How long a browser may take to show what is expected (seconds): far more than it does take, also on a busy machine.
PATIENCE = 30
#: No test touches the key of the user's own caches, or what else is kept for him; processes of a run share theirs.
os.environ["DOSSIER_CACHE_KEY"] = "tests"
if "PYTEST_XDIST_WORKER" not in os.environ:
    _state = TemporaryDirectory(prefix="dossierpress-tests-")
    os.environ["XDG_STATE_HOME"] = _state.name
#: A busy machine is no failure. And the same program gives the same verdict: `make test` tries the same examples each
#: time, `make test-long` new ones.
settings.register_profile(
    "long", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("settled", settings.get_profile("long"), derandomize=True)
settings.load_profile("long" if os.environ.get("DOSSIER_TEST") == "long" else "settled")
#: What the demonstration dossier consists of; everything else in the checkout is not its content.
DEMONSTRATION = ("dossier.yaml", "content", "themes")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files of tests/sites")


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """A dossier in a temporary folder: empty, or a copy of the site ``tests/sites/<indirect parameter>``."""
    root = tmp_path / "dossier"
    case = getattr(request, "param", None)
    if case is None:
        return Project(root).write("dossier.yaml", "title: Essai\nurl: https://example.org/essai/\n")
    shutil.copytree(golden.SITES / case, root, ignore=shutil.ignore_patterns("expected"))
    return Project(root)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def demo(shared: Path) -> Project:
    """The repository's own dossier, imported and built in a copy, once for all workers of a run."""
    root = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed, or the process dies
        if not (root / "built").exists():
            shutil.rmtree(root, ignore_errors=True)  # what a failed attempt left
            _copy_demonstration(root)
            Project(root).do("import", "content/raw").build()
            (root / "built").touch()
    return Project(root)


def _copy_demonstration(root: Path) -> None:
    root.mkdir()
    for name in DEMONSTRATION:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)


@pytest.fixture(scope="session")
def demo_site(demo: Project) -> Path:
    """The folder of the built demonstration site; read only."""
    return demo.output


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, one for each worker that asks for it. Tests that use it bear the mark ``browser``."""
    path = program("chromium", "chromium-browser", "google-chrome")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """``serve(folder, prefix="/")`` serves a folder until the test ends and returns its address."""
    with ExitStack() as stack:
        yield lambda folder, prefix="/": stack.enter_context(serving(folder, prefix))


@pytest.fixture(scope="session")
def server(demo_site: Path) -> Iterator[str]:
    """The address of the demonstration site, served at ``/``."""
    with serving(demo_site) as address:
        yield address


@pytest.fixture(scope="session")
def server_below(demo_site: Path) -> Iterator[str]:
    """The address of the demonstration site, served below ``/repo/`` as on GitHub Pages."""
    with serving(demo_site, "/repo/") as address:
        yield address
