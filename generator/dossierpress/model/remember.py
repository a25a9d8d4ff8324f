"""What a stage may be given to remember values by, without knowing where they are kept."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Remember(Protocol):
    """Gives what ``make`` does, a ``cls``, but may remember it by ``source`` from an earlier call."""

    def __call__(self, cls: type[T], what: str, source: bytes, make: Callable[[], T]) -> T:
        """The value for ``source``, which says all that ``make`` depends on; ``what`` tells kinds apart."""


def each_time(cls: type[T], what: str, source: bytes, make: Callable[[], T]) -> T:
    """Remember nothing."""
    return make()
