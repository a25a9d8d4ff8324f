"""How well a place in a text fits a selector.

The weights are those of the Hypothesis client (src/annotator/anchoring/match-quote.ts, `scoreMatch`): 50 for
the quote, 20 for what stands before it, 20 for what stands after, 2 for the position. What differs was measured
(see docs/anchoring.md): a missing prefix or suffix leaves the sum instead of counting as a perfect match;
context counts only as far as it is better than chance, and so does the whole; case and accents cost a quarter.
"""

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from dossierpress.markup.fold import Folded, fold

PLACED, MOVED = 0.80, 0.60
QUOTE, CONTEXT, POSITION = 50.0, 20.0, 2.0
#: Of a thousand pairs of unrelated 32-character stretches of a language about one is more alike than this.
CHANCE = 0.4
#: From here on a context is taken for the very one the selector quotes.
SAME_CONTEXT = 0.7
#: What a difference in case or accent alone counts.
ACCENT = 0.25
#: Characters compared at either end of a quote that is longer than both.
EDGE = 2000
#: So many characters of prefix and suffix together are full context.
FULL_CONTEXT = 48


@dataclass(frozen=True, slots=True)
class Selector:
    """By which words a note finds its passage (a W3C TextQuoteSelector).

    ``prefix`` and ``suffix`` are the words just before and after, as far as known; ``position`` is the
    relative place of the passage in the text, 0 to 1, and only decides between equals.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    position: float | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded selector.

    ``known`` is how much context it has (1 is as much as the tool writes), ``chance`` what `_chance` gives.
    """

    quote: Folded
    prefix: Folded
    suffix: Folded
    position: float | None
    known: float
    chance: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A place with its score; ``quote`` and ``context`` are the similarities it is made of (0 to 1).

    ``context`` is the mean of the sides that the selector has, 0 when it has none; ``verbatim`` says that
    quote and context stand here as the selector has them.
    """

    start: int
    end: int
    score: float
    quote: float
    context: float
    verbatim: bool


def pattern_of(selector: Selector) -> Pattern:
    """Fold all parts of a selector."""
    quote, prefix, suffix = fold(selector.exact), fold(selector.prefix), fold(selector.suffix)
    known = min(1.0, (len(prefix.text) + len(suffix.text)) / FULL_CONTEXT)
    return Pattern(quote, prefix, suffix, selector.position, known, _chance(len(quote.text), known))


def _chance(size: int, known: float) -> float:
    """The weighted sum that the best of all wrong places in an article reaches, by quote length and context.

    Fitted by hand to the development corpus: the longer the quote and the more context, the less does
    chance achieve. Without context one error in ten characters is just tolerable, none in five.
    """
    return min(1 - 0.39 * known, 0.45 - 0.03 * known + (4.3 - 2.5 * known) / max(1, size))


def before(folded: Folded, start: int, size: int) -> tuple[str, str]:
    """The ``size`` characters before ``start``, strict and loose, not counting a space between."""
    start -= folded.text.startswith(" ", start - 1) if start else 0
    low = max(0, start - size)
    return folded.text[low:start], folded.loose[low:start]


def after(folded: Folded, end: int, size: int) -> tuple[str, str]:
    """The ``size`` characters after ``end``, strict and loose, not counting a space between."""
    end += folded.text.startswith(" ", end)
    return folded.text[end : end + size], folded.loose[end : end + size]


def _alike(pattern: Folded, strict: str, loose: str) -> float:
    """1 − errors per character; an error in case or accent alone counts `ACCENT`."""
    if pattern.text == strict:
        return 1.0
    wanted, wanted_loose = _edges(pattern.text), _edges(pattern.loose)
    errors = ACCENT * Levenshtein.distance(wanted, _edges(strict))
    errors += (1 - ACCENT) * Levenshtein.distance(wanted_loose, _edges(loose))
    return max(0.0, 1 - errors / len(wanted))


def _edges(text: str) -> str:
    """The text, or of a very long one its two ends: the distance takes time with the square of the length."""
    return text if len(text) <= 2 * EDGE else text[:EDGE] + text[-EDGE:]


def _above_chance(similarity: float) -> float:
    return max(0.0, (similarity - CHANCE) / (1 - CHANCE))


def fit(folded: Folded, pattern: Pattern, start: int, end: int) -> Fit:
    """Score the place ``start`` to ``end`` (folded offsets)."""
    quote = _alike(pattern.quote, folded.text[start:end], folded.loose[start:end])
    sides = []
    if pattern.prefix.text:
        sides.append(_above_chance(_alike(pattern.prefix, *before(folded, start, len(pattern.prefix.text)))))
    if pattern.suffix.text:
        sides.append(_above_chance(_alike(pattern.suffix, *after(folded, end, len(pattern.suffix.text)))))
    total = QUOTE + CONTEXT * len(sides) + POSITION
    raw = (QUOTE * quote + CONTEXT * sum(sides) + POSITION) / total
    score = _stretched(raw, pattern.chance) * (1 - POSITION / total * _distance(folded, pattern, start))
    return Fit(start, end, score, quote, sum(sides) / len(sides) if sides else 0.0, raw > 1 - 1e-9)


def _distance(folded: Folded, pattern: Pattern, start: int) -> float:
    """How far from the position a place is, as a share of the text; 0 if the position is not known."""
    if pattern.position is None:
        return 0.0
    return min(1.0, abs(start / len(folded.text) - pattern.position))


def _stretched(raw: float, chance: float) -> float:
    """Stretch the scale so that what chance achieves comes to lie at the threshold `MOVED`, and 1 stays 1."""
    if raw < chance:
        return raw * MOVED / chance
    return MOVED + (1 - MOVED) * (raw - chance) / (1 - chance) if chance < 1 else raw
