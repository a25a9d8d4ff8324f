"""The command ``dossier import``."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dossierpress.cli import main
from dossierpress.importing import write
from dossierpress.store import files
from tests.importing.conftest import tree
from tests.importing.pages import TITLE, page

OTHER = "Les éclusiers du canal demandent une maison à chaque pont, car ils dorment dans leurs barques."


def _run(root: Path, *arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "import", *arguments], input=stdin)


@pytest.fixture
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the dossier with a page and other things."""
    folder = tmp_path_factory.mktemp("inbox")
    (folder / "page.txt").write_text(page(), "utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "page.html").write_text("<!doctype html><title>x</title>", "utf-8")
    (folder / ".hidden").write_text("x", "utf-8")
    (folder / "below").mkdir()
    (folder / "below" / "other").write_text(f"Un autre titre sur les écluses\n\n{OTHER}\n", "utf-8")
    return folder


def test_a_folder(root: Path, inbox: Path) -> None:
    """All texts below it are imported; other files are named and left out."""
    result = _run(root, str(inbox))
    assert result.exit_code == 0
    assert result.output.count("imported: ") == 2
    assert "photo.jpg" in result.output
    assert "page.html" in result.output
    assert len(list((root / "content" / "articles").iterdir())) == 2
    before = tree(root)
    again = _run(root, str(inbox))
    assert again.output.count("unchanged: ") == 2
    assert _run(root, str(root / "content" / "raw")).output.count("unchanged: ") == 2
    assert tree(root) == before


def test_standard_input(root: Path) -> None:
    """A dash reads what is piped in; the same text keeps its name."""
    result = _run(root, "-", stdin=page().encode("cp1252"))
    assert result.exit_code == 0
    raw = [path for path in (root / "content" / "raw").iterdir() if path.suffix == ".txt"]
    assert [path.read_bytes() for path in raw] == [page().encode("cp1252")]
    assert "unchanged" in _run(root, "-", stdin=page().encode("cp1252")).output


def test_dry_run(root: Path, inbox: Path) -> None:
    """Says what would be done and writes nothing."""
    result = _run(root, "--dry-run", str(inbox / "page.txt"))
    assert "would be imported" in result.output
    assert tree(root) == {}


def test_explain(root: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shows each field with its evidence, what was left out, the dates and the sum; NO_COLOR works."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    output = _run(root, "--explain", str(inbox / "page.txt")).output
    evidence = ("the line of digits alone in the head", "certain", "Ecoutez Radio Sputnik", "chrome")
    for words in (TITLE, *evidence, "3 mars"):
        assert words in output
    assert "Please check: image.credit" in output
    assert "\x1b" not in output


def test_json(root: Path, inbox: Path) -> None:
    """For programs: one record a file, with its receipt and findings."""
    result = _run(root, "--format", "json", str(inbox / "page.txt"), str(inbox / "page.html"))
    imported, refused = json.loads(result.stdout)
    assert (imported["status"], imported["id"]) == ("imported", "48213")
    assert imported["receipt"]["words"]["read"] > 0
    assert (refused["status"], refused["findings"][0]["code"]) == ("refused", "import-kind")
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body>x</body></html>", "an HTML page"),
        (b"<?xml version='1.0'?><rss/>", "a feed"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04....", "an archive"),
        (b"\x89PNG\r\n", "an image"),
        (b"From: a\nSubject: b\nMIME-Version: 1.0\n\nx", "a saved page"),
        (b"\x00\x01\x02", "a binary file"),
    ],
)
def test_other_kinds(root: Path, data: bytes, said: str) -> None:
    """Other kinds of files are refused by name, with what can be imported instead."""
    result = _run(root, "-", stdin=data)
    assert result.exit_code == 1
    assert said in result.output
    assert "plain text" in result.output
    assert tree(root) == {}


def test_usage(root: Path) -> None:
    """No argument, a missing file, a folder without texts: exit code 2 and a hint."""
    assert _run(root).exit_code == 2
    assert _run(root, str(root / "nothing.txt")).exit_code == 2
    result = _run(root, str(root / "content"))
    assert result.exit_code == 2
    assert "no text file" in result.output


def test_a_full_disk(root: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure to write is told without a traceback, and leaves nothing half done."""

    def fail(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dossierpress.store.batch.flush", fail)
    result = _run(root, str(inbox / "page.txt"))
    assert result.exit_code == 1
    assert "stopped after 0 files: No space left on device" in result.output
    assert "imported" not in result.output
    assert tree(root) == {}


def test_a_failure_in_the_middle(root: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was imported before it is on disk and reported; importing again goes on."""
    for name in "abc":
        (inbox / f"{name}.txt").write_text(
            page(title=f"Un titre {name} pour les digues", counter=f"4{ord(name)}")
        )
    whole = files.complete

    def fail(target: Path, data: bytes) -> Path:
        if "titre-b" in target.name:
            raise OSError(5, "Input/output error", str(target))
        return whole(target, data)

    with monkeypatch.context() as patched:
        patched.setattr("dossierpress.store.batch.complete", fail)
        result = _run(root, "--separately", *(str(inbox / f"{name}.txt") for name in "abc"))
    assert result.exit_code == 1
    assert "imported: " in result.output
    assert "stopped after 1 files: Input/output error" in result.output
    assert [p.name for p in (root / "content" / "articles").iterdir()] == ["un-titre-a-pour-les-digues.md"]
    assert not list(root.rglob("*.tmp"))
    assert _run(root, "--separately", *(str(inbox / f"{name}.txt") for name in "abc")).exit_code == 0
    assert len(list((root / "content" / "articles").iterdir())) == 3


def _numbered(folder: Path, number: int, section: str) -> None:
    folder.mkdir(exist_ok=True)
    text = page(title=f"Un titre {number} pour les digues", counter=f"4000{number}", section=section)
    (folder / f"{number}.txt").write_text(text, "utf-8")


def test_more_files_than_a_batch(root: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are put on disk one after the other; every file is reported once."""
    monkeypatch.setattr(write, "BATCH", 2)
    for number in range(5):
        _numbered(inbox / "many", number, "International")
    result = _run(root, "--separately", str(inbox / "many"))
    assert result.exit_code == 0
    assert result.output.count("imported: ") == 5
    assert len(list((root / "content" / "articles").iterdir())) == 5
    assert len(list((root / "content" / "raw").iterdir())) == 10


def test_two_versions_in_one_run(root: Path, inbox: Path) -> None:
    """A page that was imported a moment ago is brought up to date, though it waits for the disk."""
    _numbered(inbox / "first", 1, "International")
    _numbered(inbox / "later", 1, "Politique")
    result = _run(root, str(inbox / "first"), str(inbox / "later"))
    assert result.exit_code == 0
    assert "updated: " in result.output
    (article,) = (root / "content" / "articles").iterdir()
    assert "section: Politique" in article.read_text("utf-8")


def test_warnings_do_not_fail(root: Path) -> None:
    """A missing headline is a warning: the article is written, with a null title to fill in."""
    result = _run(root, "-", stdin=page(title="\0", caption="\0").encode())
    assert result.exit_code == 0
    assert "import-no-title" in result.output
    (article,) = (root / "content" / "articles").iterdir()
    assert article.name == "article-48213.md"
    assert "title: null\n" in article.read_text("utf-8")
