"""The site built in a folder of its own: neither an old preview nor a preview server at work can get into it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dossierpress.build import Built, Progress, build
from dossierpress.config import Project


@contextmanager
def built_apart(
    project: Project, *, drafts: bool = False, strict: bool = False, progress: Progress
) -> Iterator[tuple[Built, Path]]:
    """Build as `build.build` does; gives what it found and the folder, which lasts as long as the context."""
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        apart = replace(project, config=replace(project.config, output=str(Path(folder) / "site")))
        yield build(apart, drafts=drafts, strict=strict, progress=progress), apart.output
