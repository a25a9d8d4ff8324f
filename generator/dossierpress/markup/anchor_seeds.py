"""Where a pattern may stand in a text, roughly: seed and cluster.

If a pattern of ``k + 1`` pieces suffered ``k`` errors, one piece is still intact (the pigeonhole filter of
Wu and Manber 1992, "Fast text searching allowing errors"). So: look the pieces up, and group the hits that
agree about where the pattern begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dossierpress.markup.fold import Folded

_MAX_PIECES = 12
_MAX_HITS = 40  # a piece met more often says nothing
_MAX_CLUSTERS = 4


@dataclass(frozen=True, slots=True)
class Trace:
    """One approximate occurrence: where the pattern would begin and end, and how many pieces were met."""

    start: int
    end: int
    pieces: int


def find_all(text: str, pattern: str, limit: int) -> list[int]:
    """Offsets of ``pattern`` in ``text``, overlapping ones too, at most ``limit``."""
    found: list[int] = []
    at = text.find(pattern)
    while at >= 0 and len(found) < limit:
        found.append(at)
        at = text.find(pattern, at + 1)
    return found


def traces(folded: Folded, pattern: str) -> list[Trace]:
    """The most convincing approximate occurrences of the loosely folded ``pattern``, best first, not many."""
    hits = sorted(
        (at - offset, offset)
        for offset, piece in _pieces(pattern)
        if len(found := find_all(folded.loose, piece, _MAX_HITS)) < _MAX_HITS
        for at in found
    )
    size = len(pattern)
    found_traces = [_trace(group, size) for group in _groups(hits, 3 + size // 8)]
    best = sorted(found_traces, key=lambda trace: (-trace.pieces, trace.start))[:_MAX_CLUSTERS]
    return [trace for trace in best if trace.pieces * 4 >= best[0].pieces]


def _pieces(pattern: str) -> Iterator[tuple[int, str]]:
    """Pieces without overlap, short for a short pattern; of a long one those at its edges and some between."""
    width = 3 if len(pattern) < 8 else 4 if len(pattern) < 20 else 6
    offsets = [*range(0, len(pattern) - width, width), max(0, len(pattern) - width)]
    if len(offsets) > _MAX_PIECES:
        edge = _MAX_PIECES // 4
        offsets = [*offsets[:edge], *offsets[edge : -edge : len(offsets) // (2 * edge)], *offsets[-edge:]]
    return ((offset, pattern[offset : offset + width]) for offset in offsets)


def _groups(hits: list[tuple[int, int]], drift: int) -> Iterator[list[tuple[int, int]]]:
    """Hits whose idea of the beginning differs by no more than ``drift`` from the group's first."""
    group: list[tuple[int, int]] = []
    for hit in hits:
        if group and hit[0] - group[0][0] > drift:
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _trace(group: list[tuple[int, int]], size: int) -> Trace:
    """The first piece met tells the beginning best, the last one the end; of equal ones the most central."""
    middle = group[len(group) // 2][0]
    first = min(group, key=lambda hit: (hit[1], abs(hit[0] - middle)))
    last = min(group, key=lambda hit: (-hit[1], abs(hit[0] - middle)))
    return Trace(first[0], last[0] + size, len({offset for _, offset in group}))
