"""Free pages (about, method …) and the page for addresses that lead nowhere."""

from collections.abc import Iterator

from dossierpress.compose.context import Context
from dossierpress.model import addresses as at
from dossierpress.model.document import FreePage
from dossierpress.model.page import Page
from dossierpress.model.source import Url
from dossierpress.model.views import FreePageView, MissingView

#: How many short ids the 404 page lists: the newest, or it would weigh more than any article.
LISTED = 200


def pages(context: Context) -> Iterator[Page]:
    """A page for each file of ``content/pages/`` but the front page's introduction, and ``404.html``."""
    for page in context.site.documents.pages:
        if page.slug != at.INTRO:
            yield _page(page, context)
    yield _missing(context)


def _page(page: FreePage, context: Context) -> Page:
    url = at.page_url(page)
    return Page(
        url=url,
        template="page.html",
        title=page.meta.title,
        lang=page.lang,
        chrome=context.chrome,
        description=context.cards[url].summary,
        kind=page.slug,
        source=page.path,
        view=FreePageView(
            prose=context.prose(url, page), updated=page.meta.updated, backlinks=context.backlinks(url)
        ),
    )


def _missing(context: Context) -> Page:
    articles = context.site.documents.articles
    cards = (
        (a.meta.id, context.titles[at.article_url(a, context.site.addresses)]) for a in articles[:LISTED]
    )
    ids = sorted(cards, key=lambda pair: pair[0])
    return Page(
        url=Url("/404.html"),
        template="404.html",
        title="",
        lang=context.config.lang,
        chrome=context.chrome,
        noindex=True,
        view=MissingView(ids=tuple(ids)),
    )
