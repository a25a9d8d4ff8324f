"""Claims that are one statement are lined up, whichever notes and articles they stand in."""

from collections.abc import Iterable, Iterator, Mapping

from dossierpress.link.topics import TopicKeys
from dossierpress.markup.foldtext import fold
from dossierpress.markup.slug import slugify
from dossierpress.model.meta import Claim, NoteKind
from dossierpress.model.site import AnchoredNote, Stand, Statement, Topic


def statements(
    notes: Iterable[AnchoredNote], topics: Mapping[str, Topic], keys: TopicKeys
) -> tuple[Statement, ...]:
    """The statements that notes of kind ``claim`` are about.

    Two claims are one statement when they share an ``id`` or, folded, their words; the oldest gives the wording.
    Statements on which people disagree come first, then by the date of their first stand.
    """
    found: list[Statement] = []
    taken: set[str] = set()
    for group in _groups(sorted(notes, key=_age)):
        first, claim = group[0]
        stands = sorted((s for n, c in group for s in _stands(n, c, topics, keys)), key=_said)
        slug = _free(next((c.id for _, c in group if c.id), None) or slugify(claim.statement), taken)
        found.append(
            Statement(slug, claim.statement, first.note.lang, tuple(stands), tuple(n for n, _ in group))
        )
    return tuple(sorted(found, key=lambda s: (not s.disputed, _said(s.stands[0]), s.slug)))


def _groups(notes: Iterable[AnchoredNote]) -> Iterable[list[tuple[AnchoredNote, Claim]]]:
    """Claims that are the same statement, in the order of their first one: text and id both tie them together."""
    claims = [(n, c) for n in notes if (c := n.note.meta.claim) and n.note.meta.kind is NoteKind.CLAIM]
    parent: dict[str, str] = {}
    for _, claim in claims:
        text = _text(claim)
        parent.setdefault(text, text)
        if claim.id:
            _join(parent, f"id {claim.id}", text)
    groups: dict[str, list[tuple[AnchoredNote, Claim]]] = {}
    for note, claim in claims:
        groups.setdefault(_root(parent, _text(claim)), []).append((note, claim))
    return groups.values()


def _text(claim: Claim) -> str:
    return f"text {fold(claim.statement)}"


def _join(parent: dict[str, str], one: str, other: str) -> None:
    """Make two keys one set (a forest of sets, as in any union-find)."""
    parent[_root(parent, one)] = _root(parent, other)


def _root(parent: dict[str, str], key: str) -> str:
    while parent.setdefault(key, key) != key:
        parent[key] = key = parent[parent[key]]
    return key


def _stands(
    note: AnchoredNote, claim: Claim, topics: Mapping[str, Topic], keys: TopicKeys
) -> Iterator[Stand]:
    for position in claim.positions:
        yield Stand(
            note=note,
            by=position.by,
            topic=topics.get(keys.key(position.by)),
            stance=position.stance,
            date=position.date,
            sources=position.sources or note.note.meta.sources,
        )


def _age(note: AnchoredNote) -> tuple[int, str, int]:
    date = note.article.meta.date
    day = date and date.earliest
    return (day.toordinal() if day else 0, note.article.slug, note.number)


def _said(stand: Stand) -> tuple[int, str, int]:
    """In the order of time, as far as it is known: else that of the article."""
    day = stand.date and (stand.date.earliest or stand.date.latest)
    article, slug, number = _age(stand.note)
    return (day.toordinal() if day else article, slug, number)


def _free(slug: str, taken: set[str]) -> str:
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    taken.add(free)
    return free
