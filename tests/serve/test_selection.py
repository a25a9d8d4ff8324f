"""What somebody has selected, or is about to annotate, outlives every change of the page, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.harness.preview import Running
from tests.serve.test_annotate import (
    ADDRESS,
    ARTICLE,
    FIND,
    FORM,
    page,
    ready,
    save,
    saved,
    select,
    visit,
    write,
)

pytestmark = pytest.mark.browser
__all__ = ["page"]
FLOAT = "dossier-notes .float"
SELECTED = "getSelection().toString()"


def longer(preview: Running) -> None:
    """A change in the article before the passages of these tests, and the wait until the page shows it."""
    preview.project.change(ARTICLE, "quarante mètres", "cinquante mètres et quelques centimètres")


def changed(page: Page) -> None:
    """The page shows what `longer` wrote."""
    expect(page.get_by_text("cinquante mètres et quelques").first).to_be_visible()


def test_selected_before_the_form_is_there(preview: Running, page: Page) -> None:
    """On a page that is still asking what can be annotated, the button comes with the answer."""
    preview.after(0)
    held: list[Route] = []
    page.route("**/api/notes/about", lambda route: held.append(route))  # noqa: PLW0108  (Playwright inspects what it calls)
    with page.expect_request("**/api/notes/about"):
        page.goto(preview.url + ADDRESS)
    select(page, "La maire")
    assert page.evaluate(SELECTED) == "La maire"
    expect(page.locator("dossier-preview .annotate")).to_have_count(0)
    held[0].continue_()
    page.locator(FLOAT).click()
    expect(page.locator(f"{FORM} #passage")).to_have_text("La maire")


def test_a_selection_outlives_a_change_of_the_page(preview: Running, page: Page) -> None:
    """Somebody else saves the article: the page is loaded again, the passage is still selected, the button is there."""
    visit(page, preview)
    select(page, "La maire")
    expect(page.locator(FLOAT)).to_be_visible()
    longer(preview)
    changed(page)
    page.locator(FLOAT).click()
    expect(page.locator(f"{FORM} #passage")).to_have_text("La maire")
    write(page, "Gardée.")
    save(page)
    saved(page)


def test_the_same_words_elsewhere_are_not_taken(preview: Running, page: Page) -> None:
    """Of words that stand several times those are selected again whose surroundings were selected before."""
    preview.project.change(ARTICLE, "## Le coût", "Plouf, dit l'un.\n\nPlouf, dit l'autre.\n\n## Le coût")
    visit(page, preview)
    expect(page.get_by_text(re.compile("dit l.autre")).first).to_be_visible()
    script = """() => {
      const line = [...document.querySelectorAll('.prose > p')].find(p => p.innerText.includes('autre')).firstChild
      getSelection().setBaseAndExtent(line, 0, line, 5)
    }"""
    page.evaluate(script)
    preview.project.change(ARTICLE, "Plouf, dit l'un.", "Plouf, dit l'une.\n\nPlouf, dit la troisième.")
    expect(page.get_by_text("Plouf, dit la troisième.").first).to_be_visible()
    expect(page.locator(FLOAT)).to_be_visible()
    assert page.evaluate(SELECTED) == "Plouf"
    assert page.evaluate("getSelection().anchorNode.data").endswith("autre.")


def test_words_that_are_gone_are_not_selected(preview: Running, page: Page) -> None:
    """The passage itself was rewritten: nothing else is selected in its place."""
    visit(page, preview)
    select(page, "quarante mètres")
    expect(page.locator(FLOAT)).to_be_visible()
    longer(preview)
    changed(page)
    ready(page)
    assert page.evaluate(SELECTED) == ""
    expect(page.locator(FLOAT)).to_be_hidden()


def test_the_page_waits_for_a_pressed_button(preview: Running, page: Page) -> None:
    """In the middle of selecting nothing moves under the pointer; then the page follows, with the selection."""
    visit(page, preview)
    left, top, right, bottom = page.evaluate(FIND, "La maire")
    page.mouse.move(left + 0.5, top)
    page.mouse.down()
    longer(preview)
    expect(page.locator("dossier-preview .waiting")).to_be_visible()
    page.mouse.move(right, bottom, steps=4)
    expect(page.get_by_text("quarante mètres").first).to_be_visible()
    page.mouse.up()
    changed(page)
    expect(page.locator(FLOAT)).to_be_visible()
    assert page.evaluate(SELECTED) == "La maire"


def test_an_open_form_keeps_the_page(preview: Running, page: Page) -> None:
    """Also before anything is typed: it survives a reload by hand, and the page follows once it is closed."""
    visit(page, preview)
    select(page, "La maire")
    page.locator(FLOAT).click()
    longer(preview)
    expect(page.locator("dossier-preview .waiting")).to_be_visible()
    expect(page.locator(f"{FORM} #passage")).to_have_text("La maire")
    page.reload()
    expect(page.locator(f"{FORM} #passage")).to_have_text("La maire")
    changed(page)
    preview.project.change(ARTICLE, "cinquante mètres", "soixante mètres")
    expect(page.locator("dossier-preview .waiting")).to_be_visible()
    page.locator(f"{FORM} #text").press("Escape")
    expect(page.get_by_text("soixante mètres").first).to_be_visible()
    expect(page.locator(FORM)).to_be_hidden()
