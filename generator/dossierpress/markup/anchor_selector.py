"""The way back: the selector that finds a given passage again."""

import re
import unicodedata

from dossierpress.markup.anchor_score import Selector
from dossierpress.markup.anchor_seeds import find_all
from dossierpress.markup.fold import Folded, fold

CONTEXT_SIZE = 32
_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")  # any space but those French typography puts on purpose
_WORD = 16  # how far a context is stretched to begin or end with a whole word


def selector_for(text: Folded | str, start: int, end: int, context: int = CONTEXT_SIZE) -> Selector:
    """The selector of ``text[start:end]`` (text offsets), spaces at its edges left out.

    Prefix and suffix have about ``context`` characters, in whole words, and more when the passage is not
    unique otherwise; with ``context=0`` they are empty for a unique passage. Raises ValueError when the
    passage holds nothing visible.
    """
    folded = text if isinstance(text, Folded) else fold(text)
    first, last = folded.within(start, end)
    if first >= last:
        raise ValueError("the passage holds nothing visible")
    size = context
    while True:
        low, high = _left_edge(folded.text, first, size), _right_edge(folded.text, last, size)
        if size >= len(folded.text) or _unique(folded.text, low, high):
            return _selector(folded, (low, first, last, high))
        size = max(CONTEXT_SIZE // 2, size * 2)


def _unique(text: str, low: int, high: int) -> bool:
    return len(find_all(text, text[low:high], 2)) == 1


def _left_edge(text: str, first: int, size: int) -> int:
    low = max(0, first - size)
    if not low or low == first or text[low - 1] == " ":
        return low
    word = text.rfind(" ", max(0, low - _WORD), low) + 1
    return word if word or low <= _WORD else low


def _right_edge(text: str, last: int, size: int) -> int:
    high = min(len(text), last + size)
    if high in (last, len(text)) or text[high] == " ":
        return high
    word = text.find(" ", high, high + _WORD)
    if word >= 0:
        return word
    return len(text) if len(text) - high <= _WORD else high


def _selector(folded: Folded, edges: tuple[int, int, int, int]) -> Selector:
    low, first, last, high = edges
    return Selector(
        exact=_source(folded, first, last),
        prefix=_source(folded, low, first),
        suffix=_source(folded, last, high),
        position=first / len(folded.text),
    )


def _source(folded: Folded, start: int, end: int) -> str:
    """The original characters, on one line, without the invisible ones (which YAML would not take)."""
    if start >= end:
        return ""
    low, high = folded.span(start, end)
    words = _BREAKS.sub(" ", folded.source[low:high])
    return "".join(char for char in words if unicodedata.category(char) not in {"Cc", "Cf"}).strip()
