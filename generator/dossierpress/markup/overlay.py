"""Lays things over a `Body`: links, marks, boxes after blocks, prefixes of ids, as insertions.

A mark never crosses a tag: a range of text is cut into the runs it covers, so whatever the ranges are, the
elements stay properly nested.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice, pairwise
from typing import Generic, TypeVar

from markdown_it.common.utils import escapeHtml

from dossierpress.model.body import Body, Inside, Run

Key = TypeVar("Key", bound=Hashable)


class Order(IntEnum):
    """What comes first where several insertions meet: ends, inner ones first, then beginnings."""

    MARK_CLOSE = 0
    LINK_CLOSE = 1
    WITHIN = 2  # attributes, id prefixes, boxes between blocks: nothing else stands at such a place
    LINK_OPEN = 3
    MARK_OPEN = 4


@dataclass(frozen=True, slots=True)
class Insertion:
    """HTML to be inserted at an offset of a body's HTML; at one offset, in the order of ``order``."""

    offset: int
    order: int
    html: str


def splice(html: str, insertions: Iterable[Insertion]) -> str:
    """The HTML with everything inserted, in linear time. ValueError for an offset outside it."""
    parts: list[str] = []
    done = 0
    for insertion in sorted(insertions, key=lambda i: (i.offset, i.order)):
        if not 0 <= insertion.offset <= len(html):
            raise ValueError(f"offset {insertion.offset} is outside the HTML (0 to {len(html)})")
        parts += (html[done : insertion.offset], insertion.html)
        done = insertion.offset
    return "".join((*parts, html[done:]))


def link_insertions(body: Body, tags: Sequence[tuple[str, str] | None]) -> list[Insertion]:
    """What resolved references lay over: for each of the body, in order, its tags or None for nothing.

    A link has an opening and a closing tag; a picture has its `attributes` only.
    """
    insertions: list[Insertion] = []
    for reference, pair in zip(body.references, tags, strict=True):
        if pair is None:
            continue
        if reference.html_start == reference.html_end:
            insertions.append(Insertion(reference.html_start, Order.WITHIN, pair[0]))
        else:
            insertions.append(Insertion(reference.html_start, Order.LINK_OPEN, pair[0]))
            insertions.append(Insertion(reference.html_end, Order.LINK_CLOSE, pair[1]))
    return insertions


def attributes(pairs: Iterable[tuple[str, str]]) -> str:
    """Attributes as they stand in a tag, each with a space before it, escaped."""
    return "".join(f' {name}="{escapeHtml(value)}"' for name, value in pairs)


def id_insertions(body: Body, prefix: str) -> list[Insertion]:
    """The prefix for all ids of the body, and for the links of footnotes to them."""
    return [Insertion(hole, Order.WITHIN, prefix) for hole in body.id_holes] if prefix else []


@dataclass(frozen=True, slots=True)
class Segment(Generic[Key]):
    """A stretch of one run that is covered by the same keys, with its text and HTML offsets."""

    start: int
    end: int
    html_start: int
    html_end: int
    keys: tuple[Key, ...]


def segments(
    body: Body, ranges: Iterable[tuple[int, int, Key]], *, skip: Inside = Inside.NOTHING
) -> list[Segment[Key]]:
    """Cut text ranges, which may overlap, into segments; runs inside of what ``skip`` names are left out.

    A segment's keys are in the order of the ranges. ValueError for a range that is empty or outside the text.
    """
    listed = list(ranges)
    for start, end, key in listed:
        if not 0 <= start < end <= len(body.text):
            raise ValueError(f"range {start} to {end} of {key!r} is empty or outside (0 to {len(body.text)})")
    wanted = (run for run in body.runs if not run.inside & skip)
    return [segment for run, cover in _covers(wanted, listed) for segment in _cut(body.text, run, cover)]


def highlight(
    body: Body,
    ranges: Iterable[tuple[int, int, Key]],
    open_tag: Callable[[tuple[Key, ...], tuple[Key, ...], tuple[Key, ...]], str],
    close_tag: str | Callable[[tuple[Key, ...]], str],
    *,
    skip: Inside = Inside.NOTHING,
) -> list[Insertion]:
    """Tags around every segment of text ranges ``(start, end, key)``, which may overlap and cross any markup.

    ``open_tag`` gets a segment's keys, those that begin with it and those that end with it (as an id must be
    given once only); ``close_tag`` may depend on the keys too. Several ranges may share a key: they count as
    one. Two highlights of one body would cross each other: give all ranges at once and let the keys tell them
    apart. ValueError for a range that is empty or outside the text. See `segments` for ``skip``.
    """
    found = segments(body, ranges, skip=skip)
    last_of = {key: index for index, segment in enumerate(found) for key in segment.keys}
    seen: set[Key] = set()
    insertions: list[Insertion] = []
    for index, segment in enumerate(found):
        first = tuple(key for key in segment.keys if key not in seen)
        last = tuple(key for key in segment.keys if last_of[key] == index)
        seen.update(first)
        closing = close_tag if isinstance(close_tag, str) else close_tag(segment.keys)
        insertions.append(Insertion(segment.html_start, Order.MARK_OPEN, open_tag(segment.keys, first, last)))
        insertions.append(Insertion(segment.html_end, Order.MARK_CLOSE, closing))
    return insertions


def block_of(body: Body, offset: int) -> int:
    """The index of the top-level block a text offset lies in or comes after; -1 without any."""
    return bisect_right(body.blocks, offset, key=lambda block: block.start) - 1


def inside(body: Body, start: int, end: int) -> Inside:
    """What any part of a text range stands inside of."""
    first = bisect_right(body.runs, start, key=lambda run: run.end)
    found = Inside.NOTHING
    for run in islice(body.runs, first, None):
        if run.start >= end:
            break
        found |= Inside(run.inside)
    return found


def _covers(
    runs: Iterable[Run], ranges: Sequence[tuple[int, int, Key]]
) -> Iterator[tuple[Run, list[tuple[int, int, Key]]]]:
    """Each run that is touched, with the ranges that touch it, in the order given."""
    by_start = sorted(range(len(ranges)), key=lambda number: ranges[number][0])
    active: list[int] = []
    begun = 0
    for run in runs:
        active = [number for number in active if ranges[number][1] > run.start]
        while begun < len(by_start) and ranges[by_start[begun]][0] < run.end:
            if ranges[by_start[begun]][1] > run.start:
                active.append(by_start[begun])
            begun += 1
        if active:
            yield run, [ranges[number] for number in sorted(active)]


def _cut(text: str, run: Run, cover: Sequence[tuple[int, int, Key]]) -> Iterator[Segment[Key]]:
    """The segments of one run."""
    points = {max(start, run.start) for start, _, _ in cover} | {min(end, run.end) for _, end, _ in cover}
    html, before = run.html, run.start
    ordered = sorted(points)
    for start, end in pairwise(ordered):
        html += len(escapeHtml(text[before:start]))
        html_end = html + len(escapeHtml(text[start:end]))
        keys = tuple(dict.fromkeys(key for low, high, key in cover if low <= start and high >= end))
        if keys:
            yield Segment(start, end, html, html_end, keys)
        html, before = html_end, end
