"""Note files on disk: written once, changed only as they were read, and never gone without a trace."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.diagnostics import DossierError
from dossierpress.markup.anchor import Selector
from dossierpress.model.document import Note
from dossierpress.model.meta import NoteKind
from dossierpress.model.source import Source, SourcePath
from dossierpress.notes.change import Change
from dossierpress.notes.draft import Draft, file_name, text
from dossierpress.notes.files import Conflict, create, delete, edit, state
from dossierpress.notes.layout import NotEditable
from dossierpress.notes.number import next_number
from dossierpress.parse import parse
from tests.harness.project import Project, tree

DRAFT = Draft(
    article="48213",
    kind=NoteKind.QUESTION,
    selector=Selector("three hundred people", "We expected", '", said the mayor.'),
    text="Who\r\ncounted?\n\n",
    author="Jean: l'éditeur",
    date="2026-11-23",
    tags=("Example City", "a, b"),
    sources=({"title": "A: b", "url": "https://example.org/x", "date": "2015-11"}, {"title": "C"}),
)
PATH = SourcePath("content/notes/48213-n1-three-hundred-people.md")
WRITTEN = """---
article: "48213"
id: n1
kind: question
quote: "three hundred people"
prefix: "We expected"
suffix: '", said the mayor.'
author: "Jean: l'éditeur"
date: 2026-11-23
tags: [Example City, "a, b"]
sources:
  - title: "A: b"
    url: "https://example.org/x"
    date: 2015-11
  - title: C
---
Who
counted?
"""


def test_a_new_file(tmp_path: Path) -> None:
    """It reads as if an editor had written it, and is found again as what it was to say."""
    assert create(tmp_path, DRAFT) == PATH
    assert (tmp_path / PATH).read_text("utf-8") == WRITTEN
    (note,), found = parse(Source(PATH, WRITTEN, ""), lang="en")
    assert found == ()
    assert isinstance(note, Note)
    meta = note.meta
    assert (meta.quote, meta.prefix, meta.suffix) == (
        "three hundred people",
        "We expected",
        '", said the mayor.',
    )
    assert (note.meta.author, note.meta.tags) == ("Jean: l'éditeur", ("Example City", "a, b"))
    assert [source.title for source in note.meta.sources] == ["A: b", "C"]


LINES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"], exclude_characters="\ufeff"),
    max_size=40,
).map(str.strip)


@given(
    LINES.map(lambda words: f"mot {words}".strip()), LINES, LINES, st.lists(LINES.filter(bool), max_size=3)
)
def test_whatever_is_said_is_read_back(quote: str, prefix: str, author: str, tags: list[str]) -> None:
    """Quotation marks, colons, backslashes, other scripts: the file says exactly the draft."""
    selector = Selector(quote, prefix)
    draft = Draft(article="1", selector=selector, author=author, tags=tuple(tags), text="x")
    (note,), found = parse(Source(SourcePath("content/notes/x.md"), text(draft, 1), ""), lang="en")
    assert found == ()
    assert isinstance(note, Note)
    meta = note.meta
    assert (meta.quote, meta.prefix or "", meta.author or "", list(meta.tags)) == (
        quote,
        prefix,
        author,
        tags,
    )


def test_names() -> None:
    """A file is named for its passage, else its text, else its kind; in ASCII, cut between words."""
    assert file_name(Draft(article="1", selector=Selector("L’été où l’Œuvre s’est arrêtée au pont")), 3) == (
        "1-n3-l-ete-ou-l-oeuvre-s-est-arretee-au-pont.md"
    )
    assert file_name(Draft(article="1", text="мост"), 3) == "1-n3-most.md"
    assert file_name(Draft(article="1", kind=NoteKind.CLAIM), 3) == "1-n3-claim.md"
    assert len(file_name(Draft(article="1", text="x" * 300), 3)) < 60


def test_numbers_are_not_given_twice(tmp_path: Path) -> None:
    """Ids, sections, file names, the trash and even files with errors take a number; other articles do not."""
    folder = Project(tmp_path)
    assert next_number(tmp_path, "48213") == 1
    folder.write("content/notes/a.md", '---\narticle: "48213"\nid: n4\n---\nx\n')
    folder.write("content/notes/b.md", '---\narticle: "48214"\nid: n40\n---\nx\n')
    assert next_number(tmp_path, "48213") == 5
    folder.write(
        "content/notes/sub/c.md", '---\narticle: "48213"\n---\n## claim: n7\n\nx\n\n## question: n6\n\ny\n'
    )
    assert next_number(tmp_path, "48213") == 8
    folder.write("content/notes/d.md", '---\narticle: [48213\nid: "n8"\n---\nx\n')
    assert next_number(tmp_path, "48213") == 9
    folder.write("content/notes/48213-n9-x.md", '---\narticle: "48213"\nid: other\n---\nx\n')
    assert next_number(tmp_path, "48213") == 10
    folder.write(".dossier/trash/20260101T000000Z-48213-n12-x.md", "gone")
    assert next_number(tmp_path, "48213") == 13
    assert next_number(tmp_path, "4821") == 9  # the file with errors may be about any article


def test_notes_written_at_once_get_numbers_of_their_own(tmp_path: Path) -> None:
    """Eight at a time: eight files, eight numbers."""
    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(lambda _: create(tmp_path, DRAFT), range(8)))
    assert paths == {f"content/notes/48213-n{n}-three-hundred-people.md" for n in range(1, 9)}


def test_edit(tmp_path: Path) -> None:
    """A change is written if the file is what it was made for, and refused with the present digest if not."""
    path = create(tmp_path, DRAFT)
    first = state(tmp_path, path)
    second = edit(tmp_path, path, 0, Change(selector=Selector("Monday")), based_on=first)
    assert second == state(tmp_path, path) != first
    changed = (tmp_path / path).read_text("utf-8")
    assert 'quote: "Monday"\nauthor:' in changed
    with pytest.raises(Conflict) as conflict:
        edit(tmp_path, path, 0, Change(text="mine"), based_on=first)
    assert conflict.value.now == second
    assert (tmp_path / path).read_text("utf-8") == changed
    (tmp_path / path).unlink()
    with pytest.raises(Conflict) as conflict:
        edit(tmp_path, path, 0, Change(text="mine"), based_on=second)
    assert (conflict.value.now, state(tmp_path, path)) == ("", "")


def test_of_many_edits_of_one_state_one_is_written(tmp_path: Path) -> None:
    """However close together they come."""
    path = create(tmp_path, DRAFT)
    first = state(tmp_path, path)

    def try_to(number: int) -> bool:
        try:
            edit(tmp_path, path, 0, Change(text=f"text {number}"), based_on=first)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_to, range(16))) == 1


def test_a_failed_write_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk costs the change, not the note, and leaves no rubbish."""
    path = create(tmp_path, DRAFT)
    before = tree(tmp_path / "content")

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="space"):
        edit(tmp_path, path, 0, Change(text="x"), based_on=state(tmp_path, path))
    with pytest.raises(OSError, match="space"):
        delete(tmp_path, path, 0, based_on=state(tmp_path, path))
    assert tree(tmp_path / "content") == before


def test_no_number_is_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a note file cannot be read, nobody knows which numbers are taken: no new note is written."""
    path = create(tmp_path, DRAFT)
    before, reading = tree(tmp_path / "content"), Path.read_bytes

    def refused(file: Path) -> bytes:
        if file.name == Path(path).name:
            raise OSError(5, "Input/output error", str(file))
        return reading(file)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refused)
        with pytest.raises(DossierError, match="cannot be read: Input/output error"):
            create(tmp_path, DRAFT)
    assert tree(tmp_path / "content") == before


def test_delete(tmp_path: Path) -> None:
    """The file is in the trash as it was, and its number is not given again."""
    path = create(tmp_path, DRAFT)
    kept = delete(tmp_path, path, 0, based_on=state(tmp_path, path))
    assert not (tmp_path / path).exists()
    assert (tmp_path / kept).read_text("utf-8") == WRITTEN
    assert kept.parent == Path(".dossier/trash")
    assert create(tmp_path, DRAFT) == "content/notes/48213-n2-three-hundred-people.md"


def test_delete_one_of_several(tmp_path: Path) -> None:
    """The note goes to the trash as a file of its own; those behind it keep their addresses."""
    path = SourcePath("content/notes/suite.md")
    file = tmp_path / path
    Project(tmp_path).write(
        path, "---\narticle: 1\n---\n## claim\n\na\n\n## question\n\nb\n\n## source: n3\n\nc\n"
    )
    kept = delete(tmp_path, path, 0, based_on=state(tmp_path, path))
    assert file.read_text() == "---\narticle: 1\n---\n## question\n\nb\n\n## source: n3\n\nc\n"
    assert (tmp_path / kept).read_text() == "---\narticle: 1\n---\n## claim\n\na\n\n"
    delete(tmp_path, path, 1, based_on=state(tmp_path, path))
    delete(tmp_path, path, 0, based_on=state(tmp_path, path))
    assert not file.exists()
    assert len(list((tmp_path / ".dossier/trash").iterdir())) == 3


@pytest.mark.parametrize(
    "path",
    [
        "content/articles/a.md", "content/notes/../articles/a.md", "/etc/passwd", "content/notes/.a.md",
        "content/notes/a.txt", "content/notes/link.md", "content\\notes\\a.md", "content/notes/folder/a.md",
    ],
)  # fmt: skip
def test_only_note_files_are_touched(tmp_path: Path, path: str) -> None:
    """No path leads out of content/notes/, not even through a symbolic link."""
    project = Project(tmp_path).write("content/articles/a.md", '---\narticle: "1"\n---\nx\n')
    (tmp_path / "content/notes").mkdir()
    (tmp_path / "content/notes/link.md").symlink_to(tmp_path / "content/articles/a.md")
    (tmp_path / "content/notes/folder").symlink_to(tmp_path / "content/articles")
    before = tree(project.root / "content")
    for act in (state, lambda root, path: edit(root, path, 0, Change(text="y"), based_on="")):
        with pytest.raises(NotEditable):
            act(tmp_path, SourcePath(path))
    assert tree(project.root / "content") == before


def test_delete_keeps_permalinks(tmp_path: Path) -> None:
    """Of two notes on one passage the second is told apart by its order; when the first goes it gets that id."""
    path = SourcePath("content/notes/suite.md")
    Project(tmp_path).write(path, "---\narticle: 1\n---\n## claim\n\n> a\n\nx\n\n## question\n\n> a\n\ny\n")
    delete(tmp_path, path, 0, based_on=state(tmp_path, path))
    assert (tmp_path / path).read_text() == "---\narticle: 1\n---\n## question: suite-a-2\n\n> a\n\ny\n"
