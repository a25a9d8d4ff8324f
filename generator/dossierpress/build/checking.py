"""Everything but rendering and writing: a dossier read, linked and composed, once, or again after an edit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, TypeVar

from dossierpress.build import making, reading
from dossierpress.build.garbage import uncollected
from dossierpress.build.ground import Edit, Ground, Judge, ground
from dossierpress.build.inputs import Inputs, gathered
from dossierpress.build.outcome import Result
from dossierpress.build.progress import Progress, silent
from dossierpress.build.unread import unread
from dossierpress.build.workers import Workers
from dossierpress.compose import Composition, compose
from dossierpress.compose.retold import retold, telling
from dossierpress.config import Project
from dossierpress.diagnostics import Diagnostic
from dossierpress.link import link, public_assets, published, unpublished
from dossierpress.link.cascade import held_back
from dossierpress.link.withheld import called_wanted, explained
from dossierpress.model import addresses as at
from dossierpress.model.document import Documents
from dossierpress.store import receipts
from dossierpress.store.memo import Memo
from dossierpress.store.sources import Content
from dossierpress.theme import Theme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Checked:
    """A dossier read, linked and composed, with every finding about it, in the order of files and lines."""

    composition: Composition
    theme: Theme
    diagnostics: tuple[Diagnostic, ...]


class Found(NamedTuple):
    """A dossier checked, the documents that are public, and what edits to come are judged by."""

    checked: Checked
    public: Documents
    ground: Ground


def found_in(inputs: Inputs, memo: Memo, workers: Workers, progress: Progress) -> Found:
    """Read, link and compose all there is."""
    project, content = inputs.project, inputs.content
    read_in = partial(reading.documents, content, project.root, project.config.lang)
    done = read_in(memo=memo, workers=workers, tell=partial(progress, "parse"))
    public = published(done.documents, today=inputs.day, drafts=inputs.drafts)
    assets = public_assets(done.documents, public, content.assets)
    hidden = unpublished(public, today=inputs.day)
    with uncollected():
        progress("link", 0, 1)
        site, unlinked = link(public, project.config, assets=assets, hidden=hidden, remember=memo.remember)
        unlinked = explained(unlinked, done.documents, public, project.config, today=inputs.day)
        untrue = called_wanted(site, done.documents, today=inputs.day)
        progress("compose", 0, 1)
        static = making.static(inputs.theme)
        raws = (article.meta.source.raw for article in public.articles if article.meta.source.raw)
        imports = receipts.read(project.root, raws, content.receipts, memo.remember)
        composition, clashes = compose(site, project.config, assets=assets, static=static, receipts=imports)
    causes = (*inputs.found, *done.diagnostics)
    waiting = unread(causes, done.documents, project.root)
    found = tuple(sorted({*held_back(causes, unlinked, public, waiting), *untrue, *clashes}))
    memo.keep("result", inputs.digest, Result(found, len(composition.pages)))
    stands = ground(inputs.beside, content.sources, public, found)
    return Found(Checked(composition, inputs.theme, found), public, stands)


def edits_since(before: Ground, inputs: Inputs, memo: Memo, workers: Workers) -> tuple[Edit, ...] | None:
    """The edits since then, if they are all that was done, and can be seen only where their texts are shown."""
    edited = before.edited(inputs.beside, inputs.content.sources)
    if edited is None:
        return None
    lang, judge = inputs.project.config.lang, Judge(before)
    edits: list[Edit] = []
    for was, now in edited:
        old = reading.known(memo, lang, was.path, was.digest)
        new = reading.documents(
            Content((now,), {}, {}), inputs.project.root, lang, memo=memo, workers=workers, tell=_unheard
        )
        edit = judge.edit(old.documents, new.documents.articles) if old and not new.diagnostics else None
        if edit is None:
            return None
        edits.append(edit)
    return tuple(edits)


class Rechecking:
    """Checks a dossier again and again, as a preview does.

    After an edit that only the article's own text shows, what else was found the last time stands.
    """

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._last: tuple[Ground, Checked] | None = None

    def __call__(self, project: Project, *, drafts: bool = False, progress: Progress = silent) -> Checked:
        """Do everything but render and write, as `build.check` does. Raises `DossierError`."""
        try:
            inputs, workers = gathered(project, self._memo, drafts=drafts), Workers()
            self._last = self._again(inputs, workers) or self._anew(inputs, workers, progress)
        finally:
            self._memo.save()
        return self._last[1]

    def _anew(self, inputs: Inputs, workers: Workers, progress: Progress) -> tuple[Ground, Checked]:
        found = found_in(inputs, self._memo, workers, progress)
        return found.ground, found.checked

    def _again(self, inputs: Inputs, workers: Workers) -> tuple[Ground, Checked] | None:
        if self._last is None:
            return None
        before, checked = self._last
        edits = edits_since(before, inputs, self._memo, workers)
        if edits is None:
            return None
        self._memo.spare()
        composition = _edited(checked.composition, edits)
        return before.after(edits), replace(checked, composition=composition)


def _edited(composition: Composition, edits: Sequence[Edit]) -> Composition:
    """The composition with the texts of these articles."""
    of = at.addresses(composition.chrome.lang)
    for edit in edits:
        url = at.article_url(edit.article, of)
        told = telling(url, composition.pages, composition.feeds, composition.annotated)
        again = retold(told, edit.article, edit.anchors)
        composition = replace(
            composition,
            pages=_exchanged(composition.pages, told.pages, again.pages),
            feeds=_exchanged(composition.feeds, told.feeds, again.feeds),
            annotated=_exchanged(composition.annotated, told.annotated, again.annotated),
        )
    return composition


def _exchanged(values: Sequence[T], old: Sequence[T], new: Sequence[T]) -> tuple[T, ...]:
    """The values with ``new`` in the places of ``old``."""
    exchange = {id(before): after for before, after in zip(old, new, strict=True)}
    return tuple(exchange.get(id(value), value) for value in values)


def _unheard(done: int, total: int) -> None:
    """A file or two are read in no time."""
