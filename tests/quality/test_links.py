"""No link of the demonstration site is broken, and the checker would notice."""

from pathlib import Path

import pytest

from dossierpress.publish.internal import Checker

BASE = "https://example.org/essai/"
HEAD = f'<link rel="stylesheet" href="a/style.css"><link rel="canonical" href="{BASE}">'


def test_no_broken_link(demo_site: Path, base: str) -> None:
    """Every address and fragment of every page is in the output."""
    checker = Checker(demo_site, base)
    assert checker.pages
    assert checker.broken() == []


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A sound site of three pages and a style sheet."""
    files = {
        "index.html": f'{HEAD}<a href="b/#x">b</a><a href="mailto:a@b.c">m</a>',
        "b/index.html": '<p id="x"><a href="../">home</a> <a href="https://elsewhere.example/">out</a>',
        "404.html": '<a href="/essai/b/">b</a>',
        "a/style.css": "body { background: url(dot.png) }",
        "a/dot.png": "",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_sound_site_passes(site: Path) -> None:
    """The checker complains about nothing that is right."""
    assert Checker(site, BASE).broken() == []


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ('<a href="c/">', "there is no c/index.html"),
        ('<a href="b">', "there is no b"),
        ('<a href="b/#y">', "there is no #y in b/index.html"),
        ('<a href="/b/">', "root of the server"),
        ('<img src="none.png">', "there is no none.png"),
        ('<img srcset="a/dot.png 1x, a/dot2.png 2x">', "there is no a/dot2.png"),
        ('<script src="https://cdn.example/x.js"></script>', "another server"),
        ('<script src="//cdn.example/x.js"></script>', "another server"),
        ('<link rel="preconnect" href="https://fonts.example">', "another server"),
        ('<a href="javascript:alert(1)">', "scheme 'javascript'"),
        ('<meta http-equiv="refresh" content="0; url=gone/">', "there is no gone/index.html"),
        ('<link rel="canonical" href="https://other.example/">', "is not a page below"),
        (f'<meta property="og:image" content="{BASE}a/none.jpg">', "is not a page below"),
        ('<p style="background: url(none.png)">', "there is no none.png"),
        ('<a href="../outside/">', "there is no outside/index.html"),
    ],
)
def test_the_checker_notices(site: Path, html: str, reason: str) -> None:
    """One broken reference added to a sound page is one finding."""
    page = site / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + html, encoding="utf-8")
    found = Checker(site, BASE).broken()
    assert len(found) == 1, found
    assert reason in str(found[0])


def test_the_checker_notices_styles(site: Path) -> None:
    """A picture that a style sheet wants has to be there."""
    (site / "a/dot.png").unlink()
    assert [str(b) for b in Checker(site, BASE).broken()] == ["a/style.css: dot.png: there is no such file"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sitemap.xml", f"<urlset><url><loc>{BASE}b/</loc></url><url><loc>{BASE}c/</loc></url></urlset>"),
        (
            "b/feed.xml",
            f'<feed><link rel="self" href="{BASE}b/feed.xml"/><link rel="alternate" href="https://x.example/"/></feed>',
        ),
    ],
)
def test_the_checker_notices_feeds(site: Path, name: str, text: str) -> None:
    """An entry and a place that the site does not have."""
    (site / name).write_text(text, encoding="utf-8")
    assert [b.path for b in Checker(site, BASE).broken()] == [name]
