"""Every note finds its passage in the article's text, or says that it lost it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.markup.anchor import Selector, anchor, needs_context
from dossierpress.markup.fold import Folded, fold
from dossierpress.model.addresses import note_url
from dossierpress.model.anchor import Anchor, AnchorState
from dossierpress.model.document import Article, Note
from dossierpress.model.remember import Remember, each_time
from dossierpress.model.site import AnchoredNote
from dossierpress.model.source import Slug

_ORDER = {AnchorState.PLACED: 0, AnchorState.MOVED: 0, AnchorState.WHOLE: 1, AnchorState.ORPHAN: 2}


def anchored(
    articles: Iterable[Article], notes: Iterable[Note], *, remember: Remember = each_time
) -> tuple[Mapping[str, tuple[AnchoredNote, ...]], tuple[Diagnostic, ...]]:
    """The notes of each article by its short id, in the order of the text; a finding for each lost passage.

    Notes on the whole article follow those on passages, orphans come last.
    """
    articles = tuple(articles)
    notes_by_id: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        notes_by_id[note.meta.article].append(note)
    placed: dict[str, tuple[AnchoredNote, ...]] = {}
    found: list[Diagnostic] = []
    for article in articles:
        own = notes_by_id.get(article.meta.id, [])
        places = passages(article, [selector_of(note) for note in own], remember=remember)
        placed[article.meta.id] = tuple(_numbered(article, own, [place.anchor for place in places]))
        for note, place in zip(own, places, strict=True):
            found += _findings(note, place, articles)
    return placed, tuple(found)


class Place(NamedTuple):
    """Where a note's passage is, and whether it is too short and too frequent to say."""

    anchor: Anchor
    doubtful: bool


def passages(
    article: Article, selectors: Sequence[Selector], *, remember: Remember = each_time
) -> tuple[Place, ...]:
    """Where each passage stands in the article's text."""
    if not selectors:
        return ()
    body = article.body
    source = repr([(s.exact, s.prefix, s.suffix) for s in selectors]).encode() + body.digest.encode()
    known = remember if body.digest else each_time
    return known(tuple[Place, ...], "anchors", source, lambda: _found(body.text, selectors))


def _found(text: str, selectors: Iterable[Selector]) -> tuple[Place, ...]:
    folded = fold(text)
    return tuple(Place(_anchor(folded, s), bool(s.exact and needs_context(folded, s))) for s in selectors)


def selector_of(note: Note) -> Selector:
    """The passage a note says it is about."""
    return Selector(note.meta.quote or "", note.meta.prefix or "", note.meta.suffix or "")


def _anchor(text: Folded, selector: Selector) -> Anchor:
    return anchor(text, selector) if selector.exact else Anchor(AnchorState.WHOLE)


def _numbered(article: Article, notes: list[Note], anchors: list[Anchor]) -> Iterator[AnchoredNote]:
    both = sorted(zip(notes, anchors, strict=True), key=lambda pair: rank(pair[0].slug, pair[1]))
    for number, (note, found) in enumerate(both, start=1):
        yield AnchoredNote(note, article, note_url(note), found, number)


def rank(slug: Slug, found: Anchor) -> tuple[int, int, int, Slug]:
    """By this the notes of an article are in their order."""
    return (_ORDER[found.state], found.start, found.end, slug)


def _findings(note: Note, place: Place, articles: tuple[Article, ...]) -> Iterator[Diagnostic]:
    quote, found = _short(note.meta.quote or ""), place.anchor
    if place.doubtful:
        message = f"the words « {quote} » occur more than once; which passage is meant?"
        hint = "add `prefix` or `suffix`, the words just before or after, or choose with `dossier note fix`"
        yield Diagnostic(note.span("quote"), "note-ambiguous", message, hint, Severity.WARNING)
    elif found.state is AnchorState.MOVED:
        message = f"the passage « {quote} » has changed; the note is shown at « {_short(found.exact_now)} »"
        hint = "check it and correct `quote`, or run `dossier note fix`"
        yield Diagnostic(note.span("quote"), "note-moved", message, hint, Severity.WARNING)
    elif found.state is AnchorState.ORPHAN:
        message = f"the passage « {quote} » is not in the article any more"
        hint = f"{_elsewhere(note, articles)}; the note is shown at the foot of the article until then"
        yield Diagnostic(note.span("quote"), "note-orphan", message, hint, Severity.WARNING)


def _elsewhere(note: Note, articles: tuple[Article, ...]) -> str:
    """What to correct: the quote, or the article if another one has just these words."""
    quote = note.meta.quote or ""
    other = next((article.meta.id for article in articles if quote in article.body.text), "")
    return f"article {other} has these words: correct `article` or `quote`" if other else "correct `quote`"


def _short(text: str, length: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
