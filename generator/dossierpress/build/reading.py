"""Sources become documents: known ones are remembered, changed ones parsed, many of them by several processes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dossierpress.build.garbage import uncollected
from dossierpress.build.workers import Workers
from dossierpress.diagnostics import Diagnostic
from dossierpress.model.document import Article, Documents, Entity, Event, FreePage, Note, Parsed
from dossierpress.model.source import Source, SourcePath
from dossierpress.store.documents import Outcome, Packed, pack
from dossierpress.store.memo import Memo
from dossierpress.store.sources import Content, Unread, load

#: A source to be parsed: its place among all, its key, and itself.
_Changed = tuple[int, bytes, Source]


@dataclass(frozen=True, slots=True)
class Read:
    """The documents of the sources, the findings about them, and how many files had to be parsed."""

    documents: Documents
    diagnostics: tuple[Diagnostic, ...]
    parsed: int


def documents(
    content: Content[Source | Unread],
    root: Path,
    lang: str,
    *,
    memo: Memo,
    workers: Workers,
    tell: Callable[[int, int], None],
) -> Read:
    """The documents of all sources; ``lang`` is the dossier's language."""
    with uncollected():
        outcomes, changed, found = _known(content, root, lang, memo)
    with closing(workers.each(partial(parse_all, lang=lang), [source for _, _, source in changed])) as made:
        for done, ((place, key, _), packed) in enumerate(zip(changed, made, strict=True)):
            tell(done, len(changed))
            outcomes[place] = memo.keep_parsed(key, packed) if isinstance(packed, Packed) else packed
    whole = [outcome for outcome in outcomes if outcome]
    found += (diagnostic for outcome in whole for diagnostic in outcome.diagnostics)
    return Read(by_kind(d for outcome in whole for d in outcome.documents), tuple(found), len(changed))


def known(memo: Memo, lang: str, path: SourcePath, digest: str) -> Outcome | None:
    """What parsing the source at ``path`` gave when it had this digest, if that is known."""
    return memo.parsed(_key(memo, lang, path, digest))


def _key(memo: Memo, lang: str, path: SourcePath, digest: str) -> bytes:
    return memo.key_of("parse", lang.encode(), path.encode(), digest.encode())


def _known(
    content: Content[Source | Unread], root: Path, lang: str, memo: Memo
) -> tuple[list[Outcome | None], list[_Changed], list[Diagnostic]]:
    """What is known of each source, what has to be parsed and where it belongs, and what cannot be read."""
    outcomes: list[Outcome | None] = []
    changed: list[_Changed] = []
    found: list[Diagnostic] = []
    for source in content.sources:
        key = _key(memo, lang, source.path, source.digest)
        outcome = memo.parsed(key)
        if outcome is None:
            loaded = load(root, source) if isinstance(source, Unread) else source
            if isinstance(loaded, Diagnostic):
                found.append(loaded)
                continue
            key = _key(memo, lang, source.path, loaded.digest)
            changed.append((len(outcomes), key, loaded))
        outcomes.append(outcome)
    return outcomes, changed, found


def parse_all(sources: Sequence[Source], *, lang: str) -> list[Packed | Outcome]:
    """Parse a batch, perhaps in another process; what holds half a surrogate pair cannot be packed."""
    return list(_parse_all(sources, lang))


def _parse_all(sources: Iterable[Source], lang: str) -> Iterator[Packed | Outcome]:
    from dossierpress.parse import parse  # noqa: PLC0415  (markdown-it and pydantic: only when a file changed)

    for source in sources:
        outcome = parse(source, lang=lang)
        try:
            yield pack(*outcome)
        except UnicodeEncodeError:
            yield Outcome(*outcome)


def by_kind(documents: Iterable[Parsed]) -> Documents:
    """Documents sorted by their kind, in their order."""
    documents = tuple(documents)
    return Documents(
        articles=tuple(d for d in documents if isinstance(d, Article)),
        notes=tuple(d for d in documents if isinstance(d, Note)),
        entities=tuple(d for d in documents if isinstance(d, Entity)),
        events=tuple(d for d in documents if isinstance(d, Event)),
        pages=tuple(d for d in documents if isinstance(d, FreePage)),
    )
