"""``dossier new``."""

from pathlib import Path, PurePosixPath

import click

LANGUAGES = ("fr", "en")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="The dossier's title; the folder's name unless said.")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="fr", show_default=True, help="The dossier's language."
)
def new(folder: Path, title: str | None, lang: str) -> None:
    """Start a dossier in FOLDER: an example article, note and entity, and a configuration to fill in.

    FOLDER must not exist, or be empty.
    """
    from dossierpress.cli.init_pages import tell, write
    from dossierpress.config import load
    from dossierpress.publish.pages import place
    from dossierpress.skeleton import create

    alone = place(folder).root == folder.resolve()  # in another repository a workflow belongs to all of it
    workflow: list[PurePosixPath] = []

    def complete(made: Path) -> None:
        if alone:
            workflow.extend(write(load(made)[0]))

    created = create(folder, title=title or folder.resolve().name, lang=lang, complete=complete)
    for path in created:
        click.echo(f"  {path}")
    if alone:
        tell(load(folder)[0], workflow)
    click.echo(f"\nYour dossier is in {folder}. Now:\n  dossier build -C {folder}")
