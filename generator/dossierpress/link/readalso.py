""" "Read also" titles: articles of the dossier, or wanted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from dossierpress.link.names import Names, Target
from dossierpress.markup.foldtext import fold
from dossierpress.model.document import Article
from dossierpress.model.meta import ReadAlso
from dossierpress.model.site import ReadAlsoLink, Wanted

#: On 251 real titles the closest pair of different articles reached 57, true variants 89 and more.
SAME_TITLE = 88


@dataclass(frozen=True, slots=True)
class _Titles:
    """Folded titles by language, for the approximate look-up."""

    by_lang: Mapping[str, Mapping[str, Article]]


def read_also(articles: Iterable[Article], names: Names) -> dict[str, tuple[ReadAlsoLink, ...]]:
    """For each article by its short id: its "read also" entries, each with the article it names, if any.

    An entry is found by id, exact folded title, alias or slug, else by a title of the same language that
    is nearly the same (`SAME_TITLE`).
    """
    articles = tuple(articles)
    titles: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        titles[article.lang].setdefault(fold(article.meta.title), article)
    index = _Titles(titles)
    return {a.meta.id: tuple(_link(entry, a, names, index) for entry in a.meta.related) for a in articles}


def wanted(articles: Iterable[Article], links: Mapping[str, tuple[ReadAlsoLink, ...]]) -> tuple[Wanted, ...]:
    """What is cited but missing, each title once, most cited first."""
    found: dict[str, Wanted] = {}
    for article in articles:
        for link in links[article.meta.id]:
            if link.article is None:
                known = found.get(fold(link.title), Wanted(link.title, "", None, ()))
                found[fold(link.title)] = replace(
                    known,
                    url=known.url or link.url,
                    date=known.date or link.date,
                    cited_by=(*known.cited_by, article),
                )
    return tuple(sorted(found.values(), key=lambda w: (-len(w.cited_by), fold(w.title))))


def _link(entry: str | ReadAlso, citing: Article, names: Names, titles: _Titles) -> ReadAlsoLink:
    written = ReadAlso(title=entry) if isinstance(entry, str) else entry
    article = _find(written, citing, names, titles)
    return ReadAlsoLink(written.title, article, written.url or "", written.date)


def _find(entry: ReadAlso, citing: Article, names: Names, titles: _Titles) -> Article | None:
    for name in filter(None, (entry.id, entry.title)):
        exact = _only_article(names.find(name), citing)
        if exact:
            return exact
    near = titles.by_lang[citing.lang]
    best = process.extractOne(
        fold(entry.title), near.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=SAME_TITLE
    )
    return near[best[0]] if best and near[best[0]] is not citing else None


def _only_article(targets: tuple[Target, ...], citing: Article) -> Article | None:
    found = [t.document for t in targets if isinstance(t.document, Article) and t.document is not citing]
    return found[0] if len(found) == 1 else None
