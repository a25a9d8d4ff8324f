"""What a reader has to load: sizes are measured in bytes as written, before any compression on the way."""

import re
from pathlib import Path

STYLE = re.compile(r'<link rel="stylesheet" href="[^"?]*assets/([^"?]+)[^"]*"( media="print")?>')
SCRIPT = re.compile(r'<script src="[^"?]*assets/([^"?]+)')
KIB = 1024
#: The most a page's style sheets for the screen, those for paper, its scripts, and an article may weigh.
SCREEN, PAPER, SCRIPTS, ARTICLE = 12 * KIB, 1 * KIB, 6 * KIB, 56 * KIB
#: The colours of code, and the tables of claims, are second style sheets of the few pages that have any.
SECOND = {"code.css": "<pre", "claims.css": 'class="stand'}


def _html(site: Path, pages: list[str]) -> dict[str, str]:
    return {path: (site / path).read_text(encoding="utf-8") for path in pages}


def _weight(site: Path, names: list[str]) -> int:
    return sum((site / "assets" / name).stat().st_size for name in names)


def test_style_sheets(demo_site: Path, demo_pages: list[str]) -> None:
    """No page asks for more than its share of style sheets, and every page has one."""
    for path, html in _html(demo_site, demo_pages).items():
        sheets = STYLE.findall(html)
        screen = [name for name, paper in sheets if not paper and name not in SECOND]
        assert screen, path
        assert _weight(demo_site, screen) <= SCREEN, path
        assert _weight(demo_site, [name for name, paper in sheets if paper]) <= PAPER, path
    assert all(_weight(demo_site, [name]) <= KIB for name in SECOND)


def test_second_style_sheets_only_where_needed(demo_site: Path, demo_pages: list[str]) -> None:
    """A page links the style sheet of code or claims if, and only if, it has any."""
    for path, html in _html(demo_site, demo_pages).items():
        for name, sign in SECOND.items():
            assert (f"assets/{name}" in html) == (sign in html), (path, name)


def test_scripts(demo_site: Path, demo_pages: list[str]) -> None:
    """No page asks for more than its share of scripts."""
    for path, html in _html(demo_site, demo_pages).items():
        assert _weight(demo_site, SCRIPT.findall(html)) <= SCRIPTS, path


def test_articles(demo_site: Path, demo_pages: list[str]) -> None:
    """An article with a dozen notes stays light."""
    articles = [path for path in demo_pages if path.startswith("articles/")]
    assert articles
    for path in articles:
        assert (demo_site / path).stat().st_size <= ARTICLE, path
