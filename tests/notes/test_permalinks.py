"""A note's permalink is for ever: adding, moving and renaming other things does not change it."""

import re

import pytest

from tests.harness import golden, memory

NOTES = "content/notes/20201-overlaps.md"
WITHOUT_IDS = "content/notes/20201-without-ids.md"
#: A file of notes without ids: the hard case.
UNNAMED = """---
article: 20201
---
## context

> Les riverains en doutent

Un.

## question

> selon la commune

Deux.

## comment

Trois.
"""


@pytest.fixture(scope="module")
def texts() -> memory.Files:
    """The sample dossier, and a file of notes without ids."""
    return {**memory.files(golden.SITES / "overlaps"), WITHOUT_IDS: UNNAMED}


def permalinks(texts: memory.Files) -> dict[str, str]:
    """The permalink of each note by its text."""
    return {note.note.body.text: note.url for note in memory.site(texts).notes}


def sections(text: str) -> tuple[str, list[str]]:
    """The front matter of a file of several notes, and its notes."""
    head, *notes = re.split(r"(?m)^(?=## )", text)
    return head, notes


def test_notes_without_ids(texts: memory.Files) -> None:
    """They are named by their file and what they are about."""
    links = permalinks(texts)
    assert links["Un."] == "/20201/20201-without-ids-les-riverains-en-doutent/"
    assert links["Trois."] == "/20201/20201-without-ids-comment/"


@pytest.mark.parametrize("path", [NOTES, WITHOUT_IDS])
def test_another_order(texts: memory.Files, path: str) -> None:
    """The notes of a file may be put into any order."""
    head, notes = sections(texts[path])
    turned = {**texts, path: head + "".join(f"{note.rstrip()}\n\n" for note in reversed(notes))}
    assert permalinks(turned) == permalinks(texts)


@pytest.mark.parametrize("path", [NOTES, WITHOUT_IDS])
def test_a_note_more_in_a_file(texts: memory.Files, path: str) -> None:
    """One may be added before all others."""
    head, notes = sections(texts[path])
    added = permalinks({**texts, path: f"{head}## source\n\n> trois ans\n\nNouveau.\n\n{''.join(notes)}"})
    assert added.pop("Nouveau.")
    assert added == permalinks(texts)


def test_a_note_more_in_a_file_of_its_own(texts: memory.Files) -> None:
    """It may stand before all others in the text."""
    added = permalinks(
        {**texts, "content/notes/a.md": "---\narticle: 20201\nquote: La maire\n---\nNouveau.\n"}
    )
    assert added.pop("Nouveau.") == "/20201/a/"
    assert added == permalinks(texts)


def test_another_slug_of_the_article(texts: memory.Files) -> None:
    """An article's file may be renamed, and its slug be changed."""
    moved = dict(texts)
    moved["content/articles/2020/ouverture.md"] = moved.pop("content/articles/le-canal.md")
    assert permalinks(moved) == permalinks(texts)
    path = "content/articles/2020/ouverture.md"
    moved[path] = moved[path].replace("id: 20201", "id: 20201\nslug: autre")
    assert permalinks(moved) == permalinks(texts)


def test_another_text_of_the_article(texts: memory.Files) -> None:
    """A note that lost its passage keeps its page."""
    path = "content/articles/le-canal.md"
    lost = {**texts, path: texts[path].partition("La maire")[0] + "Un autre texte.\n"}
    assert permalinks(lost) == permalinks(texts)
