"""The layers hold, and the guard that watches them is awake."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def broken_contracts(checkout: Path) -> str:
    """What import-linter says about the package below ``checkout``; nothing when all contracts are kept."""
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=checkout,
        env={"PYTHONPATH": str(checkout / "generator"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the package and of the contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = "generator/dossierpress"
    shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_layers_hold(checkout: Path) -> None:
    """No room sees what it must not see."""
    assert broken_contracts(checkout) == ""


@pytest.mark.parametrize(
    ("room", "statement", "complaint"),
    [
        (
            "model",
            "import dossierpress.config",
            "dossierpress.model is not allowed to import dossierpress.config",
        ),
        (
            "link",
            "import dossierpress.compose",
            "dossierpress.link is not allowed to import dossierpress.compose",
        ),
        (
            "store",
            "import dossierpress.markup",
            "dossierpress.store is not allowed to import dossierpress.markup",
        ),
        ("parse", "import subprocess", "dossierpress.parse is not allowed to import subprocess"),
        ("markup", "import pathlib", "dossierpress.markup is not allowed to import pathlib"),
    ],
)
def test_a_forbidden_import_is_noticed(checkout: Path, room: str, statement: str, complaint: str) -> None:
    """One import that breaks a contract, planted in a copy, is named."""
    (checkout / f"generator/dossierpress/{room}/planted.py").write_text(f'"""Planted."""\n\n{statement}\n')
    assert complaint in " ".join(broken_contracts(checkout).split())


def test_a_new_room_has_to_take_its_place(checkout: Path) -> None:
    """A module of the package that no layer names is a finding."""
    (checkout / "generator/dossierpress/utils.py").write_text('"""A room of its own."""\n')
    assert "utils" in broken_contracts(checkout)
