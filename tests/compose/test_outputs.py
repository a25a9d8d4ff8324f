"""One file, one source: on every file system."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.compose.outputs import collisions, output_path
from dossierpress.model.source import OutputPath, SourcePath, Url
from tests.compose.dossier import composed
from tests.link.dossier import article, entity, page, said


def _codes(*paths: str) -> list[str]:
    claims = [(OutputPath(path), SourcePath(f"content/{i}.md")) for i, path in enumerate(paths)]
    return [found.code for found in collisions(claims)]


@pytest.mark.parametrize(
    ("url", "path"),
    [("/", "index.html"), ("/x/", "x/index.html"), ("/404.html", "404.html"), ("/x/feed.xml", "x/feed.xml")],
)
def test_output_path(url: str, path: str) -> None:
    """A folder's page is its index."""
    assert output_path(Url(url)) == path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/index.html", "a/index.html"),
        ("a/index.html", "A/Index.HTML"),
        ("é.png", unicodedata.normalize("NFD", "é.png")),
        ("É.png", unicodedata.normalize("NFD", "é.png")),
        ("straße.png", "STRASSE.png"),
        ("a", "a/b/index.html"),
        ("a/b/index.html", "A"),
    ],
)
def test_one_file(one: str, other: str) -> None:
    """Equal under NFC and case folding, or a file where a folder must be: whatever the order."""
    assert _codes(one, other) == ["output-collision"]
    assert _codes(other, one) == ["output-collision"]


@pytest.mark.parametrize("paths", [("a.png", "a.jpg"), ("a/b", "a/c"), ("a", "ab/c"), ("e.png", "é.png"), ()])
def test_different_files(paths: tuple[str, ...]) -> None:
    """Negative control: names that are merely alike, and neighbours in one folder."""
    assert _codes(*paths) == []


@pytest.mark.parametrize(
    "path",
    [
        "con/index.html",
        "x/NUL.txt",
        "lpt1",
        "a:b",
        "a?b",
        'a"b',
        "a|b",
        "a\\b",
        "a/..",
        "x./y",
        "x /y",
        "a\x07b",
    ],
)
def test_names_some_systems_cannot_hold(path: str) -> None:
    """Devices, signs and endings that Windows cannot store."""
    assert _codes(path) == ["unportable-path"]


@pytest.mark.parametrize(
    "path", ["console/index.html", "com10", "nul-part.txt", "a.b.c", ".well-known/x", "été.png"]
)
def test_names_every_system_can_hold(path: str) -> None:
    """Negative control: names that only look like those."""
    assert _codes(path) == []


@given(st.lists(st.text("aAéb/", min_size=1, max_size=4), max_size=6))
def test_the_order_of_claims_does_not_matter(paths: list[str]) -> None:
    """Whether something collides is a fact about the set of claims."""
    clean = [path.strip("/") or "x" for path in paths]
    clean = ["/".join(part for part in path.split("/") if part) for path in clean]
    assert bool(_codes(*clean)) is bool(_codes(*clean[::-1]))


def test_both_are_named() -> None:
    """The finding stands at the second source and names the first."""
    (found,) = composed(article("10001", "Un", aliases="[/methode/]"), page("methode", "Comment."))[1]
    assert "content/" in found.message
    assert {found.span.path, found.message.rpartition(" ")[2]} == {
        "content/pages/methode.md", "content/articles/a10001.md",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("content/robots.txt", ""),
        ("content/sitemap.xml", ""),
        ("content/Feed.xml", ""),
        ("content/reperes/anne/feed.json", ""),
        ("content/assets/theme.css", ""),
        ("content/404.html", ""),
        ("content/articles/a10001/INDEX.html", ""),
        ("content/reperes", ""),
    ],
)
def test_files_of_the_site_are_not_overwritten(path: str, url: str) -> None:
    """A picture or file of the dossier may not take the place of what the site writes itself."""
    files = (article("10001", "Un"), entity("Anne"))
    found = composed(*files, assets=[path], static=["assets/theme.css"])[1]
    assert {d.code for d in found} == {"output-collision"}
    assert path in {d.span.path for d in found} or path in found[0].message


def test_pages_may_not_take_a_section() -> None:
    """A free page called like a section of the site is an error, and so is a short id called like a page."""
    found = composed(article("10001", "Un"), page("sources", "Mes sources."), page("10001", "Mon texte."))[1]
    assert said(found) == [
        ("pages/10001.md", 0, "output-collision"),
        ("pages/sources.md", 0, "output-collision"),
    ]
