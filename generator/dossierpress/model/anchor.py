"""Where a note's passage was found."""

from dataclasses import dataclass
from enum import StrEnum


class AnchorState(StrEnum):
    """What became of a note's passage."""

    PLACED = "placed"
    MOVED = "moved"
    ORPHAN = "orphan"
    WHOLE = "whole"  # the note is about the article as a whole and quotes nothing


@dataclass(frozen=True, slots=True)
class Anchor:
    """Text offsets of the passage (both 0 for an orphan and a note on the whole article) and how sure we are.

    ``score`` lies between 0 and 1. The ``…_now`` fields are the selector as it would be written today.
    """

    state: AnchorState
    start: int = 0
    end: int = 0
    score: float = 0.0
    exact_now: str = ""
    prefix_now: str = ""
    suffix_now: str = ""
