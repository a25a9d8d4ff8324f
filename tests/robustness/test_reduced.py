"""The programme, reduced: a few points of each row in every run of the tests; `make test-robustness` does all."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.harness.project import GENERATOR
from tests.robustness.__main__ import ROWS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def said() -> str:
    """What the programme says of all rows but how far they are; a process of its own can fork, and gets ready once."""
    environment = {**os.environ, "PYTHONPATH": f"{GENERATOR}{os.pathsep}{ROOT}"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.robustness", "--reduced"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return "\n".join(line for line in (ran.stdout + ran.stderr).splitlines() if not line.endswith("so far"))


@pytest.mark.parametrize("name", list(ROWS))
def test_row(said: str, name: str) -> None:
    """The row keeps its promise, and catches its own broken variants."""
    told = [line for line in said.splitlines() if line.startswith(f"{name} ")]
    assert len(told) == 1, said
    assert "(kept)" in told[0], said
