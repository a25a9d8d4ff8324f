"""Links within a built site: everything a page, a feed or a style sheet refers to has to be in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser, LexborNode

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


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference of the file ``path`` that leads nowhere, and why."""

    path: str
    address: str
    reason: str

    def __str__(self) -> str:
        """``path: address: reason``."""
        return f"{self.path}: {self.address}: {self.reason}"


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
    """Checks the site in ``site``, which will be published at ``base`` (with a final slash; empty if unknown)."""

    def __init__(self, site: Path, base: str) -> None:
        self.site = site
        self.base = base
        files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        self.pages = {path: _read(site / path) for path in files}

    def broken(self) -> list[Broken]:
        """Every reference that leads nowhere or away, in the order of the files."""
        found = [
            Broken(path, f"<{use.tag}> {use.url}", reason)
            for path, html in self.pages.items()
            for use in html.uses()
            if (reason := self._reason(path, use))
        ]
        return [*found, *self._broken_styles(), *self._broken_feeds()]

    def outside(self) -> Iterator[tuple[str, str]]:
        """Every link to another site, with the page it is on."""
        for path, html in self.pages.items():
            for use in html.uses():
                away = not (self.base and use.url.startswith(self.base))
                if use.tag == "a" and away and urlsplit(use.url).scheme in ("http", "https"):
                    yield path, use.url

    def resolves(self, url: str) -> bool:
        """Whether the absolute address ``url`` is a file of the site, and its fragment an id there."""
        return (
            bool(self.base)
            and url.startswith(self.base)
            and not self._missing(HERE + url.removeprefix(self.base))
        )

    def _reason(self, path: str, use: Use) -> str:
        if use.rel in ("canonical", "og:url", "og:image"):
            return "" if self.resolves(use.url) else f"is not a page below {self.base}"
        if use.url.startswith("/") and not use.url.startswith("//"):
            return self._rooted(path, use.url)
        target = urljoin(HERE + path.removesuffix("index.html"), use.url)
        if self.base and use.url.startswith(self.base):
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

    def _broken_styles(self) -> list[Broken]:
        return [
            Broken(file.relative_to(self.site).as_posix(), url, "there is no such file")
            for file in sorted(self.site.rglob("*.css"))
            for url in CSS_URL.findall(file.read_text(encoding="utf-8"))
            if not (file.parent / unquote(url.partition("#")[0].partition("?")[0])).is_file()
        ]

    def _broken_feeds(self) -> Iterator[Broken]:
        """Addresses in feeds and sitemaps are absolute: all of them below the base."""
        for file in sorted((*self.site.rglob("feed.xml"), *self.site.glob("sitemap*.xml"))):
            path = file.relative_to(self.site).as_posix()
            try:
                addresses = list(_addresses(file))
            except ET.ParseError as problem:
                yield Broken(path, path, f"is not XML: {problem}")
                continue
            gone = (url for url in addresses if not self.resolves(url))
            yield from (Broken(path, url, f"is not a page below {self.base}") for url in gone)


def _addresses(file: Path) -> Iterator[str]:
    """What a feed's links and a sitemap's places say; both are files of our own."""
    for element in ET.parse(file).iter():  # noqa: S314  (written by this program a moment ago)
        name = element.tag.rpartition("}")[2]
        if name == "loc" and element.text:
            yield element.text
        elif name == "link" and element.get("rel") in ("self", "alternate"):
            yield element.get("href", "")


def _read(path: Path) -> Html:
    return Html(LexborHTMLParser(path.read_text(encoding="utf-8")))


def _foreign(use: Use, target: str) -> str:
    scheme = urlsplit(target).scheme
    if scheme in ("http", "https"):
        leads = use.tag in ("a", "area", "blockquote", "q") or use.rel in ("me", "license", "author")
        return "" if leads else "is loaded from another server"
    return "" if scheme == "mailto" or (scheme == "data" and use.tag == "img") else f"scheme {scheme!r}"
