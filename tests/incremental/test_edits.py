"""Edits that only the article's own text shows: what is made again is what a clean build makes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossierpress.build import checking
from dossierpress.build.checking import Rechecking
from dossierpress.store.memo import Memo
from tests.bench.corpus import corpus, write
from tests.incremental.dossier import Dossier, differences
from tests.incremental.test_machine import EXAMPLES

WORDS = ["zut", "Ville", "*", "[^1]", "[[10001]]", "\n\n## Titre\n\n", "&", "é.", "\n\n", "`code`", "«"]
places = st.tuples(st.integers(0, 7), st.floats(0, 1), st.sampled_from(WORDS))
steps = st.lists(st.lists(places, min_size=1, max_size=2), min_size=1, max_size=4)


class Desk:
    """A dossier of eight articles with notes, built and looked at; ``quick`` counts what needed no linking."""

    def __init__(self, root: Path) -> None:
        write(root, corpus(8))
        self.dossier = Dossier(root)
        self.dossier.bare_theme()
        settings = (root / "dossier.yaml").read_text()
        self.dossier.write(
            "dossier.yaml", re.sub(r"^theme: .*\n", "", settings, flags=re.MULTILINE) + "theme: bare\n"
        )
        self.files = sorted((root / "content/articles").glob("*.md"))
        self.texts = [file.read_text() for file in self.files]
        self.notes = sum("quote:" in note.read_text() for note in (root / "content/notes").glob("*.md"))
        self.preview = Rechecking(Memo.beside(root / ".dossier"))
        self.look()

    def edit(self, of: int, where: float, word: str) -> None:
        """Put a word into a text, at so much of its length, between two words."""
        head, mark, body = self.files[of].read_text().partition("\n---\n")
        place = body.find(" ", int(where * len(body)))
        body = f"{body[:place]} {word}{body[place:]}" if place >= 0 else f"{body} {word}"
        self.files[of].write_text(head + mark + body)

    def look(self) -> None:
        """Build, look, and compare both with what they are without any memory."""
        built = self.dossier.build(jobs=1)
        site, found = self.dossier.clean()
        assert built.diagnostics == found
        if built.changes:
            assert differences(self.dossier.tree, site) == []
        project = self.dossier.project()
        assert self.preview(project) == Rechecking(Memo.none())(project)

    def restore(self) -> None:
        """The texts are what they were."""
        for file, text in zip(self.files, self.texts, strict=True):
            file.write_text(text)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all examples: that they come upon each other's sites is a part of the test."""
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.timeout(3600)
@settings(max_examples=EXAMPLES // 4, suppress_health_check=list(HealthCheck))
@given(steps=steps)
def test_words_anywhere(desk: Desk, steps: list[list[tuple[int, float, str]]]) -> None:
    """Words, names, links, headings, footnotes, at any place of texts with and without notes."""
    desk.restore()
    for edits in steps:
        for edit in edits:
            desk.edit(*edit)
        desk.look()


@pytest.fixture
def unlinked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk where whoever links the dossier fails."""
    desk.restore()
    desk.look()
    desk.look()
    with monkeypatch.context() as patched:
        patched.setattr(checking, "link", None)
        yield desk


def test_a_word_is_linked_nowhere(unlinked: Desk) -> None:
    """In every article, those with notes and those in feeds, a word at the end makes nothing else be looked at."""
    assert unlinked.notes
    for of in range(len(unlinked.files)):
        unlinked.edit(of, 1.0, "zut")
        built = unlinked.dossier.build(jobs=1)
        assert built.changes
        assert not built.changes.added
        unlinked.preview(unlinked.dossier.project())


def test_several_at_once(unlinked: Desk) -> None:
    """So do words in several articles, which a feed shows together."""
    for of in range(4):
        unlinked.edit(of, 1.0, "zut")
    assert unlinked.dossier.build(jobs=1).changes


def test_what_others_see_is_linked(unlinked: Desk) -> None:
    """Negative control: a link more is seen at its target."""
    unlinked.edit(0, 0.6, "[[10002]]")
    with pytest.raises(TypeError):
        unlinked.dossier.build(jobs=1)
