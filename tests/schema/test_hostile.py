"""Hostile front matter: the process lives, stays small and quick, and says where and what."""

import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from dossierpress.diagnostics import CODES
from tests.conftest import ROOT
from tests.schema.hostile import ATTACKS


@cache
def _outcomes() -> dict[str, dict[str, Any]]:
    """What a process within 1 GiB and 60 s of processor time makes of all attacks, by name."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.schema.hostile"],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'generator'}", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    outcomes = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0, f"died after {outcomes[-1:]}: {ran.stderr}"
    return {outcome["name"]: outcome for outcome in outcomes}


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_located(name: str) -> None:
    """Every attack gives a finding in words at a line and column of the file, within 64 MiB."""
    outcome = _outcomes()[name]
    assert outcome["found"]
    assert outcome["documents"] == 0
    assert outcome["growth"] <= 64
    for line, column, code, _, message, hint in outcome["found"]:
        assert 1 <= line <= outcome["lines"] + 1
        assert column >= 1
        assert code in CODES
        assert len(message) < 200
        assert "Error" not in message + hint


def test_there_are_enough_attacks() -> None:
    """Reports of crashes, hangs, escapes and deceptions in other readers are all represented."""
    assert len(ATTACKS) >= 70
    assert len(set(ATTACKS.values())) == len(ATTACKS)


def test_the_findings_of_a_file_are_bounded() -> None:
    """64 KiB of mistakes do not give a report longer than the file."""
    assert max(len(outcome["found"]) for outcome in _outcomes().values()) <= 2_001
