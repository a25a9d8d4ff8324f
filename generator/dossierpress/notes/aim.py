"""Aiming a note: from the words somebody quotes to the one passage they mean, or to what keeps it from being found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from dossierpress.markup.anchor import Selector, selector_for
from dossierpress.markup.anchor_find import exact_fits, fits
from dossierpress.markup.anchor_score import SAME_CONTEXT, Fit, Pattern, fit, pattern_of
from dossierpress.markup.anchor_seeds import find_all
from dossierpress.markup.anchor_selector import CONTEXT_SIZE
from dossierpress.markup.fold import Folded, fold
from dossierpress.markup.quote import trouble
from dossierpress.model.body import Body

_SHOWN = 40  # characters of context of a candidate, at either side
_MOST_NEAREST = 3
_LIKE = 0.35  # of a passage less like the quote than this nobody would say it is near
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article: text offsets, its words and those around it, and in which paragraph it begins.

    ``paragraph`` counts the article's blocks (paragraphs, headings, lists, quotations) from 1.
    """

    start: int
    end: int
    words: str
    before: str
    after: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Aimed:
    """The passage that is meant, and the selector that finds it again."""

    passage: Passage
    selector: Selector


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The passages that may be meant, in the order of the text."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The words do not stand in the article, or not between these; the passages most like them, best first."""

    nearest: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Unusable:
    """What was quoted cannot be looked for; ``reason`` is a sentence about it."""

    reason: str


Outcome = Aimed | Ambiguous | Missing | Unusable


def aim(body: Body, wanted: Selector, *, occurrence: int = 0, context: int = CONTEXT_SIZE) -> Outcome:
    """The passage of ``body`` whose words, and perhaps neighbours, ``wanted`` gives.

    Typesetting does not matter; case and accents only if the words do not stand there with them. Of several
    places ``occurrence`` (from 1) takes one. The selector has about ``context`` characters at either side; with
    0, just as many as it takes to make it unique.
    """
    if reason := trouble(wanted.exact, wanted.prefix, wanted.suffix):
        return Unusable(reason)
    folded = fold(body.text)
    pattern = pattern_of(wanted)
    places = _places(folded, pattern)
    if not places:
        return Missing(tuple(nearest(body, wanted, folded=folded)))
    if len(places) > 1 and not 1 <= occurrence <= len(places):
        return Ambiguous(tuple(_passage(body, folded, *place) for place in places))
    return _aimed(body, folded, places[occurrence - 1 if len(places) > 1 else 0], context)


def aim_at(body: Body, start: int, end: int, *, context: int = CONTEXT_SIZE) -> Aimed | Unusable:
    """The passage between two text offsets, as a reader selects it; spaces at its edges are left out."""
    if not 0 <= start < end <= len(body.text):
        return Unusable("nothing is selected")
    if reason := trouble(body.text[start:end]):
        return Unusable(reason)
    folded = fold(body.text)
    return _aimed(body, folded, folded.within(start, end), context)


def nearest(body: Body, wanted: Selector, *, folded: Folded | None = None) -> Iterator[Passage]:
    """The few passages most like what ``wanted`` quotes, best first; none where nothing is like it."""
    folded = folded or fold(body.text)
    like = (place for place in fits(folded, pattern_of(wanted)) if place.quote >= _LIKE)
    for place in islice(like, _MOST_NEAREST):
        yield _passage(body, folded, place.start, place.end)


def passages(body: Body, wanted: Selector) -> tuple[Passage, ...]:
    """All places where the quote stands, in the order of the text, with its context if it has any."""
    folded = fold(body.text)
    return tuple(_passage(body, folded, *place) for place in _places(folded, pattern_of(wanted)))


def _places(folded: Folded, pattern: Pattern) -> list[tuple[int, int]]:
    """Folded extents of the places that are meant, in the order of the text."""
    exact = exact_fits(folded, pattern)
    if not exact:
        size = len(pattern.quote.loose)
        at = find_all(folded.loose, pattern.quote.loose, _MOST_PLACES)
        exact = [fit(folded, pattern, start, start + size) for start in at]
    if pattern.prefix.text or pattern.suffix.text:
        exact = [place for place in exact if place.verbatim] or _in_context(exact)
    return sorted((place.start, place.end) for place in exact)


def _in_context(places: Iterable[Fit]) -> list[Fit]:
    return [place for place in places if place.context >= SAME_CONTEXT]


def _aimed(body: Body, folded: Folded, place: tuple[int, int], context: int) -> Aimed:
    passage = _passage(body, folded, *place)
    full = selector_for(folded, passage.start, passage.end, context)
    return Aimed(passage, Selector(full.exact, full.prefix, full.suffix))


def _passage(body: Body, folded: Folded, first: int, last: int) -> Passage:
    start, end = folded.span(first, last)
    low, high = max(0, start - _SHOWN), end + _SHOWN
    return Passage(
        start,
        end,
        words=" ".join(body.text[start:end].split()),
        before=_from_word(body.text[low:start], cut=low > 0),
        after=_to_word(body.text[end:high], cut=high < len(body.text)),
        paragraph=sum(block.start <= start for block in body.blocks),
    )


def _from_word(text: str, *, cut: bool) -> str:
    """The words before a passage; half a word at their beginning is left out."""
    text = " ".join(text.split()) + (" " if text[-1:].isspace() else "")
    return "…" + text.partition(" ")[2] if cut else text


def _to_word(text: str, *, cut: bool) -> str:
    text = (" " if text[:1].isspace() else "") + " ".join(text.split())
    return text.rpartition(" ")[0] + "…" if cut else text
