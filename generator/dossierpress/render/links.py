"""Addresses: site-absolute inside the program, relative in pages, absolute where the outside world reads them."""

import posixpath

from dossierpress.model.source import OutputPath, Url

#: What a link may lead out of the site with; anything else is no link.
_SCHEMES = ("https://", "http://", "mailto:")


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
    here = page if page.endswith("/") else posixpath.dirname(page) + "/"
    way = posixpath.relpath(path, here.rstrip("/") or "/")
    way = "./" if way == "." else way + ("/" if path.endswith("/") else "")
    if ":" in way.partition("/")[0]:
        way = "./" + way
    return way + mark + fragment


def absolute(url: str, base: str) -> str:
    """The address under the site's ``base`` (with a final slash)."""
    return base + url.lstrip("/")


def outside(url: str) -> str:
    """An address of another site, or nothing if it is not http, https or mailto."""
    return url if url.lower().startswith(_SCHEMES) else ""
