"""Articles near one another: links weigh most, then links back, then rare shared topics, then dates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log

from dossierpress.model.document import Article
from dossierpress.model.site import ReadAlsoLink, Related, Topic

CITES = 10.0
CITED_BY = 6.0
SAME_DAY = 0.5
#: Of a frequent topic only the articles nearest in time count: work grows with the dossier, not its square.
NEIGHBOURS = 24


@dataclass(slots=True)
class _Score:
    value: float = 0.0
    shared: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def related(
    articles: Sequence[Article],
    topics: Mapping[str, Sequence[Topic]],
    read_also: Mapping[str, Sequence[ReadAlsoLink]],
    cites: Mapping[str, Iterable[str]],
    limit: int,
) -> dict[str, tuple[Related, ...]]:
    """The ``limit`` nearest articles of each, by its short id, with the reasons.

    ``topics`` are each article's tags and entities, ``cites`` the ids of the articles its text links to.
    A shared topic weighs ln(N / number of its articles): one that every article has says nothing.
    """
    by_id = {article.meta.id: article for article in articles}
    explicit = {
        i: {link.article.meta.id for link in read_also.get(i, ()) if link.article}
        | (set(cites.get(i, ())) & by_id.keys())
        for i in by_id
    }
    scores: dict[str, dict[str, _Score]] = {i: defaultdict(_Score) for i in by_id}
    _score_links(explicit, scores)
    _score_topics(articles, topics, scores)
    return {i: _nearest(by_id[i], found, by_id, limit) for i, found in scores.items()}


def _score_links(explicit: Mapping[str, set[str]], scores: Mapping[str, dict[str, _Score]]) -> None:
    for citing, cited in explicit.items():
        for other in cited - {citing}:
            for article, neighbour, weight, reason in (
                (citing, other, CITES, "cites"),
                (other, citing, CITED_BY, "cited-by"),
            ):
                score = scores[article][neighbour]
                score.value += weight
                score.reasons.append(reason)


def _score_topics(
    articles: Sequence[Article],
    topics: Mapping[str, Sequence[Topic]],
    scores: Mapping[str, dict[str, _Score]],
) -> None:
    carriers: dict[str, list[tuple[int, str]]] = defaultdict(list)
    names: dict[str, str] = {}
    for article in articles:
        for topic in topics.get(article.meta.id, ()):
            carriers[topic.url].append((_day(article), article.meta.id))
            names[topic.url] = topic.name
    for url, found in sorted(carriers.items()):
        weight = log(len(articles) / len(found))
        if weight > 0:
            _share(sorted(found), names[url], weight, scores)


def _share(
    carriers: list[tuple[int, str]], name: str, weight: float, scores: Mapping[str, dict[str, _Score]]
) -> None:
    half = NEIGHBOURS // 2
    for place, (_, article) in enumerate(carriers):
        low = max(0, min(place - half, len(carriers) - NEIGHBOURS - 1))
        for _, other in carriers[low : low + NEIGHBOURS + 1]:
            if other != article:
                score = scores[article][other]
                score.value += weight
                score.shared.append(name)


def _nearest(
    article: Article, found: Mapping[str, _Score], by_id: Mapping[str, Article], limit: int
) -> tuple[Related, ...]:
    ranked = sorted(
        ((score.value + _closeness(article, by_id[i]), i) for i, score in found.items()),
        key=lambda r: (-r[0], r[1]),
    )
    return tuple(
        Related(by_id[i], round(value, 3), _reasons(article, by_id[i], found[i]))
        for value, i in ranked[:limit]
    )


def _reasons(article: Article, other: Article, score: _Score) -> tuple[tuple[str, tuple[str, ...]], ...]:
    reasons = [(code, ()) for code in score.reasons]
    shared = [("shares", tuple(score.shared[:4]))] if score.shared else []
    same_day = [("same-day", ())] if _day(article) and _day(article) == _day(other) else []
    return (*reasons, *shared, *same_day)


def _day(article: Article) -> int:
    day = article.meta.date and article.meta.date.earliest
    return day.toordinal() if isinstance(day, date) else 0


def _closeness(article: Article, other: Article) -> float:
    """From 0 to `SAME_DAY`: less than any topic weighs in practice, so it only breaks ties."""
    if not (_day(article) and _day(other)):
        return 0.0
    return SAME_DAY / (1 + abs(_day(article) - _day(other)) / 30)
