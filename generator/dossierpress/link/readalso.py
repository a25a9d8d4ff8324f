""" "Read also" titles: articles of the dossier, or wanted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from rapidfuzz import fuzz, process

from dossierpress.link.names import Names, Target
from dossierpress.markup.foldtext import fold
from dossierpress.model.document import Article
from dossierpress.model.meta import ReadAlso
from dossierpress.model.site import ReadAlsoLink, Wanted

#: What a name means.
Find = Callable[[str], tuple[Target, ...]]
#: On 251 real titles the closest pair of different articles reached 57, true variants 89 and more.
SAME_TITLE = 88


#: A variant of a title keeps one of its so many rarest words, or it would not be nearly the same.
RARE = 3


@dataclass(slots=True)
class _Titles:
    """The folded titles of a language for the approximate look-up, and which of them have a word."""

    articles: dict[str, Article] = field(default_factory=dict)
    by_word: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, title: str, article: Article) -> None:
        """Add a title; the first article of a title keeps it."""
        if title not in self.articles:
            self.articles[title] = article
            for word in set(title.split()):
                self.by_word[word].append(title)

    def near(self, title: str) -> Article | None:
        """The article whose title is most like this one, if one is nearly the same."""
        known = sorted((self.by_word[word] for word in set(title.split()) if word in self.by_word), key=len)
        candidates = dict.fromkeys(chain.from_iterable(known[:RARE]))
        best = process.extractOne(
            title, candidates.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=SAME_TITLE
        )
        return self.articles[best[0]] if best else None


def read_also(articles: Iterable[Article], names: Names) -> dict[str, tuple[ReadAlsoLink, ...]]:
    """For each article by its short id: its "read also" entries, each with the article it names, if any.

    An entry is found by id, exact folded title, alias or slug, else by a title of the same language that
    is nearly the same (`SAME_TITLE`).
    """
    articles = tuple(articles)
    titles: dict[str, _Titles] = defaultdict(_Titles)
    for article in articles:
        titles[article.lang].add(fold(article.meta.title), article)
    find = cache(names.find)  # a title is named by several articles
    return {
        a.meta.id: tuple(_link(entry, a, find, titles[a.lang]) for entry in a.meta.related) for a in articles
    }


def wanted(articles: Iterable[Article], links: Mapping[str, tuple[ReadAlsoLink, ...]]) -> tuple[Wanted, ...]:
    """What is cited but missing, each title once, most cited first."""
    asked: dict[str, list[tuple[ReadAlsoLink, Article]]] = defaultdict(list)
    for article in articles:
        for link in links[article.meta.id]:
            if link.article is None:
                asked[fold(link.title)].append((link, article))
    found = [_wanted(who) for who in asked.values()]
    return tuple(sorted(found, key=lambda w: (-len(w.cited_by), fold(w.title))))


def _wanted(asked: Sequence[tuple[ReadAlsoLink, Article]]) -> Wanted:
    """One missing article, by all that was written about it."""
    links = [link for link, _ in asked]
    url = next((link.url for link in links if link.url), "")
    day = next((link.date for link in links if link.date), None)
    return Wanted(links[0].title, url, day, tuple(article for _, article in asked))


def _link(entry: str | ReadAlso, citing: Article, find: Find, titles: _Titles) -> ReadAlsoLink:
    written = ReadAlso(title=entry) if isinstance(entry, str) else entry
    article = _find(written, citing, find, titles)
    return ReadAlsoLink(written.title, article, written.url or "", written.date)


def _find(entry: ReadAlso, citing: Article, find: Find, titles: _Titles) -> Article | None:
    for name in filter(None, (entry.id, entry.title)):
        exact = _only_article(find(name), citing)
        if exact:
            return exact
    near = titles.near(fold(entry.title))
    return near if near is not citing else None


def _only_article(targets: tuple[Target, ...], citing: Article) -> Article | None:
    found = [t.document for t in targets if isinstance(t.document, Article) and t.document is not citing]
    return found[0] if len(found) == 1 else None
