"""What somebody meant who misspelt a word."""

from collections.abc import Iterable

#: In per cent; below, a suggestion would puzzle more than it helps.
_ALIKE = 60


def nearest(word: str, known: Iterable[str]) -> str:
    """The word of ``known`` that is most like ``word``, letter by letter; empty when none is much like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only for files with mistakes)

    found = process.extractOne(word.lower(), list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The beginning of a hint: "did you mean context? ", or nothing."""
    found = nearest(word, known)
    return f"did you mean {found}? " if found else ""
