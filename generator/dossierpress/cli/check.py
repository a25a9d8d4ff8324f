"""``dossier check``."""

from typing import TYPE_CHECKING

import click

from dossierpress.cli.report import count, format_option, show
from dossierpress.cli.root import folder_option
from dossierpress.diagnostics import stops

if TYPE_CHECKING:
    from dossierpress.config import Project
    from dossierpress.diagnostics import Diagnostic


@click.command()
@folder_option
@format_option
@click.option("--drafts", is_flag=True, help="Include drafts, embargoed and expired articles.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--links", is_flag=True, help="Follow every link of the finished pages, to other sites too.")
@click.option("--private", is_flag=True, help="With --links: ask addresses of private networks too.")
@click.pass_context
def check(ctx: click.Context, *, style: str, drafts: bool, strict: bool, links: bool, private: bool) -> None:
    """Report everything that is wrong with the content, and write nothing.

    Exits with 1 when there is an error. With --links the site is built aside, every address in its pages, feeds and
    style sheets is looked up, and other sites are asked whether their pages are still there.
    """
    from dossierpress.build import findings, remembering
    from dossierpress.cli.progress import progress
    from dossierpress.config import load

    with remembering(ctx.obj) as memo, progress() as tell:
        project, about_config = load(ctx.obj, remember=memo.remember)
        found = (*about_config, *findings(project, memo, drafts=drafts, progress=tell))
    if links:
        found += _links(project, drafts, private)
    show(found, style, project.root)
    if style == "text" and not found:
        click.echo(count(found))
    if stops(found, strict=strict):
        ctx.exit(1)


def _links(project: "Project", drafts: bool, private: bool) -> "tuple[Diagnostic, ...]":
    from dossierpress.cli.progress import progress
    from dossierpress.publish.external import Manners
    from dossierpress.publish.links import check_links

    with progress() as tell:
        return check_links(project, drafts=drafts, manners=Manners(private=private), progress=tell)
