"""A `Prose` as HTML: its body with links, passages marked, and notes after the blocks they belong to."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossierpress.markup.overlay import (
    Insertion,
    Order,
    Segment,
    attributes,
    id_insertions,
    link_insertions,
    segments,
    splice,
)
from dossierpress.model.body import Body, Inside, Reference, ReferenceKind
from dossierpress.model.card import Link, Prose
from dossierpress.model.parts import NoteView
from dossierpress.render.typography import spaced

#: Keeps a marker on the line of the word before it.
_JOINER = "\u2060"
#: The class of whatever the site puts into an article's text. Without these elements the text of the page is the
#: one that exported annotations count in; annotation clients such as Recogito leave them out (decisions/012).
APART = "not-annotatable"


@dataclass(frozen=True, slots=True)
class Margin:
    """The notes on a text and how they are shown: ``box`` and ``marker`` give a note's HTML, ``tags`` wrap boxes."""

    notes: Sequence[NoteView]
    box: Callable[[NoteView], str]
    marker: Callable[[NoteView], str]
    tags: tuple[str, str] = (f'<div class="notes {APART}">', "</div>")


@dataclass(frozen=True, slots=True)
class Fold:
    """A text longer than ``limit`` characters shows its first blocks; ``label`` unfolds the rest."""

    limit: int
    label: str


def html(
    prose: Prose,
    lang: str,
    way: Callable[[str], str],
    *,
    margin: Margin | None = None,
    prefix: str = "",
    fold: Fold | None = None,
) -> str:
    """The text with everything laid over it. ``way`` makes an address relative; ``prefix`` sets its ids apart."""
    body = prose.body
    over = [
        *link_insertions(
            body, [_tags(r, link, way) for r, link in zip(body.references, prose.links, strict=True)]
        ),
        *id_insertions(body, f"{prefix}-" if prefix else ""),
        *(_marked(prose, margin) if margin else ()),
        *(_boxes(body, margin) if margin else ()),
        *(_folded(body, fold) if fold else ()),
    ]
    return splice(spaced(body, lang), over)


def _tags(reference: Reference, link: Link, way: Callable[[str], str]) -> tuple[str, str]:
    if reference.kind is ReferenceKind.IMAGE:
        return attributes([("src", way(link.url) if link.url else "data:,")]), ""
    titled = [("title", reference.title)] if reference.title else []
    if link.missing or not link.url:
        return '<span class="broken">', "</span>"
    return f"<a{attributes([('href', way(link.url)), *titled])}>", "</a>"


def _marked(prose: Prose, margin: Margin) -> Iterator[Insertion]:
    """Tags around each marked segment, and after a note's last one the marker that leads to the note."""
    notes = {note.key: note for note in margin.notes}
    marks = [(mark.start, mark.end, mark.key) for mark in prose.marks if mark.key in notes]
    found = segments(prose.body, marks)
    last = {key: segment for segment in found for key in segment.keys}
    seen: set[str] = set()
    for segment in found:
        first = [key for key in segment.keys if key not in seen]
        seen.update(first)
        yield Insertion(segment.html_start, Order.MARK_OPEN, _mark(segment, first, notes))
        yield Insertion(segment.html_end, Order.MARK_CLOSE, "</mark>")
        for key in segment.keys:
            if last[key] is segment:
                place = _outside_link(prose.body, segment)
                marker = f'<span class="{APART}">{_JOINER}{margin.marker(notes[key])}</span>'
                yield Insertion(place, Order.WITHIN, marker)


def _mark(segment: Segment[str], first: Sequence[str], notes: Mapping[str, NoteView]) -> str:
    """A segment several notes are about bears the newest's kind and is marked more strongly."""
    names = f"hl k-{notes[segment.keys[-1]].kind}" + (" over" if len(segment.keys) > 1 else "")
    anchors = "".join(f"<span{attributes([('id', f'p-{key}')])}></span>" for key in first[1:])
    own = [("id", f"p-{first[0]}")] if first else []
    return f"{anchors}<mark{attributes([('class', names), ('data-notes', ' '.join(segment.keys)), *own])}>"


def _outside_link(body: Body, segment: Segment[str]) -> int:
    """The segment's end, or the end of the link it stands in: links do not nest."""
    end = segment.html_end
    run = next(run for run in body.runs if run.start < segment.end <= run.end)
    if not run.inside & Inside.LINK:
        return end
    own = [r.html_end for r in body.references if r.html_start < end <= r.html_end]
    return max(own) if own else body.html.index("</a>", end) + len("</a>")


def _boxes(body: Body, margin: Margin) -> Iterator[Insertion]:
    """The notes of a block, after it."""
    groups: dict[int, list[str]] = defaultdict(list)
    for note in margin.notes:
        groups[note.block].append(margin.box(note))
    opening, closing = margin.tags
    for block, boxes in groups.items():
        yield Insertion(body.blocks[block].html_end, Order.WITHIN, opening + "".join(boxes) + closing)


def _folded(body: Body, fold: Fold) -> Iterator[Insertion]:
    """What goes beyond half the limit is folded, if the text as a whole goes beyond the limit."""
    if not fold.limit or len(body.text) <= fold.limit:
        return
    later = next((b for b in body.blocks[1:] if b.end > fold.limit // 2), None)
    if later:
        yield Insertion(
            later.html_start, Order.WITHIN, f'<details class="more"><summary>{fold.label}</summary>'
        )
        yield Insertion(len(body.html), Order.WITHIN, "</details>")
