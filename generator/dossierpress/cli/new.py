"""``dossier new``."""

from pathlib import Path

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
    from dossierpress.skeleton import create

    created = create(folder, title=title or folder.resolve().name, lang=lang)
    for path in created:
        click.echo(f"  {path}")
    click.echo(f"\nYour dossier is in {folder}. Now:\n  dossier build -C {folder}")
