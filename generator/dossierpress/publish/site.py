"""The built site before it leaves the house: what it holds, and what must not be in it."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossierpress.compose.outputs import unportable
from dossierpress.model.source import OutputPath, Url
from dossierpress.publish.refusal import Refusal
from dossierpress.store import manifest

#: The limits of GitHub Pages and of GitHub: https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits
#: and https://docs.github.com/repositories/working-with-files/managing-large-files/about-large-files-on-github (bytes).
MOST_BYTES = 1_000_000_000
MOST_BYTES_OF_FILE = 100_000_000
#: A site with fewer of its pages than this is more likely broken than shortened.
LEAST_KEPT = 0.7

#: The attribute by which a theme marks what is not public: pages of drafts, of embargoed and of expired articles.
MARK = b"data-unpublished"

#: Beginnings that issuers gave their keys so that programs can find them where they should not be.
_SECRET = re.compile(
    rb"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|glpat-[\w-]{20}|AKIA[0-9A-Z]{16}"
    rb"|xox[abprs]-[0-9A-Za-z-]{20,}|AIza[\w-]{35}|sk_live_[0-9a-zA-Z]{24,})\b"
    rb"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
)
_TEXTS = (
    ".html",
    ".xml",
    ".json",
    ".txt",
    ".css",
    ".js",
    ".svg",
    ".md",
    ".csv",
    ".yaml",
    ".yml",
    ".pem",
    ".key",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the site: its size in bytes, and whether it is a plain file."""

    path: OutputPath
    size: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Site:
    """A folder and everything in it, in the order of the paths."""

    folder: Path
    entries: tuple[Entry, ...]

    @property
    def paths(self) -> tuple[OutputPath, ...]:
        """The paths of all entries."""
        return tuple(entry.path for entry in self.entries)


def read(folder: Path) -> Site:
    """List a built site; links are listed, not followed."""
    return Site(folder, tuple(sorted(_entries(folder), key=lambda entry: entry.path)))


def is_page(path: OutputPath) -> bool:
    """Whether readers would call it a page."""
    return path.endswith(".html")


def refusals(site: Site, articles: Url) -> Iterator[Refusal]:
    """Why the site must not be published. ``articles`` is where its articles stand."""
    yield from _empty(site, articles)
    yield from _links(site)
    yield from _names(site)
    yield from _sizes(site)
    yield from _contents(site)


def shrunk(before: int, now: int) -> Iterator[Refusal]:
    """Refuse when more than 30 % of the ``before`` pages would be gone."""
    if now < before * LEAST_KEPT:
        hint = "look for what is missing; if it is meant, say --allow shrunk"
        yield Refusal("shrunk", f"of {before} pages only {now} would be left", hint)


def _entries(folder: Path) -> Iterator[Entry]:
    for parent, folders, names in os.walk(folder):
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in (*names, *linked):
            file = Path(parent) / name
            about = file.lstat()
            path = OutputPath(file.relative_to(folder).as_posix())
            if path != manifest.FILE_NAME:
                yield Entry(path, about.st_size, stat.S_ISREG(about.st_mode))


def _empty(site: Site, articles: Url) -> Iterator[Refusal]:
    own = (articles.lstrip("/"), articles.lstrip("/") + "index.html")
    found = any(p.startswith(own[0]) and p != own[1] and is_page(p) for p in site.paths)
    if not found or OutputPath("index.html") not in site.paths:
        yield Refusal(
            "empty", "the site holds no article", "are the articles in content/articles/, and no drafts?"
        )


def _links(site: Site) -> Iterator[Refusal]:
    for entry in site.entries:
        if not entry.plain:
            yield Refusal("links", f"{_shown(entry.path)} is no plain file", "put the file itself there")


def _names(site: Site) -> Iterator[Refusal]:
    for path in site.paths:
        reason = _odd(path)
        if reason:
            yield Refusal("names", f"{_shown(path)} {reason}", "rename the file")


def _odd(path: OutputPath) -> str | None:
    try:
        path.encode()
    except UnicodeEncodeError:
        return "has a name that is not UTF-8"
    if any(part.casefold() in {".git", "git~1"} for part in path.split("/")):
        return "has a name that git keeps for itself"
    return unportable(path)


def _sizes(site: Site) -> Iterator[Refusal]:
    for entry in site.entries:
        if entry.size > MOST_BYTES_OF_FILE:
            message = f"{_shown(entry.path)} has {entry.size / 1e6:.0f} MB; GitHub takes 100 MB"
            yield Refusal("too-large", message, "make it smaller, or link to where else it can be had")
    total = sum(entry.size for entry in site.entries)
    if total > MOST_BYTES:
        message = f"the site has {total / 1e9:.2f} GB; GitHub Pages takes 1 GB"
        yield Refusal("too-large", message, "make pictures and documents smaller")


def _contents(site: Site) -> Iterator[Refusal]:
    for entry in site.entries:
        if entry.plain and entry.path.endswith(_TEXTS) and entry.size <= MOST_BYTES_OF_FILE:
            data = (site.folder / entry.path).read_bytes()
            if is_page(entry.path) and MARK in data:
                message = f"{_shown(entry.path)} shows what is not public yet, or no more"
                yield Refusal("unpublished", message, "this must not happen: please report it")
            if _SECRET.search(data):
                message = f"{_shown(entry.path)} seems to hold a password or a key"
                yield Refusal(
                    "secret", message, "take it out and withdraw it; if it is none, say --allow secret"
                )


def _shown(path: OutputPath) -> str:
    """A name that cannot disturb a terminal."""
    return repr(path) if not path.isprintable() else path
