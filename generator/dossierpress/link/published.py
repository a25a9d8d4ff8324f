"""What of the content is public on a given day: no drafts, nothing under embargo, nothing expired."""

from datetime import date

from dossierpress.model.document import Article, Documents


def published(documents: Documents, *, today: date, drafts: bool) -> Documents:
    """Leave out drafts, articles dated after ``today`` and expired ones, and the notes on them.

    With ``drafts`` everything stays: the preview shows it all.
    """
    if drafts:
        return documents
    articles = tuple(a for a in documents.articles if _is_public(a, today))
    hidden = {a.meta.id for a in documents.articles} - {a.meta.id for a in articles}
    return Documents(
        articles=articles,
        notes=tuple(n for n in documents.notes if not n.meta.draft and n.meta.article not in hidden),
        entities=tuple(e for e in documents.entities if not e.meta.draft),
        events=tuple(e for e in documents.events if not e.meta.draft),
        pages=tuple(p for p in documents.pages if not p.meta.draft),
    )


def _is_public(article: Article, today: date) -> bool:
    meta = article.meta
    embargoed = meta.date is not None and meta.date.earliest is not None and meta.date.earliest > today
    expired = (
        meta.expires is not None and meta.expires.earliest is not None and meta.expires.earliest <= today
    )
    return not (meta.draft or embargoed or expired)
