"""The preview of one dossier: what is served, what was found, who is told. One object, used by all requests."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dossierpress.build.checking import Rechecking
from dossierpress.config import Project
from dossierpress.diagnostics import DossierError, Severity
from dossierpress.model.source import OutputPath
from dossierpress.serve.events import Hub, State
from dossierpress.serve.generations import Generation, Site
from dossierpress.serve.keep import keep, stored
from dossierpress.serve.make import Maker
from dossierpress.serve.outcome import Outcome
from dossierpress.serve.rebuild import Rebuilder
from dossierpress.serve.report import Report, report
from dossierpress.serve.shelf import Shelf
from dossierpress.serve.watch import Watch
from dossierpress.store.memo import Memo

#: The address, below the preview's own, of the page of all findings.
REPORT = OutputPath("_dossier/index.html")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a preview is started with. ``root`` is resolved; ``editor`` an address pattern (`editor.pattern`)."""

    root: Path
    drafts: bool
    editor: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What there was when a request came.

    A page is told it is of this state, or of an older one than it shows: then it is loaded once more. Told of a
    newer one, it would wait for a change that has been.
    """

    outcome: Outcome | None
    site: Site | None


class Preview:
    """Ties watching, rebuilding, serving and telling together.

    ``said`` is told sentences for the terminal, ``built`` every outcome; both are called from other threads.
    """

    def __init__(
        self, settings: Settings, *, said: Callable[[str], None], built: Callable[[Outcome], None]
    ) -> None:
        self.settings = settings
        self.token = secrets.token_urlsafe(32)
        self.run = secrets.token_hex(6)
        self.shelf = Shelf()
        self.hub = Hub(self.state)
        self.outcome: Outcome | None = None
        self._built = built
        self._progress: tuple[str, int, int] = ("", 0, 0)
        memo = Memo.beside(Project.cache_of(settings.root))
        maker = Maker(settings.root, settings.drafts, self.hub.paths, Rechecking(memo))
        self.rebuilder = Rebuilder(maker, self._publish, self._tell, self._keep)
        self.watch = Watch(settings.root, lambda size: self.rebuilder.request(), said)
        if (site := stored(settings.root)) is not None:
            self.shelf.put(site)

    def start(self) -> None:
        """Rebuild behind what is served, then watch: nothing that changes meanwhile is missed."""
        self.rebuilder.start()
        self.watch.start()
        self.rebuilder.request()

    def end(self) -> None:
        """Stop everything; what is being made is given up."""
        self.watch.end()
        self.rebuilder.end()

    def seen(self) -> Seen:
        """What there is now."""
        return Seen(self.outcome, self.shelf.newest)

    def report(self, outcome: Outcome | None) -> Report:
        """All that is wrong in an outcome."""
        return report(outcome, self.settings.root, self.settings.editor)

    def status(self) -> State:
        """What the preview is doing, for pages and programs."""
        outcome, newest = self.outcome, self.shelf.newest
        return {
            "run": self.run,
            "generation": newest.number if newest else None,
            "outcome": outcome.number if outcome else 0,
            "rebuilds": {"started": self.rebuilder.started, "finished": self.rebuilder.finished},
            "bursts": self.watch.bursts,
            "watching": self.watch.how,
            "listening": self.hub.listening,
            "progress": self._progress,
            "errors": outcome.errors if outcome else 0,
            "warnings": outcome.count(Severity.WARNING) if outcome else 0,
            "notices": outcome.count(Severity.NOTICE) if outcome else 0,
        }

    def state(self, path: OutputPath) -> State:
        """All that the open page at ``path`` has to know: `status`, its own state, its style sheets."""
        newest = self.shelf.newest
        styles = dict(newest.styles) if newest else {}
        return {**self.status(), "page": self.digest(path), "styles": styles}

    def digest(self, path: OutputPath) -> str:
        """The state of a page; empty when there is none."""
        own = self.own_digest(self.seen())
        if path == REPORT or self.shelf.newest is None:
            return own
        try:
            served = self.shelf.page(path)
        except DossierError:
            return own
        return served.version if served else ""

    def own_digest(self, seen: Seen) -> str:
        """The state of a page of the preview's own: another with every outcome, never one of a page of the site."""
        return f"{self.run}-{seen.outcome.number if seen.outcome else 0}"

    def about(self, path: OutputPath, digest: str, seen: Seen) -> Mapping[str, object]:
        """What the script in a page is told."""
        return {
            "token": self.token,
            "run": self.run,
            "page": digest,
            "path": path,
            "styles": dict(seen.site.styles) if seen.site else {},
        }

    def inside(self, path: OutputPath) -> OutputPath:
        """The path without the folder the site will be published in, which the 404 page's addresses begin with."""
        newest = self.shelf.newest
        base = newest.checked.composition.chrome.base if isinstance(newest, Generation) else ""
        return OutputPath(path.removeprefix(urlsplit(base).path.lstrip("/")))

    def _publish(self, outcome: Outcome) -> None:
        if outcome.generation is not None:
            self.shelf.put(outcome.generation)
        self.outcome = outcome  # the later of the two, so that who has seen it is served no older site
        self.hub.tell()
        self._built(outcome)

    def _tell(self, stage: str, done: int, total: int) -> None:
        """Pages hear of a new stage, not of every file."""
        before, self._progress = self._progress[0], (stage, done, total)
        if stage != before and self.shelf.newest is None:
            self.hub.tell()

    def _keep(self, generation: Generation, interrupt: Callable[[], None]) -> None:
        keep(self.settings.root, generation, interrupt)
