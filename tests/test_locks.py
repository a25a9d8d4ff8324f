"""The lock files: every pin has its hash, they fit the project, and they name no server."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)(?: ; [^\\]+)? \\$", re.MULTILINE)
RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
NPM = ROOT / "tests" / "npm"
PEERS = ROOT / "tests" / "bench" / "peers"
ALL = [RUNTIME, DEVELOPMENT, *sorted(PEERS.glob("*/requirements.lock"))]
NPM_LOCKED = [NPM, PEERS / "eleventy"]


def pins(lock: Path) -> dict[str, set[str]]:
    """Package name to the versions a lock file pins: several where they depend on the Python version."""
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall(lock.read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def wanted() -> tuple[list[str], list[str]]:
    """The requirements the project declares: to run and build, and for its development."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    return run, run + project["project"]["optional-dependencies"]["dev"]


@pytest.mark.parametrize(("lock", "kind"), [(RUNTIME, 0), (DEVELOPMENT, 1)])
def test_locks_fit_the_project(lock: Path, kind: int) -> None:
    """Every requirement is pinned, to versions it allows. If not: run `make lock`."""
    pinned = pins(lock)
    for requirement in map(Requirement, wanted()[kind]):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement} is not in {lock.name}"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_one_version_for_both() -> None:
    """What the program runs with is what it is tested with."""
    development = pins(DEVELOPMENT)
    assert {name: development.get(name) for name in pins(RUNTIME)} == pins(RUNTIME)


@pytest.mark.parametrize("lock", ALL)
def test_every_pin_has_hashes(lock: Path) -> None:
    """A lock file is nothing but pins, each followed by SHA-256 hashes."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    starts = [n for n, line in enumerate(lines) if not line.startswith("    --hash=sha256:")]
    assert [line for n in starts if not PIN.match(line := lines[n])] == []
    assert [lines[n] for n in starts if not lines[n + 1].startswith("    --hash=sha256:")] == []


def test_no_lock_names_a_server() -> None:
    """Where packages come from is the installer's business, so the locks work behind any mirror."""
    texts = {file: file.read_text(encoding="utf-8") for file in ALL}
    texts |= {folder: _without_funding(folder / "package-lock.json") for folder in NPM_LOCKED}
    named = ((file.name, line) for file, text in texts.items() for line in text.splitlines())
    assert [
        place for place in named if re.search(r"https?:|file:|index-url|find-links|\"resolved\"", place[1])
    ] == []


def _without_funding(lock: Path) -> str:
    """A lock of npm without the pages that ask for money, which nothing is loaded from."""
    locked = json.loads(lock.read_text(encoding="utf-8"))
    for record in locked["packages"].values():
        record.pop("funding", None)
    return json.dumps(locked, indent=1)


@pytest.mark.parametrize("folder", NPM_LOCKED, ids=lambda folder: folder.name)
def test_npm_packages_have_hashes(folder: Path) -> None:
    """The npm tools are pinned to one version each, with a digest."""
    tools = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in tools.items():
        assert locked[f"node_modules/{name}"]["version"] == version
    assert [n for n, record in locked.items() if n and not record["integrity"].startswith("sha512-")] == []


def test_actions_are_pinned() -> None:
    """Workflows name the actions they use by commit, or at least by a version: never by a branch."""
    workflows = (ROOT / ".github" / "workflows").glob("*.yml")
    uses = list(chain.from_iterable(re.findall(r"uses: (\S+)", file.read_text()) for file in workflows))
    assert uses
    assert [use for use in uses if not re.fullmatch(r"[\w./-]+@([0-9a-f]{40}|v[0-9.]+)", use)] == []
