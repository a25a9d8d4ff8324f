"""Exports are opened from a disk, in a browser with and without JavaScript, and every kind of link is followed."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from tests.harness.browsing import browsing
from tests.harness.project import Project
from tests.quality.html import html_errors
from tests.quality.site import pages, representatives
from tests.quality.test_places import strays
from tests.quality.visit import is_fault, visit

pytestmark = pytest.mark.browser
#: The address of every link of a page that is not one to another site.
LINKS = "links => links.map(link => link.href).filter(href => !/^(https?|mailto):/.test(href))"
#: The ids that no element of the page has although a link leads there, and those that several have.
LOST = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id)
  const known = new Set(ids)
  const wanted = [...document.querySelectorAll('a[href^="#"]')].map(a => decodeURIComponent(a.hash.slice(1)))
  const named = [...document.querySelectorAll('[aria-labelledby], [for], [aria-describedby]')].flatMap(e =>
    ['aria-labelledby', 'for', 'aria-describedby'].flatMap(a => (e.getAttribute(a) || '').split(/\\s+/)))
  return [...wanted, ...named].filter(id => id && !known.has(id)).concat(ids.filter((id, n) => ids.indexOf(id) < n))
}"""


@pytest.fixture(scope="module")
def exported(demo: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both exports of the demonstration dossier, and the ZIP unpacked."""
    folder = tmp_path_factory.mktemp("exported")
    demo.do("export", "--zip", str(folder / "a.zip"), "--single-file", str(folder / "a.html"))
    with zipfile.ZipFile(folder / "a.zip") as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def unpacked(exported: Path) -> Path:
    """The one folder of the ZIP."""
    (folder,) = (path for path in exported.iterdir() if path.is_dir())
    return folder


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs scripts, and of one that does not."""
    with browsing(browser, java_script_enabled=request.param, reduced_motion="reduce") as context:
        yield context.new_page()


def unreachable(folder: Path, path: str) -> list[str]:
    """The links of a page, and what it loads, that lead to no file or to no part of one."""
    parser = LexborHTMLParser((folder / path).read_text(encoding="utf-8"))
    found = [
        node.attributes.get("href") or node.attributes.get("src") for node in parser.css("[href], [src]")
    ]
    targets = [urljoin((folder / path).as_uri(), target) for target in found if target]
    own = [target for target in targets if urlsplit(target).scheme == "file"]
    return [target for target in own if not _leads(folder, target)]


def _leads(folder: Path, target: str) -> bool:
    parts = urlsplit(target)
    file = Path(unquote(parts.path))
    if not (file.is_file() and file.is_relative_to(folder)):
        return False
    return not parts.fragment or f'id="{unquote(parts.fragment)}"' in file.read_text(encoding="utf-8")


def test_every_link_of_the_zip(unpacked: Path) -> None:
    """Every link of every page leads to a file below the folder, and to a part that is there."""
    found = {path: unreachable(unpacked, path) for path in pages(unpacked)}
    assert len(found) > 20
    assert {path: lost for path, lost in found.items() if lost} == {}


def test_the_navigation_of_the_zip(browser: Browser, unpacked: Path) -> None:
    """The links of head and foot are clicked, on the front page and far down."""
    root = f"{unpacked.as_uri()}/"
    deep = max(pages(unpacked), key=lambda path: path.count("/"))
    for path in ("index.html", deep):
        assert strays(browser, root + path, root) == []


def test_short_addresses_of_the_zip(page: Page, unpacked: Path) -> None:
    """A short address leads to its article by itself, with a part of it too where scripts run."""
    (short,) = (path for path in pages(unpacked) if path.count("/") == 1 and path[0].isdigit())
    page.goto(f"{unpacked.as_uri()}/{short}")
    page.wait_for_url("**/articles/*/index.html")
    assert page.locator("article h1").is_visible()


def errors(browser: Browser, url: str) -> list[str]:
    """What the browser reports about a page, and what the page asks for that is not below its folder."""
    found: list[str] = []
    with browser.new_page() as page:
        page.on("request", lambda request: found.append(request.url))
        page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: found.append(str(error)) if is_fault(error) else None)
        page.goto(url, wait_until="networkidle")
    return [line for line in found if not line.startswith(("file:", "data:"))]


def test_a_visit_of_the_zip(browser: Browser, unpacked: Path) -> None:
    """No request to another place, no error, no barrier; each shape of page."""
    for path in representatives(pages(unpacked), 8):
        url = f"{unpacked.as_uri()}/{path}"
        # Looking for barriers, axe itself asks for style sheets in a way that browsers allow to servers only.
        assert (path, errors(browser, url), visit(browser, url).barriers) == (path, [], [])


def test_a_visit_of_the_single_file(browser: Browser, exported: Path) -> None:
    """The same of the page that holds everything, and nothing sticks out of a phone's screen."""
    seen = visit(browser, (exported / "a.html").as_uri())
    assert (seen.foreign, seen.console, seen.overflow, seen.barriers) == ([], [], [], [])


@pytest.mark.java
def test_the_html_of_exports(exported: Path) -> None:
    """Neither the single file nor a page of the ZIP has an error."""
    assert html_errors(exported) == []


def test_the_single_file_asks_for_nothing(browser: Browser, exported: Path) -> None:
    """The file itself is the only request."""
    with browser.new_page() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((exported / "a.html").as_uri(), wait_until="networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [(exported / "a.html").as_uri()]


def test_every_link_of_the_single_file(browser: Browser, exported: Path) -> None:
    """Every link leads to one part of the file; all other addresses are of other sites; no id is there twice."""
    with browser.new_page() as page:
        page.goto((exported / "a.html").as_uri())
        assert page.evaluate(LOST) == []
        own: list[str] = page.locator("a").evaluate_all(LINKS)
        assert len(own) > 100
        address = (exported / "a.html").as_uri()
        assert [href for href in own if not href.startswith(f"{address}#")] == []


@pytest.mark.parametrize(
    "kind",
    [
        "#contents a[href*='articles']",
        "#contents a[href*='chronologie']",
        "#contents a[href*='reperes']",
        "#contents a[href*='themes']",
        ".part .nref",
        ".part a.back",
        ".part a[href*=':n']",
        ".part .tl a[href*='chronologie/:']",
        ".part .tags a",
        ".up a",
    ],
)
def test_kinds_of_links_are_clicked(page: Page, exported: Path, kind: str) -> None:
    """A click on one link of each kind brings its target to the screen."""
    page.set_viewport_size({"width": 1500, "height": 900})
    page.goto((exported / "a.html").as_uri())
    link = page.locator(kind).first
    link.scroll_into_view_if_needed()
    target = unquote(urlsplit(link.evaluate("link => link.href")).fragment)
    link.click()
    assert unquote(urlsplit(page.url).fragment) == target
    place = page.locator(f'[id="{target}"]')
    page.wait_for_timeout(100)
    assert place.evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.bottom > 0 && b.top < innerHeight }"
    )


def test_all_is_there(browser: Browser, exported: Path, demo_site: Path) -> None:
    """The words of every article, note, entity and event of the site are in the single file."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((exported / "a.html").as_uri())
        held = " ".join(page.locator("body").text_content().split())  # type: ignore[union-attr]  # there is a body
        for path in [p for p in pages(demo_site) if p.startswith(("articles/", "reperes/", "chronologie/"))]:
            if path in ("reperes/index.html", "articles/index.html"):
                continue
            page.goto((demo_site / path).as_uri())
            shown = " ".join(page.locator("main").text_content().split())  # type: ignore[union-attr]
            assert shown in held, path


def test_lost_links_are_noticed(browser: Browser, tmp_path: Path) -> None:
    """A link to a folder, to nothing, out of the folder and to a part that is not there; an id that is there twice."""
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    (tmp_path / "out.html").touch()
    (folder / "a/index.html").write_text('<p id="x">', encoding="utf-8")
    links = ("a/", "b.html", "../out.html", "a/index.html#y", "a/index.html#x", "a/index.html")
    text = "".join(f'<a href="{link}">{link}</a>' for link in links)
    (folder / "index.html").write_text(text, encoding="utf-8")
    assert len(unreachable(folder, "index.html")) == 4
    (folder / "index.html").write_text('<p id="a"><p id="a"><a href="#b">b</a>', encoding="utf-8")
    with browser.new_page() as other:
        other.goto((folder / "index.html").as_uri())
        assert other.evaluate(LOST) == ["b", "a"]
