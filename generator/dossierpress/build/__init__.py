"""The whole story in one function: read, parse, link, compose, render, write.

Stages are pure functions on values, so what they gave is remembered by the digest of what they were given
(`store.memo`): a build parses the files that changed and renders the pages whose value did, and its result is that
of a clean one.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from dossierpress.build.garbage import uncollected
from dossierpress.build.how import How
from dossierpress.build.inputs import gathered, today
from dossierpress.build.outcome import Built, Result
from dossierpress.build.profile import Profile
from dossierpress.build.progress import Progress, silent
from dossierpress.build.workers import Workers
from dossierpress.config import FILE_NAME, Project
from dossierpress.diagnostics import Diagnostic, stops
from dossierpress.store import generation
from dossierpress.store.lock import locked, unless_busy
from dossierpress.store.memo import LostError, Memo

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dossierpress.build.checking import Checked

__all__ = ["Built", "Progress", "build", "check", "findings", "remembered", "remembering", "today"]


def build(
    project: Project,
    *,
    drafts: bool = False,
    strict: bool = False,
    progress: Progress = silent,
    memo: Memo | None = None,
    executor: "Executor | None" = None,
    jobs: int | None = None,
    profile: Profile | None = None,
) -> Built:
    """Build the site of ``project`` into its output folder.

    Errors in the content, or warnings too when ``strict``, leave the old site as it is. ``memo`` is what earlier
    builds found out, that of the dossier's cache unless given. Work is done by ``executor``, else by up to ``jobs``
    processes of our own when there is enough of it. ``profile`` takes down how long each page took. Raises
    `DossierError` when the environment is at fault.
    """
    generation.refuse(project.output, _protected(project))
    with locked(project.cache):
        generation.recover(project.output)
        with _opened(memo, project) as known:
            how = How(Workers(executor, jobs), progress, profile or Profile(), drafts, strict)
            try:
                return _build(project, known, how)
            except LostError:  # what is damaged is made again, with nothing else to go by
                return _build(project, Memo.none(), how)


def check(
    project: Project, *, drafts: bool = False, progress: Progress = silent, memo: Memo | None = None
) -> "Checked":
    """Do everything but render and write: every finding of every file."""
    from dossierpress.build.checking import found_in  # noqa: PLC0415  (all stages)

    opened = _opened(memo, project) if memo else remembering(project.root)
    with opened as known:
        return found_in(gathered(project, known, drafts=drafts), known, Workers(), progress).checked


def findings(
    project: Project, memo: Memo, *, drafts: bool = False, progress: Progress = silent
) -> tuple[Diagnostic, ...]:
    """Every finding of every file; of a dossier that has not changed, those that ``memo`` knows."""
    inputs = gathered(project, memo, drafts=drafts)
    known = memo.recall(Result, "result", inputs.digest)
    if known:
        return known.diagnostics
    from dossierpress.build.checking import found_in  # noqa: PLC0415  (all stages: only when something changed)

    return found_in(inputs, memo, Workers(), progress).checked.diagnostics


def remembered(cache: Path) -> Memo:
    """What earlier builds found out, by a dossier's cache folder; to be closed."""
    with uncollected():
        return Memo.open(cache)


@contextmanager
def remembering(root: Path) -> Iterator[Memo]:
    """The memo of the dossier in ``root``, saved at the end; one that is only read while a build is running."""
    cache = Project.cache_of(root)
    free = unless_busy(cache) if (root / FILE_NAME).is_file() else nullcontext(False)
    with free as alone:
        memo = remembered(cache) if alone else Memo.beside(cache)
        try:
            yield memo
        finally:
            memo.save()
            memo.close()


def _build(project: Project, memo: Memo, how: How) -> Built:
    how.progress("read", 0, 1)
    with uncollected():
        inputs = gathered(project, memo, drafts=how.drafts)
        standing = memo.outputs.standing(project.output)
        known = memo.recall(Result, "result", inputs.digest)
    if (
        known
        and not stops(known.diagnostics, strict=how.strict)
        and memo.outputs.whole(inputs.digest, standing)
    ):
        return Built(known.diagnostics, generation.Changes((), (), (), len(standing) - 1), known.pages)
    from dossierpress.build.producing import produced  # noqa: PLC0415  (all stages: only when something changed)
    from dossierpress.build.writing import Site  # noqa: PLC0415

    return produced(Site(project.output, standing, memo.outputs, inputs.digest), inputs, memo, how)


@contextmanager
def _opened(memo: Memo | None, project: Project) -> Iterator[Memo]:
    """The caller's memo, or that of the dossier's cache; saved in the end."""
    known = memo or remembered(project.cache)
    try:
        yield known
    finally:
        known.save()
        if memo is None:
            known.close()


def _protected(project: Project) -> tuple[Path, ...]:
    return (project.content, project.root / "themes", project.root / ".git", project.cache)
