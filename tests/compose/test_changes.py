"""A changed note or article changes exactly the pages that show it.

The judge is what is rendered: a page whose value differs but not its HTML would be rendered again for nothing,
and one whose HTML differs though its value does not would be left stale.
"""

from pathlib import Path

import pytest

from dossierpress.render import render
from tests.conftest import ROOT
from tests.harness import golden, memory
from tests.render.pages import theme

CANAL = "content/articles/le-canal.md"
NOTES = "content/notes/20201-overlaps.md"
#: Pages that list everything of their kind, or the latest.
FRONT, LIST = "/", "/notes/"

EDITS = {
    "a note": (NOTES, "Un nom au milieu", "Un mot au milieu",
               {"/20201/inner/", "/articles/le-canal/", "/themes/canal/", FRONT, LIST}),
    "a note beyond its summary": (NOTES, "L'essai a eu lieu en avril", "L'essai n'a eu lieu qu'en avril",
               {"/20201/fix/", "/articles/le-canal/", "/corrections/"}),
    "a claim's text": ("content/notes/20202-budget.md", "Les comptes lui", "Ces comptes lui",
               {"/20202/budget/", "/articles/l-enquete/", FRONT, LIST}),
    "a claim's stance": ("content/notes/20202-budget.md", "stance: denies", "stance: supports",
               {"/20202/budget/", "/articles/l-enquete/", "/affirmations/",
                # whom it contradicts is told so
                "/20201/budget/", "/articles/le-canal/", "/reperes/jeanne-morel/"}),
    "a correction": ("content/notes/20202-date.md", "Elle l'a appris", "Elle l'avait appris",
               {"/20202/date/", "/articles/l-enquete/", "/corrections/", FRONT, LIST}),
    "a word of an article": (CANAL, "devant deux", "devant trois",
               {"/articles/le-canal/", "/20201/moved/", "/20201/fix/", "/20201/across/"}),
    "an article's first word": (CANAL, "La maire a annoncé", "La maire a redit",
               {"/articles/le-canal/", "/20201/", "/20201/outer/", "/20201/inner/", "/20201/crossing/",
                "/20201/same/", "/articles/", "/themes/canal/", FRONT}),
    "what an entity is": ("content/entities/jeanne-morel.md", "Maire de la", "Maire d'une",
               {"/reperes/jeanne-morel/", "/reperes/", FRONT}),
}  # fmt: skip


def compared(before: memory.Files, after: memory.Files) -> tuple[set[str], set[str]]:
    """The pages whose value differs, and those whose HTML does."""
    old, new = memory.pages(before), memory.pages(after)
    assert old.keys() == new.keys()
    values = {url for url in old if old[url] != new[url]}
    return values, {url for url in old if render(old[url], theme()).data != render(new[url], theme()).data}


def edited(texts: memory.Files, path: str, old: str, new: str) -> memory.Files:
    """The files with one change, which must be one."""
    assert texts[path].count(old) == 1
    return {**texts, path: texts[path].replace(old, new)}


@pytest.fixture(scope="module")
def texts() -> memory.Files:
    """The sample dossier of overlapping notes, claims and corrections."""
    return memory.files(golden.SITES / "overlaps")


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_the_pages_that_show_it(texts: memory.Files, edit: str) -> None:
    """Those, and no other: neither by value nor by what is rendered."""
    path, old, new, shown = EDITS[edit]
    values, seen = compared(texts, edited(texts, path, old, new))
    assert seen == values
    assert seen == shown


@pytest.mark.parametrize(
    ("path", "old", "new", "untouched"),
    [
        ("content/notes/17303-n5-bombardier-abattu.md", "Le fait est établi", "Le fait est bien établi", 40),
        ("content/notes/17303-suite.md", "Tout ce que l’article sait", "Le peu que l’article sait", 40),
        (
            "content/articles/2015-12-14-lavrov-et-kerry-confirment-le-besoin-de-se-mettre-d-accord.md",
            "de nombreux problèmes",
            "bien des problèmes",
            40,
        ),
        ("content/entities/turquie.md", "Voisine de la Syrie", "Une voisine de la Syrie", 40),
    ],
)
def test_in_the_demonstration(path: str, old: str, new: str, untouched: int) -> None:
    """The repository's own dossier, in which everything is tied to everything: most pages stay as they are."""
    before = memory.files(Path(ROOT))
    values, seen = compared(before, edited(before, path, old, new))
    assert seen == values
    assert 0 < len(seen) <= len(memory.pages(before)) - untouched


def test_a_note_more(texts: memory.Files) -> None:
    """Its article, its topics and the lists show it; the notes after it bear another number."""
    added = "---\narticle: 20201\ndate: 2019-01-01\nquote: Aucun retard\n---\nNouveau.\n"
    old, new = memory.pages(texts), memory.pages({**texts, "content/notes/more.md": added})
    assert new.keys() - old.keys() == {"/20201/more/"}
    changed = {url for url in old if old[url] != new[url]}
    renumbered = {f"/20201/{name}/" for name in ("across", "moved", "fix", "whole", "orphan")}
    lists = {FRONT, LIST, "/articles/", "/sources/", "/corrections/", "/themes/canal/"}
    assert changed == {"/articles/le-canal/", *renumbered, *lists}


def test_an_untouched_dossier(texts: memory.Files) -> None:
    """Composed twice, every page is the same."""
    assert memory.pages(texts) == memory.pages(dict(reversed(list(texts.items()))))
