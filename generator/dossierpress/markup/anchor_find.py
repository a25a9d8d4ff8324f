"""The best places for a pattern: candidates from the quote *and* from its context, scored and trimmed."""

from dossierpress.markup.anchor_score import PLACED, SAME_CONTEXT, Fit, Pattern, fit
from dossierpress.markup.anchor_seeds import Trace, find_all, traces
from dossierpress.markup.fold import Folded

_MAX_EXACT = 200
_REFINED = 4
_REACH = 3  # characters by which the pieces met may misjudge an edge
_FAR = 0.3  # a place this much worse does not become the best by shifting its edges


def fits(folded: Folded, pattern: Pattern) -> list[Fit]:
    """Places that may be meant, best first; those that overlap a better one are left out.

    The context is searched for only if no place of the quote has it already: then none can be better.
    """
    if not pattern.quote.text or not folded.text:
        return []
    exact = exact_fits(folded, pattern)
    if len(sure := [place for place in exact if _sure(place, pattern)]) == 1:
        return sure
    quotes = [(trace.start, trace.end) for trace in traces(folded, pattern.quote.loose)]
    found = _best([*exact, *_refined(folded, pattern, quotes)])
    if found and _sure(found[0], pattern):
        return found
    return _best([*found, *_refined(folded, pattern, _between(folded, pattern))])


def _sure(place: Fit, pattern: Pattern) -> bool:
    return place.score >= PLACED and (not pattern.known or place.context >= SAME_CONTEXT)


def exact_fits(folded: Folded, pattern: Pattern) -> list[Fit]:
    """Where the quote stands letter for letter (folded), in the order of the text; not too many places."""
    quote = pattern.quote.text
    starts = find_all(folded.text, quote, _MAX_EXACT)
    if len(starts) == _MAX_EXACT:
        starts = sorted({*starts, *_verbatim(folded, pattern)})
    return [fit(folded, pattern, at, at + len(quote)) for at in starts]


def _verbatim(folded: Folded, pattern: Pattern) -> list[int]:
    """Where the quote stands with its whole context, letter for letter, however common it is."""
    quote, prefix, suffix = pattern.quote.text, pattern.prefix.text, pattern.suffix.text
    heads = [prefix + gap for gap in ("", " ")]
    return [
        at + len(head)
        for head in heads
        for gap in ("", " ")
        for at in find_all(folded.text, head + quote + gap + suffix, 2)
    ]


def _between(folded: Folded, pattern: Pattern) -> list[tuple[int, int]]:
    """Rough places the context leaves free: after the prefix, before the suffix, between both."""
    size = len(pattern.quote.text)
    opens = [_skip(folded, trace.end) for trace in _context(folded, pattern.prefix)]
    closes = [_back(folded, trace.start) for trace in _context(folded, pattern.suffix)]
    places = [(start, start + size) for start in opens] + [(end - size, end) for end in closes]
    return places + [(start, end) for start in opens for end in closes if 0 < end - start <= 2 * size + 40]


def _refined(folded: Folded, pattern: Pattern, places: list[tuple[int, int]]) -> list[Fit]:
    """The better ones of rough places, with their edges shifted to where they score best."""
    total = len(folded.text)
    inside = {(max(0, start), min(total, end)) for start, end in places}
    rough = _best([fit(folded, pattern, start, end) for start, end in inside if start < end])[:_REFINED]
    return [_refine(folded, pattern, place) for place in rough if place.score > rough[0].score - _FAR]


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


def _best(places: list[Fit]) -> list[Fit]:
    """Best first, without what overlaps a better place."""
    kept: list[Fit] = []
    for place in sorted(places, key=lambda place: (-place.score, place.start, place.end)):
        if all(place.end <= other.start or other.end <= place.start for other in kept):
            kept.append(place)
    return kept
