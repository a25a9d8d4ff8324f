"""Edges of a passage found by likeness: moved to where words begin and end, as those a person quotes do."""

import re

from dossierpress.markup.fold import Folded

#: In a shorter quote a few characters more are another passage; it may well begin within a word.
SHORTEST = 20
_WORD = re.compile(r"\w+")
_WORDS_OUTSIDE = 3  # so far outside the quote's first and last word are looked for
_REACH = 12  # the longest part of a word that is taken in
_LEAST = 2  # of a word with fewer characters within the passage the word is left out


def whole_words(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """The folded offsets ``start`` and ``end``, each moved out to the end of a word it stands in.

    A word of which only its last or first character lies within is left out instead. Scripts without spaces
    between words stay as they are.
    """
    text = folded.text
    first, last = start, end
    if _within_word(text, start):
        first = _first(text, start, start - _REACH)
        if _last(text, start, end) - start < _LEAST:
            first = start + _LEAST - 1 + text.startswith(" ", start + _LEAST - 1)
        elif _within_word(text, first):
            first = start
    if _within_word(text, end):
        last = _last(text, end, end + _REACH)
        if end - _first(text, end, start) < _LEAST:
            last = end - _LEAST + 1 - text.startswith(" ", end - _LEAST)
        elif _within_word(text, last):
            last = end
    return (first, last) if first < last else (start, end)


def to_known_words(folded: Folded, quote: str, start: int, end: int) -> tuple[int, int]:
    """The extent widened to the first and the last word of the loose ``quote`` where they stand just outside.

    What was put in between them is then part of the passage, as it is of the sentence.
    """
    words, inside = _WORD.findall(quote), _WORD.findall(folded.loose, start, end)
    if not words or not inside:
        return start, end
    ahead = [*_WORD.finditer(folded.loose, max(0, start - 60), start)][-_WORDS_OUTSIDE:]
    behind = [*_WORD.finditer(folded.loose, end, end + 60)][:_WORDS_OUTSIDE]
    starts = [word.start() for word in ahead if word[0] == words[0] != inside[0]]
    ends = [word.end() for word in behind if word[0] == words[-1] != inside[-1]]
    return (starts or [start])[-1], (ends or [end])[0]


def _within_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and _in_word(text[offset - 1]) and _in_word(text[offset])


def _in_word(char: str) -> bool:
    """Letters, digits and marks of the scripts that put spaces between words."""
    spaceless = "\u0e00" <= char <= "\u0eff" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff"
    return char.isalnum() and not spaceless and char < "\u2e80"


def _first(text: str, offset: int, limit: int) -> int:
    """Where the word begins that ``offset`` stands in or behind, no further back than ``limit``."""
    while offset > max(0, limit) and _in_word(text[offset - 1]):
        offset -= 1
    return offset


def _last(text: str, offset: int, limit: int) -> int:
    """Where the word ends that ``offset`` stands in or before, no further than ``limit``."""
    while offset < min(len(text), limit) and _in_word(text[offset]):
        offset += 1
    return offset
