"""A small dossier on disk for incremental builds, and the law they are held to."""

import os
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from dossierpress import build as building
from dossierpress.build import Built
from dossierpress.config import Project, load
from dossierpress.diagnostics import Diagnostic
from dossierpress.store.manifest import FILE_NAME
from dossierpress.store.memo import Memo
from tests.conftest import ROOT

TEMPLATES = sorted(path.stem for path in (ROOT / "themes/default/templates").glob("*.html"))
#: Shows all that a template may read, so that nothing can differ unnoticed; quick to render.
BARE = """{{ page.title }}{{ chrome }}{{ view }}
{% if view.prose is defined %}{{ prose(view.prose, page.lang) }}{% endif %}"""


@dataclass
class Dossier:
    """The dossier in ``root``; every build of ours takes what it knows from the cache, as a new process does."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write a file of the dossier."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def bare_theme(self) -> None:
        """Give it a theme that renders in no time."""
        self.write("themes/bare/theme.yaml", "description: All that is known.\n")
        self.write("themes/bare/static/theme.css", "p { margin: 0 }\n")
        for name in TEMPLATES:
            self.write(f"themes/bare/templates/{name}.html", BARE)

    def project(self, output: str = "output") -> Project:
        """The project, with another output folder perhaps."""
        project, _ = load(self.root)
        return replace(project, config=replace(project.config, output=output))

    def build(self, **how: object) -> Built:
        """Build as `dossier build` does."""
        return building.build(self.project(), **how)  # type: ignore[arg-type]  # the arguments of a build

    def clean(
        self, executor: Executor | None = None, jobs: int = 1
    ) -> tuple[dict[str, bytes], Sequence[Diagnostic]]:
        """What a build that knows nothing makes, elsewhere: its files and findings."""
        built = building.build(self.project("clean"), memo=Memo.none(), executor=executor, jobs=jobs)
        return tree(self.root / "clean"), built.diagnostics

    @property
    def tree(self) -> dict[str, bytes]:
        """The files of the site."""
        return tree(self.root / "output")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but the list of them."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            if name != FILE_NAME:
                file = Path(parent, name)
                found[file.relative_to(folder).as_posix()] = file.read_bytes()
    return found


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The paths where two sites differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
