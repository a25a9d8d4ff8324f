"""``dossier build``."""

import time

import click

from dossierpress.cli.report import format_option, show
from dossierpress.cli.root import folder_option


@click.command()
@folder_option
@format_option
@click.option("--drafts", is_flag=True, help="Include drafts, embargoed and expired articles.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_context
def build(ctx: click.Context, style: str, drafts: bool, strict: bool) -> None:
    """Build the site into the output folder.

    Errors leave the site that is there as it was.
    """
    from dossierpress import build as building
    from dossierpress.cli.progress import progress
    from dossierpress.config import load

    start = time.perf_counter()
    project, about_config = load(ctx.obj)
    with progress() as tell:
        built = building.build(project, drafts=drafts, strict=strict, progress=tell)
    show((*about_config, *built.diagnostics), style)
    if built.changes is None:
        click.echo(f"nothing was written; {project.output} is as it was", err=True)
        ctx.exit(1)
    if style == "text":
        changes = built.changes
        click.echo(
            f"{built.pages} pages in {project.output} "
            f"({len(changes.added)} files new, {len(changes.changed)} changed, {len(changes.removed)} removed) "
            f"in {time.perf_counter() - start:.1f} s"
        )
