"""The remote repository and what its branch holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dossierpress.config import FILE_NAME
from dossierpress.model.source import OutputPath
from dossierpress.publish.git import Git, GitError
from dossierpress.publish.refusal import Refusal
from dossierpress.store import manifest

#: Files that the branch keeps whoever put them there.
CNAME = OutputPath("CNAME")
_FILE_MODES = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Tip:
    """What the branch holds now; nothing when there is no such branch yet."""

    commit: str = ""
    tree: str = ""
    files: Mapping[OutputPath, str] = field(default_factory=dict)
    """Path to git's name of its content."""
    ours: frozenset[OutputPath] = frozenset()
    """The files that `dossier publish` put there, by the manifest beside them."""
    links: tuple[OutputPath, ...] = ()
    """What is no file: links and other repositories."""

    def foreign(self) -> tuple[OutputPath, ...]:
        """The files that somebody else put there."""
        own = {*self.ours, manifest.FILE_NAME, OutputPath(".nojekyll")}
        return tuple(sorted(path for path in self.files if path not in own))


def branches(git: Git, remote: str) -> Mapping[str, str] | Refusal:
    """The branches of the remote and their commits, or why it cannot be asked."""
    if not _is_known(git, remote):
        hint = f"`git remote add {remote} https://github.com/you/dossier.git`, or name another with --remote"
        return Refusal("no-remote", f"there is no remote {remote!r}", hint)
    try:
        listing = git.text("ls-remote", "--heads", "--", remote)
    except GitError as problem:
        hint = "try `git ls-remote` yourself: is it the right address, are you allowed in?"
        return Refusal("unreachable", f"the remote {remote} does not answer: {problem}", hint)
    pairs = (line.split("\t", 1) for line in listing.splitlines())
    return {name.removeprefix("refs/heads/"): commit for commit, name in pairs}


def fetch(git: Git, remote: str, branch: str, commit: str) -> Tip | Refusal:
    """What ``branch`` of ``remote`` holds at ``commit``; the commit is fetched if it is not here yet."""
    here = f"{commit}^{{commit}}"
    try:
        if not git.succeeds("cat-file", "-e", here):
            # No tracking branch is moved: a lock that a killed git left on it would be in the way.
            options = (
                "--no-tags",
                "--no-write-fetch-head",
                "--refmap=",
                "--no-recurse-submodules",
                "--quiet",
            )
            git.run("fetch", *options, "--", remote, f"refs/heads/{branch}")
    except GitError as problem:
        return Refusal("unreachable", f"the branch {branch} cannot be fetched: {problem}", "try again")
    if not git.succeeds("cat-file", "-e", here):
        return Refusal(
            "moved", f"the branch {branch} was rewritten meanwhile", "look at it, and publish again"
        )
    return _tip(git, commit)


def refusals(tip: Tip, branch: str, source_branch: str) -> Iterator[Refusal]:
    """Why the branch is not one to publish to."""
    hint = "name a branch of its own for the site with --branch, such as gh-pages"
    if branch == source_branch:
        yield Refusal("same-branch", f"{branch} is the branch of the sources", hint)
    elif tip.commit and OutputPath(FILE_NAME) in tip.files:
        yield Refusal("same-branch", f"the branch {branch} holds a dossier's sources ({FILE_NAME})", hint)
    elif tip.commit and manifest.FILE_NAME not in tip.files:
        hint = f"{hint}, or replace all it holds, CNAME apart, with --allow foreign (its history stays)"
        yield Refusal("foreign", f"the branch {branch} was not written by `dossier publish`", hint)
    if tip.links:
        hint = "delete it from the branch: GitHub Pages takes plain files only"
        yield Refusal("links", f"the branch {branch} holds {tip.links[0]}, which is no plain file", hint)


def _is_known(git: Git, remote: str) -> bool:
    """Whether ``remote`` is the name of a remote, or an address or a path."""
    return any(c in remote for c in ":/\\") or remote in git.text("remote").splitlines()


def _tip(git: Git, commit: str) -> Tip:
    files: dict[OutputPath, str] = {}
    links: list[OutputPath] = []
    for record in git.text("ls-tree", "-r", "-z", "--full-tree", commit).split("\0"):
        if record:
            (mode, _, name), path = record.partition("\t")[0].split(" "), record.partition("\t")[2]
            files[OutputPath(path)] = name
            links += [] if mode in _FILE_MODES else [OutputPath(path)]
    listed = files.get(manifest.FILE_NAME)
    ours = manifest.decode(git.run("cat-file", "blob", listed)) if listed else {}
    tree = git.text("rev-parse", f"{commit}^{{tree}}")
    return Tip(commit, tree, files, frozenset(ours), tuple(links))
