"""The site as a commit on its branch, and its way to the remote: one ref, moved forward in one step."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dossierpress.model.source import OutputPath
from dossierpress.publish.git import Git, GitError
from dossierpress.publish.refusal import Refusal
from dossierpress.publish.remote import CNAME, Tip, branches
from dossierpress.publish.site import Site, is_page
from dossierpress.store import manifest
from dossierpress.store.sources import digest

NOJEKYLL = OutputPath(".nojekyll")


@dataclass(frozen=True, slots=True)
class Target:
    """The remote's name, path or address, and its branch."""

    remote: str
    branch: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What the branch would gain and lose, by path."""

    added: tuple[OutputPath, ...]
    changed: tuple[OutputPath, ...]
    removed: tuple[OutputPath, ...]
    kept: tuple[OutputPath, ...]
    """Files others put on the branch, which stay."""

    def pages(self) -> "Difference":
        """Only the pages among them."""
        return Difference(
            added=tuple(filter(is_page, self.added)),
            changed=tuple(filter(is_page, self.changed)),
            removed=tuple(filter(is_page, self.removed)),
            kept=tuple(filter(is_page, self.kept)),
        )

    def __len__(self) -> int:
        """How many files differ."""
        return len(self.added) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Written:
    """The new content of the branch, stored in the repository and not yet seen by anybody."""

    tree: str
    difference: Difference


def write(git: Git, site: Site, tip: Tip, *, domain: str | None) -> Written:
    """Store the files of ``site`` as a tree, with what the branch keeps, `.nojekyll` and the manifest."""
    new = dict(zip(site.paths, _store_files(git, site), strict=True))
    digests = {path: digest((site.folder / path).read_bytes()) for path in site.paths}
    new[manifest.FILE_NAME] = _store(git, manifest.encode(digests))
    new.setdefault(NOJEKYLL, _store(git, b""))
    kept = {path: tip.files[path] for path in _kept(tip, new)}
    if domain:
        new[CNAME] = _store(git, f"{domain}\n".encode())
    return Written(_store_tree(git, {**kept, **new}), _difference(tip.files, {**kept, **new}, kept))


def commit(git: Git, tree: str, parent: str, message: str) -> str:
    """Store the commit that has ``tree`` and follows ``parent`` (none for a first one)."""
    parents = ("-p", parent) if parent else ()
    return git.text("commit-tree", "--no-gpg-sign", tree, *parents, "-F", "-", stdin=message.encode())


def push(git: Git, target: Target, commit: str, before: str) -> Refusal | None:
    """Move the remote's branch from ``before`` to ``commit``, or leave it and say why it could not be moved.

    Never forced: the remote accepts only what follows its own last commit. When git fails, the remote is asked
    what it has: a connection may break after it has taken the site.
    """
    options = ("--porcelain", "--no-follow-tags", "--recurse-submodules=no")
    try:
        git.run("push", *options, "--", target.remote, f"{commit}:refs/heads/{target.branch}")
    except GitError as problem:
        there = branches(git, target.remote)
        return (
            there
            if isinstance(there, Refusal)
            else _failed(problem, there.get(target.branch, ""), commit, before)
        )
    return None


def _failed(problem: GitError, now: str, commit: str, before: str) -> Refusal | None:
    if now == commit:
        return None
    if now != before:
        hint = "publish again: the site will be put on top of what is there now"
        return Refusal("moved", "somebody else changed the branch on the remote meanwhile", hint)
    hint = "what was published is as it was"
    if ".lock'" in str(problem):
        hint += "; if no git is at work there, one was killed: have the lock that is named above removed"
    return Refusal("declined", f"the remote did not take the site:\n{problem}", hint)


def _store_files(git: Git, site: Site) -> list[str]:
    names = "".join(f"{(site.folder / path).resolve()}\n" for path in site.paths)
    stored = git.text("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=os.fsencode(names))
    return stored.split()


def _store(git: Git, data: bytes) -> str:
    return git.text("hash-object", "-w", "--no-filters", "--stdin", stdin=data)


def _store_tree(git: Git, files: Mapping[OutputPath, str]) -> str:
    lines = "".join(f"100644 {name}\t{path}\0" for path, name in sorted(files.items()))
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        index = Path(folder) / "index"
        git.run("update-index", "-z", "--index-info", stdin=os.fsencode(lines), index=index)
        return git.text("write-tree", index=index)


def _kept(tip: Tip, new: Iterable[OutputPath]) -> Iterator[OutputPath]:
    """What others put on the branch, except where a page or a folder of the site has to stand."""
    claimed = {*new, *(OutputPath(folder) for path in new for folder in _folders(path))}
    adopted = bool(tip.ours) or manifest.FILE_NAME in tip.files
    for path in tip.foreign():
        if path not in claimed and not claimed.intersection(_folders(path)) and (adopted or path == CNAME):
            yield path


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _difference(
    old: Mapping[OutputPath, str], new: Mapping[OutputPath, str], kept: Iterable[OutputPath]
) -> Difference:
    return Difference(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(path for path in new.keys() & old.keys() if new[path] != old[path])),
        removed=tuple(sorted(old.keys() - new.keys())),
        kept=tuple(sorted(kept)),
    )
