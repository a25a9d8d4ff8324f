"""``dossier verify``."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierpress.cli.report import format_option, show
from dossierpress.cli.root import folder_option

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from dossierpress.verifying.site import Site


@click.command()
@folder_option
@format_option
@click.argument("place", metavar="[URL|FOLDER]", required=False)
@click.pass_context
def verify(ctx: click.Context, style: str, place: str | None) -> None:
    """Compare raw files, articles and pages with what is recorded of them.

    The site is that in the output folder, in FOLDER or at URL. Outside of a dossier only its pages are compared with
    its own provenance.json. Exits with 1 when something has changed.
    """
    from dossierpress.build import check
    from dossierpress.config import FILE_NAME, load
    from dossierpress.verifying import compare

    own = (ctx.obj / FILE_NAME).is_file()
    if not own and place:
        with _opened(place) as site:
            found = tuple(compare.site(None, b"", site))
    else:
        project, _ = load(ctx.obj)
        pages = check(project).composition.pages
        configuration = (project.root / FILE_NAME).read_bytes()
        with _opened(place or str(project.output)) as site:
            found = (*compare.raw_files(project.root, pages), *compare.site(pages, configuration, site))
    show(found, style)
    if found:
        ctx.exit(1)
    if style == "text":
        click.echo(f"{site.name} is what its sources made it" if own else f"{site.name} is as it was built")


def _opened(place: str) -> "AbstractContextManager[Site]":
    from dossierpress.verifying.site import Folder, Web

    return (
        Web(place) if place.lower().startswith(("https://", "http://")) else nullcontext(Folder(Path(place)))
    )
