"""Links to what exists but is not public say so."""

from datetime import date

import pytest

from dossierpress.link import link, published
from dossierpress.link.withheld import explained
from tests.harness.project import Project
from tests.link.dossier import Files, article, configured, documents, entity, event, note, page

TODAY = date(2015, 12, 14)


def _hints(*files: Files, text: str, drafts: bool = False) -> list[tuple[str, str]]:
    """The findings about the links of a page."""
    whole = documents(*files, page("qui", text))
    public = published(whole, today=TODAY, drafts=drafts)
    _, found = link(public, configured())
    return [(d.code, d.hint) for d in explained(found, whole, public, configured(), today=TODAY)]


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ({"draft": "true"}, "it is an article that is a draft: content/articles/a10001.md; "),
        (
            {"date": "2015-12-15"},
            "it is an article that is dated later than today: content/articles/a10001.md; ",
        ),
        ({"expires": "2015-12-01"}, "it is an article that has expired: content/articles/a10001.md; "),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "[[Un]]",
        "[[10001]]",
        "[[Autre nom]]",
        "[[a10001]]",
        "[x](/articles/a10001/)",
        "[x](../articles/a10001.md)",
        "[x](/10001/)",
        "[x](/vieux/)",
        "[[Un#titre]]",
    ],
)
def test_every_way_to_an_article(front: dict[str, str], why: str, text: str) -> None:
    """However it is named, the hint says why it cannot be reached, and where it is."""
    hidden = article("10001", "Un", "# Titre", aliases="[Autre nom, /vieux/]", **front)
    ((code, hint),) = _hints(hidden, text=text)
    assert code == "broken-link"
    assert hint == f"{why}publish it too, or take the link out"


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("[[Anne]]", "broken-link", "it is a text that is a draft: content/entities/anne.md"),
        ("[[Annette]]", "broken-link", "it is a text that is a draft: content/entities/anne.md"),
        ("[[Le vote]]", "broken-link", "it is a text that is a draft: content/events/vote.md"),
        ("[[Page loi]]", "broken-link", "it is a text that is a draft: content/pages/loi.md"),
        ("[[10001/n1]]", "broken-link", "it is a text that is a draft: content/notes/10001-n1.md"),
        ("[[Un#n1]]", "broken-fragment", "it is a text that is a draft: content/notes/10001-n1.md"),
        ("[x](/10001/n1/)", "broken-link", "it is a text that is a draft: content/notes/10001-n1.md"),
        (
            "[[10002/n1]]",
            "broken-link",
            "it is a note (content/notes/10002-n1.md) on an article that is a draft",
        ),
    ],
)
def test_what_else_is_a_draft(text: str, code: str, why: str) -> None:
    """Entities, events, pages and notes, by name, address and part of a page."""
    files = (
        article("10001", "Un"),
        note("10001", draft="true"),
        article("10002", "Deux", draft="true"),
        note("10002"),
        entity("Anne", draft="true", aliases="[Annette]"),
        event("vote", draft="true"),
        page("loi", "Loi.", draft="true"),
    )
    assert _hints(*files, text=text) == [(code, f"{why}; publish it too, or take the link out")]


@pytest.mark.parametrize("text", ["[[Umm]]", "[[Deux#nulle part]]", "[x](/rien/)", "[[Un#nulle part]]"])
def test_what_does_not_exist(text: str) -> None:
    """A link that leads nowhere even with the drafts keeps its hint."""
    ((_, hint),) = _hints(article("10001", "Un", draft="true"), article("10002", "Deux"), text=text)
    assert "publish it" not in hint


def test_a_build(project: Project) -> None:
    """The hint is printed; with the drafts the link is sound."""
    project.write("content/articles/un.md", '---\ntitle: Un\nid: "1"\ndraft: true\n---\nTexte.\n')
    project.write("content/pages/qui.md", "---\ntitle: Qui\n---\n[[Un]]\n").build(exit_code=1)
    assert (
        "qui.md:4:1: broken-link nothing is called 'Un' (it is an article that is a draft: "
        in project.last.stderr
    )
    project.build("--drafts")
