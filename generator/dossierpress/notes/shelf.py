"""The articles of a dossier and the notes on them, read from disk and anchored: what the commands on notes look at."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dossierpress.build import remembering
from dossierpress.build.reading import documents
from dossierpress.build.workers import Workers
from dossierpress.config import Project, load
from dossierpress.diagnostics import Diagnostic, DossierError, errors
from dossierpress.link.anchors import anchored
from dossierpress.markup.anchor import Selector
from dossierpress.markup.foldtext import fold
from dossierpress.model.document import Article, Note
from dossierpress.model.site import AnchoredNote
from dossierpress.model.source import SourcePath
from dossierpress.notes.aim import passages
from dossierpress.schema.nearest import nearest
from dossierpress.store.memo import Memo
from dossierpress.store.sources import survey

_FOLDERS = ("content/articles/", "content/notes/")
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Shelf:
    """All articles and notes, drafts too. ``notes`` are in the order of articles and of their texts.

    ``astray`` are the notes whose article is not in the dossier; ``findings`` is what is wrong with the files.
    """

    articles: tuple[Article, ...]
    notes: tuple[AnchoredNote, ...]
    astray: tuple[Note, ...]
    findings: tuple[Diagnostic, ...]

    def article(self, name: str) -> Article:
        """The article called ``name``: its id, slug, title or a part of the title only one has.

        Raises `DossierError` that lists what may be meant.
        """
        for named in (self._by_id(name), self._by_slug(name), self._by_title(name), self._by_part(name)):
            if len(named) == 1:
                return named[0]
            if named:
                raise DossierError(
                    f"{name!r} may be any of these articles:{_listed(named)}", hint="give its id"
                )
        raise DossierError(f"no article is called {name!r}", hint=self._hint(name))

    def elsewhere(self, wanted: Selector, than: Article) -> Article | None:
        """Another article in which the words stand, if there is one (for a hint; a rare typesetting may be missed)."""
        word = max(re.findall(r"\w+", wanted.exact), key=len, default="").casefold()
        others = (article for article in self.articles if article.meta.id != than.meta.id)
        likely = (article for article in others if word in article.body.text.casefold())  # folding is slow
        return next((article for article in likely if passages(article.body, wanted)), None)

    def _by_id(self, name: str) -> list[Article]:
        return [article for article in self.articles if article.meta.id == name.strip("/ ")]

    def _by_slug(self, name: str) -> list[Article]:
        stem = Path(name).name.removesuffix(".md")
        return [a for a in self.articles if stem in (a.slug, Path(a.path).name.removesuffix(".md"))]

    def _by_title(self, name: str) -> list[Article]:
        return [article for article in self.articles if fold(article.meta.title) == fold(name)]

    def _by_part(self, name: str) -> list[Article]:
        part = fold(name)
        return [article for article in self.articles if part and part in fold(article.meta.title)]

    def _hint(self, name: str) -> str:
        if not self.articles:
            return "the dossier has no article yet: dossier import FILE"
        titles = {fold(article.meta.title): article for article in self.articles}
        if near := nearest(fold(name), titles):
            return f"did you mean {titles[near].meta.id}, « {titles[near].meta.title} »?"
        return f"the articles are:{_listed(self.articles)}"


def opened(root: Path) -> tuple[Project, Shelf]:
    """The dossier in ``root`` and its shelf; what has not changed since it was last read is not read again."""
    with remembering(root) as memo:
        project, _ = load(root, remember=memo.remember)
        return project, shelf(project, memo)


def shelf(project: Project, memo: Memo) -> Shelf:
    """The articles and notes of ``project``; those with errors are missing, and in the findings."""
    content, unread = survey(project.root, memo.seen)
    ours = replace(content, sources=tuple(source for source in content.sources if _ours(source.path)))
    read = documents(ours, project.root, project.config.lang, memo=memo, workers=Workers(), tell=_silent)
    articles, notes = read.documents.articles, read.documents.notes
    of_article, lost = anchored(articles, notes, remember=memo.remember)
    ids = {article.meta.id for article in articles}
    about = (*read.diagnostics, *(finding for finding in unread if _ours(finding.span.path)))
    return Shelf(
        articles,
        tuple(note for article in _each(articles) for note in of_article[article.meta.id]),
        tuple(note for note in notes if note.meta.article not in ids),
        tuple(sorted({*errors(about), *lost})),
    )


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _ours(path: SourcePath) -> bool:
    return path.startswith(_FOLDERS)


def _each(articles: Iterable[Article]) -> Iterator[Article]:
    """Each article once, should two have one id."""
    yield from {article.meta.id: article for article in articles}.values()


def _listed(articles: Sequence[Article]) -> str:
    lines = [f"\n    {article.meta.id}  {article.meta.title}" for article in articles[:_MOST_NAMED]]
    return "".join(lines) + (
        f"\n    … and {len(articles) - _MOST_NAMED} more" if len(articles) > _MOST_NAMED else ""
    )
