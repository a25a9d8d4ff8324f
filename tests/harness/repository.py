"""A dossier in a git repository, and the bare repository it is published to."""

import os
import subprocess
from pathlib import Path
from typing import Self

from tests.harness.project import Project, Result

#: Git as if this machine had no settings of its own, whatever the developer has.
ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}


def git(folder: Path, *args: str, check: bool = True) -> str:
    """The output of a git command in ``folder``, without its final newline."""
    ran = subprocess.run(
        ["git", "-C", str(folder), *args],
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        check=False,
        text=True,
    )
    assert not check or ran.returncode == 0, f"git {' '.join(args)}: {ran.stderr}"
    return ran.stdout.rstrip("\n")


class Repository:
    """The dossier of `project` under git, with a bare repository as its remote ``origin``."""

    def __init__(self, project: Project, remote: Path, address: str = "") -> None:
        self.project = project
        self.root = project.root
        self.remote = remote
        git(remote.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
        git(self.root.parent, "init", "--quiet", "--initial-branch=main", str(self.root))
        git(self.root, "config", "user.name", "Une éditrice")
        git(self.root, "config", "user.email", "editrice@example.org")
        git(self.root, "remote", "add", "origin", address or remote.as_uri())
        self.commit()

    def git(self, *args: str) -> str:
        """Run git in the dossier."""
        return git(self.root, *args)

    def commit(self, message: str = "Des textes") -> Self:
        """Commit all there is."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self

    def publish(self, *args: str, exit_code: int = 0) -> str:
        """Run ``dossier publish``; what it printed."""
        return self.project.do("publish", *args, exit_code=exit_code).last.text

    def try_publish(self, *args: str) -> Result:
        """Run ``dossier publish``, whatever comes of it."""
        return self.project.run("publish", *args)

    def tip(self, branch: str = "gh-pages") -> str:
        """The commit of a branch of the remote; empty when there is none."""
        return git(self.remote, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}", check=False)

    def published(self, branch: str = "gh-pages") -> dict[str, str]:
        """The published site: path to git's name of its content."""
        lines = git(self.remote, "ls-tree", "-r", "-z", f"refs/heads/{branch}").split("\0")
        return {line.partition("\t")[2]: line.split()[2] for line in lines if line}

    def read(self, path: str, branch: str = "gh-pages") -> str:
        """The text of a published file."""
        return git(self.remote, "show", f"refs/heads/{branch}:{path}")

    def history(self, branch: str = "gh-pages") -> list[str]:
        """The commits of a branch of the remote, newest first."""
        return git(self.remote, "rev-list", f"refs/heads/{branch}").splitlines()

    def put(self, files: dict[str, str], branch: str = "gh-pages") -> str:
        """Have somebody else commit ``files`` to a branch of the remote; the new tip."""
        clone = self.remote.with_name(f"somebody-{len(list(self.remote.parent.iterdir()))}")
        git(self.remote.parent, "clone", "--quiet", str(self.remote), str(clone))
        git(clone, "config", "user.name", "Quelqu’un")
        git(clone, "config", "user.email", "autre@example.org")
        git(clone, "switch", "--quiet", *([branch] if self.tip(branch) else ["--orphan", branch]))
        for path, text in files.items():
            (clone / path).parent.mkdir(parents=True, exist_ok=True)
            (clone / path).write_text(text, encoding="utf-8")
        git(clone, "add", "--all")
        git(clone, "commit", "--quiet", "--message", "Autre chose")
        git(clone, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
        return self.tip(branch)

    def hook(self, name: str, script: str) -> None:
        """Install a hook in the remote."""
        hook = self.remote / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        hook.chmod(0o755)

    def lock(self, branch: str = "gh-pages") -> Path:
        """The file by which git locks a branch of the remote while it moves it."""
        return self.remote / f"refs/heads/{branch}.lock"

    def local_state(self) -> tuple[str, str, str, bytes]:
        """What publishing must not touch: the status, the current branch, its commits, the index."""
        return (
            self.git("status", "--porcelain", "--ignored"),
            (self.root / ".git/HEAD").read_text(encoding="utf-8"),
            self.git("for-each-ref", "refs/heads"),
            (self.root / ".git/index").read_bytes(),
        )
