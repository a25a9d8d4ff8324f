"""Anchoring: find the passage a note is about, or say plainly that it is gone.

A `Selector` quotes the passage (after the W3C Web Annotation Data Model's TextQuoteSelector). `anchor` finds
it again in a text that may have been re-imported, corrected or re-typeset since, and tells how sure it is:
``placed`` from a score of .80, ``moved`` from .60 (shown with a warning), else ``orphan``. How the
thresholds were measured: docs/anchoring.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dossierpress.markup.anchor_edges import SHORTEST, to_known_words, whole_words
from dossierpress.markup.anchor_find import exact_fits, fits
from dossierpress.markup.anchor_score import MOVED, PLACED, SAME_CONTEXT, Fit, Pattern, Selector, pattern_of
from dossierpress.markup.anchor_selector import selector_for
from dossierpress.markup.fold import Folded, fold
from dossierpress.model.anchor import Anchor, AnchorState

__all__ = ["Candidate", "Selector", "ambiguous", "anchor", "anchor_all", "needs_context", "selector_for"]

_CONTEXT_SHOWN = 32
_MOST_QUOTE = 0.75  # with less of the quote left, its place is never shown without a warning
_LEAST_QUOTE = 0.4  # with less of the quote left, a place is not the passage, whatever its context
_FOREIGN_CONTEXT, _ENOUGH_CONTEXT = 0.3, 0.5
_TIE = 0.02


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant: text offsets, the words around it, and its score."""

    start: int
    end: int
    context: str
    score: float


def anchor(text: Folded | str, selector: Selector) -> Anchor:
    """The passage ``selector`` quotes in ``text``; a quote that holds nothing visible is an orphan."""
    folded = text if isinstance(text, Folded) else fold(text)
    pattern = pattern_of(selector)
    return _anchor(folded, _on_words(folded, pattern, _choose(fits(folded, pattern), pattern)))


def anchor_all(text: Folded | str, selectors: Iterable[Selector]) -> list[Anchor]:
    """Anchor many selectors in one text, which is folded once."""
    folded = text if isinstance(text, Folded) else fold(text)
    return [anchor(folded, selector) for selector in selectors]


def ambiguous(text: Folded | str, selector: Selector) -> list[Candidate]:
    """Every place that fits about as well as the best, when there are at least two; else nothing."""
    folded = text if isinstance(text, Folded) else fold(text)
    found = fits(folded, pattern_of(selector))
    equals = [place for place in found if place.score >= max(MOVED, found[0].score - 0.05)]
    return [_candidate(folded, place) for place in equals] if len(equals) > 1 else []


def needs_context(text: Folded | str, selector: Selector) -> bool:
    """Whether all the selector says stands in several places: it takes more words to tell which is meant."""
    folded = text if isinstance(text, Folded) else fold(text)
    pattern = pattern_of(selector)
    return bool(pattern.quote.text) and sum(place.verbatim for place in exact_fits(folded, pattern)) > 1


def _choose(found: list[Fit], pattern: Pattern) -> Fit | None:
    """The best place, unless it is doubtful in a way its score does not show.

    A passage that was rewritten leaves its context behind: an equal string elsewhere in foreign context is
    then another passage. Of several places that fit alike none is sure. And a quote of which a good part was
    rewritten wants an editor's eye, however sure its place.
    """
    if pattern.known >= _ENOUGH_CONTEXT and any(fit.context >= SAME_CONTEXT for fit in found):
        found = [fit for fit in found if fit.context > _FOREIGN_CONTEXT]
    found = [fit for fit in found if fit.quote >= _LEAST_QUOTE]
    if not found:
        return None
    best, *others = found
    near = [other for other in others if other.score > best.score - _TIE]
    tied = pattern.position is None and any(other.verbatim >= best.verbatim for other in near)
    doubtful = tied or best.quote < _MOST_QUOTE
    return replace(best, score=min(best.score, PLACED - _TIE)) if doubtful else best


def _on_words(folded: Folded, pattern: Pattern, best: Fit | None) -> Fit | None:
    """A place found by likeness with its edges on whole words; one found letter for letter as it is."""
    if best is None or best.quote == 1 or len(pattern.quote.text) < SHORTEST:
        return best
    start, end = to_known_words(folded, pattern.quote.loose, *whole_words(folded, best.start, best.end))
    return replace(best, start=start, end=end)


def _anchor(folded: Folded, best: Fit | None) -> Anchor:
    if best is None or best.score < MOVED:
        return Anchor(AnchorState.ORPHAN, score=best.score if best else 0.0)
    start, end = folded.span(*folded.within(*folded.span(best.start, best.end)))
    now = selector_for(folded, start, end)
    state = AnchorState.PLACED if best.score >= PLACED else AnchorState.MOVED
    return Anchor(state, start, end, best.score, now.exact, now.prefix, now.suffix)


def _candidate(folded: Folded, place: Fit) -> Candidate:
    start, end = folded.span(place.start, place.end)
    low, high = max(0, start - _CONTEXT_SHOWN), end + _CONTEXT_SHOWN
    return Candidate(start, end, " ".join(folded.source[low:high].split()), place.score)
