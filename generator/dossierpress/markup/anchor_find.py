"""The best places for a pattern: candidates from the quote *and* from its context, scored and trimmed."""

from dossierpress.markup.anchor_score import Fit, Pattern, fit
from dossierpress.markup.anchor_seeds import Trace, find_all, traces
from dossierpress.markup.fold import Folded

_MAX_EXACT = 200
_REFINED = 4
_REACH = 3


def fits(folded: Folded, pattern: Pattern) -> list[Fit]:
    """Places that may be meant, best first; those that overlap a better one are left out."""
    if not pattern.quote.text or not folded.text:
        return []
    exact = _exact(folded, pattern)
    if len(sure := [place for place in exact if place.score > 0.99]) == 1:
        return sure
    rough = [fit(folded, pattern, *place) for place in _candidates(folded, pattern)]
    rough.sort(key=lambda place: -place.score)
    refined = [_refine(folded, pattern, place) for place in _apart(rough)[:_REFINED]]
    return _apart(sorted([*exact, *refined], key=lambda place: -place.score))


def _exact(folded: Folded, pattern: Pattern) -> list[Fit]:
    size = len(pattern.quote.text)
    return [
        fit(folded, pattern, at, at + size) for at in find_all(folded.text, pattern.quote.text, _MAX_EXACT)
    ]


def _candidates(folded: Folded, pattern: Pattern) -> set[tuple[int, int]]:
    """Rough places, from pieces of the quote and from the edges that its context leaves free."""
    size, total = len(pattern.quote.text), len(folded.text)
    quotes = traces(folded, pattern.quote.loose)
    opens = [_skip(folded, trace.end) for trace in _context(folded, pattern.prefix)]
    closes = [_back(folded, trace.start) for trace in _context(folded, pattern.suffix)]
    places = [(trace.start, trace.end) for trace in quotes]
    places += [(start, start + size) for start in opens]
    places += [(end - size, end) for end in closes]
    places += [(start, end) for start in opens for end in closes if 0 < end - start <= 2 * size + 40]
    return {(max(0, start), min(total, end)) for start, end in places if max(0, start) < min(total, end)}


def _context(folded: Folded, side: Folded) -> list[Trace]:
    return traces(folded, side.loose) if side.loose else []


def _skip(folded: Folded, offset: int) -> int:
    return offset + folded.text.startswith(" ", max(0, offset))


def _back(folded: Folded, offset: int) -> int:
    return offset - (offset > 0 and folded.text.startswith(" ", offset - 1))


def _refine(folded: Folded, pattern: Pattern, rough: Fit) -> Fit:
    """Shift first the beginning, then the end, to where the score is best."""
    starts = (fit(folded, pattern, start, rough.end) for start in _around(rough.start, 0, rough.end - 1))
    best = max([rough, *starts], key=lambda place: place.score)
    ends = (
        fit(folded, pattern, best.start, end) for end in _around(best.end, best.start + 1, len(folded.text))
    )
    return max([best, *ends], key=lambda place: place.score)


def _around(offset: int, low: int, high: int) -> range:
    return range(max(low, offset - _REACH), min(high, offset + _REACH) + 1)


def _apart(places: list[Fit]) -> list[Fit]:
    """Leave out what overlaps a better place."""
    kept: list[Fit] = []
    for place in places:
        if all(place.end <= other.start or other.end <= place.start for other in kept):
            kept.append(place)
    return kept
