"""The files of a built site, as the checks see them."""

from itertools import groupby
from pathlib import Path


def pages(site: Path) -> list[str]:
    """All HTML pages: POSIX paths relative to ``site``."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def address(path: str) -> str:
    """The address of a page relative to the site's: without ``index.html``."""
    return path.removesuffix("index.html")


def representatives(paths: list[str], most: int) -> list[str]:
    """All of ``paths`` when there are fewer than ``most``, else the same number of each shape of path."""
    if len(paths) < most:
        return paths
    shapes = [list(group) for _, group in groupby(sorted(paths, key=_shape), key=_shape)]
    each = max(1, most // len(shapes))
    return [path for group in shapes for path in group[:each]]


def _shape(path: str) -> tuple[str, int, str]:
    first = path.split("/", maxsplit=1)[0]
    return ("#" if first.isdigit() else first, path.count("/"), path.rpartition("/")[2])
