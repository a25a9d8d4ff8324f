"""Views of statements: whole for the page of claims, in part for notes and for those who take a stand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from dossierpress.model import addresses as at
from dossierpress.model.card import Card
from dossierpress.model.parts import ClaimView, PositionView
from dossierpress.model.site import AnchoredNote, Site, Stand, Statement, Topic
from dossierpress.model.source import Url


def claim_views(site: Site, titles: Mapping[Url, Card]) -> dict[str, ClaimView]:
    """The view of every statement, by its slug."""
    return {statement.slug: _view(statement, site, titles) for statement in site.statements}


def of_notes(site: Site, claims: Mapping[str, ClaimView]) -> dict[Url, ClaimView]:
    """What each note records of its statement, in its own words, by the note's permalink."""
    return {
        note.url: _recorded(note, statement, claims[statement.slug])
        for statement in site.statements
        for note in statement.notes
    }


def of_topic(topic: Topic, site: Site, claims: Mapping[str, ClaimView]) -> tuple[ClaimView, ...]:
    """The statements on which somebody takes a stand, with their own stands only."""

    def own(stand: Stand) -> bool:
        return stand.topic is not None and stand.topic.url == topic.url

    mine = ((s, _part(s, claims[s.slug], own)) for s in site.statements if any(map(own, s.stands)))
    return tuple(replace(view, verdicts=()) for _, view in mine)


def _view(statement: Statement, site: Site, titles: Mapping[Url, Card]) -> ClaimView:
    return ClaimView(
        url=Url(f"{site.addresses.claims}#{statement.slug}"),
        anchor=statement.slug,
        statement=statement.text,
        lang=statement.lang,
        disputed=statement.disputed,
        positions=tuple(_position(stand, site, titles) for stand in statement.stands),
        verdicts=_verdicts(statement.notes, titles),
    )


def _position(stand: Stand, site: Site, titles: Mapping[Url, Card]) -> PositionView:
    return PositionView(
        by=stand.by,
        card=titles[stand.topic.url] if stand.topic else None,
        stance=stand.stance.value,
        date=stand.date,
        note=titles[stand.note.url],
        article=titles[at.article_url(stand.note.article, site.addresses)],
        sources=stand.sources,
    )


def _verdicts(notes: Iterable[AnchoredNote], titles: Mapping[Url, Card]) -> tuple[tuple[str, Card], ...]:
    found = ((n.note.meta.claim, titles[n.url]) for n in notes)
    return tuple((claim.verdict.value, card) for claim, card in found if claim and claim.verdict)


def _recorded(note: AnchoredNote, statement: Statement, view: ClaimView) -> ClaimView:
    claim = note.note.meta.claim
    part = _part(statement, view, lambda stand: stand.note.url == note.url)
    verdicts = tuple(pair for pair in view.verdicts if pair[1].url == note.url)
    return replace(part, statement=claim.statement if claim else view.statement, verdicts=verdicts)


def _part(statement: Statement, view: ClaimView, chosen: Callable[[Stand], bool]) -> ClaimView:
    both = zip(statement.stands, view.positions, strict=True)
    return replace(view, positions=tuple(position for stand, position in both if chosen(stand)))
