"""The workflow by which GitHub builds, checks and publishes a dossier on every push."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath

from dossierpress.config import Project
from dossierpress.diagnostics import DossierError
from dossierpress.store.files import write_atomic

WORKFLOW = PurePosixPath(".github/workflows/pages.yml")
#: What the workflow installs, beside it, so that updating is one line.
REQUIREMENT = PurePosixPath(".github/dossierpress.txt")
_PLAIN = re.compile(r"[A-Za-z0-9_./-]*[A-Za-z0-9_/-]|\.")
_GITHUB = re.compile(r"github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the dossier stands in its repository. ``folder`` is relative to ``root``; ``.`` when it is all of it."""

    root: Path
    folder: PurePosixPath


def place(folder: Path) -> Place:
    """Find the repository that ``folder`` is in; the folder itself when it is in none."""
    here = folder.resolve()
    for root in (here, *here.parents):
        if (root / ".git").exists():
            return Place(root, PurePosixPath(here.relative_to(root).as_posix()))
    return Place(here, PurePosixPath())


def texts(project: Project, where: Place, requirement: str) -> Mapping[PurePosixPath, str]:
    """The files of the workflow, relative to the repository."""
    own = _is_the_program(where.root)
    install = _OWN if own else _FROM_FILE
    values = {
        "branch": _scalar(project.config.branch),
        "branch_in_words": " ".join(project.config.branch.split()),
        "folder": _scalar(where.folder.as_posix()),
        "cache": _scalar((where.folder / ".dossier").as_posix()),
        "output": _scalar((where.folder / project.config.output).as_posix()),
        "install": "\n".join(f"          {line}" for line in install),
    }
    template = files(__package__).joinpath("pages.yml").read_text(encoding="utf-8")
    workflow = re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], template)
    note = "# The version of Dossierpress that the workflow installs.\n"
    return {WORKFLOW: workflow} if own else {WORKFLOW: workflow, REQUIREMENT: f"{note}{requirement}\n"}


def write(where: Place, texts: Mapping[PurePosixPath, str], *, replace: bool) -> list[PurePosixPath]:
    """Write the files that are not there yet; return them.

    Raises `DossierError` when one is there and says something else, unless ``replace``; then none is written.
    """
    missing = [path for path, text in texts.items() if _read(where.root / path) != text]
    taken = [path for path in missing if (where.root / path).exists() and path != REQUIREMENT]
    if taken and not replace:
        message = f"{taken[0]} is there already, and says something else"
        raise DossierError(message, hint="look at it; to have it written anew, say --replace", exit_code=1)
    missing = [path for path in missing if replace or not (where.root / path).exists()]
    for path in missing:
        write_atomic(where.root / path, texts[path].encode())
    return missing


def rivals(where: Place) -> list[PurePosixPath]:
    """Other workflows that publish on GitHub Pages."""
    folder = where.root / WORKFLOW.parent
    others = sorted(path for path in folder.glob("*.y*ml") if path.name != WORKFLOW.name)
    return [WORKFLOW.parent / path.name for path in others if "deploy-pages" in _read(path)]


def settings(address: str) -> str:
    """The page of a GitHub repository's settings on which Pages are switched on, if ``address`` is of one."""
    found = _GITHUB.search(address)
    return f"https://github.com/{found[1]}/settings/pages" if found else ""


_FROM_FILE = (f"python -m pip install --requirement {REQUIREMENT}",)
#: The program's own repository publishes its demonstration with itself, on locked dependencies.
_OWN = (
    "python -m pip install --require-hashes --requirement requirements.lock",
    "python -m pip install --no-deps .",
)


def _is_the_program(root: Path) -> bool:
    return (root / "requirements.lock").is_file() and 'name = "dossierpress"' in _read(
        root / "pyproject.toml"
    )


def _scalar(text: str) -> str:
    """``text`` as YAML, and safe in a shell's command line (checked: nothing a shell would read)."""
    if _PLAIN.fullmatch(text) and not text.startswith("-"):
        return text
    if not re.fullmatch(r"[\w ./+@-]+", text) or text.startswith("-"):
        raise DossierError(
            f"{text!r} cannot stand in a workflow", hint="use letters, digits, hyphens and slashes"
        )
    return json.dumps(text, ensure_ascii=False)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
