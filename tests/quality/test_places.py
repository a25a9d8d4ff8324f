"""The site works wherever it is put: at the root of a server, below a sub-path, and opened from a folder."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Response
from playwright.sync_api import Error as PlaywrightError

from tests.harness.project import Project
from tests.quality.site import pages, representatives
from tests.quality.visit import is_fault

#: The links of a page's navigation.
_LINKS = "header nav a, footer a"

pytestmark = pytest.mark.browser


def troubles(browser: Browser, url: str) -> list[str]:
    """What a page misses when it is opened at ``url``: files that fail to load, scripts that fail."""
    found: list[str] = []

    def answered(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            found.append(f"{response.status} {response.url}")

    def failed(request: Request) -> None:
        # A page that leads on at once may be left before all of it has come.
        if not (request.is_navigation_request() and request.failure == "net::ERR_ABORTED"):
            found.append(f"{request.failure} {request.url}")

    with browser.new_page() as page:
        page.on("response", answered)
        page.on("requestfailed", failed)
        page.on("pageerror", lambda error: found.append(str(error)) if is_fault(error) else None)
        page.goto(url, wait_until="networkidle")
    return found


def strays(browser: Browser, url: str, places: str) -> list[str]:
    """The links of the navigation of ``url`` that, when clicked, do not lead to a page below ``places``."""
    with browser.new_page() as page:
        page.goto(url)
        targets: list[str] = page.locator(_LINKS).evaluate_all("links => links.map(link => link.href)")
    own = [n for n, target in enumerate(targets) if urlsplit(target)[:2] == urlsplit(places)[:2]]
    pages = [n for n in own if urlsplit(targets[n]).path.endswith(("/", ".html"))]
    assert pages, f"{url} has no navigation"
    return [targets[n] for n in pages if not _arrives(browser, url, n, places)]


def _arrives(browser: Browser, url: str, number: int, places: str) -> bool:
    """In a page of its own: one that could not be opened is followed by the browser's own, at any later moment."""
    with browser.new_page() as page:
        page.goto(url)
        try:
            with page.expect_navigation():
                page.locator(_LINKS).nth(number).click()
        except PlaywrightError:  # a folder or a file that is not on the disk
            return False
        return page.url.startswith(places) and page.locator("main h1").count() > 0


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page."""
    with browser.new_page() as page:
        yield page


def _check(browser: Browser, root: str, paths: list[str], front: str) -> None:
    # The 404 page is shown by a server, at any depth: it has a test of its own.
    opened = {path: troubles(browser, root + path) for path in paths if path != "404.html"}
    assert {path: found for path, found in opened.items() if found} == {}
    assert strays(browser, root + front, root) == []


def test_at_the_root(browser: Browser, server: str, demo_pages: list[str]) -> None:
    """At ``/``."""
    _check(browser, server, [p.removesuffix("index.html") for p in representatives(demo_pages, 12)], "")


def test_below_a_sub_path(browser: Browser, server_below: str, demo_pages: list[str]) -> None:
    """At ``/repo/``, where whatever leaves the sub-path is lost; from a page deep down, too."""
    paths = [p.removesuffix("index.html") for p in representatives(demo_pages, 12)]
    _check(browser, server_below, paths, max(paths, key=lambda path: path.count("/")))


def test_from_a_folder(browser: Browser, demo_site: Path, demo_pages: list[str]) -> None:
    """Opened from a disk a page has all it needs; following folder links there is the export's business."""
    paths = [path for path in representatives(demo_pages, 12) if path != "404.html"]
    opened = {path: troubles(browser, f"{demo_site.as_uri()}/{path}") for path in paths}
    assert {path: found for path, found in opened.items() if found} == {}


@pytest.mark.parametrize(
    "url", ["https://you.github.io/", "https://dossier.example/", "https://you.github.io/dossier/", ""]
)
@pytest.mark.parametrize("project", ["small"], indirect=True)
def test_each_kind_of_address(
    browser: Browser, serve: Callable[..., str], project: Project, url: str
) -> None:
    """A user site, a custom domain, a project site, no address yet: all pages work where they are served, an
    unknown address too, and what is absolute (canonical, feeds, sitemap) begins with the address, nothing else.
    """
    config = (project.root / "dossier.yaml").read_text(encoding="utf-8")
    lines = [line for line in config.splitlines() if not line.startswith("url:")]
    project.write("dossier.yaml", "\n".join([*lines, f"url: {url}" if url else "", ""])).build()
    root = serve(project.output, urlsplit(url).path or "/")
    paths = [path.removesuffix("index.html") for path in pages(project.output)]
    _check(browser, root, representatives(paths, 6), max(paths, key=lambda path: path.count("/")))
    if url:
        assert strays(browser, root + "nothing/at/all/", root) == []
    for path in ("index.html", "404.html", "articles/un-pont/index.html"):
        text = project.read_output(path)
        assert ('rel="canonical"' in text) == bool(url)
        own = re.findall(r'(?:href|src|content|action)="(https?://[^"]+)"', text)
        assert [found for found in own if "github.io" in found and not found.startswith(url or "-")] == []
        assert not re.search(r'(?:href|src)="/', text) or path == "404.html"


def test_an_unknown_address(
    browser: Browser, page: Page, serve: Callable[..., str], demo_site: Path, base: str
) -> None:
    """The 404 page finds its style and its links at any depth."""
    root = serve(demo_site, urlsplit(base).path)
    url = root + "nothing/at/all/"
    assert troubles(browser, url) == []
    page.goto(url)
    assert page.locator("main h1").is_visible()
    assert strays(browser, url, root) == []


@pytest.mark.parametrize(
    ("html", "trouble"),
    [
        ('<link rel="stylesheet" href="/style.css">', "/style.css"),
        ('<script src="gone.js"></script>', "gone.js"),
        ("<script>nowhere()</script>", "nowhere is not defined"),
    ],
)
def test_troubles_are_noticed(
    browser: Browser, serve: Callable[..., str], tmp_path: Path, html: str, trouble: str
) -> None:
    """A file at the server's root, a missing file and a failing script each are a trouble at ``/repo/``."""
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    (tmp_path / "style.css").touch()
    found = troubles(browser, serve(tmp_path, "/repo/"))
    assert any(trouble in line for line in found), found


def test_strays_are_noticed(browser: Browser, serve: Callable[..., str], tmp_path: Path) -> None:
    """Links to a folder of a disk show a listing, and links to the root leave a sub-path."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text("<main><h1>a</h1></main>", encoding="utf-8")
    links = "".join(f'<a href="{target}">{target}</a>' for target in ("a/", "a/index.html", "b/", "/"))
    (tmp_path / "index.html").write_text(f"<header><nav>{links}</nav></header>", encoding="utf-8")
    root = serve(tmp_path, "/repo/")
    assert strays(browser, root, root) == [f"{root}b/", root.removesuffix("repo/")]
    folder = tmp_path.as_uri() + "/"
    assert strays(browser, folder + "index.html", folder) == [f"{folder}a/", f"{folder}b/", "file:///"]
