"""What points at what: the links of the site, turned round, each with the sentence that cites."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dossierpress.model.addresses import Addresses, article_url
from dossierpress.model.body import ReferenceKind
from dossierpress.model.card import Link
from dossierpress.model.document import Article, Note, Parsed
from dossierpress.model.site import Backlink, ReadAlsoLink
from dossierpress.model.source import Url


def backlinks(
    documents: Mapping[Url, Parsed],
    links: Mapping[Url, Sequence[Link]],
    read_also: Mapping[str, Sequence[ReadAlsoLink]],
    of: Addresses,
) -> dict[Url, tuple[Backlink, ...]]:
    """For each address, who points at it: each page once, with its first citing sentence."""
    found: dict[Url, dict[Url, Backlink]] = defaultdict(dict)
    for source, document in documents.items():
        kind = "note" if isinstance(document, Note) else "link"
        for reference, link in zip(document.body.references, links[source], strict=True):
            target = _page(link.url)
            if target and target != source and reference.kind is not ReferenceKind.IMAGE:
                found[target].setdefault(source, Backlink(source, kind, reference.sentence))
    for source, article in documents.items():
        if isinstance(article, Article):
            for entry in read_also[article.meta.id]:
                if entry.article:
                    found[article_url(entry.article, of)].setdefault(source, Backlink(source, "related", ""))
    return {target: tuple(sources.values()) for target, sources in found.items()}


def cited_articles(
    articles: Iterable[Article], links: Mapping[Url, Sequence[Link]], of: Addresses
) -> dict[str, tuple[str, ...]]:
    """The short ids of the articles that each article's text links to, by its own short id."""
    articles = tuple(articles)
    ids = {article_url(article, of): article.meta.id for article in articles}
    return {
        article.meta.id: tuple(
            ids[_page(link.url)] for link in links[article_url(article, of)] if _page(link.url) in ids
        )
        for article in articles
    }


def _page(url: Url) -> Url:
    """The page an address stands on."""
    return Url(url.partition("#")[0])
