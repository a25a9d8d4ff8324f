"""schema.org data for search engines and citation tools."""

import json
from collections.abc import Iterable
from typing import Any

from dossierpress.model.document import Article
from dossierpress.model.page import Card, Chrome


def news_article(article: Article, card: Card, topics: Iterable[Card], chrome: Chrome) -> str:
    """A ``NewsArticle`` as JSON text. A date is given only as far as it is known to the day or the month."""
    meta = article.meta
    names = [topic.title for topic in topics]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": meta.title,
        "identifier": meta.id,
        "inLanguage": article.lang,
        "description": card.summary,
        "articleSection": meta.section,
        "datePublished": _iso(article),
        "url": _absolute(card.url, chrome),
        "mainEntityOfPage": _absolute(card.url, chrome),
        "isBasedOn": meta.source.url,
        "author": [{"@type": "Person", "name": name} for name in meta.authors]
        or _organisation(meta.source.name),
        "publisher": _organisation(meta.source.name),
        "sdPublisher": _organisation(chrome.publisher),
        "keywords": names,
    }
    return json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)


def _organisation(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _iso(article: Article) -> str | None:
    date = article.meta.date
    if date is None or date.earliest is None or date.earliest != date.latest:
        return None
    return date.earliest.isoformat()


def _absolute(url: str, chrome: Chrome) -> str | None:
    return chrome.base + url.lstrip("/") if chrome.base else None
