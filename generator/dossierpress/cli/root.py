"""Which dossier a command is about."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

F = TypeVar("F", bound=Callable[..., object])
#: Under this name all contexts of a run share the folder: an error is shown when that of the verb is gone.
_FOLDER = "dossierpress.folder"


def _remember(ctx: click.Context, _: click.Parameter, folder: str | None) -> None:
    """Keep the folder as the context's object; the verb's own option wins over the group's."""
    from pathlib import Path

    if folder is not None or ctx.obj is None:
        ctx.obj = ctx.meta[_FOLDER] = Path(folder or "")


def folder_of(ctx: click.Context) -> "Path":
    """The dossier's folder, in any context of a run."""
    from pathlib import Path

    folder: Path = ctx.meta.get(_FOLDER, Path())
    return folder


def folder_option(command: F) -> F:
    """Add ``-C DIR``; the command finds the dossier's folder in ``ctx.obj``."""
    return click.option(
        "-C",
        "--folder",
        type=click.Path(file_okay=False),
        callback=_remember,
        expose_value=False,
        help="The dossier's folder; the current one unless said.",
    )(command)
