"""Every page of the demonstration site in a real browser: accessible, private, and fit for narrow screens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quality.site import address, representatives
from tests.quality.visit import Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
MOST = 60
POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; style-src 'unsafe-inline'\">"
)
SOUND = (
    '<!doctype html><html lang="fr"><head><title>Essai</title>'
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
    f"{POLICY}</head><body><main><h1>Essai</h1><p>Un texte.</p>%s</main></body></html>"
)


@pytest.fixture(scope="module")
def visits(browser: Browser, server: str, demo_pages: list[str]) -> dict[str, Visit]:
    """A visit of every page, or of several of each kind when there are many."""
    chosen = [path for path in representatives(demo_pages, MOST) if path != "404.html"]
    return {path: visit(browser, server + address(path)) for path in chosen}


def _complaints(visits: dict[str, Visit], field: str) -> list[str]:
    return [f"/{address(path)}: {line}" for path, seen in visits.items() for line in getattr(seen, field)]


def test_no_barrier(visits: dict[str, Visit]) -> None:
    """axe finds nothing in both colour schemes, on a wide screen and on a phone."""
    assert _complaints(visits, "barriers") == []


def test_no_foreign_request(visits: dict[str, Visit]) -> None:
    """No page asks another server for anything."""
    assert _complaints(visits, "foreign") == []


def test_no_error_in_the_console(visits: dict[str, Visit]) -> None:
    """No page breaks its own security policy, misses a file or has a failing script."""
    assert _complaints(visits, "console") == []


def test_no_sideways_scrolling(visits: dict[str, Visit]) -> None:
    """At 320 pixels every page reflows."""
    assert _complaints(visits, "overflow") == []


@pytest.fixture
def look(browser: Browser, serve: Callable[..., str], tmp_path: Path) -> Callable[[str], Visit]:
    """``look(html)`` visits a sound page with ``html`` added to it."""

    def visit_page(html: str) -> Visit:
        (tmp_path / "index.html").write_text(SOUND % html, encoding="utf-8")
        (tmp_path / "favicon.ico").touch()
        return visit(browser, serve(tmp_path))

    return visit_page


def test_a_sound_page_passes(look: Callable[[str], Visit]) -> None:
    """A visit complains about nothing that is right."""
    assert look("") == Visit([], [], [], [])


@pytest.mark.parametrize(
    ("html", "field", "complaint"),
    [
        ('<img src="/favicon.ico">', "barriers", "image-alt"),
        ('<p style="color: #999; background: #fff">gris</p>', "barriers", "light 390px: color-contrast"),
        (
            '<p style="color: light-dark(#000, #333); background: light-dark(#fff, #000)">gris</p>',
            "barriers",
            "dark 1500px: color-contrast",
        ),
        ('<p style="width: 900px">large</p>', "overflow", "px wide"),
        ("<script>document.title = 'x'</script>", "console", "Content Security Policy"),
        ('<img alt="" src="missing.png">', "console", "404"),
        ('<img alt="" src="http://127.0.0.1:9/x.png">', "console", "Content Security Policy"),
    ],
)
def test_a_visit_notices(look: Callable[[str], Visit], html: str, field: str, complaint: str) -> None:
    """One flaw added to a sound page is a complaint of the right kind."""
    found = getattr(look(html), field)
    assert any(complaint in line for line in found), found


def test_a_visit_notices_other_servers(browser: Browser, serve: Callable[..., str], tmp_path: Path) -> None:
    """A picture from another server is a foreign request, whether or not it can be reached."""
    (tmp_path / "index.html").write_text('<img alt="" src="http://127.0.0.1:9/x.png">', encoding="utf-8")
    assert visit(browser, serve(tmp_path)).foreign == ["http://127.0.0.1:9/x.png"]
