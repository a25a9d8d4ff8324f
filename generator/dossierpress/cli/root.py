"""Which dossier a command is about."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


def _remember(ctx: click.Context, _: click.Parameter, folder: Path | None) -> None:
    """Keep the folder as the context's object; the verb's own option wins over the group's."""
    if folder is not None or ctx.obj is None:
        ctx.obj = folder or Path()


def folder_option(command: F) -> F:
    """Add ``-C DIR``; the command finds the dossier's folder in ``ctx.obj``."""
    return click.option(
        "-C",
        "--folder",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_remember,
        expose_value=False,
        help="The dossier's folder; the current one unless said.",
    )(command)
