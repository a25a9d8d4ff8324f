"""Notes in the margin of a wide screen: beside their paragraphs, not over each other, and never in the text's way."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quality.site import address

pytestmark = pytest.mark.browser
#: Each block of the text and each note: where it begins and ends, and for a note its paragraph's beginning.
PLACES = """() => {
  const place = e => { const {top, bottom, left, right} = e.getBoundingClientRect(); return {top, bottom, left, right} }
  const blocks = [...document.querySelectorAll('.noted > :not(.notes)')]
  const groups = [...document.querySelectorAll('.noted > .notes')]
  return {
    blocks: blocks.map(place),
    notes: groups.map(e => ({...place(e), paragraph: e.previousElementSibling.getBoundingClientRect().top})),
    gap: 2.5 * parseFloat(getComputedStyle(document.querySelector('.noted')).fontSize),
  }
}"""


@pytest.mark.parametrize("width", [1000, 1360, 1920])
def test_notes_stand_in_the_margin(
    browser: Browser, server: str, demo_pages: list[str], demo_site: Path, width: int
) -> None:
    """The text runs on without holes, whatever is said about it; a note begins with its paragraph or below it."""
    noted = [p for p in demo_pages if "prose noted" in (demo_site / p).read_text(encoding="utf-8")]
    assert noted
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for path in noted:
            page.goto(server + address(path))
            places = page.evaluate(PLACES)
            blocks, notes = places["blocks"], places["notes"]
            assert all(b["top"] - a["bottom"] < places["gap"] for a, b in pairwise(blocks))
            assert all(note["left"] >= blocks[0]["right"] and note["right"] <= width for note in notes)
            assert all(b["top"] >= a["bottom"] for a, b in pairwise(notes))
            assert all(note["top"] >= note["paragraph"] - 2 for note in notes)
            assert notes[0]["top"] - notes[0]["paragraph"] < places["gap"]
