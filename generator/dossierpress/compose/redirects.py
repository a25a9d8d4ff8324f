"""Old addresses, given as ``aliases`` that begin with a slash, lead to where the document is now."""

from collections.abc import Iterator
from dataclasses import replace

from dossierpress.compose.context import Context
from dossierpress.model import addresses as at
from dossierpress.model.card import Card
from dossierpress.model.document import Parsed
from dossierpress.model.page import Page
from dossierpress.model.views import RedirectView


def pages(context: Context) -> Iterator[Page]:
    """A redirecting page for each old address."""
    documents, of = context.site.documents, context.site.addresses
    for article in documents.articles:
        yield from _pages(article, article.meta.aliases, context.cards[at.article_url(article, of)], context)
    for entity in documents.entities:
        yield from _pages(entity, entity.meta.aliases, context.cards[at.entity_url(entity, of)], context)
    for page in documents.pages:
        yield from _pages(page, page.meta.aliases, context.cards[at.page_url(page)], context)


def _pages(document: Parsed, aliases: tuple[str, ...], target: Card, context: Context) -> Iterator[Page]:
    for alias in aliases:
        if alias.startswith("/"):
            yield Page(
                url=at.old_url(alias),
                template="redirect.html",
                title=target.title,
                lang=document.lang,
                chrome=context.chrome,
                view=RedirectView(target=replace(target, notes=0, count=0)),
                noindex=True,
                canonical=target.url,
                source=document.path,
            )
