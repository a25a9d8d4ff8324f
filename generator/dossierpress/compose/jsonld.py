"""schema.org data for search engines and citation tools."""

import json
from collections.abc import Iterable
from typing import Any

from dossierpress.model.card import Card
from dossierpress.model.document import Article
from dossierpress.model.page import Chrome
from dossierpress.model.parts import ClaimView
from dossierpress.model.site import FOR


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
    return json.dumps(_without_gaps(data), ensure_ascii=False)


def claims(found: Iterable[ClaimView], chrome: Chrome) -> str:
    """A ``Claim`` for each statement that somebody stands by, as JSON text; nothing when there is none.

    schema.org knows no way to say that somebody denies a claim, and a ``ClaimReview`` needs a rating that the
    editors do not give, so neither is said here. A claim appears in the articles that report it.
    """
    graph = [record for claim in found if (record := _claim(claim, chrome))]
    data = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(data, ensure_ascii=False) if graph else ""


def _claim(claim: ClaimView, chrome: Chrome) -> dict[str, Any] | None:
    stands = [position for position in claim.positions if position.stance in FOR]
    if not stands:
        return None
    authors = {p.card.title if p.card else p.by: p.card for p in stands}
    data = {
        "@type": "Claim",
        "text": claim.statement,
        "inLanguage": claim.lang,
        "url": _absolute(claim.url, chrome),
        "author": [_author(name, card) for name, card in authors.items()],
        "appearance": [
            {"@type": "NewsArticle", "headline": card.title, "url": _absolute(card.url, chrome)}
            for card in {position.article.url: position.article for position in stands}.values()
        ],
    }
    return _without_gaps(data)


def _author(name: str, card: Card | None) -> dict[str, str]:
    kind = {"person": "Person", "organisation": "Organization"}.get(card.kind if card else "", "Thing")
    return {"@type": kind, "name": name}


def _without_gaps(data: dict[str, Any]) -> dict[str, Any]:
    """Without values that are not known."""
    return {key: value for key, value in data.items() if value}


def _organisation(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _iso(article: Article) -> str | None:
    date = article.meta.date
    if date is None or date.earliest is None or date.earliest != date.latest:
        return None
    return date.earliest.isoformat()


def _absolute(url: str, chrome: Chrome) -> str | None:
    return chrome.base + url.lstrip("/") if chrome.base else None
