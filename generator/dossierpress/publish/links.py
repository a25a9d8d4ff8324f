"""Findings about links: those within the built site, and those that lead out of it."""

import time
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from dossierpress.build import Progress
from dossierpress.compose.context import base
from dossierpress.config import FILE_NAME, Project
from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.model.source import SourcePath, Span
from dossierpress.publish.apart import built_apart
from dossierpress.publish.external import (
    Answer,
    Manners,
    State,
    archived,
    by_page,
    examine,
    read_cache,
    unconnected,
    write_cache,
)
from dossierpress.publish.internal import Broken, Checker

_KEPT = 90 * 86_400  # an answer that no run has asked for since is forgotten (seconds)


def check_links(
    project: Project, *, drafts: bool, manners: Manners, progress: Progress
) -> tuple[Diagnostic, ...]:
    """Build the site apart and follow every link of it; nothing when the content has errors, which come first."""
    with built_apart(project, drafts=drafts, progress=progress) as (built, folder):
        if built.changes is None:
            return ()
        checker = Checker(folder, base(project.config))
        broken = [within(b, project) for b in checker.broken()]
        own = (project.config.repository or "\0").rstrip("/")
        linked = ((page, url) for page, url in checker.outside() if not url.startswith(own))
        outside = by_page((f"{project.config.output}/{page}", url) for page, url in linked)
    known = read_cache(project.cache)
    answers = examine(outside, known, manners)
    still = {url: answer for url, answer in known.items() if time.time() - answer.at < _KEPT}
    write_cache(project.cache, {**still, **answers})
    if unconnected(answers):
        return tuple(sorted({*broken, _offline(len(answers))}))
    places = _places(project.root, [url for url, answer in answers.items() if answer.state is not State.FINE])
    found = [
        finding for url, answer in answers.items() for finding in _findings(url, answer, places, outside)
    ]
    return tuple(sorted({*broken, *found}))


def within(broken: Broken, project: Project) -> Diagnostic:
    """The finding about a reference of a built page."""
    span = Span(SourcePath(f"{project.config.output}/{broken.path}"))
    hint = "a template of the theme, or a file in content/, writes this address"
    return Diagnostic(span, "page-broken-link", f"{broken.address}: {broken.reason}", hint)


def _offline(number: int) -> Diagnostic:
    span = Span(SourcePath(FILE_NAME))
    return Diagnostic(
        span,
        "link-unsure",
        f"none of {number} addresses could be reached",
        "is this computer online?",
        Severity.WARNING,
    )


def _findings(
    url: str, answer: Answer, places: Mapping[str, tuple[Span, ...]], pages: Mapping[str, tuple[str, ...]]
) -> Iterator[Diagnostic]:
    """A finding at every place in the sources the address is written at; at its first page when it is at none."""
    for span in places.get(url) or (Span(SourcePath(pages[url][0])),):
        if found := _finding(span, url, answer):
            yield found


def _finding(span: Span, url: str, answer: Answer) -> Diagnostic | None:
    if answer.state is State.DEAD:
        hint = f"look for a copy: {archived(url)}"
        return Diagnostic(span, "link-dead", f"{url} {answer.reason}", hint, Severity.WARNING)
    if answer.state is State.MOVED:
        hint = f"write the new address: {answer.target}"
        return Diagnostic(span, "link-moved", f"{url} has moved for good", hint, Severity.NOTICE)
    if answer.state is State.PRIVATE:
        hint = "readers elsewhere cannot follow it; to have it checked all the same, say --private"
        return Diagnostic(span, "link-private", f"{url} {answer.reason}", hint, Severity.WARNING)
    if answer.state is State.UNSURE:
        hint = "look at it in a browser: some servers do not answer programs"
        return Diagnostic(span, "link-unsure", f"{url} {answer.reason}", hint, Severity.NOTICE)
    return None


def _places(root: Path, urls: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    """Where in ``content/`` each address is written, as it stands in the page or as a person would write it."""
    urls = tuple(urls)
    found: dict[str, list[Span]] = {url: [] for url in urls}
    for file in sorted((root / "content").rglob("*.md")) if urls else ():
        if not file.is_file():
            continue
        path = SourcePath(file.relative_to(root).as_posix())
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            for url in urls:
                column = _column(line, url)
                if column:
                    found[url].append(Span(path, number, column))
    return {url: tuple(spans) for url, spans in found.items()}


def _column(line: str, url: str) -> int:
    """The column ``url`` begins at in ``line``, 0 when it is not there; longer addresses are others."""
    for written in dict.fromkeys((url, unquote(url), unescape(url), url.removesuffix("/"))):
        start = line.find(written)
        if start >= 0 and line[start + len(written) : start + len(written) + 1] not in _GOES_ON:
            return start + 1
    return 0


_GOES_ON = frozenset("/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.?=&%")
