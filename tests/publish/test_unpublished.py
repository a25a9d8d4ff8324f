"""Drafts, embargoed and expired articles leave no trace in a production build; a preview shows and marks them."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dossierpress.build import checking
from tests.harness.project import Project
from tests.harness.repository import Repository
from tests.publish.conftest import article

#: A word that stands in every part of what must not be seen.
CANARY = "canarix"
TODAY = str(int((date(2020, 5, 10) - date(1970, 1, 1)).total_seconds()))
PIXEL = b"\x89PNG\r\n\x1a\n"
HIDING = {
    "draft": "draft: true",
    "embargo": "date: 2020-05-11",
    "embargo of a month": "date: 2020-06",
    "expired": "expires: 2020-05-10",
}


def hidden_article(name: str, key: str) -> str:
    """An article with the word in each of its values."""
    when = "" if key.startswith("date") else "date: 2020-01-01\n"
    return f"""---
title: Titre {CANARY} {name}
id: "77{len(name)}1"
{key}
{when}lang: fr
section: Rubrique {CANARY}
description: Chapeau {CANARY}
authors: [Auteur {CANARY}]
slug: {CANARY}-{len(name)}
aliases: [/{CANARY}/ancien-{len(name)}/, Autre nom {CANARY}]
tags: [Sujet {CANARY}, partagé]
source: {{name: Agence {CANARY}, url: "https://{CANARY}.example/"}}
image: {{src: images/{CANARY}-portrait-{len(name)}.png, alt: Un portrait {CANARY}, caption: Légende {CANARY}}}
related: [Recherché {CANARY}]
---

## Intertitre {CANARY}

Texte {CANARY} sur Jeanne Publique[^1], avec une image ![{CANARY}](/images/{CANARY}-texte-{len(name)}.png) et
[une annexe](/files/{CANARY}-annexe-{len(name)}.pdf). Voir [[Article 0]].

[^1]: Note de bas de page {CANARY}.
"""


@pytest.fixture(params=HIDING)
def dossier(request: pytest.FixtureRequest, project: Project) -> Project:
    """Three public articles and a hidden one, with all that belongs to it; and drafts of every other kind."""
    name: str = request.param
    for number in range(3):
        tags = "[partagé]" if number else "[]"
        project.write(
            f"content/articles/{number}.md", article(number, tags=tags, date=f"2020-01-0{number + 1}")
        )
    project.write("content/entities/jeanne.md", "---\nname: Jeanne Publique\nkind: person\n---\n\nElle.\n")
    project.write(f"content/articles/{CANARY}-fichier.md", hidden_article(name, HIDING[name]))
    number = len(name)
    for path in (f"images/{CANARY}-portrait-{number}.png", f"images/{CANARY}-texte-{number}.png"):
        project.write(f"content/{path}", PIXEL)
    project.write(f"content/files/{CANARY}-annexe-{number}.pdf", CANARY)
    project.write(
        f"content/articles/{CANARY}/brouillon.md", hidden_article("in a folder of its own", "draft: true")
    )
    for path in ("images/{0}-portrait-22.png", "images/{0}-texte-22.png", "files/{0}-annexe-22.pdf"):
        project.write(f"content/{path.format(CANARY)}", PIXEL)
    project.write(f"content/articles/{CANARY}/{CANARY}-a-cote.png", PIXEL)
    note = "---\narticle: {0}\nquote: Texte\ntags: [Étiquette {1}]\n{2}\n---\n\nRemarque {1}. [[Jeanne Publique]]\n"
    project.write("content/notes/a.md", note.format(f"77{number}1", CANARY, ""))
    project.write("content/notes/b.md", note.format("100", CANARY, "draft: true"))
    project.write(
        "content/events/a.md", f"---\ntitle: Fait {CANARY}\ndate: 2019\ndraft: true\narticles: ['100']\n---\n"
    )
    project.write(
        "content/entities/b.md", f"---\nname: Personne {CANARY}\nkind: person\ndraft: true\n---\n\nTexte.\n"
    )
    project.write("content/pages/b.md", f"---\ntitle: Page {CANARY}\ndraft: true\n---\n\nTexte.\n")
    project.write(
        "content/events/public.md", f"---\ntitle: Fait public\ndate: 2018\narticles: ['77{number}1']\n---\n"
    )
    return project


def build(project: Project, *args: str) -> dict[str, bytes]:
    """The output of a build on 10 May 2020."""
    ran = project.spawn("build", *args, SOURCE_DATE_EPOCH=TODAY)
    assert ran.exit_code == 0, ran.text
    return project.tree()


def traces(tree: dict[str, bytes]) -> list[str]:
    """The files that bear the word in their name or content."""
    word = CANARY.encode()
    return [path for path, data in tree.items() if CANARY in path.lower() or word in data.lower()]


def test_no_trace(dossier: Project) -> None:
    """No name and no byte of the whole output knows what is hidden; no page bears its number."""
    tree = build(dossier)
    assert len(tree) > 20
    assert traces(tree) == []
    assert not [path for path in tree if path.startswith("77")]
    assert not [path for path, data in tree.items() if b"data-unpublished" in data]
    assert "feed.xml" in tree
    assert "sitemap.xml" in tree


def test_it_is_as_if_it_had_never_been(dossier: Project) -> None:
    """Counts, neighbours and lists are those of a dossier without the hidden files, byte for byte."""
    hidden = build(dossier)
    for file in sorted((dossier.root / "content").rglob("*")):
        if file.is_file() and (
            CANARY in str(file) or CANARY in file.read_text(encoding="utf-8", errors="replace")
        ):
            file.unlink()
    dossier.change("content/events/public.md", "articles: ['77", "articles: ['99")
    assert build(dossier) == hidden


def test_a_preview_shows_and_marks_all(dossier: Project) -> None:
    """Negative control: with ``--drafts`` the same files are there, and each page of them is marked."""
    tree = build(dossier, "--drafts")
    found = traces(tree)
    assert len(found) > 30
    own = [p for p in tree if re.match(r"77|articles/canarix|100/b/|page-canarix", p) and p.endswith(".html")]
    assert len(own) >= 6
    assert [path for path in own if b"data-unpublished" not in tree[path]] == []
    assert {path for path in found if path.endswith((".png", ".pdf"))}


def test_when_the_day_comes(dossier: Project, request: pytest.FixtureRequest) -> None:
    """Weeks later, what was under embargo is public, with its picture; nothing else is."""
    later = str(int(TODAY) + 40 * 86_400)
    assert dossier.spawn("build", SOURCE_DATE_EPOCH=later).exit_code == 0
    name = request.node.callspec.params["dossier"]
    there = [path for path in dossier.tree() if "portrait" in path]
    assert there == ([f"images/{CANARY}-portrait-{len(name)}.png"] if "embargo" in name else [])


def test_a_shared_picture_stays(project: Project) -> None:
    """A file that something public uses is public, whoever else uses it; so is one that nobody mentions."""
    for path in ("a.png", "b.png", "c.png"):
        project.write(f"content/images/{path}", PIXEL)
    project.write("content/articles/1.md", article(1) + "\n![a](../images/a.png)\n")
    project.write(
        "content/articles/2.md", article(2, draft="true") + "\n![a](../images/a.png) ![b](/images/b.png)\n"
    )
    project.write("content/pages/p.md", "---\ntitle: P\n---\n\nTexte.\n").build()
    assert {path for path in project.tree() if path.endswith(".png")} == {"images/a.png", "images/c.png"}


def test_a_link_to_a_draft_is_broken(project: Project) -> None:
    """A public text that links to a draft would lead nowhere: an error, and no site."""
    project.write("content/articles/1.md", article(1) + "\n[[Article 2]]\n")
    project.write("content/articles/2.md", article(2, draft="true")).build(exit_code=1)
    assert "broken-link" in project.last.text
    project.build("--drafts")


def test_publishing_notices_a_leak(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a build let drafts through, publishing finds the marks their pages bear."""
    repository.project.write("content/articles/9.md", article(9, draft="true"))
    repository.commit()
    monkeypatch.setattr(checking, "published", lambda documents, *, today, drafts: documents)
    said = repository.publish(exit_code=1)
    assert (
        "(unpublished): articles/9/index.html" in said
        or "(unpublished): articles/article-9/index.html" in said
    )
    assert repository.tip() == ""


@pytest.mark.browser
def test_the_mark_is_seen(project: Project, browser: Browser, tmp_path: Path) -> None:
    """A reader of the preview sees the word, in the page's language, above the title and in lists."""
    project.write("content/articles/1.md", article(1)).write(
        "content/articles/2.md", article(2, draft="true")
    )
    project.build("--drafts")
    with browser.new_page() as page:
        page.goto((project.output / "articles/2/index.html").as_uri())
        badge = page.locator("main [data-unpublished]").first
        assert badge.is_visible()
        assert badge.inner_text() == "Brouillon"
        page.goto((project.output / "articles/index.html").as_uri())
        assert page.locator("[data-unpublished]").count() == 1
