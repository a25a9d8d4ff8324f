"""Which articles name which entities, found in one pass over each text (Aho–Corasick)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dossierpress.link.topics import entity_key, names_of
from dossierpress.model.document import Article, Entity
from dossierpress.model.site import Mention, Topic
from dossierpress.model.source import Slug

#: Shorter names are met inside other words and abbreviations too often to mean the entity.
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions by the entity's slug, most first; entities by the article's id, in the order of the text."""

    of_entity: Mapping[Slug, tuple[Mention, ...]]
    in_article: Mapping[str, tuple[Topic, ...]]


def mentions(
    articles: Iterable[Article], entities: Iterable[Entity], topics: Mapping[str, Topic]
) -> Mentions:
    """Find every entity's names in every article's text.

    Names are matched as written, the longest first, between word boundaries. A name that two entities bear
    is nobody's.
    """
    owners = _owners(entities)
    if not owners:
        return Mentions({}, {})
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  (only a dossier with entities needs it)

    patterns = list(owners)
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    of_entity: dict[Slug, list[Mention]] = defaultdict(list)
    in_article: dict[str, tuple[Topic, ...]] = {}
    for article in articles:
        text = article.body.text
        hits = [
            (owners[patterns[i]], start, end)
            for i, start, end in automaton.find_matches_as_indexes(text)
            if _is_whole_word(text, start, end)
        ]
        first = {entity.slug: (entity, start, end) for entity, start, end in reversed(hits)}
        counts = Counter(entity.slug for entity, _, _ in hits)
        ordered = sorted(first.values(), key=lambda hit: hit[1])
        for entity, start, end in ordered:
            of_entity[entity.slug].append(Mention(article, start, end, counts[entity.slug]))
        in_article[article.meta.id] = tuple(topics[entity_key(entity)] for entity, _, _ in ordered)
    most_first = {slug: tuple(sorted(found, key=lambda m: -m.count)) for slug, found in of_entity.items()}
    return Mentions(most_first, in_article)


def _owners(entities: Iterable[Entity]) -> dict[str, Entity]:
    owners: dict[str, Entity] = {}
    shared: set[str] = set()
    for entity, name in _surfaces(entities):
        if owners.setdefault(name, entity) is not entity:
            shared.add(name)
    return {name: entity for name, entity in owners.items() if name not in shared}


def _surfaces(entities: Iterable[Entity]) -> Iterator[tuple[Entity, str]]:
    for entity in entities:
        for name in names_of(entity):
            if len(name) >= SHORTEST:
                yield entity, name


def _is_whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())
