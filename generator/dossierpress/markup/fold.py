"""Folding: what two typesettings of the same words have in common, and where each character came from.

Quotation marks, apostrophes, dashes, ligatures, kinds of space, soft hyphens and invisible controls differ
between two captures of one article; the words do not. `fold` makes both sides alike and keeps an offset
map, so that whatever is found in the folded text can be pointed at in the original one.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

#: Guillemets wait for the second pass (`_INNER_SPACE`), which needs to know on which side they open.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟″〝〞〟＂", '"'),
        **dict.fromkeys("‘’‚‛′ʼʹ`´‹›＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    }
)
_LONGER = {"…": "...", "\u0640": "", "\u034f": ""}  # the Arabic tatweel stretches a word, it is not a letter
#: Compatibility characters that are mere shapes: Latin ligatures, Arabic presentation forms, full width.
_SHAPES = ((0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFF5E))
#: French spaces inside guillemets and before tall punctuation; German »quotes« keep the space outside.
_INNER_SPACE = re.compile(r" (?=[:;!?])| (?=»(?!\w))|(?<!\w«)(?<=«) | \Z")
#: Letters and signs that stay as they are. One before anything else may be the first of a cluster.
_STABLE = (
    r"!-_a-~«»\u00c0-\u024f\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u060c\u061b\u061f\u0621-\u063f\u0641-\u064a"
    r"\u4e00-\u9fff"
)
_PLAIN = re.compile(rf"[{_STABLE}]+(?: [{_STABLE}]+)*(?=[ {_STABLE}]|\Z)")
#: UAX #15 "stream-safe text": more marks on one letter than this are no writing, and make NFC quadratic.
_MAX_CLUSTER = 32

Piece = tuple[str, Sequence[int], Sequence[int]]  # folded characters with the extent each stands for


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
        """Folded offsets of what is visible of ``source[start:end]``; equal ones if nothing is."""
        first = bisect_right(self.ends, start)
        last = max(first, bisect_left(self.starts, end))
        words = self.text[first:last]
        return first + len(words) - len(words.lstrip(" ")), first + len(words.rstrip(" "))


def fold(text: str) -> Folded:
    """Fold ``text``: NFC, one kind of quotation mark, apostrophe, dash and space, nothing invisible.

    Spaces and line breaks in a row become one space, leading and trailing ones nothing. Case and accents
    stay; only ``loose`` is without them.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, begin, end in _pieces(text):
        if piece != " " or (pieces and pieces[-1] != " "):
            pieces.append(piece)
            starts.extend(begin)
            ends.extend(end)
        elif pieces:
            ends[-1] = end[-1]
    rough = "".join(pieces)
    kept = _kept(rough)
    folded = "".join([rough[part] for part in kept]).replace("«", '"').replace("»", '"')
    return Folded(
        source=text,
        text=folded,
        loose="".join(map(_loosen, folded)),
        starts=tuple(chain.from_iterable(starts[part] for part in kept)),
        ends=tuple(chain.from_iterable(ends[part] for part in kept)),
    )


def _kept(rough: str) -> list[slice]:
    """What lies between the spaces that only one way of typesetting has."""
    dropped = [match.start() for match in _INNER_SPACE.finditer(rough)]
    return [slice(low + 1, high) for low, high in pairwise([-1, *dropped, len(rough)])]


def _pieces(text: str) -> Iterator[Piece]:
    """Folded pieces in order: long runs that folding leaves alone, and between them one cluster at a time."""
    text = text.translate(_ALIKE)
    done = 0
    for run in _PLAIN.finditer(text):
        yield from _clusters(text, done, run.start())
        done = run.end()
        yield run[0], range(run.start(), done), range(run.start() + 1, done + 1)
    yield from _clusters(text, done, len(text))


def _clusters(text: str, low: int, high: int) -> Iterator[Piece]:
    """Visible clusters, a letter with its marks, composed (NFC)."""
    cluster, start, end, size = "", 0, 0, 0
    for offset in range(low, high):
        char = _fold_char(text[offset])
        if cluster and 0 < size < _MAX_CLUSTER and _joins(char):
            cluster, end, size = cluster + char, offset + 1, size + 1
        elif char:
            yield from _composed(cluster, start, end)
            cluster, start, end, size = char, offset, offset + 1, int(char != " ")
    yield from _composed(cluster, start, end)


def _composed(cluster: str, start: int, end: int) -> Iterator[Piece]:
    if cluster:
        piece = unicodedata.normalize("NFC", cluster)
        yield piece, (start,) * len(piece), (end,) * len(piece)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """What one character is folded to: itself, its plain equivalent, a space or nothing."""
    if unicodedata.category(char) in {"Cc", "Cf"} or "\ufe00" <= char <= "\ufe0f":
        return ""
    shape = any(low <= ord(char) <= high for low, high in _SHAPES)
    plain = unicodedata.normalize("NFKC", char).strip() if shape else unicodedata.normalize("NFC", char)
    return "".join(_LONGER.get(part, part) for part in plain.translate(_ALIKE))


@lru_cache(maxsize=4096)
def _joins(char: str) -> bool:
    """Whether a character composes with what stands before it: marks, and the vowels and finals of Hangul."""
    return char != "" and (unicodedata.category(char[0]).startswith("M") or "\u1160" <= char <= "\u11ff")


@lru_cache(maxsize=4096)
def _loosen(char: str) -> str:
    """The base letter in lower case; the character itself where that would not be one character."""
    base, *marks = tuple(unicodedata.normalize("NFD", char))
    lower = base.lower() if all(unicodedata.combining(mark) for mark in marks) else char
    return lower if len(lower) == 1 else char
