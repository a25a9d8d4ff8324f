"""``dossier publish``."""

from typing import TYPE_CHECKING

import click

from dossierpress.cli.report import colourful, show
from dossierpress.cli.root import folder_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossierpress.publish import Plan
    from dossierpress.publish.branch import Difference
    from dossierpress.publish.refusal import Refusal

_ALLOWABLE = ("dirty", "foreign", "shrunk", "secret")


@click.command()
@folder_option
@click.option("--remote", default="origin", show_default=True, help="The remote's name, path or address.")
@click.option(
    "--branch", default="gh-pages", show_default=True, help="The branch of the remote to publish to."
)
@click.option("--message", "-m", default="", help="The first line of the commit's message.")
@click.option("--dry-run", is_flag=True, help="Say which pages would change, and publish nothing.")
@click.option(
    "--allow",
    type=click.Choice(_ALLOWABLE),
    multiple=True,
    help="Publish although: sources are not committed; the branch was made by something else; pages are gone; "
    "a file looks like a secret.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_context
def publish(
    ctx: click.Context,
    *,
    remote: str,
    branch: str,
    message: str,
    dry_run: bool,
    allow: tuple[str, ...],
    strict: bool,
) -> None:
    """Build the site and put it on a branch of the remote repository, for GitHub Pages to serve.

    The site is built apart, without drafts. Everything that speaks against publishing it is reported at once;
    then nothing is published. The branch only ever moves forward, in one step: it has the old site or the new.
    """
    from dossierpress.cli.progress import progress
    from dossierpress.config import load
    from dossierpress.publish import Wish, prepare
    from dossierpress.publish import git as gits
    from dossierpress.publish.branch import Target, push

    project, about_config = load(ctx.obj)
    git = gits.find(project.root)
    wish = Wish(Target(remote, branch), message, frozenset(allow), strict)
    with progress() as tell:
        plan = prepare(project, git, wish, progress=tell)
    show((*about_config, *plan.diagnostics), "text")
    if dry_run and plan.difference:
        _show_difference(plan.difference)
    _stop_if(ctx, plan.refusals)
    if not plan.commit:
        click.echo(f"{branch} on {remote} has this site already")
    elif not dry_run:
        refused = push(git, wish.target, plan.commit, plan.before)
        _stop_if(ctx, [refused] if refused else [])
        _show_published(plan, project.config.url)


def _stop_if(ctx: click.Context, refusals: "Iterable[Refusal]") -> None:
    """Print why the site is not published, and end."""
    for refusal in refusals:
        name = click.style(f"not published ({refusal.guard}):", fg="red", bold=True)
        click.echo(f"{name} {refusal.message}\n  {refusal.hint}", err=True, color=colourful())
    if refusals:
        ctx.exit(1)


def _show_difference(difference: "Difference") -> None:
    pages = difference.pages()
    for sign, paths in (("+", pages.added), ("~", pages.changed), ("-", pages.removed)):
        for path in paths:
            click.echo(f"{sign} {path}")
    for path in difference.kept:
        click.echo(f"= {path} (put on the branch by somebody else; it stays)")
    others = len(difference) - len(pages)
    click.echo(f"{_counts(difference)}; {others} other files differ")


def _show_published(plan: "Plan", url: str | None) -> None:
    counts = _counts(plan.difference) if plan.difference else ""
    click.echo(
        f"published to {plan.wish.target.branch} on {plan.wish.target.remote} as {plan.commit[:9]}: {counts}"
    )
    if url:
        click.echo(f"  made to be served at {url} (`url` in dossier.yaml)")


def _counts(difference: "Difference") -> str:
    pages = difference.pages()
    return f"{len(pages.added)} pages new, {len(pages.changed)} changed, {len(pages.removed)} removed"
