"""What a ``[[link]]`` may name, and what it finds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dossierpress.link.topics import names_of
from dossierpress.markup.foldtext import fold
from dossierpress.model import addresses as at
from dossierpress.model.addresses import Addresses
from dossierpress.model.document import Documents, Parsed, title_of
from dossierpress.model.site import Topic
from dossierpress.model.source import Url


@dataclass(frozen=True, slots=True)
class Target:
    """Something a reference can lead to. ``document`` is absent for plain tags."""

    url: Url
    title: str
    document: Parsed | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Targets by folded name, in tiers: ids and paths, then titles and names, then aliases, then slugs."""

    tiers: tuple[Mapping[str, tuple[Target, ...]], ...]

    def find(self, name: str) -> tuple[Target, ...]:
        """The targets called ``name`` in the first tier that knows it; more than one is ambiguous."""
        folded = fold(name)
        return next((tier[folded] for tier in self.tiers if folded in tier), ())

    def known(self) -> Iterator[str]:
        """Every folded name but slugs, for suggestions."""
        for tier in self.tiers[:-1]:
            yield from tier

    def title(self, folded: str) -> str:
        """How the target of a folded name is called."""
        return self.find(folded)[0].title


def names(documents: Documents, topics: Iterable[Topic], of: Addresses) -> Names:
    """Index everything that can be linked to by name."""
    ids: list[tuple[str, Target]] = []
    titles: list[tuple[str, Target]] = []
    aliases: list[tuple[str, Target]] = []
    slugs: list[tuple[str, Target]] = []

    def add(target: Target, title: str, other: Iterable[str], slug: str) -> None:
        titles.append((title, target))
        aliases.extend((name, target) for name in other if not name.startswith("/"))
        slugs.append((slug, target))

    for article in documents.articles:
        target = Target(at.article_url(article, of), article.meta.title, article)
        ids.append((article.meta.id, target))
        add(target, article.meta.title, article.meta.aliases, article.slug)
    for note in documents.notes:
        ids.append((at.note_url(note).strip("/"), Target(at.note_url(note), title_of(note), note)))
    for event in documents.events:
        add(Target(at.event_url(event, of), event.meta.title, event), event.meta.title, (), event.slug)
    for page in documents.pages:
        add(Target(at.page_url(page), page.meta.title, page), page.meta.title, page.meta.aliases, page.slug)
    for topic in topics:
        other = names_of(topic.entity)[1:] if topic.entity else ()
        add(Target(topic.url, topic.name, topic.entity), topic.name, other, topic.slug)
    return Names(tuple(_index(tier) for tier in (ids, titles, aliases, slugs)))


def _index(pairs: Iterable[tuple[str, Target]]) -> dict[str, tuple[Target, ...]]:
    found: dict[str, dict[Url, Target]] = defaultdict(dict)
    for name, target in pairs:
        found[fold(name)].setdefault(target.url, target)
    return {name: tuple(targets.values()) for name, targets in found.items()}
