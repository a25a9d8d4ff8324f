"""The notes that correct an article, as newspapers list their corrections."""

from collections.abc import Iterator
from dataclasses import replace

from dossierpress.compose.context import Context
from dossierpress.model.page import Page
from dossierpress.model.views import CorrectionsView


def pages(context: Context) -> Iterator[Page]:
    """The page of corrections, if there are any."""
    if corrections := context.site.corrections:
        yield Page(
            url=context.site.addresses.corrections,
            template="corrections.html",
            title="",
            lang=context.config.lang,
            chrome=context.chrome,
            kind="corrections",
            feed=context.site.addresses.corrections,
            # Where in its article's text a note's box stands is no news to this page.
            view=CorrectionsView(notes=tuple(replace(n, block=-1) for n in context.note_views(corrections))),
        )
