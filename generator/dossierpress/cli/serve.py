"""``dossier serve``."""

import sys
from typing import TYPE_CHECKING

import click

from dossierpress.cli.report import show, show_error
from dossierpress.cli.root import folder_option
from dossierpress.diagnostics import DossierError

if TYPE_CHECKING:
    from dossierpress.serve.address import Place
    from dossierpress.serve.outcome import Outcome

_MISSING_TOOL = 3


@click.command()
@folder_option
@click.option("--port", default=8000, show_default=True, help="The port, or the next free one; 0 for any.")
@click.option("--open", "browse", is_flag=True, help="Open the site in the browser.")
@click.option(
    "--drafts", is_flag=True, help="Include drafts, embargoed and expired articles, marked as such."
)
@click.option(
    "--editor",
    metavar="NAME",
    help="The editor that findings open: code, subl, idea … or an address pattern.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; others can then read all.",
)
@click.option("--qr", is_flag=True, help="Show a code to open the site on a phone in the same network.")
@click.pass_context
def serve(
    ctx: click.Context, *, port: int, browse: bool, drafts: bool, editor: str | None, host: str, qr: bool
) -> None:
    """Show the site in the browser while you write.

    Pages follow every change of a file. What is wrong is shown over the page, and listed at /_dossier/.
    """
    try:
        from dossierpress.serve import address, run
        from dossierpress.serve.editor import pattern
        from dossierpress.serve.preview import Preview, Settings
    except ModuleNotFoundError as missing:
        raise _incomplete(missing) from missing

    from dossierpress.config import FILE_NAME

    root = ctx.obj.resolve()
    if not (root / FILE_NAME).is_file():
        from dossierpress.config import load

        load(root)  # says what is missing
    try:
        settings = Settings(root, drafts, pattern(editor))
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--editor") from problem
    place = address.listen((address.lan_address() or host) if qr and host == address.LOOPBACK else host, port)
    preview = Preview(settings, said=lambda text: click.echo(f"warning: {text}", err=True), built=_tell)
    _greet(place, port, qr=qr)
    ctx.exit(run.run(preview, place, lambda: _open(place) if browse else None))


def _greet(place: "Place", wanted: int, *, qr: bool) -> None:
    if wanted not in (0, place.port):
        click.echo(f"port {wanted} is in use, so this is {place.port}", err=True)
    click.echo(f"The site is at {place.url} (Ctrl-C ends)")
    if not place.local:
        text = "everybody in this network can read the whole dossier, drafts and findings included"
        click.secho(f"warning: {text}", fg="red", bold=True, err=True)
    if qr and not place.local:
        click.echo(_code(place.url))
    elif qr:
        click.echo("warning: this computer is in no network, so a phone cannot reach it", err=True)


def _code(address: str) -> str:
    try:
        from dossierpress.serve.code import terminal_code
    except ModuleNotFoundError as missing:
        raise _incomplete(missing) from missing
    return terminal_code(address)


def _open(place: "Place") -> None:
    import webbrowser

    webbrowser.open(place.url)


def _tell(outcome: "Outcome") -> None:
    """A line for every rebuild, and its findings."""
    if outcome.findings:
        show(outcome.findings, "text")
    if outcome.fault:
        show(outcome.fault.findings, "text")
        show_error(DossierError(outcome.fault.message, hint=outcome.fault.hint))
    if outcome.generation is None:
        click.echo("the last good site is still shown", err=True)
    else:
        click.echo(f"{len(outcome.generation.pages)} pages, ready in {outcome.seconds:.2f} s")


def _incomplete(missing: ModuleNotFoundError) -> DossierError:
    hint = f"install it: {sys.executable} -m pip install {missing.name}"
    return DossierError(
        f"the preview needs {missing.name}, which is not installed", hint=hint, exit_code=_MISSING_TOOL
    )
