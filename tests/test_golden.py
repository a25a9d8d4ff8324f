"""Sample sites come out as their golden files say."""

from pathlib import Path

import pytest

from tests.harness import golden
from tests.harness.project import Project


@pytest.mark.parametrize("project", golden.cases(), indirect=True)
def test_golden_site(project: Project, request: pytest.FixtureRequest) -> None:
    """The site of ``tests/sites/<case>`` equals its expected files; ``--update-golden`` writes them anew."""
    expected = golden.SITES / request.node.callspec.params["project"] / "expected"
    output = project.build().tree()
    if request.config.getoption("--update-golden"):
        golden.update(expected, output)
    assert (expected / golden.LISTING).is_file()
    assert golden.differences(expected, output) == []


@pytest.fixture
def expected(tmp_path: Path) -> Path:
    """Golden files of a case with two files, of which one is kept."""
    folder = tmp_path / "case" / "expected"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text("a")
    (folder / "tree.txt").write_text("a.html\nb.html\n")
    return folder


def test_differences_are_noticed(expected: Path) -> None:
    """A changed file, a missing one and one too many are found; files that are not kept are not compared."""
    assert golden.differences(expected, {"a.html": b"a", "b.html": b"any"}) == []
    changed = golden.differences(expected, {"a.html": b"other", "b.html": b"any"})
    assert changed == ["a.html differs from case/expected/a.html"]
    assert len(golden.differences(expected, {"b.html": b"any"})) == 2
    more = golden.differences(expected, {"a.html": b"a", "b.html": b"any", "c.html": b""})
    assert more == ["tree.txt differs from case/expected/tree.txt"]


def test_golden_files_are_rewritten(expected: Path) -> None:
    """After an update nothing differs, and files that are gone are forgotten."""
    for output in ({"a.html": b"new", "c.html": b""}, {"c.html": b""}):
        golden.update(expected, output)
        assert golden.differences(expected, output) == []
    assert sorted(path.name for path in expected.iterdir()) == ["tree.txt"]
