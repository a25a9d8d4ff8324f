"""The site may be built while a page of it is being answered: such a page must not take itself for the new one."""

import json
import re
import threading
from collections.abc import Callable
from html import unescape
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from dossierpress.diagnostics import DossierError
from dossierpress.model.source import OutputPath
from dossierpress.serve import app
from dossierpress.serve.guard import Gate
from dossierpress.serve.preview import REPORT, Preview, Settings
from dossierpress.serve.shelf import Shelf
from tests.harness.project import Project

HOST = "127.0.0.1:8000"
ARTICLE = "content/articles/un-pont.md"
PAGE = "articles/un-pont/"
BROKEN = ("tags: [ponts, Ville-Basse]", "tags: [ponts, Ville-Basse")


class Building:
    """A preview in this process that builds when it is told to, and only then."""

    def __init__(self, project: Project) -> None:
        self._built = threading.Event()
        settings = Settings(project.root, drafts=False, editor="")
        self.preview = Preview(settings, said=print, built=lambda _: self._built.set())
        self.preview.rebuilder.start()
        gate = Gate(frozenset({HOST}), self.preview.token)
        self._transport = httpx.ASGITransport(app=app.application(self.preview, gate))

    def build(self) -> None:
        """Build what is on the disk, to the end."""
        self._built.clear()
        self.preview.rebuilder.request()
        assert self._built.wait(60)

    def told(self, address: str) -> tuple[str, dict[str, Any]]:
        """A page's text, and what its script is told of it."""
        with start_blocking_portal() as portal:  # in a thread: the browser tests keep a loop in this one
            text = portal.call(self._get, address)
        found = re.search(r'data-dossier="([^"]*)"', text)
        assert found
        return text, json.loads(unescape(found[1]))

    async def _get(self, address: str) -> str:
        async with httpx.AsyncClient(transport=self._transport, base_url=f"http://{HOST}") as client:
            return (await client.get("/" + address)).text

    def now(self, path: str) -> dict[str, Any]:
        """What the script hears next."""
        return dict(self.preview.state(OutputPath(path)))


@pytest.fixture
def building(small: Project) -> Any:
    """A preview of `small` that has built nothing yet."""
    made = Building(small)
    yield made
    made.preview.rebuilder.end()


def _once(monkeypatch: pytest.MonkeyPatch, place: object, name: str, then: Callable[[], None]) -> None:
    """``then`` happens when ``place.name`` has done its work for the first time."""
    real, left = getattr(place, name), [then]

    def called(*args: Any, **values: Any) -> Any:
        result = real(*args, **values)
        if left:
            left.pop()()
        return result

    monkeypatch.setattr(place, name, called)


@pytest.mark.parametrize("broken", [False, True])
def test_the_waiting_page(
    small: Project, building: Building, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    """The first build ends while the page that waits for it is written: the page goes on to what was built."""
    if broken:
        small.change(ARTICLE, *BROKEN)
    _once(monkeypatch, app, "page", building.build)
    text, told = building.told(PAGE)
    assert "The site is being built" in text
    assert building.now(PAGE + "index.html")["page"] not in ("", told["page"])


def test_the_page_of_findings(small: Project, building: Building, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings of another build than the page's own are shown once more."""
    building.build()
    small.change(ARTICLE, *BROKEN)
    _once(monkeypatch, app, "page", building.build)
    text, told = building.told("_dossier/")
    assert "un-pont.md:" not in text
    assert building.now(REPORT)["page"] != told["page"]


def test_a_page_and_its_style(small: Project, building: Building, monkeypatch: pytest.MonkeyPatch) -> None:
    """A style sheet that changes while a page is read is put in place on that page too."""
    small.write("themes/own/theme.yaml", "extends: default\n").write(
        "themes/own/static/theme.css", "p { color: red }\n"
    )
    small.write("dossier.yaml", (small.root / "dossier.yaml").read_text() + "theme: own\n")
    building.build()
    before = building.now(PAGE + "index.html")

    def restyled() -> None:
        small.write("themes/own/static/theme.css", "p { color: blue }\n")
        building.build()

    _once(monkeypatch, Shelf, "page", restyled)
    _, told = building.told(PAGE)
    after = building.now(PAGE + "index.html")
    assert told["styles"] == before["styles"] != after["styles"]
    assert told["page"] == after["page"]


def test_a_page_that_cannot_be_rendered(building: Building, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that comes while the page's fault is told has the page: it is loaded again."""
    building.build()

    def mended() -> None:
        building.build()
        raise DossierError("a template cannot be used")

    _once(monkeypatch, Shelf, "page", mended)
    text, told = building.told(PAGE)
    assert "a template cannot be used" in text
    assert building.now(PAGE + "index.html")["page"] not in ("", told["page"])
