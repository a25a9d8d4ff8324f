"""``dossier export``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierpress.cli.report import format_option, show
from dossierpress.cli.root import folder_option

if TYPE_CHECKING:
    from dossierpress.build.checking import Checked
    from dossierpress.diagnostics import Diagnostic

_FILE = click.Path(path_type=Path)


@click.command()
@folder_option
@format_option
@click.option(
    "--zip", "archive", type=_FILE, metavar="FILE", help="Write the site as a ZIP to unpack and open."
)
@click.option("--single-file", "page", type=_FILE, metavar="FILE", help="Write the dossier as one HTML page.")
@click.option(
    "--picture-limit",
    type=click.FloatRange(min=0),
    default=2,
    show_default=True,
    metavar="MIB",
    help="Leave larger pictures out of the single file.",
)
@click.option("--force", is_flag=True, help="Replace a file that no export wrote.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_context
def export(
    ctx: click.Context,
    *,
    style: str,
    archive: Path | None,
    page: Path | None,
    picture_limit: float,
    force: bool,
    strict: bool,
) -> None:
    """Write the dossier as a file to send or to keep: a ZIP, or one HTML page, or both.

    Both are read without a server and without a network. Drafts are not in them.
    """
    from dossierpress.build import check
    from dossierpress.config import load
    from dossierpress.diagnostics import errors
    from dossierpress.exporting import target

    if not (archive or page):
        raise click.UsageError("say what to write: --zip FILE, --single-file FILE, or both")
    for path in filter(None, (archive, page)):
        target.refuse(path, force=force)
    project, about_config = load(ctx.obj)
    checked = check(project)
    found = (*about_config, *checked.diagnostics)
    if errors(checked.diagnostics) or (strict and checked.diagnostics):
        show(found, style)
        click.echo("nothing was written", err=True)
        ctx.exit(1)
    limit = int(picture_limit * 2**20)
    made, about_pictures = _made(checked, project.root, archive=archive, page=page, limit=limit)
    show((*found, *about_pictures), style)
    for path, data in made.items():
        target.write(path, data, force=force)
        if style == "text":
            click.echo(f"{path}: {len(data) / 1000:,.0f} kB")


def _made(
    checked: "Checked", root: Path, *, archive: Path | None, page: Path | None, limit: int
) -> "tuple[dict[Path, bytes], tuple[Diagnostic, ...]]":
    """What is to be written, all of it made before anything is."""
    from dossierpress.exporting.archive import archive as zipped
    from dossierpress.exporting.single import single

    made: dict[Path, bytes] = {}
    found: tuple[Diagnostic, ...] = ()
    if archive:
        made[archive] = zipped(checked, root)
    if page:
        made[page], found = single(checked, root, limit=limit)
    return made, found
