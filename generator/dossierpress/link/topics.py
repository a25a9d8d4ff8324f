"""Tags and entities: those that bear the same name are one topic with one page."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from dossierpress.markup.foldtext import fold
from dossierpress.markup.slug import slugify
from dossierpress.model.addresses import Addresses
from dossierpress.model.document import Article, Entity
from dossierpress.model.site import AnchoredNote, Topic
from dossierpress.model.source import Slug, Url

T = TypeVar("T")


def names_of(entity: Entity) -> tuple[str, ...]:
    """All the names an entity goes by; addresses among its aliases are not names."""
    aliases = (alias for alias in entity.meta.aliases if not alias.startswith("/"))
    return (entity.meta.name, *aliases, *entity.meta.names.values())


@dataclass(frozen=True, slots=True)
class TopicKeys:
    """Tells which topic a tag belongs to: its entity's by any of its names, else one for each folded tag."""

    by_name: Mapping[str, Entity]
    _known: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The keys of names that were asked for: the same few tags stand on most articles."""

    def key(self, name: str) -> str:
        """The same text for all names of one topic."""
        known = self._known.get(name)
        if known is None:
            entity = self.by_name.get(fold(name))
            known = self._known[name] = entity_key(entity) if entity else f"tag {fold(name)}"
        return known


def entity_key(entity: Entity) -> str:
    """The topic key of an entity."""
    return f"entity {entity.slug}"


def topic_keys(entities: Iterable[Entity]) -> TopicKeys:
    """Index entities by every name: main names win over aliases, the first file over a later one."""
    entities = tuple(entities)
    by_name = {fold(entity.meta.name): entity for entity in reversed(entities)}
    for entity in entities:
        for name in names_of(entity)[1:]:
            by_name.setdefault(fold(name), entity)
    return TopicKeys(by_name)


def topics(
    articles: Iterable[Article], notes: Iterable[AnchoredNote], entities: Iterable[Entity], of: Addresses
) -> dict[str, Topic]:
    """One topic, by its key, for each entity and for each tag that names none.

    A plain tag is shown in its most frequent spelling. A tag whose slug another topic has gets ``-2``.
    """
    entities, articles, notes = tuple(entities), tuple(articles), tuple(notes)
    keys = topic_keys(entities)
    tagged = _group(articles, lambda a: a.meta.tags, keys)
    noted = _group(notes, lambda n: n.note.meta.tags, keys)
    spellings = _spellings((*(a.meta.tags for a in articles), *(n.note.meta.tags for n in notes)), keys)

    def topic(key: str, name: str, slug: Slug, section: Url, entity: Entity | None) -> Topic:
        address = Url(f"{section}{slug}/")
        return Topic(name, slug, address, entity, tuple(tagged.get(key, ())), tuple(noted.get(key, ())))

    found = {(k := entity_key(e)): topic(k, e.meta.name, e.slug, of.entities, e) for e in entities}
    taken = {str(t.slug) for t in found.values()}
    for key in sorted(k for k in (*tagged, *noted) if k not in found):
        if key not in found:
            name = spellings[key].most_common(1)[0][0]
            found[key] = topic(key, name, _free_slug(name, taken), of.tags, None)
    return found


def _group(items: Iterable[T], tags_of: Callable[[T], Iterable[str]], keys: TopicKeys) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for item in items:
        for key in dict.fromkeys(map(keys.key, tags_of(item))):
            groups[key].append(item)
    return groups


def _spellings(tag_lists: Iterable[Iterable[str]], keys: TopicKeys) -> dict[str, Counter[str]]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for tag, times in Counter(chain.from_iterable(tag_lists)).items():
        spellings[keys.key(tag)][tag.strip()] += times
    return spellings


def _free_slug(name: str, taken: set[str]) -> Slug:
    slug = base = slugify(name)
    number = 2
    while slug in taken:
        slug = Slug(f"{base}-{number}")
        number += 1
    taken.add(slug)
    return slug
