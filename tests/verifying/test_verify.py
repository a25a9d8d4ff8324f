"""What was changed is found, and named; nothing is found where nothing was changed."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dossierpress.store.receipts import decode as decode_receipt
from dossierpress.store.receipts import inside
from dossierpress.verifying.record import decode
from tests.harness.project import Project

RAW = (
    "Titre d'un article\n\nLe conseil municipal a voté lundi le budget du pont, après deux heures de débat. "
    "La majorité a suivi le maire.\n\nL'opposition s'est abstenue. Les travaux commenceront en mai.\n"
)


@pytest.fixture
def dossier(project: Project) -> Project:
    """A dossier with one imported article, built."""
    return project.write("content/raw/a.txt", RAW).do("import", "content/raw").build()


@pytest.fixture
def article(dossier: Project) -> str:
    """The path of the article."""
    (path,) = (dossier.root / "content/articles").glob("*.md")
    return path.relative_to(dossier.root).as_posix()


def step_of(project: Project) -> dict[str, Any]:
    """What the site's provenance.json says of its one article."""
    (step,) = json.loads(project.read_output("provenance.json"))["articles"]
    found: dict[str, Any] = step
    return found


def page_of(project: Project) -> Path:
    """The page of the one article."""
    (page,) = project.output.glob("articles/*/index.html")
    return page


def codes(project: Project, *place: str) -> list[str]:
    """The codes of what `dossier verify` finds."""
    project.run("verify", *place, "--format", "json")
    found = json.loads(project.last.stdout)
    assert project.last.exit_code == (1 if found else 0)
    return [finding["code"] for finding in found]


def test_the_record(dossier: Project, article: str) -> None:
    """Every step is named with the SHA-256 its file has, and no path leads out of the dossier."""
    step = step_of(dossier)
    for key, path in (("raw", "content/raw/a.txt"), ("markdown", article)):
        digest = sha256((dossier.root / path).read_bytes()).hexdigest()
        assert step[key] == {"path": path, "sha256": digest}
    page = page_of(dossier)
    assert step["page"]["path"] == page.relative_to(dossier.output).as_posix()
    assert step["page"]["sha256"] == sha256(page.read_bytes()).hexdigest()
    assert step["import"]["converter"].startswith("Dossierpress ")
    assert step["import"]["edited_since"] is False
    assert str(dossier.root) not in dossier.read_output("provenance.json")


def test_the_panel(dossier: Project, article: str) -> None:
    """The page tells the same, and whether the text was edited since it was imported."""
    text = page_of(dossier).read_text(encoding="utf-8")
    assert sha256((dossier.root / article).read_bytes()).hexdigest() in text
    assert "tel qu’importé" in text
    assert 'href="../../provenance.json"' in text
    dossier.change(article, "après deux heures", "après trois heures").build()
    assert "retouché depuis l’importation" in page_of(dossier).read_text(encoding="utf-8")


def test_nothing_changed(dossier: Project) -> None:
    """A fresh site is what its sources made it."""
    dossier.do("verify")
    assert "is what its sources made it" in dossier.last.stdout
    assert codes(dossier) == []


def _touch_raw(dossier: Project, article: str) -> None:
    dossier.write("content/raw/a.txt", RAW + "x")


def _lose_raw(dossier: Project, article: str) -> None:
    dossier.delete("content/raw/a.txt")


def _link_raw(dossier: Project, article: str) -> None:
    dossier.write("elsewhere.txt", RAW).delete("content/raw/a.txt")
    (dossier.root / "content/raw/a.txt").symlink_to(dossier.root / "elsewhere.txt")


def _edit(dossier: Project, article: str) -> None:
    dossier.change(article, "deux heures", "trois heures")


def _configure(dossier: Project, article: str) -> None:
    dossier.change("dossier.yaml", "Essai", "Essais")


def _deface(dossier: Project, article: str) -> None:
    page = page_of(dossier)
    text = page.read_text(encoding="utf-8")
    page.unlink()
    page.write_text(text.replace("deux heures", "six heures"), encoding="utf-8")


def _unpublish(dossier: Project, article: str) -> None:
    page_of(dossier).unlink()


def _forget(dossier: Project, article: str) -> None:
    (dossier.output / "provenance.json").unlink()


def _retract(dossier: Project, article: str) -> None:
    dossier.change(article, "---\ntitle", "---\ndraft: true\ntitle")


def _other_receipt(dossier: Project, article: str) -> None:
    path = "content/raw/a.txt.receipt.json"
    receipt = json.loads((dossier.root / path).read_text(encoding="utf-8")) | {"sha256": "0" * 64}
    dossier.write(path, json.dumps(receipt))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_touch_raw, {"verify-raw"}),
        (_lose_raw, {"verify-missing"}),
        (_link_raw, {"verify-missing"}),
        (_edit, {"verify-markdown"}),
        (_configure, {"verify-configuration"}),
        (_deface, {"verify-page"}),
        (_unpublish, {"verify-missing"}),
        (_forget, {"verify-missing"}),
        (_retract, {"verify-unlisted"}),
        (_other_receipt, {"verify-receipt", "verify-raw"}),
    ],
)
def test_every_change_is_found(
    dossier: Project, article: str, change: Callable[[Project, str], None], expected: set[str]
) -> None:
    """One change, and the finding that names it and nothing else."""
    change(dossier, article)
    assert set(codes(dossier)) == expected


def test_a_published_site(dossier: Project, article: str, serve: Callable[..., str], tmp_path: Path) -> None:
    """The same at an address, below a sub-path; away from the dossier, its pages against its own record."""
    root = serve(dossier.output, "/repo/")
    stranger = Project(tmp_path / "stranger")
    stranger.root.mkdir()
    assert (codes(dossier, root), codes(stranger, root.rstrip("/"))) == ([], [])
    _deface(dossier, article)
    assert codes(dossier, root) == codes(stranger, root) == ["verify-page"]
    _unpublish(dossier, article)
    (folder,) = dossier.output.glob("articles/*")
    folder.rmdir()  # the test's server would list it
    assert codes(dossier, root) == codes(stranger, root) == ["verify-missing"]


def test_what_cannot_be_reached(dossier: Project) -> None:
    """No such folder, no such server: a message and no findings."""
    dossier.do("verify", "nowhere", exit_code=2)
    assert "there is no folder nowhere" in dossier.last.stderr
    dossier.do("verify", "http://127.0.0.1:9/", exit_code=1)
    assert "cannot be read" in dossier.last.stderr


@pytest.mark.parametrize(
    "path", ["../x", "/etc/passwd", "a//b", "C:/x", "a\\b", "./x", "a/../b", "", "x?y", "x#y", "x\0y"]
)
def test_a_record_leads_nowhere_else(path: str) -> None:
    """A path of a record that leads out of the site is not read."""
    file = {"path": path, "sha256": "0"}
    given = {"version": 1, "articles": [{"id": "1", "page": file, "markdown": file, "raw": file}]}
    found = decode(json.dumps(given).encode())
    assert found is not None
    assert found.articles["1"].page.path == ""


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"version": 2, "articles": []}', b'{"version": 1}', b"[" * 99999]
)
def test_what_is_no_record(data: bytes) -> None:
    """Neither a record nor a receipt, and no traceback."""
    assert decode(data) is None
    assert decode_receipt(data) is None or data.startswith(b'{"version": 1')


@pytest.mark.parametrize(
    "raw", ["raw/../x", "../raw/x", "raw", "raw/", "/raw/x", "raw//x", "articles/x", "raw/\0"]
)
def test_raw_files_lie_in_raw(tmp_path: Path, raw: str) -> None:
    """A front matter cannot have a file outside of content/raw read."""
    assert inside(tmp_path, raw) is None
    assert inside(tmp_path, "raw/a/b.txt") == tmp_path / "content/raw/a/b.txt"
