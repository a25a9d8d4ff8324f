"""A publication: the remote's branch is the old site or the new one, and nothing in the dossier is touched."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from dossierpress.config import load
from dossierpress.publish import Plan, Wish, prepare
from dossierpress.publish.branch import Target, push
from dossierpress.publish.git import Git, GitError
from tests.harness.repository import ENVIRONMENT, git
from tests.robustness import stage
from tests.robustness.child import Act, Staged, dossier
from tests.robustness.stage import Scene, Tree, scene

_REMOTE, _APART = "remote.git", "tmp"
_DATE = "1700000000 +0000"
_PUBLISH = ("publish",)


def publication(folder: Path) -> Scene:
    """The second publication, to a bare repository, of one that has been cleaned of the first."""

    def act(root: Path) -> int:
        tempfile.tempdir = str(root / _APART)  # so that calls about what is built apart are counted
        return dossier(*_PUBLISH)(root)

    return scene(folder, "publish", act, _published, _prepare)


def in_two_steps(folder: Path) -> Scene:
    """A program that deletes the branch and then pushes it anew, as those that force do in the end."""

    def anew(git_: Git, target: Target, plan: Plan) -> int:
        git_.run("push", "--quiet", target.remote, f":refs/heads/{target.branch}")
        return int(push(git_, target, plan.commit, plan.before) is not None)

    return scene(folder, "publication in two steps", _pushed(anew), _published, _prepare)


def unheard(folder: Path) -> Scene:
    """A program that does not look whether the push succeeded."""

    def whatever(git_: Git, target: Target, plan: Plan) -> int:
        with suppress(OSError, GitError):
            push(git_, target, plan.commit, plan.before)
        return 0

    return scene(folder, "publication unheard", _pushed(whatever), _published, _prepare)


def _pushed(act: Callable[[Git, Target, Plan], int]) -> Staged:
    """A publication that is pushed by ``act``; what comes before is made ready."""

    def ready(root: Path) -> Act:
        project, git_ = load(root)[0], Git(root)
        plan = prepare(project, git_, Wish(Target("origin", "gh-pages")), progress=lambda *_: None)
        return lambda _: act(git_, plan.wish.target, plan)

    return Staged(ready)


def _prepare(root: Path) -> None:
    os.environ.update(ENVIRONMENT | {"GIT_AUTHOR_DATE": _DATE, "GIT_COMMITTER_DATE": _DATE})
    stage.small(root, articles=1)
    (root / _APART).mkdir()
    stage.write(root, ".gitignore", f"/output/\n/.dossier/\n/{_REMOTE}/\n/{_APART}/\n")
    git(root, "init", "--quiet", "--bare", "--initial-branch=main", _REMOTE)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Une éditrice")
    git(root, "config", "user.email", "editrice@example.org")
    git(root, "remote", "add", "origin", f"./{_REMOTE}")
    _committed(root)
    git(root, "push", "--quiet", "origin", "main")
    stage.must(root, *_PUBLISH)
    stage.write(root, "content/articles/a7.md", '---\ntitle: Sept\nid: "107"\n---\nUn texte.\n')
    _committed(root)
    git(root, "update-ref", "-d", "refs/remotes/origin/gh-pages")
    git(
        root, "gc", "--quiet", "--prune=now"
    )  # what was published has to be fetched, as from another computer


def _committed(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Des textes")


def _published(root: Path) -> Tree:
    """What the remote has and whether it is whole; and all that publishing must leave alone."""
    remote = root / _REMOTE
    skipped = (_REMOTE, _APART, ".git", ".dossier")
    mine = {
        f"{path.name}/{below}": digest
        for path in root.iterdir()
        if path.name not in skipped
        for below, digest in stage.tree(path).items()
    }
    return mine | {
        "remote": git(remote, "for-each-ref", "--format=%(refname) %(objectname)"),
        "damage": git(remote, "fsck", "--strict", "--no-dangling", check=False),
        "branches": git(root, "for-each-ref", "refs/heads"),
        "HEAD": (root / ".git/HEAD").read_text(encoding="utf-8"),
        "index": stage.tree(root / ".git/index")[""],
    }
