"""The ``dossier`` command: one module a verb, each imported only when it is used."""

import atexit
import gc
from typing import TYPE_CHECKING

import click

from dossierpress import __version__
from dossierpress.cli.root import folder_of, folder_option
from dossierpress.cli.verbs import SETTINGS, Verb, Verbs

if TYPE_CHECKING:
    from dossierpress.diagnostics import DossierError

VERBS = {
    "new": Verb(
        "new",
        "new",
        "Start a dossier in FOLDER: an example article, note and entity, and a configuration to fill in.",
    ),
    "import": Verb(
        "import_",
        "import_command",
        "Turn raw texts into articles, with a receipt of where every field came from, and annotations into notes.",
    ),
    "note": Verb(
        "note",
        "note",
        "Write notes on passages of articles, list them, check them, and put right those that moved.",
    ),
    "check": Verb("check", "check", "Report everything that is wrong with the content, and write nothing."),
    "build": Verb("build", "build", "Build the site into the output folder."),
    "serve": Verb("serve", "serve", "Show the site in the browser while you write."),
    "init-pages": Verb(
        "init_pages",
        "init_pages",
        "Have GitHub check, build and publish the dossier on every push: write the workflow for it.",
    ),
    "publish": Verb(
        "publish",
        "publish",
        "Build the site and put it on a branch of the remote repository, for GitHub Pages to serve.",
    ),
    "verify": Verb(
        "verify", "verify", "Compare raw files, articles and pages with what is recorded of them."
    ),
    "export": Verb(
        "export",
        "export",
        "Write the dossier as a file to send or to keep: a ZIP, or one HTML page, or both.",
    ),
    "schema": Verb(
        "schema",
        "schema",
        "Write the JSON Schemas of dossier.yaml and of each front matter to FOLDER, or print their names.",
    ),
}
#: The exit code of a program that Ctrl-C ended: 128 and the number of the signal.
INTERRUPTED = 130

# When all is done, the system takes everything back at once; to look through it for cycles takes Python a second
# at 10,000 articles.
atexit.register(gc.freeze)


class Dossier(Verbs):
    """The whole command."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; an error of the environment becomes a message and an exit code, not a traceback.

        So does Ctrl-C, for which click would exit with 1 as for errors in the content.
        """
        from dossierpress.diagnostics import DossierError

        try:
            return super().invoke(ctx)
        except DossierError as error:
            from dossierpress.cli.report import show_error, style_of

            show_error(error, style_of(ctx), folder_of(ctx))
            ctx.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\ninterrupted", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as problem:
            if problem.errno is None:
                raise
            from dossierpress.cli.report import show_error

            show_error(_refused(problem))
            ctx.exit(1)


def _refused(problem: OSError) -> "DossierError":
    """What the system refused; files are written whole or not at all, so the command can be given again."""
    from dossierpress.diagnostics import DossierError

    what = "the system" if problem.filename is None else problem.filename  # no process left, for instance
    return DossierError(
        f"{what}: {problem.strerror or problem}",
        hint="no file was left half written; see to that, then give the command again",
    )


@click.group(cls=Dossier, verbs=VERBS, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="dossier")
@folder_option
def main() -> None:
    """Annotated news dossiers: import articles, write notes on them, publish a linked static site."""
