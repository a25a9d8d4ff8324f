"""The ``dossier`` command: one module a verb, each imported only when it is used."""

from importlib import import_module

import click

from dossierpress import __version__
from dossierpress.cli.root import folder_option
from dossierpress.diagnostics import DossierError

#: Verb → the module of this package and the command in it.
VERBS = {
    "new": ("new", "new"),
    "import": ("import_", "import_command"),
    "check": ("check", "check"),
    "build": ("build", "build"),
    "schema": ("schema", "schema"),
}


class Verbs(click.Group):
    """A group that imports a verb's module when it is called, so that ``--help`` and errors are quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of their use."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The verb's command, or nothing (click then suggests the nearest)."""
        if name not in VERBS:
            return None
        module, attribute = VERBS[name]
        command: click.Command = getattr(import_module(f"dossierpress.cli.{module}"), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; an error of the environment becomes a message and an exit code, not a traceback."""
        try:
            return super().invoke(ctx)
        except DossierError as error:
            from dossierpress.cli.report import show_error

            show_error(error)
            ctx.exit(error.exit_code)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dossier")
@folder_option
def main() -> None:
    """Annotated news dossiers: import articles, write notes on them, publish a linked static site."""
