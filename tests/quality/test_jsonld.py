"""The data for search engines: every article page describes itself as a ``NewsArticle``."""

import json
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from dossierpress.publish.internal import Checker

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Essai",
    "datePublished": "2015-12-14",
    "inLanguage": "fr",
    "url": "https://a.example/1/",
    "mainEntityOfPage": "https://a.example/1/",
    "publisher": {"@type": "Organization", "name": "A"},
}
TEXTS = ("headline", "inLanguage", "url", "mainEntityOfPage")
DAY = 'meta[property="article:published_time"][content]'


def records(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """The schema.org records of a page."""
    return [json.loads(node.text()) for node in tree.css('script[type="application/ld+json"]')]


def article_errors(record: dict[str, Any], *, dated: bool = True) -> list[str]:
    """What a ``NewsArticle`` lacks; without a date when the day it was published is not known."""
    wanted = (*TEXTS, "datePublished") if dated else TEXTS
    found = [f"{key} is missing" for key in wanted if not isinstance(record.get(key), str) or not record[key]]
    if (record.get("@context"), record.get("@type")) != ("https://schema.org", "NewsArticle"):
        found.append("is not a NewsArticle of schema.org")
    return found if record.get("publisher", {}).get("name") else [*found, "publisher has no name"]


def test_jsonld(demo_site: Path, base: str) -> None:
    """All records parse; every article page has one NewsArticle, complete and with an address that exists."""
    checker = Checker(demo_site, base)
    found = {path: records(html.tree) for path, html in checker.pages.items()}
    articles = {path: found[path] for path in found if path.startswith("articles/") and path.count("/") > 1}
    assert articles
    for path, (record, *more) in articles.items():
        assert not more, path
        dated = checker.pages[path].tree.css_first(DAY) is not None
        assert article_errors(record, dated=dated) == [], path
        assert record["url"] == base + path.removesuffix("index.html")
        assert checker.resolves(record["mainEntityOfPage"])


@pytest.mark.parametrize("key", [*TEXTS, "datePublished", "@context", "@type", "publisher"])
def test_a_missing_field_is_noticed(key: str) -> None:
    """A complete record passes; without one of its fields it does not."""
    assert article_errors(ARTICLE) == []
    assert article_errors({k: v for k, v in ARTICLE.items() if k != key}) != []
