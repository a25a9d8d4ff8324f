"""Annotations into the dossier: one new file for each that is not there yet; no file is ever changed.

A note remembers in `origin` which annotation it was made of, so the same file can be imported again.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from dossierpress.config import Project
from dossierpress.diagnostics import Diagnostic, errors
from dossierpress.importing.annotations import told
from dossierpress.importing.annotations.addresses import Pages
from dossierpress.importing.annotations.foreign import Foreign, Passage
from dossierpress.importing.annotations.numbers import Numbers
from dossierpress.importing.annotations.plain import LONGEST_QUOTE
from dossierpress.importing.annotations.sniff import read_annotations
from dossierpress.importing.annotations.wording import markdown
from dossierpress.markup.anchor import Selector, anchor
from dossierpress.markup.fold import Folded, fold
from dossierpress.model.anchor import AnchorState
from dossierpress.model.document import Article, Note
from dossierpress.model.source import Source, SourcePath
from dossierpress.notes.draft import Draft
from dossierpress.notes.draft import text as text_of
from dossierpress.notes.files import FOLDER
from dossierpress.parse import parse
from dossierpress.store.files import write_atomic
from dossierpress.store.sources import digest, read


class Fate(StrEnum):
    """What became of one annotation."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    OWN = "own note"
    PRIVATE = "private"
    UNMATCHED = "unmatched"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Done:
    """One annotation and its fate: the note's file, its article's id, and where its passage stands."""

    annotation: Foreign
    fate: Fate
    note: str = ""
    article: str = ""
    state: AnchorState | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file of annotations, in its order."""

    name: str
    done: tuple[Done, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A note, as something to be answered: where it stands, and its id."""

    article: Article
    passage: Passage
    id: str


@dataclass(slots=True)
class Dossier:
    """What the dossier on disk holds already, and what is added to it by an import."""

    project: Project
    pages: Pages
    articles: dict[str, Article]
    notes: dict[tuple[str, str], Note]
    origins: dict[str, tuple[str, _Place]]
    numbers: Numbers
    _texts: dict[str, Folded] = field(default_factory=dict)

    def text(self, article: Article) -> Folded:
        """The text of an article, folded once."""
        if article.meta.id not in self._texts:
            self._texts[article.meta.id] = fold(article.body.text)
        return self._texts[article.meta.id]

    def known(self, each: Foreign) -> tuple[Fate, str, _Place] | None:
        """The note an annotation was made into, or is itself."""
        for origin in (each.origin, *each.others):
            if origin in self.origins:
                return Fate.UNCHANGED, *self.origins[origin]
            own = self.pages.own_note(origin)
            note = self.notes.get(own) if own else None
            if note and note.meta.article in self.articles:
                return Fate.OWN, note.path, _place(note, self.articles[note.meta.article])
        return None


def open_dossier(project: Project) -> Dossier:
    """Look at the articles and notes of a dossier; the build reports those that cannot be read."""
    content, _ = read(project.root)
    wanted = [s for s in content.sources if s.path.startswith(("content/articles/", "content/notes/"))]
    documents = [found for source in wanted for found in parse(source, lang=project.config.lang)[0]]
    articles = {found.meta.id: found for found in documents if isinstance(found, Article)}
    notes = [found for found in documents if isinstance(found, Note)]
    return Dossier(
        project=project,
        pages=Pages(articles.values(), project.config),
        articles=articles,
        notes={(note.meta.article, note.slug): note for note in notes},
        origins={
            note.meta.origin: (note.path, _place(note, articles[note.meta.article]))
            for note in notes
            if note.meta.origin and note.meta.article in articles
        },
        numbers=Numbers(
            ((note.meta.article, note.slug) for note in notes), (source.path for source in content.sources)
        ),
    )


def _place(note: Note, article: Article) -> _Place:
    meta = note.meta
    return _Place(article, Passage(meta.quote or "", meta.prefix or "", meta.suffix or ""), note.slug)


def import_annotations(
    dossier: Dossier, data: bytes, name: str, *, private: bool = False, dry_run: bool = False
) -> Outcome:
    """Make notes of a file of annotations; with ``dry_run`` only say what would be made.

    Annotations that not everybody may read are left out unless ``private``.
    """
    found = read_annotations(data, name)
    work = _Work(dossier, private, dry_run)
    for each in found.annotations:
        if not each.answers:
            work.take(each)
    work.take_answers(each for each in found.annotations if each.answers)
    order = {id(each): number for number, each in enumerate(found.annotations)}
    done = sorted(work.done, key=lambda each: order[id(each.annotation)])
    return Outcome(name, tuple(done), (*found.diagnostics, *_findings(done), *work.found))


def _findings(done: Iterable[Done]) -> Iterator[Diagnostic]:
    by_fate: dict[Fate, list[Foreign]] = defaultdict(list)
    for each in done:
        by_fate[each.fate].append(each.annotation)
    yield from told.private(by_fate[Fate.PRIVATE])
    yield from told.unmatched([each for each in by_fate[Fate.UNMATCHED] if not each.answers])
    yield from told.unanswered(each for each in by_fate[Fate.UNMATCHED] if each.answers)


class _Work:
    """The import of one file."""

    def __init__(self, dossier: Dossier, private: bool, dry_run: bool) -> None:
        self.dossier, self.private, self.dry_run = dossier, private, dry_run
        self.done: list[Done] = []
        self.found: list[Diagnostic] = []

    def take(self, each: Foreign, parent: _Place | None = None) -> None:
        """Make a note of an annotation, or say why not."""
        if known := self.dossier.known(each):
            fate, path, place = known
            self.done.append(Done(each, fate, path, place.article.meta.id))
        elif each.private and not self.private:
            self.done.append(Done(each, Fate.PRIVATE))
        elif article := parent.article if parent else self.dossier.pages.article(each.pages):
            self._make(each, article, parent)
        else:
            self.done.append(Done(each, Fate.UNMATCHED))

    def take_answers(self, answers: Iterable[Foreign]) -> None:
        """Make notes of replies: each stands at the passage of what it answers, which may be a reply itself."""
        waiting: dict[str, list[Foreign]] = defaultdict(list)
        for each in answers:
            waiting[each.answers].append(each)
        ready = deque(origin for origin in waiting if self._parent(origin))
        while ready:
            origin = ready.popleft()
            parent = self._parent(origin)
            for each in waiting.pop(origin, []):
                self.take(each, parent)
                if each.origin in waiting and self._parent(each.origin):
                    ready.append(each.origin)
        for left in waiting.values():
            self.done += (
                Done(each, Fate.PRIVATE if each.private and not self.private else Fate.UNMATCHED)
                for each in left
            )

    def _parent(self, origin: str) -> _Place | None:
        if origin in self.dossier.origins:
            return self.dossier.origins[origin][1]
        own = self.dossier.pages.own_note(origin)
        note = self.dossier.notes.get(own) if own else None
        article = self.dossier.articles.get(note.meta.article) if note else None
        return _place(note, article) if note and article else None

    def _make(self, each: Foreign, article: Article, parent: _Place | None) -> None:
        passage = parent.passage if parent else each.passage
        if len(passage.exact) > LONGEST_QUOTE:
            self._refuse(each, told.too_long(each))
            return
        note = self._note(each, article, passage, parent)
        path, text = f"{FOLDER}/{note.article}-{note.id}.md", text_of(note)
        source = Source(SourcePath(path), text, digest(text.encode()))
        made, about = parse(source, lang=self.dossier.project.config.lang)
        if problems := errors(about) or ([] if made else list(about)):
            self._refuse(each, told.refused(each, problems))
            return
        if not self.dry_run:
            _write_new(self.dossier.project.root / path, text)
        self.dossier.origins[each.origin] = (path, _Place(article, passage, note.id))
        self.done.append(Done(each, Fate.IMPORTED, path, article.meta.id, self._state(article, passage)))
        if note.draft:
            self.found.append(told.drafted(each, path))

    def _note(self, each: Foreign, article: Article, passage: Passage, parent: _Place | None) -> Draft:
        said = markdown(each.said)
        answered = f"↪ [[{article.meta.id}/{parent.id}|{parent.id}]]\n\n" if parent else ""
        return Draft(
            article=article.meta.id,
            id=self.dossier.numbers.free(article.meta.id),
            kind=each.kind,
            text=answered + said,
            selector=Selector(passage.exact, passage.prefix, passage.suffix) if passage.exact else None,
            author=each.author,
            date=each.created,
            updated=each.updated,
            lang="" if each.lang == self.dossier.project.config.lang else each.lang,
            tags=each.tags,
            sources=each.sources,
            origin=each.origin,
            draft=not said and not each.tags and not each.sources,
        )

    def _state(self, article: Article, passage: Passage) -> AnchorState:
        if not passage.exact:
            return AnchorState.WHOLE
        selector = Selector(passage.exact, passage.prefix, passage.suffix)
        return anchor(self.dossier.text(article), selector).state

    def _refuse(self, each: Foreign, finding: Diagnostic) -> None:
        self.found.append(finding)
        self.done.append(Done(each, Fate.REFUSED))


def _write_new(path: Path, text: str) -> None:
    """Write a file that must not be there yet: an editor may have made it a moment ago."""
    if path.exists():
        raise FileExistsError(17, "it has appeared while importing, and was left as it is", str(path))
    write_atomic(path, text.encode())
