"""The folder says what a file is; documents have their slugs, languages, places and bodies."""

import pickle

import pytest

from dossierpress.diagnostics import CODES, Severity
from dossierpress.model.document import Article, Entity, Event, FreePage, Note, title_of
from dossierpress.model.source import Source, SourcePath
from dossierpress.parse import parse
from tests.conftest import ROOT
from tests.parse.reading import codes, places, read

ARTICLE = "---\ntitle: Lavrov et Kerry\nid: 17303\n{more}---\nA la **veille** de la visite.\n"


@pytest.mark.parametrize(
    ("path", "text", "kind", "slug", "title"),
    [
        ("articles/x.md", ARTICLE.format(more=""), Article, "x", "Lavrov et Kerry"),
        ("articles/2015/x.md", ARTICLE.format(more=""), Article, "x", "Lavrov et Kerry"),
        ("articles/2015-12-14-Été.md", ARTICLE.format(more=""), Article, "ete", "Lavrov et Kerry"),
        ("articles/2015-12-été.md", ARTICLE.format(more=""), Article, "ete", "Lavrov et Kerry"),
        ("articles/2015-12-14.md", ARTICLE.format(more=""), Article, "2015-12-14", "Lavrov et Kerry"),
        ("articles/2015-12-14 x.MD", ARTICLE.format(more=""), Article, "x", "Lavrov et Kerry"),
        ("articles/x.md", ARTICLE.format(more="slug: autre\n"), Article, "autre", "Lavrov et Kerry"),
        ("notes/2026-11-23-x.md", "---\narticle: 1\n---\na", Note, "2026-11-23-x", "2026-11-23-x"),
        ("notes/x.md", "---\narticle: 1\nid: n4\nquote: b\n---\na", Note, "n4", "b"),
        ("entities/x.md", "---\nname: États-Unis\nkind: place\n---\n", Entity, "etats-unis", "États-Unis"),
        ("entities/x.md", "---\nname: Y\nkind: place\nslug: z\n---\n", Entity, "z", "Y"),
        ("events/2015-12-14-appel.md", "---\ntitle: Appel\ndate: 2015\n---\n", Event, "appel", "Appel"),
        ("pages/à propos.md", "---\ntitle: À propos\n---\n", FreePage, "a-propos", "À propos"),
        ("pages/index.md", "---\ntitle: Accueil\n---\n", FreePage, "index", "Accueil"),
    ],
)
def test_kinds_and_slugs(path: str, text: str, kind: type, slug: str, title: str) -> None:
    """Each folder has its kind of document, each kind its way to a slug."""
    (document,), found = read(f"content/{path}", text)
    assert found == ()
    assert isinstance(document, kind)
    assert (document.slug, title_of(document), document.path) == (slug, title, f"content/{path}")


def test_an_article() -> None:
    """Front matter, body, language, digest and places are all there, and the value can be sent elsewhere."""
    (article,), _ = read("content/articles/x.md", ARTICLE.format(more="lang: ar\nlastmod: 2016\n"), lang="en")
    assert isinstance(article, Article)
    assert article.meta.id == "17303"
    assert (article.lang, article.digest, article.order) == ("ar", "digest", 0)
    assert article.body.text.strip() == "A la veille de la visite."
    assert (str(article.span("title")), str(article.span("source.url"))) == (
        "content/articles/x.md:2:8", "content/articles/x.md:2:1",
    )  # fmt: skip
    assert str(article.span("updated")) == "content/articles/x.md:5:10"
    assert pickle.loads(pickle.dumps(article)) == article


def test_the_language_of_the_dossier() -> None:
    """A file that does not say its language has the dossier's."""
    (page,), _ = read("content/pages/x.md", "---\ntitle: x\n---\n", lang="de")
    assert page.lang == "de"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/article/x.md", "content/articles/"),
        ("content/Notes/x.md", "content/notes/"),
        ("content/divers/x.md", "articles, notes, entities, events, pages"),
        ("content/x.md", "articles, notes, entities, events, pages"),
        ("articles/x.md", "articles, notes, entities, events, pages"),
    ],
)
def test_unknown_folders(path: str, hint: str) -> None:
    """A file in no folder we know is not read, and that is said."""
    documents, (found,) = read(path, ARTICLE)
    assert documents == ()
    assert (found.code, found.severity, str(found.span)) == ("parse-folder", Severity.WARNING, path)
    assert hint in found.hint


def test_all_findings_of_a_broken_file() -> None:
    """Mistakes of syntax, of meaning and of the body are all found in one run, in the order of the file."""
    text = "---\ntitle: Syrie: la trêve\nid: x\ndate: 2015-13\nfoo: 1\n---\n\n<b>a</b>\n"
    documents, found = read("content/articles/x.md", text)
    assert documents == ()
    assert places(found)[:4] == [
        (2, 13, "yaml-syntax"), (3, 5, "meta-form"), (4, 7, "meta-type"), (5, 1, "meta-unknown"),
    ]  # fmt: skip
    assert {(one.span.line, one.code) for one in found[4:]} == {(8, "markdown-html")}
    assert set(codes(found)) <= set(CODES)


def test_warnings_do_not_cost_the_document() -> None:
    """An unknown key is dropped and reported; the document is there."""
    (document,), found = read("content/articles/x.md", ARTICLE.format(more="sectoin: y\n"))
    assert codes(found) == ["meta-unknown"]
    assert "`section`" in found[0].hint
    assert document.slug == "x"


def test_the_body_begins_where_it_begins() -> None:
    """Findings about the body have the line numbers of the file, whatever its line ends."""
    for end in ("\n", "\r\n", "\r"):
        text = ARTICLE.format(more="").replace("A la", "\n\n<i>A</i> la").replace("\n", end)
        _, found = read("content/articles/x.md", text)
        assert {(one.span.line, one.code) for one in found} == {(7, "markdown-html")}


@pytest.mark.parametrize(
    "path", sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "content").rglob("*.md"))
)
def test_the_demonstration_is_sound(path: str) -> None:
    """Every file of the demonstration dossier is read without a finding."""
    documents, found = parse(
        Source(SourcePath(path), (ROOT / path).read_text(encoding="utf-8"), "digest"), lang="fr"
    )
    assert documents
    assert found == ()
