"""The program works when it is installed: outside of the checkout, with the theme it brings along."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path) -> str:
    """Run a command away from the checkout; return its output."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    ran = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of an environment into which a freshly built wheel was installed.

    Dependencies come from the environment of the tests, as a folder on the path: no network is used, and the
    checkout itself is not on that path (``.pth`` files in such a folder are not followed).
    """
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    home = folder / "venv"
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    _run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin"


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    """The package is found in the environment, not in the checkout, and brings its theme."""
    script = "import dossierpress, pathlib; print(pathlib.Path(dossierpress.__file__).parent)"
    package = Path(_run(installed / "python", "-c", script, cwd=tmp_path).strip())
    assert package.is_relative_to(installed.parent)
    assert (package / "themes/default/theme.yaml").is_file()
    assert (package / "themes/default/templates/article.html").is_file()


def test_a_new_dossier_builds(installed: Path, tmp_path: Path) -> None:
    """``dossier new`` and ``dossier build`` make a site: pages, a style sheet, and no finding."""
    dossier = installed / "dossier"
    _run(dossier, "new", "essai", cwd=tmp_path)
    _run(dossier, "check", "--strict", "-C", "essai", cwd=tmp_path)
    _run(dossier, "build", "-C", "essai", cwd=tmp_path)
    output = tmp_path / "essai" / "output"
    front = (output / "index.html").read_text(encoding="utf-8")
    assert "<h1" in front
    assert list(output.glob("articles/*/index.html"))
    assert list(output.rglob("theme*.css"))
