"""``dossier build``."""

import time

import click

from dossierpress.cli.executor import cluster_or_none, executor_option
from dossierpress.cli.report import format_option, show
from dossierpress.cli.root import folder_option


@click.command()
@folder_option
@format_option
@click.option("--drafts", is_flag=True, help="Include drafts, embargoed and expired articles.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--url",
    envvar="DOSSIER_URL",
    show_envvar=True,
    help="The address the site will be published at, in place of the one in dossier.yaml.",
)
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next build.")
@click.option(
    "--jobs", type=click.IntRange(1), help="How many processes may work at once; all cores unless said."
)
@executor_option
@click.option("--profile", is_flag=True, help="Print where the time went.")
@click.pass_context
def build(  # noqa: PLR0917  (one option a parameter)
    ctx: click.Context,
    style: str,
    drafts: bool,
    strict: bool,
    no_cache: bool,
    jobs: int | None,
    cluster: str | None,
    profile: bool,
    url: str | None,
) -> None:
    """Build the site into the output folder.

    Errors leave the site that is there as it was.
    """
    from dossierpress import build as building
    from dossierpress.build.profile import Profile
    from dossierpress.cli.progress import progress
    from dossierpress.config import Project, load
    from dossierpress.store.memo import Memo

    start = time.perf_counter()
    memo = Memo.none() if no_cache else building.remembered(Project.cache_of(ctx.obj))
    project, about_config = load(ctx.obj, url=url, remember=memo.remember)
    spent = Profile()
    with progress() as tell, cluster_or_none(cluster) as others:
        built = building.build(
            project,
            drafts=drafts,
            strict=strict,
            progress=spent.watch(tell),
            memo=memo,
            executor=others.executor if others else None,
            jobs=jobs or (others.threads if others else None),
            profile=spent,
        )
    memo.close()
    show((*about_config, *built.diagnostics), style, project.root)
    if profile:
        click.echo(spent.report(), err=True)
    if built.changes is None:
        click.echo(f"nothing was written; {project.output} is as it was", err=True)
        ctx.exit(1)
    if style == "text":
        changes = built.changes
        click.echo(
            f"{built.pages} pages in {project.output} "
            f"({len(changes.added)} files new, {len(changes.changed)} changed, {len(changes.removed)} removed) "
            f"in {time.perf_counter() - start:.1f} s"
        )
