"""What the preview serves is what a build writes, byte for byte, whenever it is rendered."""

import hashlib
import re
import weakref
from collections.abc import Mapping

import pytest

from dossierpress import build
from dossierpress.config import load
from dossierpress.model.page import Artifact, Page
from dossierpress.model.source import OutputPath
from dossierpress.render import render
from dossierpress.serve import generations
from dossierpress.serve.generations import Generation, Kind, Served
from dossierpress.serve.inject import digest, injected
from dossierpress.serve.keep import keep, stored
from dossierpress.serve.shelf import LINGER, Shelf
from dossierpress.theme import Theme
from tests.harness.preview import previewing
from tests.harness.project import Project, tree

MANIFEST = ".dossier-manifest.json"


def state(project: Project, number: int = 1, previous: Generation | None = None) -> Generation:
    """The dossier as it stands now."""
    found, _ = load(project.root)
    return Generation(number, project.root, build.check(found), previous)


def test_the_same_as_a_build(small: Project) -> None:
    """Every file, the empty ones as well: an editor empties a style sheet for a moment before it writes it."""
    small.write("themes/own/theme.yaml", "extends: default\n").write("themes/own/static/theme.css", "")
    small.write("dossier.yaml", (small.root / "dossier.yaml").read_text() + "theme: own\n")
    small.write("content/files/note.txt", "text").write("content/files/empty.txt", "").build()
    written = small.tree()
    del written[MANIFEST]
    generation = state(small)
    served = {str(path): generation.read(path) for path in generation.paths()}
    assert {path: found.data for path, found in served.items() if found} == written


def test_a_state_stays_as_it_was(small: Project) -> None:
    """A page that is looked at only after the next change is still the page of its own state."""
    page = OutputPath("articles/un-pont/index.html")
    first = state(small)
    small.change("content/articles/un-pont.md", "quarante mètres", "cinquante mètres")
    second = state(small, 2, first)
    assert b"quarante" in text(first, page)
    assert b"cinquante" in text(second, page)


def test_unchanged_pages_are_not_rendered_again(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what has changed; and the state before the last is forgotten."""
    first = state(small)
    everything(first)
    small.write(
        "content/notes/10101-neu.md", "---\narticle: 10101\nid: n9\nquote: quarante mètres\n---\nNeu.\n"
    )
    second = state(small, 2, first)
    rendered: list[str] = []

    def noted(page: Page, theme: Theme) -> Artifact:
        rendered.append(page.url)
        return render(page, theme)

    monkeypatch.setattr(generations, "render", noted)
    everything(second)
    assert "/articles/un-pont/" in rendered
    assert "/a-propos/" not in rendered
    state(small, 3, second)
    assert second.previous is None


def test_kept_and_found_again(small: Project) -> None:
    """What is kept on disk is the state, and the next start serves it; a build's output will do, too."""
    assert stored(small.root) is None
    small.build()
    first = stored(small.root)
    assert first
    generation = state(small)
    keep(small.root, generation, lambda: None)
    kept = tree(small.root / ".dossier/preview/site")
    del kept[MANIFEST]
    assert kept == {path: served.data for path, served in everything(generation).items()}
    found = stored(small.root)
    assert found
    for path in generation.paths():
        again, now = found.read(path), generation.read(path)
        assert again
        assert now
        assert (again.data, again.kind, again.version) == (now.data, now.kind, now.version)
    assert found.styles == generation.styles
    assert found.read(OutputPath(MANIFEST)) is None


def test_giving_up_keeps_what_was_kept(small: Project) -> None:
    """Interrupted between two pages, nothing is written."""
    keep(small.root, state(small), lambda: None)
    before = tree(small.root / ".dossier/preview/site")
    small.change("content/articles/un-pont.md", "quarante mètres", "cinquante mètres")

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep(small.root, state(small), interrupt)
    assert tree(small.root / ".dossier/preview/site") == before


def test_versions_of_pages(small: Project) -> None:
    """A page has changed when its bytes or its pictures have, not when its style sheet has."""
    page = OutputPath("articles/un-pont/index.html")
    small.write("content/files/pont.png", b"one")
    small.change("content/articles/un-pont.md", "## Le coût", "![Le pont](/files/pont.png)\n\n## Le coût")
    first = version(state(small), page)
    assert version(state(small, 2), page) == first
    small.write("content/files/pont.png", b"another")
    assert version(state(small, 3), page) != first


def test_a_style_sheet_does_not_count() -> None:
    """Its version stands in every page."""
    assert digest(b'<link href="a/theme.css?12ab">') == digest(b'<link href="a/theme.css?ffff">')
    assert digest(b'<script src="a/theme.js?12ab">') != digest(b'<script src="a/theme.js?ffff">')


def test_the_script_is_put_before_the_last_end_of_body() -> None:
    """And what it is told cannot end the attribute it stands in."""
    page = b"<body><pre>&lt;/body></pre></BODY >\n</html>"
    found = injected(page, "/x.js", {"a": "\"><script>alert('1')</script>&"}).decode()
    assert found.index("<script type") < found.index("</BODY >")
    assert "<script>alert" not in found
    assert injected(b"<p>no body", "/x.js", {}).startswith(b"<p>no body<script")


class State:
    """A site of one style sheet and one page."""

    def __init__(self, number: int, files: Mapping[str, str]) -> None:
        self.number = number
        self.styles: Mapping[str, str] = {}
        self._files = files

    def read(self, path: OutputPath) -> Served | None:
        """The file."""
        data = self._files.get(path)
        return Served(data.encode(), Kind.FILE, data) if data else None


def test_a_loading_page_gets_the_style_it_names() -> None:
    """For a moment the state before answers for what it alone has; a document is always of the newest."""
    now = 0.0
    shelf = Shelf(clock=lambda: now)
    assert shelf.page(OutputPath("a")) is None
    shelf.put(State(1, {"a.css": "old", "gone.png": "picture"}))
    shelf.put(State(2, {"a.css": "new"}))
    css, gone = OutputPath("a.css"), OutputPath("gone.png")
    assert part(shelf, css, "old") == b"old"
    assert part(shelf, css, "new") == b"new"
    assert part(shelf, css, "unknown") == b"new"
    assert part(shelf, css, "") == b"new"
    assert part(shelf, gone, "") == b"picture"
    assert shelf.page(gone) is None
    now = LINGER + 1
    assert part(shelf, css, "old") == b"new"
    assert part(shelf, gone, "") is None


def test_replaced_states_are_forgotten() -> None:
    """Each is a whole site in memory: at the next change those that answer for nothing any more go."""
    now = 0.0
    shelf = Shelf(clock=lambda: now)
    states = [State(number, {}) for number in range(4)]
    seen = [weakref.ref(state) for state in states]
    for state in states[:3]:
        shelf.put(state)
    now = LINGER
    shelf.put(states[3])
    del states, state
    assert [ref() is None for ref in seen] == [True, True, False, False]


def part(shelf: Shelf, path: OutputPath, version: str) -> bytes | None:
    """The data a page gets."""
    served = shelf.part(path, version)
    return served.data if served else None


def text(site: Generation, path: OutputPath) -> bytes:
    """The data of a file that is there."""
    served = site.read(path)
    assert served
    return served.data


def version(site: Generation, path: OutputPath) -> str:
    """The version of a file that is there."""
    served = site.read(path)
    assert served
    return served.version


def everything(site: Generation) -> dict[str, Served]:
    """All files."""
    return {path: served for path in site.paths() if (served := site.read(path))}


def test_no_page_mixes_two_states(small: Project) -> None:
    """While the theme changes again and again, each page gets the very style sheet it names, and never a 404."""
    small.write("themes/own/theme.yaml", "extends: default\n")
    small.write("themes/own/static/theme.css", "h1 { order: 0 }")
    small.write("dossier.yaml", (small.root / "dossier.yaml").read_text() + "theme: own\n")
    with previewing(small) as preview:
        preview.after(0)
        seen: set[str] = set()
        for turn in range(40):
            small.write("themes/own/static/theme.css", f"h1 {{ order: {turn} }}")
            page = preview.get("/articles/un-pont/")
            named = re.search(r"assets/theme\.css\?([0-9a-f]+)", page.text)
            assert named
            style = preview.get(
                f"/assets/theme.css?{named[1]}", Sec_Fetch_Dest="style", Sec_Fetch_Site="same-origin"
            )
            assert (page.status, style.status) == (200, 200)
            assert hashlib.blake2b(style.body, digest_size=4).hexdigest() == named[1]
            seen.add(named[1])
        preview.settled()
        assert "order: 39" in preview.get("/assets/theme.css").text.replace("order:39", "order: 39")
        assert seen
