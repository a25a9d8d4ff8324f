"""Every note finds its passage in the article's text, or says that it lost it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.markup.anchor import Selector, anchor, needs_context
from dossierpress.markup.fold import Folded, fold
from dossierpress.model.addresses import note_url
from dossierpress.model.anchor import Anchor, AnchorState
from dossierpress.model.document import Article, Note
from dossierpress.model.site import AnchoredNote

_ORDER = {AnchorState.PLACED: 0, AnchorState.MOVED: 0, AnchorState.WHOLE: 1, AnchorState.ORPHAN: 2}


def anchored(
    articles: Iterable[Article], notes: Iterable[Note]
) -> tuple[Mapping[str, tuple[AnchoredNote, ...]], tuple[Diagnostic, ...]]:
    """The notes of each article by its short id, in the order of the text; a finding for each lost passage.

    Notes on the whole article follow those on passages, orphans come last.
    """
    notes_by_id: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        notes_by_id[note.meta.article].append(note)
    placed: dict[str, tuple[AnchoredNote, ...]] = {}
    found: list[Diagnostic] = []
    for article in articles:
        own = notes_by_id.get(article.meta.id, [])
        text = fold(article.body.text if own else "")
        anchors = [_anchor(text, note) for note in own]
        placed[article.meta.id] = tuple(_numbered(article, own, anchors))
        for note, its_anchor in zip(own, anchors, strict=True):
            found += _findings(text, note, its_anchor)
    return placed, tuple(found)


def _selector(note: Note) -> Selector:
    return Selector(note.meta.quote or "", note.meta.prefix or "", note.meta.suffix or "")


def _anchor(text: Folded, note: Note) -> Anchor:
    return anchor(text, _selector(note)) if note.meta.quote else Anchor(AnchorState.WHOLE)


def _numbered(article: Article, notes: list[Note], anchors: list[Anchor]) -> Iterator[AnchoredNote]:
    def place(pair: tuple[Note, Anchor]) -> tuple[int, int, int, str]:
        note, found = pair
        return (_ORDER[found.state], found.start, found.end, note.slug)

    for number, (note, found) in enumerate(sorted(zip(notes, anchors, strict=True), key=place), start=1):
        yield AnchoredNote(note, article, note_url(note), found, number)


def _findings(text: Folded, note: Note, found: Anchor) -> Iterator[Diagnostic]:
    quote = _short(note.meta.quote or "")
    if quote and needs_context(text, _selector(note)):
        message = f"the words « {quote} » occur more than once; which passage is meant?"
        hint = "add `prefix` or `suffix`: the words just before or after it"
        yield Diagnostic(note.span("quote"), "note-ambiguous", message, hint, Severity.WARNING)
    elif found.state is AnchorState.MOVED:
        message = f"the passage « {quote} » has changed; the note is shown at « {_short(found.exact_now)} »"
        hint = "check it and correct `quote`"
        yield Diagnostic(note.span("quote"), "note-moved", message, hint, Severity.WARNING)
    elif found.state is AnchorState.ORPHAN:
        message = f"the passage « {quote} » is not in the article any more"
        hint = "correct `quote`; the note is shown at the foot of the article until then"
        yield Diagnostic(note.span("quote"), "note-orphan", message, hint, Severity.WARNING)


def _short(text: str, length: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
