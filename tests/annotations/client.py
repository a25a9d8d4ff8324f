"""Recogito's text annotator, a client of W3C annotations by other people, on a page of ours in a browser.

https://github.com/recogito/text-annotator-js (BSD-3-Clause). It is put into the page as an extension of the browser
would do it, past the page's security policy.
"""

from typing import Any

from playwright.sync_api import Page

from tests.harness.tools import RECOGITO, npm_file

#: The client's bundle asks which kind of build it is, as if it ran in Node.
_SETTING = "window.process = {env: {NODE_ENV: 'production'}}"
#: The client's layer of colours must not get the distance the theme puts between paragraphs.
_STYLE = """css => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css + '.prose > .r6o-span-highlight-layer { margin: 0 }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}"""
_START = """() => {
  const text = document.querySelector('.prose')
  window.client = RecogitoJS.createTextAnnotator(text, {adapter: RecogitoJS.W3CTextFormat(location.href, text)})
}"""
_LOAD = """async () => {
  const link = document.querySelector('link[type*="http://www.w3.org/ns/anno.jsonld"]')
  const file = await (await fetch(link.href)).json()
  const placed = file.first.items.filter(item => item.target.selector)
  client.setAnnotations(placed)
  return placed
}"""
#: The words between the left edge of an annotation's first coloured box and the right edge of its last.
_COLOURED = """id => {
  const boxes = [...document.querySelectorAll('.r6o-annotation')].filter(box => box.dataset.annotation === id)
  const rects = boxes.map(box => box.getBoundingClientRect())
  if (!rects.length) return null
  rects.sort((a, b) => a.top - b.top || a.left - b.left)
  document.querySelectorAll('.r6o-annotation').forEach(box => { box.style.visibility = 'hidden' })
  const [first, last] = [rects[0], rects.at(-1)]
  const start = document.caretRangeFromPoint(first.left + 1, first.top + first.height / 2)
  const end = document.caretRangeFromPoint(last.right - 1, last.top + last.height / 2)
  const range = document.createRange()
  range.setStart(start.startContainer, start.startOffset)
  range.setEnd(end.startContainer, end.startOffset)
  const words = range.cloneContents()
  words.querySelectorAll('.not-annotatable').forEach(element => element.remove())
  return words.textContent
}"""

#: Where to press and where to let go of the mouse to select words: ``from`` the first ``to`` the last of them.
_CORNERS = """words => {
  const texts = document.createTreeWalker(document.querySelector('.prose'), NodeFilter.SHOW_TEXT, node =>
    node.parentElement.closest('.not-annotatable') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
  const edge = (text, offset) => {
    for (texts.currentNode = texts.root; texts.nextNode();) {
      const at = texts.currentNode.data.indexOf(text)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(texts.currentNode, at + offset)
      range.setEnd(texts.currentNode, at + offset + 1)
      const box = [...range.getClientRects()].at(-1)
      return offset ? [box.right, box.top + box.height / 2] : [box.left, box.top + box.height / 2]
    }
  }
  const parts = words.split('…')
  return [edge(parts[0], 0), edge(parts.at(-1), parts.at(-1).length - 1)]
}"""


def start(page: Page) -> None:
    """Put the client on the article of the page that is open."""
    script = npm_file(RECOGITO)
    page.evaluate(_SETTING)
    page.evaluate(script.read_text(encoding="utf-8"))
    page.evaluate(_STYLE, script.with_name("text-annotator.css").read_text(encoding="utf-8"))
    page.evaluate(_START)


def load(page: Page) -> list[dict[str, Any]]:
    """Load the file the page links to into the client; gives the annotations that have a passage."""
    loaded: list[dict[str, Any]] = page.evaluate(_LOAD)
    page.wait_for_function("count => client.getAnnotations().length === count", arg=len(loaded))
    page.wait_for_function("() => document.querySelector('.r6o-annotation')")
    return loaded


def coloured(page: Page, annotation: str) -> str | None:
    """The words the client has coloured for an annotation, as they stand on the screen."""
    words: str | None = page.evaluate(_COLOURED, annotation)
    return words


def annotate(page: Page, words: str, comment: str) -> dict[str, Any]:
    """Select words of the article with the mouse (``from…to`` for many) and comment on them; gives the annotation."""
    before = page.evaluate("client.getAnnotations().map(a => a.id)")
    (x, y), (to_x, to_y) = page.evaluate(_CORNERS, words)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=8)
    page.mouse.up()
    page.wait_for_function("count => client.getAnnotations().length > count", arg=len(before))
    made: dict[str, Any] = page.evaluate(_COMMENT, [before, comment])
    return made


_COMMENT = """([before, value]) => {
  const made = client.getAnnotations().find(annotation => !before.includes(annotation.id))
  client.state.store.addBody(RecogitoJS.createBody(made, {purpose: 'commenting', value}))
  return client.getAnnotationById(made.id)
}"""
