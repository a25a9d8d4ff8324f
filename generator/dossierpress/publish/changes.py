"""Which files a proposal or a push changes, as GitHub's runner tells it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from dossierpress.publish.git import Git, installed

_COMMIT = re.compile(r"(?!0+$)[0-9a-f]{40,64}")


def changed_files(folder: Path, environment: Mapping[str, str]) -> frozenset[str]:
    """The files that differ from the branch a proposal is made to, or from before a push, relative to ``folder``.

    ``environment`` are GitHub's default variables. Nothing is known outside of GitHub, and without history.
    """
    base = _base(environment)
    git = Git(folder)
    if not (base and installed()) or not git.succeeds(
        "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}"
    ):
        return frozenset()
    names = git.text("diff", "--name-only", "--relative", "-z", f"{base}...HEAD", "--").split("\0")
    return frozenset(filter(None, names))


def prefix(folder: Path) -> str:
    """The path of ``folder`` in its repository, with a final slash; nothing for the repository itself."""
    git = Git(folder)
    known = installed() and git.succeeds("rev-parse", "--git-dir")
    return git.text("rev-parse", "--show-prefix") if known else ""


def _base(environment: Mapping[str, str]) -> str:
    if branch := environment.get("GITHUB_BASE_REF"):
        return f"refs/remotes/origin/{branch}"
    try:
        event = json.loads(Path(environment.get("GITHUB_EVENT_PATH", "")).read_bytes())
    except (OSError, ValueError):
        return ""
    before = event.get("before") if isinstance(event, dict) else None
    return before if isinstance(before, str) and _COMMIT.fullmatch(before) else ""
