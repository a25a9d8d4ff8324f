"""``dossier check``."""

import click

from dossierpress.cli.report import count, format_option, show
from dossierpress.cli.root import folder_option
from dossierpress.diagnostics import Severity


@click.command()
@folder_option
@format_option
@click.option("--drafts", is_flag=True, help="Include drafts, embargoed and expired articles.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_context
def check(ctx: click.Context, style: str, drafts: bool, strict: bool) -> None:
    """Report everything that is wrong with the content, and write nothing.

    Exits with 1 when there is an error.
    """
    from dossierpress.build import check as find
    from dossierpress.config import load

    project, about_config = load(ctx.obj)
    found = (*about_config, *find(project, drafts=drafts).diagnostics)
    show(found, style)
    if style == "text" and not found:
        click.echo(count(found))
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(d.severity in fatal for d in found):
        ctx.exit(1)
