"""Annotating with a finger, on the narrowest phone.

Headless Chromium hears fingers, but does not select text under one that rests: that is the work of the phone's
system. So the finger is real here, and the selection is set as Android sets it: while the finger is down, which is
then taken away from the page (`pointercancel`); dragging the handles gives no events but `selectionchange`.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.harness.browsing import browsing
from tests.harness.preview import Running
from tests.serve.test_annotate import FIND, FORM, new_note, saved, violations, visit

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
FLOAT = "dossier-notes .float"
SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector('.prose'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words)
    if (at < 0) continue
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length)
    return
  }
}"""
HEARD = """
  ['pointerdown', 'pointercancel'].forEach(name => addEventListener(name, e => heard.push(name + e.pointerType)))
"""
#: Nothing is selected any more, and everybody who wanted to know has heard of it.
UNSELECT = """() => new Promise(done => {
  document.addEventListener('selectionchange', () => setTimeout(done, 200), { once: true })
  getSelection().removeAllRanges()
})"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of a phone: narrow, with a finger in the place of a mouse."""
    with browsing(browser, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2) as context:
        faults: list[str] = []
        context.on("weberror", lambda error: faults.append(str(error.error)))
        yield context.new_page()
        assert faults == []


def finger(page: Page) -> CDPSession:
    """What sends the events of fingers."""
    return page.context.new_cdp_session(page)


def down(hand: CDPSession, x: float, y: float) -> None:
    """A finger touches the screen."""
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})


def up(hand: CDPSession, how: str = "touchEnd") -> None:
    """It leaves, or the system takes its touch over (``touchCancel``)."""
    hand.send("Input.dispatchTouchEvent", {"type": how, "touchPoints": []})


def long_press(page: Page, words: str, more: str) -> None:
    """A finger rests on words until they are selected; then a handle is dragged so far that it is ``more``."""
    page.evaluate(f"window.heard = []; {HEARD}")
    left, top, right, _ = page.evaluate(FIND, words)
    hand = finger(page)
    down(hand, (left + right) / 2, top)
    page.evaluate(SELECT, words)
    up(hand, "touchCancel")
    assert page.evaluate("heard") == ["pointerdowntouch", "pointercanceltouch"]
    page.evaluate(SELECT, more)


def on_screen(page: Page, selector: str) -> bool:
    """Whether an element is on the screen as a whole, where a finger gets at it."""
    box = page.locator(selector).bounding_box()
    assert box
    inside = box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    return inside and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"] and box["height"] >= 44


def test_a_passage_under_a_finger(preview: Running, phone: Page) -> None:
    """Long press, handles, the button, the form with everything in reach, Save; the file is there."""
    visit(phone, preview)
    long_press(phone, "maire", "La maire a ouvert")
    expect(phone.locator(FLOAT)).to_be_visible()
    assert on_screen(phone, FLOAT)
    phone.locator(FLOAT).tap()
    expect(phone.locator(f"{FORM} #passage")).to_have_text("La maire a ouvert")
    passage = phone.evaluate(FIND, "La maire a ouvert")
    phone.locator(f"{FORM} #kind").select_option("question")
    phone.locator(f"{FORM} #text").tap()
    phone.keyboard.type("Depuis le téléphone.")
    assert phone.locator(FORM).evaluate("form => form.scrollWidth <= form.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert passage[0] >= 0
    violations(phone)
    phone.locator(f"{FORM} .main").scroll_into_view_if_needed()
    assert on_screen(phone, f"{FORM} .main")
    phone.locator(f"{FORM} .main").tap()
    saved(phone)
    text = new_note(preview.project)
    assert 'kind: question\nquote: "La maire a ouvert"\n' in text
    assert text.endswith("\n---\nDepuis le téléphone.\n")
    expect(phone.locator("mark.hl", has_text="La maire a ouvert")).to_be_visible()


def test_the_passage_stays_in_sight(preview: Running, phone: Page) -> None:
    """The form covers the lower part of the screen; the words it is about stand above it."""
    visit(phone, preview)
    long_press(phone, "maire", "La maire")
    phone.locator(FLOAT).tap()
    expect(phone.locator(FORM)).to_be_visible()
    words = phone.evaluate("[...CSS.highlights.get('dossier-passage')][0].getBoundingClientRect().toJSON()")
    form = phone.locator(FORM).bounding_box()
    assert form
    assert 0 <= words["top"] < words["bottom"] <= form["y"]


def test_the_button_keeps_its_passage(preview: Running, phone: Page) -> None:
    """Some systems take the selection away as soon as a finger touches the button: what it was is what counts."""
    visit(phone, preview)
    long_press(phone, "maire", "La maire")
    expect(phone.locator(FLOAT)).to_be_visible()
    box = phone.locator(FLOAT).bounding_box()
    assert box
    hand = finger(phone)
    down(hand, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    phone.evaluate(UNSELECT)
    up(hand)
    expect(phone.locator(f"{FORM} #passage")).to_have_text("La maire")


def test_a_change_meanwhile(preview: Running, phone: Page) -> None:
    """A finger's selection outlives the page's being loaded again as well."""
    visit(phone, preview)
    long_press(phone, "maire", "La maire")
    expect(phone.locator(FLOAT)).to_be_visible()
    preview.project.change("content/articles/un-pont.md", "quarante mètres", "cinquante mètres")
    expect(phone.get_by_text("cinquante mètres").first).to_be_visible()
    expect(phone.locator(FLOAT)).to_be_visible()
    phone.locator(FLOAT).tap()
    expect(phone.locator(f"{FORM} #passage")).to_have_text("La maire")
