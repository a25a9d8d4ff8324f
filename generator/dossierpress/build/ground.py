"""Whether an edit of an article can be seen anywhere but where its text is shown.

Most edits cannot: a word is corrected, and title, tags, summary, links, headings, the names in the text and the
passages of notes are what they were. Then nothing else of the dossier has to be linked and composed again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from dossierpress.compose.cards import SUMMARY
from dossierpress.diagnostics import Diagnostic, errors
from dossierpress.link.anchors import Place, passages, rank, selector_of
from dossierpress.link.mentions import Named, bearers_of, finder
from dossierpress.markup.anchor import Selector
from dossierpress.markup.text import summary
from dossierpress.model.anchor import Anchor
from dossierpress.model.document import Article, Documents, Parsed
from dossierpress.model.source import Slug, Source, SourcePath
from dossierpress.store.sources import Unread

#: More edits at once are no work of one hand, and not worth looking at one by one.
FEW = 16


class Aimed(NamedTuple):
    """A note, and the passage it says it is about."""

    slug: Slug
    selector: Selector


@dataclass(frozen=True, slots=True)
class Ground:
    """What edits are judged by: all that was found in the dossier but its texts.

    ``beside`` stands for all that is no source: configuration, theme, other files, the day. ``notes`` are those of
    each public article by its path, in the order of the dossier. ``bearers`` are as in `link.mentions`.
    """

    beside: bytes
    sources: dict[SourcePath, str]
    notes: dict[SourcePath, tuple[Aimed, ...]]
    bearers: tuple[tuple[str, Slug], ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def firm(self) -> bool:
        """Whether no finding speaks of the words of some other text, as that of a lost passage does."""
        lost = any(finding.code == "note-orphan" for finding in self.diagnostics)
        return not (lost or errors(self.diagnostics))

    def edited(
        self, beside: bytes, sources: Sequence[Source | Unread]
    ) -> list[tuple[Unread, Source | Unread]] | None:
        """The articles that were edited, as they were and are; None if that is not all that was done."""
        if beside != self.beside or len(sources) != len(self.sources) or not self.firm:
            return None
        changed = [source for source in sources if self.sources.get(source.path) != source.digest]
        troubled = {finding.span.path for finding in self.diagnostics}
        if len(changed) > FEW or any(s.path not in self.notes or s.path in troubled for s in changed):
            return None
        return [(Unread(source.path, self.sources[source.path]), source) for source in changed]

    def after(self, edits: Iterable["Edit"]) -> "Ground":
        """What the next edits are judged by."""
        return replace(self, sources={**self.sources, **{e.article.path: e.article.digest for e in edits}})


@dataclass(frozen=True, slots=True)
class Edit:
    """An article whose text is another one, and where its notes' passages are now, by the notes' slugs."""

    before: Article
    article: Article
    anchors: Mapping[Slug, Anchor]


class Judge:
    """Judges edits upon a ground."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def edit(self, before: Sequence[Parsed], after: Sequence[Parsed]) -> Edit | None:
        """What became of an article's file, if nobody can see it elsewhere; both are what parsing it gave."""
        match tuple(before), tuple(after):
            case (Article() as old,), (Article() as new,):
                notes = self._ground.notes[new.path]
                selectors = [note.selector for note in notes]
                was, now = passages(old, selectors), passages(new, selectors)
                if self._visible(old, notes, was) == self._visible(new, notes, now):
                    return Edit(
                        old, new, {note.slug: place.anchor for note, place in zip(notes, now, strict=True)}
                    )
        return None

    def _visible(
        self, article: Article, notes: Sequence[Aimed], places: Sequence[Place]
    ) -> tuple[object, ...]:
        """All that others can see of an article."""
        meta, body = article.meta, article.body
        return (
            (article.path, article.slug, article.lang, article.order, meta),
            [(r.kind, r.target, r.label, r.title, r.sentence) for r in body.references],
            (body.headings, body.ids, meta.description or summary(body, SUMMARY)),
            [(named.entity, named.times, named.sentence) for named in self._find(body.text)],
            list(_order(notes, places)),
        )

    @cached_property
    def _find(self) -> Callable[[str], tuple[Named, ...]]:
        return finder(self._ground.bearers)


def ground(
    beside: bytes, sources: Iterable[Source | Unread], public: Documents, diagnostics: tuple[Diagnostic, ...]
) -> Ground:
    """What edits of these sources are judged by; ``public`` are those of the documents that are shown."""
    notes: dict[str, list[Aimed]] = defaultdict(list)
    for note in public.notes:
        notes[note.meta.article].append(Aimed(note.slug, selector_of(note)))
    return Ground(
        beside=beside,
        sources={source.path: source.digest for source in sources},
        notes={article.path: tuple(notes.get(article.meta.id, ())) for article in public.articles},
        bearers=bearers_of(public.entities),
        diagnostics=diagnostics,
    )


def _order(notes: Sequence[Aimed], places: Sequence[Place]) -> Iterator[tuple[object, ...]]:
    """The notes as they stand in the text, without where exactly."""
    both = sorted(zip(notes, places, strict=True), key=lambda pair: rank(pair[0].slug, pair[1].anchor))
    for note, place in both:
        yield note.slug, place.anchor.state, place.anchor.exact_now, place.doubtful
