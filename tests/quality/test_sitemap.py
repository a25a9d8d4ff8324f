"""The site map follows the protocol and lists the pages that readers should find."""

from pathlib import Path

import pytest
from lxml import etree

from dossierpress.publish.internal import Checker

SCHEMA = Path(__file__).with_name("sitemap.xsd")
MAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://a.example/1</loc><lastmod>2026-11-23</lastmod></url>"
    "<url><loc>https://a.example/2</loc></url></urlset>"
)


def sitemap_errors(data: bytes) -> list[str]:
    """What is wrong with a site map."""
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.validate(etree.fromstring(data))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def test_sitemap(demo_site: Path, base: str) -> None:
    """The site map is valid; its pages are exactly those that search engines are not told to leave out."""
    data = (demo_site / "sitemap.xml").read_bytes()
    assert sitemap_errors(data) == []
    checker = Checker(demo_site, base)
    listed = {text for node in etree.fromstring(data).iter("{*}loc") if (text := node.text)}
    public = {
        base + path.removesuffix("index.html")
        for path, html in checker.pages.items()
        if not html.tree.css("meta[name=robots][content*=noindex]")
    }
    assert listed == public


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://a.example/2", "https://a.example/1"),
        ("https://a.example/2", "/2"),
        ("2026-11-23", "23.11.2026"),
        ("<loc>https://a.example/2</loc>", ""),
        ("<lastmod>2026-11-23</lastmod>", "<priority>2</priority>"),
    ],
)
def test_the_schema_notices(old: str, new: str) -> None:
    """A sound site map passes, and one breach of it is found."""
    assert sitemap_errors(MAP.encode()) == []
    assert sitemap_errors(MAP.replace(old, new, 1).encode()) != []


def test_robots(demo_site: Path, base: str) -> None:
    """``robots.txt`` names the site map by its full address."""
    assert (
        f"Sitemap: {base}sitemap.xml" in (demo_site / "robots.txt").read_text(encoding="utf-8").splitlines()
    )
