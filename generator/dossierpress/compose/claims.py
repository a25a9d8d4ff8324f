"""Who affirms what and who denies it, lined up across articles."""

from collections.abc import Iterator

from dossierpress.compose import jsonld
from dossierpress.compose.context import Context
from dossierpress.model.page import Page
from dossierpress.model.views import ClaimsView


def pages(context: Context) -> Iterator[Page]:
    """The page of claims, if there are any."""
    claims = tuple(context.claims[statement.slug] for statement in context.site.statements)
    if claims:
        yield Page(
            url=context.site.addresses.claims,
            template="claims.html",
            title="",
            lang=context.config.lang,
            chrome=context.chrome,
            kind="claims",
            jsonld=jsonld.claims(claims, context.chrome),
            view=ClaimsView(claims=claims),
        )
