"""A link checker: everything a page refers to has to be in the output."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.quality.site import address, pages

ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "cite")
HERE = "http://site.invalid/"
REFRESH = re.compile(r"^\s*\d+\s*;\s*url\s*=\s*(.+?)\s*$", re.IGNORECASE)
CSS_URL = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)["']?\s*\)""")
#: Served at any address, so that a relative link would lead astray.
ANYWHERE = "404.html"


@dataclass(frozen=True, slots=True)
class Use:
    """One reference of a page: the element's name, its ``rel`` and the address as written."""

    tag: str
    rel: str
    url: str


@dataclass(frozen=True)
class Html:
    """A parsed page."""

    tree: LexborHTMLParser

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every fragment that leads somewhere on this page."""
        named = self.tree.css("[id], a[name]")
        return frozenset(
            value for node in named for key in ("id", "name") if (value := node.attributes.get(key))
        )

    def uses(self) -> Iterator[Use]:
        """Every reference, in the order of the page."""
        for node in self.tree.css("*"):
            rel = node.attributes.get("rel") or node.attributes.get("property") or ""
            for url in _urls(node):
                yield Use(node.tag or "", rel, url)


def _urls(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    yield from (value for name in ATTRIBUTES if (value := attributes.get(name)) is not None)
    yield from (part.split()[0] for part in (attributes.get("srcset") or "").split(",") if part.strip())
    yield from CSS_URL.findall(attributes.get("style") or "")
    content = attributes.get("content") or ""
    if attributes.get("property") in ("og:url", "og:image"):
        yield content
    if (attributes.get("http-equiv") or "").lower() == "refresh" and (match := REFRESH.match(content)):
        yield match[1]


class Checker:
    """Checks the site in ``site``, which will be published at ``base`` (with a final slash)."""

    def __init__(self, site: Path, base: str) -> None:
        self.site = site
        self.base = base
        self.pages = {path: _read(site / path) for path in pages(site)}

    def broken(self) -> list[str]:
        """Every reference that leads nowhere or away, as ``page: address: reason``."""
        found = [
            f"{path}: <{use.tag}> {use.url}: {reason}"
            for path, html in self.pages.items()
            for use in html.uses()
            if (reason := self._reason(path, use))
        ]
        return found + self._broken_styles()

    def resolves(self, url: str) -> bool:
        """Whether the absolute address ``url`` is a file of the site, and its fragment an id there."""
        return url.startswith(self.base) and not self._missing(HERE + url.removeprefix(self.base))

    def _reason(self, path: str, use: Use) -> str:
        if use.rel in ("canonical", "og:url", "og:image"):
            return "" if self.resolves(use.url) else f"is not a page below {self.base}"
        if use.url.startswith("/") and not use.url.startswith("//"):
            return self._rooted(path, use.url)
        target = urljoin(HERE + address(path), use.url)
        if use.url.startswith(self.base):
            target = HERE + use.url.removeprefix(self.base)
        if target.startswith(HERE):
            return self._missing(target)
        return _foreign(use, target)

    def _rooted(self, path: str, url: str) -> str:
        prefix = urlsplit(self.base).path
        if path != ANYWHERE or not url.startswith(prefix):
            return "begins at the root of the server, and breaks below a sub-path"
        return self._missing(HERE + url.removeprefix(prefix))

    def _missing(self, target: str) -> str:
        parts = urlsplit(target)
        path = unquote(parts.path).lstrip("/")
        file = path + "index.html" if not path or path.endswith("/") else path
        if not (self.site / file).is_file():
            return f"there is no {file}"
        fragment = unquote(parts.fragment).partition(":~:")[0]
        if fragment and file in self.pages and fragment not in self.pages[file].ids:
            return f"there is no #{fragment} in {file}"
        return ""

    def _broken_styles(self) -> list[str]:
        return [
            f"{file.name}: {url}: there is no such file"
            for file in sorted(self.site.rglob("*.css"))
            for url in CSS_URL.findall(file.read_text(encoding="utf-8"))
            if not (file.parent / unquote(url.partition("#")[0].partition("?")[0])).is_file()
        ]


def _read(path: Path) -> Html:
    return Html(LexborHTMLParser(path.read_text(encoding="utf-8")))


def _foreign(use: Use, target: str) -> str:
    scheme = urlsplit(target).scheme
    if scheme in ("http", "https"):
        leads = use.tag in ("a", "area", "blockquote", "q") or use.rel in ("me", "license", "author")
        return "" if leads else "is loaded from another server"
    return "" if scheme == "mailto" or (scheme == "data" and use.tag == "img") else f"scheme {scheme!r}"
