"""Every note finds its passage in the article's text, or says that it lost it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.markup.anchor import Selector, anchor_all
from dossierpress.model.addresses import note_url
from dossierpress.model.anchor import Anchor, AnchorState
from dossierpress.model.document import Article, Note
from dossierpress.model.site import AnchoredNote

_WHOLE = Anchor(AnchorState.WHOLE)
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
        anchors = _anchors(article, own)
        placed[article.meta.id] = tuple(_numbered(article, own, anchors))
        found += [d for note, anchor in zip(own, anchors, strict=True) if (d := _finding(note, anchor))]
    return placed, tuple(found)


def _anchors(article: Article, notes: list[Note]) -> list[Anchor]:
    quoting = [note for note in notes if note.meta.quote]
    selectors = [Selector(n.meta.quote or "", n.meta.prefix or "", n.meta.suffix or "") for n in quoting]
    found = iter(anchor_all(article.body.text, selectors) if selectors else ())
    return [next(found) if note.meta.quote else _WHOLE for note in notes]


def _numbered(article: Article, notes: list[Note], anchors: list[Anchor]) -> Iterator[AnchoredNote]:
    def place(pair: tuple[Note, Anchor]) -> tuple[int, int, int, str]:
        note, anchor = pair
        return (_ORDER[anchor.state], anchor.start, anchor.end, note.slug)

    for number, (note, anchor) in enumerate(sorted(zip(notes, anchors, strict=True), key=place), start=1):
        yield AnchoredNote(note, article, note_url(note), anchor, number)


def _finding(note: Note, anchor: Anchor) -> Diagnostic | None:
    quote = _short(note.meta.quote or "")
    if anchor.state is AnchorState.MOVED:
        message = f"the passage « {quote} » has changed; the note is shown at « {_short(anchor.exact_now)} »"
        hint = "check it and correct `quote`"
        return Diagnostic(note.span("quote"), "note-moved", message, hint, Severity.WARNING)
    if anchor.state is AnchorState.ORPHAN:
        message = f"the passage « {quote} » is not in the article, or not in one place only"
        hint = "correct `quote`; if the words occur more than once, add `prefix` or `suffix`"
        return Diagnostic(note.span("quote"), "note-orphan", message, hint, Severity.WARNING)
    return None


def _short(text: str, length: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
