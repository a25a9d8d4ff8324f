"""Who is told how far a build is."""

from collections.abc import Callable

#: Told of each stage and how far it is: (stage, done, of all).
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
