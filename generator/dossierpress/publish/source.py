"""The repository the dossier is written in: what is published has to be a commit that others can have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dossierpress.config import FILE_NAME, Project
from dossierpress.publish.git import Git
from dossierpress.publish.refusal import Refusal

#: What a build reads, relative to the dossier.
_SOURCES = (FILE_NAME, "content", "themes")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Source:
    """The commit that is published. ``branch`` is empty when none is checked out."""

    commit: str
    branch: str
    changed: tuple[str, ...]
    """The sources that differ from the commit, or are not in it."""


def read(git: Git) -> Source | Refusal:
    """The commit that is checked out, or why there is none."""
    if not git.succeeds("rev-parse", "--git-dir"):
        hint = "start one: `git init`, then `git add .` and `git commit`"
        return Refusal("no-repository", f"{git.folder.resolve()} is not in a git repository", hint)
    if not git.succeeds("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        return Refusal("no-commit", "nothing has been committed yet", "`git add .` and `git commit`")
    named = git.succeeds("symbolic-ref", "--quiet", "HEAD")
    branch = git.text("symbolic-ref", "--short", "HEAD") if named else ""
    return Source(git.text("rev-parse", "HEAD"), branch, tuple(_changed(git)))


def refusals(
    source: Source, project: Project, git: Git, branches: Mapping[str, str] | None
) -> Iterator[Refusal]:
    """Why this commit is not to be published. ``branches`` of the remote lead to their commits."""
    wanted = project.config.branch
    if source.changed:
        yield Refusal("dirty", f"not committed: {_listed(source.changed)}", "`git add` and `git commit` them")
    if not source.branch:
        yield Refusal("detached", "no branch is checked out", f"`git switch {wanted}`")
    elif source.branch != wanted:
        hint = f"`git switch {wanted}`, or set `branch: {source.branch}` in {FILE_NAME}"
        yield Refusal("branch", f"the branch {source.branch} is checked out, not {wanted}", hint)
    if branches is not None and source.branch and _is_behind(source, git, branches.get(source.branch)):
        hint = f"`git pull`, or `git pull --rebase`, the branch {source.branch} first"
        yield Refusal("behind", f"the remote's {source.branch} has commits that are not here", hint)
    if not git.succeeds("var", "GIT_COMMITTER_IDENT"):
        hint = '`git config user.name "…"` and `git config user.email …`'
        yield Refusal("identity", "git does not know your name and address", hint)


def _is_behind(source: Source, git: Git, published: str | None) -> bool:
    return published is not None and not git.succeeds("merge-base", "--is-ancestor", published, source.commit)


def _changed(git: Git) -> Iterator[str]:
    """Sources not as committed; ignored ones too, since a build reads them although no commit has them.

    Hidden files that git does not know are nobody's sources: an editor's program or a stopped one left them.
    """
    present = [name for name in _SOURCES if (git.folder / name).exists()]
    prefix = git.text("rev-parse", "--show-prefix")
    status = git.run(
        "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", *_SOURCES
    )
    for record in filter(None, status.split(b"\0")):
        path = record[3:].decode(errors="replace").removeprefix(prefix)
        if not (record.startswith(b"??") and _is_hidden(path)):
            yield path
    ignored = git.run("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", *present)
    for name in filter(None, ignored.split(b"\0")):
        path = name.decode(errors="replace")
        if _is_read(path):
            yield f"{path} (ignored by git)"


def _is_read(path: str) -> bool:
    """Whether a build would read it: hidden files and raw articles stay out of the site."""
    return Path(path).parts[:2] != ("content", "raw") and not _is_hidden(path)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in Path(path).parts)


def _listed(paths: tuple[str, ...]) -> str:
    more = len(paths) - _SHOWN
    return ", ".join(paths[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
