"""What publishing would do, and everything that speaks against it, before anything leaves the house."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from dossierpress import __version__
from dossierpress.build import Progress
from dossierpress.compose.context import base
from dossierpress.config import FILE_NAME, Project
from dossierpress.diagnostics import Diagnostic
from dossierpress.model.addresses import addresses
from dossierpress.publish import branch as branches_
from dossierpress.publish import remote as remotes
from dossierpress.publish import site as sites
from dossierpress.publish import source as sources
from dossierpress.publish.apart import built_apart
from dossierpress.publish.branch import Difference, Target, Written
from dossierpress.publish.git import Git
from dossierpress.publish.internal import Checker
from dossierpress.publish.refusal import Refusal
from dossierpress.publish.remote import Tip
from dossierpress.publish.site import Site
from dossierpress.publish.source import Source

#: Guards whose site cannot be stored in git at all.
_NOT_STORED = ("links", "names", "too-large")
_SHORT = 9
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What the publisher asked for. ``allow`` are guards to be passed over."""

    target: Target
    message: str = ""
    allow: frozenset[str] = frozenset()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be published. ``commit`` is empty when something forbids it, or when nothing changed."""

    wish: Wish
    diagnostics: tuple[Diagnostic, ...]
    refusals: tuple[Refusal, ...]
    difference: Difference | None
    before: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class _There:
    """What could be learned of the remote; absent what could not."""

    branches: Mapping[str, str] | None
    tip: Tip | None


def prepare(project: Project, git: Git, wish: Wish, *, progress: Progress) -> Plan:
    """Build the site, examine it, the sources and the remote, and store the commit to be pushed.

    All reasons against it are gathered, whichever comes first. Nothing but new objects of git is written.
    """
    source = sources.read(git)
    against = [source] if isinstance(source, Refusal) else []
    there, about_remote = _look(git, wish, "" if isinstance(source, Refusal) else source.branch)
    against += about_remote if isinstance(source, Source) else []
    if isinstance(source, Source):
        against += sources.refusals(source, project, git, there.branches)
    against += _domain(project)
    with built_apart(project, strict=wish.strict, progress=progress) as (built, folder):
        if built.changes is None:
            against.append(
                Refusal("checks", "the content has errors, listed above", "mend them: `dossier check`")
            )
            return Plan(wish, built.diagnostics, _remaining(against, wish), None)
        site = sites.read(folder)
        against += sites.refusals(site, addresses(project.config.lang).articles)
        against += _broken(site, project, against)
        against += _shrunk(site, there.tip)
        written = _store(project, git, site, there.tip, against)
    refused = _remaining(against, wish)
    plan = Plan(wish, built.diagnostics, refused, written.difference if written else None)
    if refused or not (written and there.tip and isinstance(source, Source)):
        return plan
    return _with_commit(plan, git, source, there.tip, written)


def _look(git: Git, wish: Wish, source_branch: str) -> tuple[_There, list[Refusal]]:
    """What the remote holds, and what speaks against publishing there."""
    if not git.succeeds("check-ref-format", f"refs/heads/{wish.target.branch}"):
        reason = Refusal(
            "same-branch", f"{wish.target.branch!r} cannot be a branch", "choose another --branch"
        )
        return _There(None, None), [reason]
    found = _branches(git, wish)
    if isinstance(found, Refusal):
        return _There(None, None), [found]
    commit = found.get(wish.target.branch)
    tip = remotes.fetch(git, wish.target.remote, wish.target.branch, commit) if commit else Tip()
    if isinstance(tip, Refusal):
        return _There(found, None), [tip]
    return _There(found, tip), list(remotes.refusals(tip, wish.target.branch, source_branch))


def _branches(git: Git, wish: Wish) -> Mapping[str, str] | Refusal:
    if not git.succeeds("rev-parse", "--git-dir"):
        return Refusal(
            "no-remote", "there is no repository, and no remote", "`git init` and `git remote add`"
        )
    return remotes.branches(git, wish.target.remote)


def _broken(site: Site, project: Project, against: list[Refusal]) -> Iterator[Refusal]:
    """Refuse references of pages, feeds and style sheets to what is not in the site; links are not followed."""
    if any(refusal.guard == "links" for refusal in against):
        return
    found = Checker(site.folder, base(project.config)).broken()
    hint = (
        "look at the theme's templates and at the HTML files in content/; `dossier check --links` lists all"
    )
    more = f" (and {len(found) - _SHOWN} more)"
    for number, broken in enumerate(found[:_SHOWN], start=1):
        yield Refusal("broken", f"{broken}{more if number == _SHOWN < len(found) else ''}", hint)


def _shrunk(site: Site, tip: Tip | None) -> Iterator[Refusal]:
    if tip and tip.ours:
        before = sum(map(sites.is_page, tip.ours))
        yield from sites.shrunk(before, sum(map(sites.is_page, site.paths)))


def _domain(project: Project) -> Iterator[Refusal]:
    """Refuse a domain that canonical addresses and feeds do not bear."""
    domain, url = project.config.domain, project.config.url
    if domain and url and urlsplit(url).hostname != domain.lower():
        message = f"{FILE_NAME} says `domain: {domain}`, and `url: {url}`"
        yield Refusal("domain", message, f'set `url: "https://{domain}/"`')


def _store(project: Project, git: Git, site: Site, tip: Tip | None, against: list[Refusal]) -> Written | None:
    unfit = any(refusal.guard in _NOT_STORED for refusal in against)
    if unfit or tip is None:
        return None
    return branches_.write(git, site, tip, domain=project.config.domain)


def _remaining(against: list[Refusal], wish: Wish) -> tuple[Refusal, ...]:
    return tuple(refusal for refusal in against if refusal.guard not in wish.allow)


def _with_commit(plan: Plan, git: Git, source: Source, tip: Tip, written: Written) -> Plan:
    if written.tree == tip.tree:
        return replace(plan, before=tip.commit)
    message = _message(plan.wish, source, written)
    return replace(plan, before=tip.commit, commit=branches_.commit(git, written.tree, tip.commit, message))


def _message(wish: Wish, source: Source, written: Written) -> str:
    """The commit's message: readers of the history learn what was published, from which sources, by what."""
    pages = written.difference.pages()
    counts = f"{len(pages.added)} pages new, {len(pages.changed)} changed, {len(pages.removed)} removed"
    dirty = " with uncommitted changes" if source.changed else ""
    lines = (
        wish.message or f"Publish {source.commit[:_SHORT]}{dirty}: {counts}",
        "",
        f"Source-Commit: {source.commit}{dirty}",
        f"Source-Branch: {source.branch}",
        f"Site-Tree: {written.tree}",
        f"Generator: dossierpress {__version__}",
    )
    return "\n".join(lines) + "\n"
