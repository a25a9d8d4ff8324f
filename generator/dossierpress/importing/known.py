"""What the dossier holds already: articles by the raw file they were made of, receipts, ids and names."""

from dataclasses import dataclass, field
from pathlib import Path

from dossierpress.importing.article import Flat
from dossierpress.importing.receipt import ENDING, Receipt, load
from dossierpress.importing.shingles import Index
from dossierpress.importing.splice import Unreadable, flat, parted

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


@dataclass(slots=True)
class Known:
    """The state of a dossier on disk, kept up to date while files are imported."""

    root: Path
    articles: dict[str, KnownArticle] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    raw_names: set[str] = field(default_factory=set)
    unreadable: list[str] = field(default_factory=list)
    _index: Index | None = None

    def by_sha256(self, sha256: str) -> KnownArticle | None:
        """The article made of exactly these bytes."""
        return next((a for a in self.articles.values() if a.text("source.sha256") == sha256), None)

    def by_raw(self, raw: str) -> KnownArticle | None:
        """The article made of this raw file (``raw/x.txt``), whatever its name is now."""
        return next((a for a in self.articles.values() if a.text("source.raw") == raw), None)

    def by_id(self, id_: str) -> KnownArticle | None:
        """The article with this short id."""
        return next((a for a in self.articles.values() if a.text("id") == id_), None)

    def ids(self) -> set[str]:
        """Every short id in use, also of deleted articles: addresses are not reused."""
        return {a.text("id") for a in self.articles.values()} | {r.id for r in self.receipts.values()}

    def names(self) -> set[str]:
        """Names that lead to an article: file names without their ending, slugs."""
        stems = {Path(path).stem for path in (*self.articles, *self.unreadable)}
        return stems | {a.text("slug") for a in self.articles.values() if a.text("slug")}

    def index(self) -> Index:
        """The word runs of all articles; made at the first question."""
        if self._index is None:
            self._index = Index((a.path, a.body) for a in self.articles.values())
        return self._index

    def add(self, article: KnownArticle) -> None:
        """Remember an article that was just written."""
        if self._index is not None and article.path not in self.articles:
            self._index.add(article.path, article.body)
        self.articles[article.path] = article


def read(root: Path) -> Known:
    """Look at ``content/articles`` and ``content/raw``; the build reports files that cannot be read."""
    known = Known(root)
    for path in sorted((root / ARTICLES).rglob("*.md")):
        name = path.relative_to(root).as_posix()
        if article := _article(path, name):
            known.articles[name] = article
        else:
            known.unreadable.append(name)
    content = root / "content"
    for path in sorted((root / RAW).rglob("*")):
        if not path.is_file():
            continue
        known.raw_names.add(path.relative_to(content).as_posix())
        receipt = load(path.read_text("utf-8", "replace")) if path.name.endswith(ENDING) else None
        if receipt:
            known.receipts[receipt.raw] = receipt
    return known


def _article(path: Path, name: str) -> KnownArticle | None:
    try:
        front, body = parted(path.read_text("utf-8"))
        return KnownArticle(name, flat(front), body)
    except (OSError, UnicodeDecodeError, Unreadable):
        return None
