"""What to install on another machine to have this very program."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from dossierpress import __version__
from dossierpress.publish.git import Git, installed

REPOSITORY = "https://github.com/dossierpress/dossierpress"


def requirement() -> str:
    """A requirement of pip: this program at its commit, where that is known, else its version.

    The commit is the one it was installed from (PEP 610), or the one its checkout is at.
    """
    commit = _installed_from() or _checked_out()
    return f"dossierpress @ git+{REPOSITORY}@{commit}" if commit else f"dossierpress=={__version__}"


def _installed_from() -> str:
    try:
        record = distribution("dossierpress").read_text("direct_url.json")
    except PackageNotFoundError:
        return ""
    origin = json.loads(record or "{}").get("vcs_info", {})
    return str(origin.get("commit_id", ""))


def _checked_out() -> str:
    """The commit of the checkout this file lies in; nothing when it lies in no checkout of the program."""
    root = Path(__file__).parents[3]
    if not (root / "pyproject.toml").is_file() or not (root / ".git").exists():
        return ""
    git = Git(root)
    return git.text("rev-parse", "HEAD") if installed() and git.succeeds("rev-parse", "HEAD") else ""
