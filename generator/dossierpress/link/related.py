"""Articles near one another: links weigh most, then links back, then rare shared topics, then dates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from math import log
from typing import NamedTuple

from dossierpress.model.document import Article
from dossierpress.model.remember import Remember, each_time
from dossierpress.model.site import ReadAlsoLink, Related, Topic

CITES = 10.0
CITED_BY = 6.0
SAME_DAY = 0.5
#: Of a frequent topic only the articles nearest in time count: work grows with the dossier, not its square.
NEIGHBOURS = 24


#: What articles an article is near to weigh for it, by short id.
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Carriers:
    """The articles with a topic in the order of time, and where each of them stands among them."""

    name: str
    ids: Sequence[str]
    places: Mapping[str, int] = field(repr=False)

    def near(self, place: int) -> Sequence[str]:
        """The articles nearest in time to the one at ``place``, and itself."""
        low = max(0, min(place - NEIGHBOURS // 2, len(self.ids) - NEIGHBOURS - 1))
        return self.ids[low : low + NEIGHBOURS + 1]

    def joins(self, one: str, other: str) -> bool:
        """Whether the topic counts for ``other`` as an article near ``one``."""
        place, there = self.places.get(one), self.places.get(other)
        if place is None or there is None:
            return False
        low = max(0, min(place - NEIGHBOURS // 2, len(self.ids) - NEIGHBOURS - 1))
        return low <= there < low + NEIGHBOURS + 1


class _Near(NamedTuple):
    """A near article by its short id, how near it is, and why."""

    id: str
    score: float
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


def related(
    articles: Sequence[Article],
    topics: Mapping[str, Sequence[Topic]],
    read_also: Mapping[str, Sequence[ReadAlsoLink]],
    cites: Mapping[str, Iterable[str]],
    limit: int,
    *,
    remember: Remember = each_time,
) -> dict[str, tuple[Related, ...]]:
    """The ``limit`` nearest articles of each, by its short id, with the reasons.

    ``topics`` are each article's tags and entities, ``cites`` the ids of the articles its text links to.
    A shared topic weighs ln(N / number of its articles): one that every article has says nothing. Most edits change
    neither topics nor links nor days, so the whole may be remembered by these.
    """
    by_id = {article.meta.id: article for article in articles}
    days = {article.meta.id: _day(article) for article in articles}
    links = {
        i: {link.article.meta.id for link in read_also.get(i, ()) if link.article}
        | (set(cites.get(i, ())) & by_id.keys())
        for i in by_id
    }
    carriers = _carriers(articles, topics, days)
    source = repr((limit, days, [(i, sorted(cited)) for i, cited in links.items()], carriers)).encode()
    found = remember(
        dict[str, tuple[_Near, ...]], "related", source, lambda: _near(days, links, carriers, limit)
    )
    return {
        i: tuple(Related(by_id[near.id], near.score, near.reasons) for near in own)
        for i, own in found.items()
    }


def _near(
    days: Mapping[str, int], links: Mapping[str, set[str]], carriers: Mapping[str, "_Carriers"], limit: int
) -> dict[str, tuple[_Near, ...]]:
    weights: dict[str, Weights] = {i: defaultdict(float) for i in days}
    reasons = _weigh_links(links, weights)
    _weigh_topics(carriers, weights)
    topics_of: dict[str, list[_Carriers]] = defaultdict(list)
    for topic in carriers.values():
        for article in topic.ids:
            topics_of[article].append(topic)
    return {
        i: tuple(
            _Near(other, round(value, 3), _reasons(i, other, reasons, topics_of[i], days))
            for value, other in _nearest(i, own, days, limit)
        )
        for i, own in weights.items()
    }


def _weigh_links(
    explicit: Mapping[str, set[str]], weights: Mapping[str, Weights]
) -> Mapping[tuple[str, str], list[str]]:
    """Add what links weigh; returns the reasons of each pair of articles that links join."""
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
    for citing, cited in explicit.items():
        for other in cited - {citing}:
            weights[citing][other] += CITES
            reasons[citing, other].append("cites")
            weights[other][citing] += CITED_BY
            reasons[other, citing].append("cited-by")
    return reasons


def _carriers(
    articles: Sequence[Article], topics: Mapping[str, Sequence[Topic]], days: Mapping[str, int]
) -> dict[str, _Carriers]:
    """The carriers of each topic that not all articles have, by its address and in the order of addresses."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    names: dict[str, str] = {}
    for article in articles:
        for topic in topics.get(article.meta.id, ()):
            found[topic.url].append((days[article.meta.id], article.meta.id))
            names[topic.url] = topic.name
    ordered = {
        url: [i for _, i in sorted(found[url])] for url in sorted(found) if len(found[url]) < len(articles)
    }
    return {
        url: _Carriers(names[url], ids, {i: place for place, i in enumerate(ids)})
        for url, ids in ordered.items()
    }


def _weigh_topics(carriers: Mapping[str, _Carriers], weights: Mapping[str, Weights]) -> None:
    """Add what shared topics weigh: the work of it grows with articles and topics, not with their squares."""
    total = len(weights)
    for topic in carriers.values():
        weight = log(total / len(topic.ids))
        for place, article in enumerate(topic.ids):
            own = weights[article]
            for other in topic.near(place):
                own[other] += weight


def _nearest(
    article: str, weights: Weights, days: Mapping[str, int], limit: int
) -> Sequence[tuple[float, str]]:
    """The ``limit`` articles that weigh most; dates, which weigh little, are looked at only where they can matter."""
    weights.pop(article, None)
    if limit <= 0:
        return ()
    values = sorted(weights.values(), reverse=True)
    least = values[limit - 1] - SAME_DAY if len(values) > limit else 0.0
    ranked = [
        (value + _closeness(days[article], days[other]), other)
        for other, value in weights.items()
        if value >= least
    ]
    return sorted(ranked, key=lambda r: (-r[0], r[1]))[:limit]


def _reasons(
    article: str,
    other: str,
    links: Mapping[tuple[str, str], list[str]],
    topics: Iterable[_Carriers],
    days: Mapping[str, int],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    reasons = [(code, ()) for code in links.get((article, other), ())]
    names = tuple(islice((topic.name for topic in topics if topic.joins(article, other)), 4))
    shared = [("shares", names)] if names else []
    same_day = [("same-day", ())] if days[article] and days[article] == days[other] else []
    return (*reasons, *shared, *same_day)


def _day(article: Article) -> int:
    day = article.meta.date and article.meta.date.earliest
    return day.toordinal() if isinstance(day, date) else 0


def _closeness(one: int, other: int) -> float:
    """From 0 to `SAME_DAY`: less than any topic weighs in practice, so it only breaks ties."""
    return SAME_DAY / (1 + abs(one - other) / 30) if one and other else 0.0
