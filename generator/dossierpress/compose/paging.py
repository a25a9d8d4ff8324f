"""Long lists are cut into pages: ``/themes/x/``, ``/themes/x/page/2/`` …"""

from collections.abc import Sequence
from typing import TypeVar

from dossierpress.model.page import Pager
from dossierpress.model.source import Url

T = TypeVar("T")


def count(size: int, *lists: Sequence[object]) -> int:
    """How many pages the longest of ``lists`` needs with ``size`` entries on each; 0 or less puts all on one."""
    longest = max(map(len, lists), default=0)
    return max(1, -(-longest // size)) if size > 0 else 1


def part(items: Sequence[T], number: int, size: int) -> tuple[T, ...]:
    """The entries of page ``number``, from 1; none when the list ends before it."""
    return tuple(items[(number - 1) * size : number * size] if size > 0 else items)


def address(first: Url, number: int) -> Url:
    """The address of page ``number`` of the list at ``first``."""
    return first if number == 1 else Url(f"{first}page/{number}/")


def pager(first: Url, number: int, total: int) -> Pager | None:
    """The way from page ``number`` of ``total`` to its neighbours; nothing when it is the only one."""
    if total == 1:
        return None
    return Pager(
        number=number,
        total=total,
        previous=address(first, number - 1) if number > 1 else None,
        next=address(first, number + 1) if number < total else None,
    )
