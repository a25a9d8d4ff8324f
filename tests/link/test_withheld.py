"""Links to what exists but is not public say so."""

from datetime import date

import pytest

from dossierpress.link import link, published
from dossierpress.link.withheld import called_wanted, explained
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


def _called_wanted(*files: Files, drafts: bool = False) -> list[tuple[str, str]]:
    """Where titles are called wanted that are only not public, and what is said of them."""
    whole = documents(*files)
    public = published(whole, today=TODAY, drafts=drafts)
    site, _ = link(public, configured())
    found = called_wanted(site, whole, today=TODAY)
    return [
        (f"{one.span.path.removeprefix('content/articles/')}:{one.span.line}", one.message) for one in found
    ]


@pytest.mark.parametrize(
    "title", ["Le pont de la Ville-Basse", "Le pont de la Ville-Bassse", "Autre nom", "a10001"]
)
def test_a_title_called_wanted(title: str) -> None:
    """It is told of where it stands, by whatever name; each article that has it is."""
    hidden = article("10001", "Le pont de la Ville-Basse", aliases="[Autre nom]", draft="true")
    files = [article(f"1000{n}", f"Texte {n}", related=f'["Nulle part", "{title}"]') for n in (2, 3)]
    what = "'Le pont de la Ville-Basse' is wanted, but it is a draft: content/articles/a10001.md"
    message = f"readers are told that {what}"
    assert _called_wanted(hidden, *files) == [("a10002.md:4", message), ("a10003.md:4", message)]
    assert _called_wanted(hidden, *files, drafts=True) == []


def test_titles_that_are_wanted_or_found() -> None:
    """Nothing is said of a title that no article has, of one that a public article has too, nor of hidden citers."""
    files = (
        article("10001", "Un", draft="true", related='["Deux"]'),
        article("10002", "Deux", expires="2015-12-01"),
        article("10003", "Trois", related='["Nulle part", "Quatre"]'),
        article("10004", "Quatre"),
        article("10006", "Quatre", draft="true"),
    )
    assert _called_wanted(*files) == []
    ((_, message),) = _called_wanted(*files, article("10005", "Cinq", related="[{title: Autre, id: 10002}]"))
    assert message == "readers are told that 'Deux' is wanted, but it has expired: content/articles/a10002.md"


@pytest.mark.parametrize("days", [("2015-12-01", "2015-12-02"), ("2015-12-02", "2015-12-01")])
def test_articles_of_one_id(days: tuple[str, str]) -> None:
    """They are an error of their own; here one of them stands for both, whose lists are not of one length."""
    one = article("10002", "Deux", related='["Nulle part"]', date=days[0])
    (text,) = article("10002", "Trois", related='["Rien", "Un"]', date=days[1]).values()
    found = _called_wanted(article("10001", "Un", draft="true"), one, {"content/articles/z.md": text})
    assert len(found) == (2 if days[0] > days[1] else 0)


def test_a_build(project: Project) -> None:
    """The hint is printed; with the drafts the link is sound."""
    project.write("content/articles/un.md", '---\ntitle: Un\nid: "1"\ndraft: true\n---\nTexte.\n')
    project.write("content/pages/qui.md", "---\ntitle: Qui\n---\n[[Un]]\n").build(exit_code=1)
    assert (
        "qui.md:4:1: broken-link nothing is called 'Un' (it is an article that is a draft: "
        in project.last.stderr
    )
    project.build("--drafts")


def test_a_build_with_a_title(project: Project) -> None:
    """The notice is printed with its place and stops nothing, and goes when the article is published."""
    un = '---\ntitle: Un long titre\nid: "1"\ndraft: true\n---\nTexte.\n'
    project.write("content/articles/un.md", un)
    project.write(
        "content/articles/deux.md", '---\ntitle: Deux\nid: "2"\nrelated:\n  - Un long titre\n---\nTexte.\n'
    )
    project.build("--strict")
    assert (
        "deux.md:5:5: related-unpublished readers are told that 'Un long titre' is wanted"
        in project.last.stderr
    )
    project.write("content/articles/un.md", un.replace("draft: true\n", "")).build()
    assert "related-unpublished" not in project.last.stderr
