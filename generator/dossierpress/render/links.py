"""Addresses: site-absolute inside the program, relative in pages, absolute where the outside world reads them."""

import posixpath
from collections.abc import Callable

from dossierpress.model.source import OutputPath, Url

#: What a link may lead out of the site with; anything else is no link.
_SCHEMES = ("https://", "http://", "mailto:")

#: How a page addresses what it links to: from a site-absolute address and that of the page to what is written down.
Way = Callable[[str, str], str]


def output_path(url: Url) -> OutputPath:
    """``/x/`` is ``x/index.html``; an address that names a file is that file."""
    path = url.lstrip("/")
    return OutputPath(path + "index.html" if not path or path.endswith("/") else path)


def relative(url: str, page: str) -> str:
    """The way from ``page`` to ``url``; a part of the page itself is its fragment alone.

    Never begins with a slash or a scheme, so a site works in a folder, from a ZIP and from a local disk.
    """
    path, mark, fragment = url.partition("#")
    if path in ("", page) and mark:
        return mark + fragment
    here = page[: page.rfind("/") + 1]
    if _plain(path) and _plain(here):
        way = _way(path, here)
    else:
        way = posixpath.relpath(path, here.rstrip("/") or "/")
        way = "./" if way == "." else way + ("/" if path.endswith("/") else "")
    if ":" in way.partition("/")[0]:
        way = "./" + way
    return way + mark + fragment


def offline(url: str, page: str) -> str:
    """As `relative`, for pages opened without a server: a folder is named by the file that a server would send."""
    path, mark, fragment = relative(url, page).partition("#")
    return (path + "index.html" if path.endswith("/") else path) + mark + fragment


def _plain(path: str) -> bool:
    """Whether a path from the root has no step that is to be worked out: ``//``, ``/./``, ``/../``."""
    return path[:1] == "/" and "//" not in path and "/." not in path


def _way(path: str, here: str) -> str:
    """The way from a plain folder to a plain path, as `posixpath.relpath` finds it, but quicker."""
    common = here
    while not path.startswith(common):
        common = common[: common.rfind("/", 0, -1) + 1]
    return "../" * here.count("/", len(common)) + path[len(common) :] or "./"


def absolute(url: str, base: str) -> str:
    """The address under the site's ``base`` (with a final slash)."""
    return base + url.lstrip("/")


def outside(url: str) -> str:
    """An address of another site, or nothing if it is not http, https or mailto."""
    return url if url.lower().startswith(_SCHEMES) else ""
