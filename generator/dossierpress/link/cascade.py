"""What merely follows from a file that cannot be read: links to it, notes on it. The cause has to be seen first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from urllib.parse import unquote

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.markup.foldtext import fold
from dossierpress.markup.slug import slugify
from dossierpress.model.document import Documents, Event, Note, Parsed
from dossierpress.model.source import SourcePath

#: The names a broken file may have in other texts, folded, by its path.
Unread = Mapping[SourcePath, Set[str]]

_LINKS = frozenset({"broken-link", "broken-fragment"})
_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^\s*(?:-\s+)?(?:[\w-]+\s*:\s+)?")
#: Front matter that is not closed is looked at so far (characters).
_HEAD = 4096


def names_of(path: SourcePath, text: str) -> frozenset[str]:
    """What a file may be called by its name and front matter, read line by line since YAML cannot read it.

    More than its names: any value may be one, and what is no name of it is hardly a broken link elsewhere.
    """
    stem = path.rpartition("/")[2].removesuffix(".md")
    parts = _FENCE.split(text.removeprefix("\ufeff"), maxsplit=2)
    head = parts[1] if len(parts) > 2 else text[:_HEAD]
    values = chain.from_iterable(_values(line) for line in head.splitlines())
    found = {stem, *values}
    return frozenset(filter(None, (*map(fold, found), *map(slugify, found))))


def held_back(
    found: Sequence[Diagnostic], linked: Sequence[Diagnostic], documents: Documents, unread: Unread
) -> tuple[Diagnostic, ...]:
    """All findings but those of ``linked`` that follow from a file of ``unread``.

    ``found`` are the causes: the first error of such a file says in its hint how many wait for it.
    """
    if not unread:
        return (*found, *linked)
    of = _by_path(documents, {finding.span.path for finding in linked})
    causes = [(finding, _cause(finding, of, unread)) for finding in linked]
    waiting: dict[SourcePath, int] = {}
    for _, cause in causes:
        if cause:
            waiting[cause] = waiting.get(cause, 0) + 1
    return (*_told(sorted(found), waiting), *(finding for finding, cause in causes if cause is None))


def _told(found: Iterable[Diagnostic], waiting: dict[SourcePath, int]) -> Iterator[Diagnostic]:
    for finding in found:
        count = waiting.pop(finding.span.path, 0) if finding.severity is Severity.ERROR else 0
        if count:
            what = "one finding that follows" if count == 1 else f"{count} findings that follow"
            hint = f"{finding.hint}; " if finding.hint else ""
            yield replace(
                finding, hint=f"{hint}{what} from it will be shown if still there once this is mended"
            )
        else:
            yield finding


def _by_path(documents: Documents, paths: Set[SourcePath]) -> dict[SourcePath, list[Parsed]]:
    """The documents of some files; several notes may stand in one."""
    found: dict[SourcePath, list[Parsed]] = {}
    kinds = (documents.articles, documents.notes, documents.entities, documents.events, documents.pages)
    for document in chain.from_iterable(kinds):
        if document.path in paths:
            found.setdefault(document.path, []).append(document)
    return found


def _cause(
    finding: Diagnostic, of: Mapping[SourcePath, Sequence[Parsed]], unread: Unread
) -> SourcePath | None:
    """The unread file that ``finding`` is a consequence of."""
    said = frozenset(chain.from_iterable(_said(finding, d) for d in of.get(finding.span.path, ())))
    return next((path for path, names in unread.items() if said & names), None)


def _said(finding: Diagnostic, document: Parsed) -> Iterator[str]:
    """What the finding is about, as the document says it, folded."""
    match document:
        case _ if finding.code in _LINKS:
            yield from _targets(finding, document)
        case Note(meta=meta) if finding.code == "note-without-article":
            if document.span("article") == finding.span:
                yield fold(meta.article)
        case Event() if finding.code == "event-unknown":
            yield from map(fold, _named(finding, document))


def _targets(finding: Diagnostic, document: Parsed) -> Iterator[str]:
    """The name a link gives, and the last part of an address."""
    for reference in document.body.references:
        if (reference.line, reference.column) != (finding.span.line, finding.span.column):
            continue
        name, _, fragment = reference.target.partition("#")
        wanted = unquote(fragment if finding.code == "broken-fragment" else name)
        yield from (fold(wanted), fold(wanted.rstrip("/").rpartition("/")[2].removesuffix(".md")))


def _named(finding: Diagnostic, event: Event) -> Iterator[str]:
    lists = {"articles": event.meta.articles, "entities": event.meta.entities}
    for key, values in lists.items():
        yield from (
            value for place, value in enumerate(values) if event.span(f"{key}.{place}") == finding.span
        )


def _values(line: str) -> Iterator[str]:
    value = _KEY.sub("", line, count=1).strip()
    for part in (value, *value.strip("[]").split(",")):
        yield part.strip().strip("'\"")
