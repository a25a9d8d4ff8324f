"""Which articles name which entities, found in one pass over each text (Aho–Corasick)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple
from zlib import crc32

from dossierpress.link.topics import entity_key, names_of
from dossierpress.markup.text import sentence_around
from dossierpress.model.document import Article, Entity
from dossierpress.model.remember import Remember, each_time
from dossierpress.model.site import Mention, Topic
from dossierpress.model.source import Slug

#: Shorter names are met inside other words and abbreviations too often to mean the entity.
SHORTEST = 3
#: How many baskets articles are in: of 10,000 there are 40 in each.
BASKETS = 256
#: Signs a name and a text may write differently, each for one other: offsets stay true.
_ALIKE = str.maketrans("’ʼ\u2010\u2011\u00a0\u202f", "''--  ")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions by the entity's slug, most first; entities by the article's id, in the order of the text."""

    of_entity: Mapping[Slug, tuple[Mention, ...]]
    in_article: Mapping[str, tuple[Topic, ...]]


def mentions(
    articles: Iterable[Article],
    entities: Iterable[Entity],
    topics: Mapping[str, Topic],
    *,
    remember: Remember = each_time,
) -> Mentions:
    """Find every entity's names in every article's text.

    Names are matched as written (but for the kind of apostrophe, hyphen and space), the longest first, between
    word boundaries. A name that two entities bear is nobody's.
    """
    entities = tuple(entities)
    bearers = bearers_of(entities)
    if not bearers:
        return Mentions({}, {})
    find = finder(bearers)
    said = repr(bearers).encode()
    by_slug = {entity.slug: entity for entity in entities}
    articles = tuple(articles)
    named = _in_baskets(articles, said, find, remember)
    of_entity: dict[Slug, list[Mention]] = defaultdict(list)
    in_article: dict[str, tuple[Topic, ...]] = {}
    topic_of = {
        slug: topics[entity_key(by_slug[slug])] for slug in dict.fromkeys(slug for _, slug in bearers)
    }
    for article, names in zip(articles, named, strict=True):
        for name in names:
            mention = Mention(article, name.start, name.end, name.times, name.sentence)
            of_entity[name.entity].append(mention)
        in_article[article.meta.id] = tuple(topic_of[name.entity] for name in names)
    most_first = {slug: tuple(sorted(found, key=lambda m: -m.count)) for slug, found in of_entity.items()}
    return Mentions(most_first, in_article)


class Named(NamedTuple):
    """An entity that a text names: the first time and how often, with the first one's sentence."""

    entity: Slug
    start: int
    end: int
    times: int
    sentence: str


def bearers_of(entities: Iterable[Entity]) -> tuple[tuple[str, Slug], ...]:
    """Every name that is looked for, as texts are compared with it, and the entity that alone bears it."""
    return tuple((name, entity.slug) for name, entity in _owners(entities).items())


def finder(bearers: Sequence[tuple[str, Slug]]) -> Callable[[str], tuple[Named, ...]]:
    """Finds those who bear a name in a text, each once, in the order of the text."""
    if not bearers:
        return lambda text: ()
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  (only a dossier with entities needs it)

    automaton = AhoCorasick([name for name, _ in bearers], matchkind=MatchKind.Standard)

    def find(text: str) -> tuple[Named, ...]:
        alike = text.translate(_ALIKE)
        found = automaton.find_matches_as_indexes(alike, overlapping=True)
        whole = ((start, -end, i) for i, start, end in found if _is_whole_word(alike, start, end))
        return _named(text, [(bearers[i][1], start, -end) for start, end, i in _apart(whole)])

    return find


def _in_baskets(
    articles: Sequence[Article],
    said: bytes,
    find: Callable[[str], tuple[Named, ...]],
    remember: Remember,
) -> list[tuple[Named, ...]]:
    """What each article names, remembered by the basket: to look up each alone takes as long as to find it again.

    A text stays in its basket whatever comes and goes, so an edit makes one basket be searched anew.
    """
    baskets: dict[int, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        baskets[crc32(article.path.encode()) % BASKETS].append(place)
    found: list[tuple[Named, ...]] = [()] * len(articles)
    for basket in baskets.values():
        bodies = [articles[place].body for place in basket]
        known = remember if all(body.digest for body in bodies) else each_time
        source = said + "".join(body.digest for body in bodies).encode()
        make = partial(_each, find, [body.text for body in bodies])
        named = known(tuple[tuple[Named, ...], ...], "mentions", source, make)
        for place, names in zip(basket, named, strict=True):
            found[place] = names
    return found


def _each(find: Callable[[str], tuple[Named, ...]], texts: Iterable[str]) -> tuple[tuple[Named, ...], ...]:
    return tuple(map(find, texts))


def _named(text: str, hits: Sequence[tuple[Slug, int, int]]) -> tuple[Named, ...]:
    """Each entity once, in the order of the text."""
    counts = Counter(slug for slug, _, _ in hits)
    first = {slug: (start, end) for slug, start, end in reversed(hits)}
    ordered = sorted(first.items(), key=lambda hit: hit[1][0])
    return tuple(
        Named(slug, start, end, counts[slug], sentence_around(text, start, end))
        for slug, (start, end) in ordered
    )


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
                yield entity, name.translate(_ALIKE)


def _apart(found: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Of matches that overlap the first, and the longest of those that begin together; ends are negative."""
    free = 0
    for start, end, pattern in sorted(found):
        if start >= free:
            free = -end
            yield start, end, pattern


def _is_whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())
