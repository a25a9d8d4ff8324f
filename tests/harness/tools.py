"""Programs that pip cannot install. A missing one fails the test and names the command that installs it."""

import shutil
from pathlib import Path

import pytest

NPM = Path(__file__).parents[1] / "npm" / "node_modules"
AXE = NPM / "axe-core" / "axe.min.js"
RECOGITO = NPM / "@recogito" / "text-annotator" / "dist" / "text-annotator.umd.js"
VNU = NPM / "vnu-jar" / "build" / "dist" / "vnu.jar"


def program(*names: str) -> str:
    """The path of the first of ``names`` that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail(f"{names[0]} is not installed: run `make tools`")
    return found


def npm_file(path: Path) -> Path:
    """A file of the npm tools, `AXE`, `RECOGITO` or `VNU`."""
    if not path.is_file():
        pytest.fail(f"{path.name} is not installed: run `make tools`")
    return path
