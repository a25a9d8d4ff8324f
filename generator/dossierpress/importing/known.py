"""What the dossier holds already: articles by the raw file they were made of, receipts, ids and names."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from dossierpress.importing.article import Flat, plain_slug
from dossierpress.importing.rawname import RawNames
from dossierpress.importing.receipt import Receipt, load
from dossierpress.importing.shingles import Index
from dossierpress.importing.splice import Unreadable, flat, parted
from dossierpress.store.batch import Batch
from dossierpress.store.sources import RECEIPT

ARTICLES = "content/articles"
RAW = "content/raw"


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article file: its path in the dossier, its front matter by dotted keys, its body."""

    path: str
    meta: Flat
    body: str

    def text(self, key: str) -> str:
        """A value of the front matter as text; empty when it has none."""
        value = self.meta.get(key)
        return value if isinstance(value, str) else ""


_KEYS = ("source.raw", "source.sha256", "id")


@dataclass(slots=True)
class Known:
    """The state of a dossier on disk, kept up to date while files are imported.

    ``ids`` and ``slugs`` are taken; ids of deleted articles stay so: addresses are not reused.
    ``raw_names`` holds everything in ``content/raw``; ``unreadable`` articles hold we know not what.
    ``batch`` holds the files that are written but not yet in their places.
    """

    root: Path
    batch: Batch
    articles: dict[str, KnownArticle] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    raw_names: RawNames = field(default_factory=RawNames)
    unreadable: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    _paths: dict[tuple[str, str], str] = field(default_factory=dict)
    _receipts: dict[str, Receipt] = field(default_factory=dict)
    _index: Index | None = None

    def article(self, key: str, value: str) -> KnownArticle | None:
        """The article that says so of itself; ``key`` is its id, its raw file or that file's SHA-256."""
        found = self.articles.get(self._paths.get((key, value), ""))
        return found if found and found.text(key) == value else None

    def receipt(self, sha256: str) -> Receipt | None:
        """The receipt of these raw bytes."""
        found = self._receipts.get(sha256)
        return found if found and self.receipts[found.raw] is found else None

    def index(self) -> Index:
        """The word runs of all articles; made at the first question."""
        if self._index is None:
            self._index = Index((a.path, a.body) for a in self.articles.values())
        return self._index

    def add(self, article: KnownArticle) -> None:
        """Remember an article that was read or written."""
        if self._index is not None and article.path not in self.articles:
            self._index.add(article.path, article.body)
        self.articles[article.path] = article
        self.ids.add(article.text("id"))
        self.slugs.update(plain_slug(name) for name in (Path(article.path).stem, article.text("slug")))
        for key in _KEYS:
            if not self.article(key, article.text(key)):
                self._paths[key, article.text(key)] = article.path

    def add_receipt(self, receipt: Receipt) -> None:
        """Remember a receipt that was read or written."""
        self.receipts[receipt.raw] = receipt
        self._receipts[receipt.sha256] = receipt
        self.ids.add(receipt.id)


def read(root: Path) -> Known:
    """Look at ``content/articles`` and ``content/raw``; the build reports files that cannot be read."""
    known = Known(root, Batch(root))
    for path in _files(root / ARTICLES):
        if path.suffix != ".md":
            continue
        name = path.relative_to(root).as_posix()
        if article := _article(path, name):
            known.add(article)
        else:
            known.unreadable.append(name)
            known.slugs.add(plain_slug(path.stem))
    content = root / "content"
    for path in _files(root / RAW):
        known.raw_names.add(path.relative_to(content).as_posix())
        receipt = load(path.read_text("utf-8", "replace")) if path.name.endswith(RECEIPT) else None
        if receipt:
            known.add_receipt(receipt)
    return known


def _files(folder: Path) -> list[Path]:
    """All files below ``folder``. Raises `OSError`: what cannot be listed would be imported a second time."""
    found: list[Path] = []
    for parent, _, names in os.walk(folder, onerror=_raise):
        found += (Path(parent) / name for name in names)
    return sorted(path for path in found if path.is_file())


def _raise(problem: OSError) -> None:
    if not isinstance(problem, FileNotFoundError):
        raise problem


def _article(path: Path, name: str) -> KnownArticle | None:
    try:
        front, body = parted(path.read_text("utf-8"))
        return KnownArticle(name, flat(front), body)
    except (OSError, UnicodeDecodeError, Unreadable):
        return None
