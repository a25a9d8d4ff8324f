"""``dossier init-pages``."""

from typing import TYPE_CHECKING

import click

from dossierpress.cli.root import folder_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePosixPath

    from dossierpress.config import Project


@click.command("init-pages")
@folder_option
@click.option("--replace", is_flag=True, help="Write the workflow anew where another one is.")
@click.pass_context
def init_pages(ctx: click.Context, replace: bool) -> None:
    """Have GitHub check, build and publish the dossier on every push: write the workflow for it.

    A workflow that is there already is never written over unasked.
    """
    from dossierpress.config import load

    project, _ = load(ctx.obj)
    tell(project, write(project, replace=replace))


def write(project: "Project", *, replace: bool = False) -> "list[PurePosixPath]":
    """Write the workflow of ``project``; return the files that were not there, relative to its repository."""
    from dossierpress.publish import pages
    from dossierpress.publish.requirement import requirement

    where = pages.place(project.root)
    return pages.write(where, pages.texts(project, where, requirement()), replace=replace)


def tell(project: "Project", written: "Sequence[PurePosixPath]") -> None:
    """Say what was written, and what is left to be done."""
    from dossierpress.publish import pages
    from dossierpress.publish.requirement import requirement

    where, wanted = pages.place(project.root), requirement()
    for path in written:
        click.echo(f"  {where.root / path}")
    if not written:
        click.echo("the workflow is there already")
    for rival in pages.rivals(where):
        click.echo(f"{rival} publishes on GitHub Pages too: keep one of the two", err=True)
    if pages.REQUIREMENT in written and " @ " not in wanted:
        click.echo(f"look into {pages.REQUIREMENT}: it is not known where {wanted} can be had", err=True)
    address = (
        pages.settings(project.config.repository or "")
        or "https://github.com/YOU/YOUR-DOSSIER/settings/pages"
    )
    click.echo(
        "On GitHub, once: Settings → Pages → Build and deployment → Source: GitHub Actions\n"
        f"  {address}\nThen commit and push: the site is built and published on every push."
    )
