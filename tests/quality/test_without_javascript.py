"""Readers without JavaScript miss nothing: notes open, navigation works, short addresses lead on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.harness.browsing import browsing

pytestmark = pytest.mark.browser
PHONE = 390
WIDE = 1500
#: The keys of the notes that a text links to, and of those the ones whose text can be seen.
LINKED = """() => {
  const links = [...document.querySelectorAll('main a[href^="#"]')].filter(link => !link.closest('details'))
  const ids = new Set(links.map(link => link.getAttribute('href').slice(1)))
  return [...ids].filter(id => id && document.getElementById(id)?.closest('details'))
}"""
SHOWN = """ids => ids.filter(id => {
  const details = document.getElementById(id).closest('details')
  const text = [...details.children].find(child => child.localName !== 'summary')
  return text.checkVisibility({contentVisibilityAuto: true}) && text.getBoundingClientRect().height > 0
})"""
FOLDED = (
    '<!doctype html><meta name="viewport" content="width=device-width"><main><a href="#n1">1</a>'
    "<details %s><summary>1</summary><div %s>Une note.</div></details></main>"
)


@pytest.fixture(params=[PHONE, WIDE], ids=["phone", "wide"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """An empty page of a browser without JavaScript, on a phone and on a wide screen."""
    size = {"width": request.param, "height": 900}
    with browsing(browser, java_script_enabled=False, viewport=size) as context:
        yield context.new_page()


def unreadable_notes(page: Page, url: str) -> list[str]:
    """The notes whose text cannot be brought to the screen by following the link of their passage."""
    page.goto(url)
    linked: list[str] = page.evaluate(LINKED)
    assert linked, f"{url} has no notes"
    hidden = []
    for key in linked:
        page.goto(url)
        page.locator(f'main a[href="#{key}"]:not(details *)').first.click()
        if not page.evaluate(SHOWN, [key]):
            hidden.append(key)
    return hidden


def test_notes_can_be_read(page: Page, server: str, demo_pages: list[str], demo_site: Path) -> None:
    """Following a marker shows its note, on every article that has notes."""
    noted = [path for path in demo_pages if "<details" in (demo_site / path).read_text(encoding="utf-8")]
    articles = [path for path in noted if path.startswith("articles/")]
    assert articles
    assert [(path, keys) for path in articles if (keys := unreadable_notes(page, server + path))] == []


def test_notes_stand_open_on_a_wide_screen(browser: Browser, server: str, demo_pages: list[str]) -> None:
    """In the margin there is nothing to open."""
    with browser.new_context(java_script_enabled=False, viewport={"width": WIDE, "height": 900}) as context:
        page = context.new_page()
        for path in (path for path in demo_pages if path.startswith("articles/")):
            page.goto(server + path)
            linked = page.evaluate(LINKED)
            assert page.evaluate(SHOWN, linked) == linked, path


def test_navigation(page: Page, server: str) -> None:
    """Every link of the main navigation can be clicked and leads to a page of its own."""
    page.goto(server)
    links = page.locator("header nav a")
    count = links.count()
    assert count >= 3
    for index in range(count):
        page.goto(server)
        target = links.nth(index).evaluate("link => link.href")
        links.nth(index).click()
        assert page.url == target
        assert page.locator("main h1").first.is_visible()


def test_short_addresses(page: Page, server: str, demo_pages: list[str]) -> None:
    """A short address leads to its article, by itself or by a link that can be seen."""
    short = [path for path in demo_pages if path.count("/") == 1 and path.split("/", maxsplit=1)[0].isdigit()]
    assert short
    for path in short:
        page.goto(server + path.removesuffix("index.html"))
        try:
            page.wait_for_url("**/articles/*/**", timeout=5_000)
        except PlaywrightTimeout:
            page.locator('main a[href*="articles/"]').first.click()
            page.wait_for_url("**/articles/*/**")


def test_a_note_that_stays_shut_is_noticed(page: Page, serve: Callable[..., str], tmp_path: Path) -> None:
    """A browser opens a note for a link into its text, not for a link to its box."""
    root = serve(tmp_path)
    cases = {"text": ("", 'id="n1"', []), "box": ('id="n1"', "", ["n1"]), "open": ('id="n1" open', "", [])}
    for name, (details, text, unreadable) in cases.items():
        (tmp_path / f"{name}.html").write_text(FOLDED % (details, text), encoding="utf-8")
        assert unreadable_notes(page, f"{root}{name}.html") == unreadable
