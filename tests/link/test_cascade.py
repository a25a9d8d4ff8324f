"""What follows from a file that cannot be read waits until it can; what does not is told at once."""

import pytest

from dossierpress.config import Config
from dossierpress.diagnostics import Diagnostic
from dossierpress.link import link
from dossierpress.link.cascade import held_back, names_of
from dossierpress.model.source import SourcePath, Span
from tests.harness.project import Project
from tests.link.dossier import Files, article, documents, event, note

BROKEN = SourcePath("content/articles/2015-un-pont.md")
TEXT = """---
title: "Un pont, enfin"
id: 10
aliases: ["L'Ouvrage", vieux-pont]
tags:
  - Ponts
bad: [
---
[[Un autre nom]]
"""
CAUSE = Diagnostic(Span(BROKEN, 7, 6), "yaml-syntax", "the list is not closed", "write ]")


def told(*files: Files, text: str = TEXT) -> tuple[Diagnostic, ...]:
    """What is said of sound files beside the broken one."""
    found = documents(*files)
    _, linked = link(found, Config(title="Essai"))
    return held_back((CAUSE,), linked, found, {BROKEN: names_of(BROKEN, text)})


@pytest.mark.parametrize(
    "link_text",
    [
        "[[10]]",
        "[[un pont, ENFIN]]",
        "[[L'ouvrage#Le coût|x]]",
        "[[10#n1]]",
        "[x](2015-un-pont.md)",
        "[x](/articles/un-pont-enfin/)",
        "[x](/10/#n4)",
    ],
)
def test_links_to_an_unread_file_wait(link_text: str) -> None:
    """By id, title, alias, path or address; the cause says so."""
    (only,) = told(article("11", "Un autre", link_text))
    assert only.span == CAUSE.span
    assert (
        only.hint
        == "write ]; one finding that follows from it will be shown if still there once this is mended"
    )


def test_notes_and_events_wait() -> None:
    """All that names the article by its id; the count is that of all."""
    (only,) = told(article("11", "Un autre", "[[10]]"), note("10"), event("vote", articles="['10']"))
    assert "3 findings that follow" in only.hint


@pytest.mark.parametrize("link_text", ["[[Nulle part]]", "[x](/nulle/part/)", "[[Un autre nom]]"])
def test_what_is_wrong_by_itself_is_told(link_text: str) -> None:
    """A name that only the text of the broken file holds is none of its own."""
    found = told(article("11", "Un autre", link_text), note("12"))
    assert [d.code for d in found] == ["yaml-syntax", "note-without-article", "broken-link"]
    assert found[0] == CAUSE


def test_front_matter_that_is_not_closed() -> None:
    """Its beginning is read."""
    assert {"10", "un pont, enfin", "un-pont-enfin"} <= names_of(BROKEN, TEXT.replace("\n---\n", "\n"))


def test_a_site_shows_the_cause_first(project: Project) -> None:
    """Check and build tell one error, also when nothing has changed since; mended, what is left is told."""
    broken = TEXT.encode()
    project.write(BROKEN, broken)
    for n in range(5):
        project.write(f"content/notes/10-n{n}.md", f"---\narticle: 10\nid: n{n}\nquote: Un autre\n---\nx\n")
    project.write("content/pages/a.md", "---\ntitle: A\n---\n[[10]] [[Un pont, enfin#gone]]\n")
    for _ in range(2):
        text = project.check(exit_code=1).last.stderr
        assert "1 error" in text
        assert "7 findings that follow" in text
        assert project.build(exit_code=1).last.stderr.splitlines()[0] == text.splitlines()[0]
    project.write(BROKEN, broken.replace(b"bad: [\n", b""))
    text = project.check(exit_code=1).last.stderr
    assert "broken-fragment" in text
    assert "follow" not in text


def test_a_text_in_another_encoding(project: Project) -> None:
    """Its title is found all the same, so that links to it wait."""
    project.write("content/articles/ete.md", "---\ntitle: L’été\nid: 10\n---\nx\n".encode("cp1252"))
    project.write("content/pages/a.md", "---\ntitle: A\n---\n[[L'été]]\n")
    text = project.check(exit_code=1).last.stderr
    assert "not-utf8" in text
    assert "broken-link" not in text
    assert "one finding that follows" in text
