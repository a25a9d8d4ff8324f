"""The blockquote at the top of a note: the passage, and the words around it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dossierpress.schema.record import Place

_MARK = "=="
_QUOTED = re.compile(r" {0,3}>[ \t]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """Up to three texts by key (``prefix``, ``quote``, ``suffix``), where each begins, and what is wrong."""

    values: dict[str, str]
    places: dict[str, Place]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class _Joined:
    """Lines joined by spaces: where each begins in ``text`` and where it stands in the file."""

    text: str
    starts: Sequence[int]
    places: Sequence[Place]

    def place(self, offset: int) -> Place:
        """Line and column of a character of the text."""
        index = bisect_right(self.starts, offset) - 1
        line, column = self.places[index]
        return line, column + offset - self.starts[index]


def height(lines: Sequence[str]) -> int:
    """How many of ``lines`` belong to the blockquote they begin with."""
    return next((n for n, line in enumerate(lines) if not _QUOTED.match(line)), len(lines))


def passage(lines: Sequence[str], first_line: int) -> Passage:
    """Read the lines of a blockquote, whose first is line ``first_line`` of the file.

    ``> words before ==the passage== words after``; without marks all of it is the passage. Line breaks count
    as spaces.
    """
    joined = _join(lines, first_line)
    parts = joined.text.split(_MARK)
    if len(parts) == 1:
        return _found(joined, {"quote": (0, joined.text)})
    if len(parts) != 3:
        return Passage({}, {}, "the passage must stand between one == before it and one after it")
    before, quote, after = parts
    start = len(before) + len(_MARK)
    end = start + len(quote) + len(_MARK)
    return _found(joined, {"prefix": (0, before), "quote": (start, quote), "suffix": (end, after)})


def _found(joined: _Joined, parts: dict[str, tuple[int, str]]) -> Passage:
    """The parts without the spaces around them; empty ones are left out, but not an empty passage."""
    texts = {
        key: (start + len(text) - len(text.lstrip()), text.strip()) for key, (start, text) in parts.items()
    }
    if not texts["quote"][1]:
        return Passage({}, {}, "the passage is empty")
    texts = {key: found for key, found in texts.items() if found[1]}
    return Passage(
        {key: text for key, (_, text) in texts.items()},
        {key: joined.place(start) for key, (start, _) in texts.items()},
    )


def _join(lines: Sequence[str], first_line: int) -> _Joined:
    pieces, starts, places, length = [], [], [], 0
    for number, line in enumerate(lines, start=first_line):
        mark = _QUOTED.match(line)
        text = line[mark.end() if mark else 0 :]
        starts.append(length)
        places.append((number, len(line) - len(text.lstrip()) + 1))
        pieces.append(text.strip())
        length += len(pieces[-1]) + 1
    return _Joined(" ".join(pieces), starts, places)
