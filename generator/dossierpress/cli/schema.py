"""``dossier schema``."""

import json
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
def schema(folder: Path | None) -> None:
    """Write the JSON Schemas of dossier.yaml and of each front matter to FOLDER, or print their names.

    Editors such as VS Code complete and check keys with them.
    """
    from dossierpress.schema.export import json_schemas

    for name, content in json_schemas().items():
        if folder is None:
            click.echo(name)
            continue
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{name}.schema.json"
        target.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        click.echo(target)
