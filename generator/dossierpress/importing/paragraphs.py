"""Lines of the body to paragraphs, word for word."""

from collections.abc import Iterator, Sequence

from dossierpress.importing.lexicon import fold
from dossierpress.importing.marks import is_sentence
from dossierpress.importing.pieces import Piece

_NARROW = 110
_RAGGED = 30


def blocks(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Runs of pieces on lines that follow each other."""
    block: list[Piece] = []
    for piece in pieces:
        if block and piece.line != block[-1].line + 1:
            yield tuple(block)
            block = []
        block.append(piece)
    if block:
        yield tuple(block)


def paragraphs(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The lines of each paragraph: one line each, unless a block was broken to a narrow width."""
    for block in blocks(pieces):
        if is_wrapped([piece.text for piece in block]):
            yield block
        else:
            yield from ((piece,) for piece in block)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were broken to a width: all but the last about as long, few end a sentence."""
    if len(lines) < 2:
        return False
    width = max(map(len, lines))
    broken = lines[:-1]
    ends = sum(is_sentence(line) for line in broken)
    return width <= _NARROW and min(map(len, broken)) >= max(40, width - _RAGGED) and ends * 2 < len(lines)


def joined(lines: Sequence[Piece]) -> str:
    """The text of a paragraph."""
    return " ".join(piece.text for piece in lines)


def repeats(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of the index of a paragraph and of an earlier one that says the same."""
    first: dict[str, int] = {}
    for index, text in enumerate(texts):
        key = fold(text)
        if key in first:
            yield index, first[key]
        first.setdefault(key, index)
