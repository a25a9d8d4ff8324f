"""Folding: what two typesettings of the same words have in common, and where each character came from.

Quotation marks, apostrophes, dashes, ligatures, kinds of space, soft hyphens and invisible controls differ
between two captures of one article; the words do not. `fold` makes both sides alike and keeps an offset
map, so that whatever is found in the folded text can be pointed at in the original one.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

#: Guillemets wait for the second pass (`_INNER_SPACE`), which needs to know on which side they open.
_ALIKE = {
    **dict.fromkeys("“”„‟″〝〞〟＂", '"'),
    **dict.fromkeys("‘’‚‛′ʼʹ`´‹›＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    "…": "...",
    "\u0640": "",  # the Arabic tatweel stretches a word, it is not a letter
    "\u034f": "",
}
#: Compatibility characters that are mere shapes: Latin ligatures, Arabic presentation forms, full width.
_SHAPES = ((0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFF5E))
#: French spaces inside guillemets and before tall punctuation; German »quotes« keep the space outside.
_INNER_SPACE = re.compile(r" (?=[:;!?])| (?=»(?!\w))|(?<!\w«)(?<=«) ")
#: UAX #15 "stream-safe text": more marks on one letter than this are no writing, and make NFC quadratic.
_MAX_CLUSTER = 32


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with its map.

    ``text[i]`` stands for ``source[starts[i]:ends[i]]``; both sequences never decrease. ``loose`` is ``text``
    without case and accents, character by character, for tolerant comparison.
    """

    source: str
    text: str
    loose: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``source`` of the folded characters ``start`` to ``end`` (not empty)."""
        return self.starts[start], self.ends[end - 1]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Folded offsets of the visible characters touched by ``source[start:end]``; equal if there are none."""
        first = bisect_right(self.ends, start)
        last = max(first, bisect_left(self.starts, end))
        words = self.text[first:last]
        return first + len(words) - len(words.lstrip(" ")), first + len(words.rstrip(" "))


def fold(text: str) -> Folded:
    """Fold ``text``: NFC, one kind of quotation mark, apostrophe, dash and space, nothing invisible.

    Spaces and line breaks in a row become one space, leading and trailing ones nothing. Case and accents
    stay; only ``loose`` is without them.
    """
    cells = list(_cells(text))
    rough = "".join(piece for piece, _, _ in cells)
    inner = {match.start() for match in _INNER_SPACE.finditer(rough)}
    kept = [cell for index, cell in enumerate(cells) if index not in inner]
    while kept and kept[-1][0] == " ":
        kept.pop()
    folded = "".join(piece for piece, _, _ in kept).replace("«", '"').replace("»", '"')
    return Folded(
        source=text,
        text=folded,
        loose="".join(map(_loosen, folded)),
        starts=tuple(start for _, start, _ in kept),
        ends=tuple(end for _, _, end in kept),
    )


def _cells(text: str) -> Iterator[tuple[str, int, int]]:
    """One folded character at a time, with the extent it stands for; runs of spaces are one, none leads."""
    inked = False
    for blank, group in groupby(_clusters(text), key=lambda cell: cell[0] == " "):
        if not blank:
            inked = True
            yield from ((char, start, end) for piece, start, end in group for char in piece)
        elif inked:
            spaces = list(group)
            yield " ", spaces[0][1], spaces[-1][2]


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Visible clusters, a letter with its marks, composed (NFC)."""
    cluster, start, end, size = "", 0, 0, 0
    for offset, raw in enumerate(text):
        char = _fold_char(raw)
        if not char:
            continue
        if cluster and size < _MAX_CLUSTER and char >= "\u0300" and cluster != " " and _joins(char):
            cluster, end, size = cluster + char, offset + 1, size + 1
            continue
        if cluster:
            yield (unicodedata.normalize("NFC", cluster) if size > 1 else cluster), start, end
        cluster, start, end, size = char, offset, offset + 1, 1
    if cluster:
        yield (unicodedata.normalize("NFC", cluster) if size > 1 else cluster), start, end


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """What one character is folded to: itself, its plain equivalent, a space or nothing."""
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Cc", "Cf"} or "\ufe00" <= char <= "\ufe0f":
        return ""
    shape = any(low <= ord(char) <= high for low, high in _SHAPES)
    plain = unicodedata.normalize("NFKC", char).strip() if shape else unicodedata.normalize("NFC", char)
    return "".join(_ALIKE.get(part, " " if part.isspace() else part) for part in plain)


@lru_cache(maxsize=4096)
def _joins(char: str) -> bool:
    """Whether a character composes with what stands before it: marks, and the vowels and finals of Hangul."""
    return unicodedata.category(char[0]).startswith("M") or "\u1160" <= char <= "\u11ff"


@lru_cache(maxsize=4096)
def _loosen(char: str) -> str:
    """The base letter in lower case; the character itself where that would not be one character."""
    base, *marks = tuple(unicodedata.normalize("NFD", char))
    lower = base.lower() if all(unicodedata.combining(mark) for mark in marks) else char
    return lower if len(lower) == 1 else char
