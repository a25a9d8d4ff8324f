/* What somebody selected, as it stands in the article's text: without note numbers and note boxes. */

/* What the site puts into a text that is none of it. */
const PUT_IN = '.nref, .notes, .not-annotatable, dossier-preview, dossier-notes, script, style'
const CONTEXT = 80
const BLOCK = /^(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)$/

/** The article's text: the smallest element that holds all of its passages. */
export const prose = () => document.querySelector('.prose') ?? document.querySelector('article') ?? document.querySelector('main')

/** The selection as `{ quote, prefix, suffix, range, rect }`, or null when there is none in the article's text. */
export function selected() {
  const selection = document.getSelection()
  const root = prose()
  if (!root || !selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(root)) return null
  const flat = flattened(root)
  const [start, end] = [place(flat, range.startContainer, range.startOffset), place(flat, range.endContainer, range.endOffset)]
  const inside = flat.text.slice(start, end)
  const quote = inside.trim()
  if (!quote) return null
  const first = start + inside.indexOf(quote)
  return { ...around(flat.text, first, quote), range, rect: range.getBoundingClientRect() }
}

/** Where a passage stands on this page, as a range; null where its words are gone. */
export function found(passage) {
  const root = prose()
  const flat = root && passage?.quote ? flattened(root) : null
  const at = flat ? nearest(flat.text, passage) : -1
  if (at < 0) return null
  const range = document.createRange()
  range.setStart(...point(flat, at, false))
  range.setEnd(...point(flat, at + passage.quote.length, true))
  return range
}

const around = (text, at, quote) => ({
  quote,
  prefix: text.slice(Math.max(0, at - CONTEXT), at),
  suffix: text.slice(at + quote.length, at + quote.length + CONTEXT),
})

/* Of all places of the quote the one whose surroundings agree furthest; its words alone decide nothing. */
function nearest(text, { quote, prefix = '', suffix = '' }) {
  const alike = (one, other) => { let n = 0; while (n < one.length && one[n] === other[n]) n += 1; return n }
  const back = words => [...words].reverse()
  let best = -1
  let most = -1
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const here = around(text, at, quote)
    const score = alike(back(here.prefix), back(prefix)) + alike([...here.suffix], [...suffix])
    if (score > most) [best, most] = [at, score]
  }
  return best
}

/* A browser hides the selection as soon as the form has the focus: the passage stays marked while it is open. */
const sheet = new CSSStyleSheet()
sheet.replaceSync('::highlight(dossier-passage) { background: Highlight; color: HighlightText }')
document.adoptedStyleSheets.push(sheet)

export function highlight(range) {
  if (!globalThis.Highlight) return
  if (range) CSS.highlights.set('dossier-passage', new Highlight(range.cloneRange()))
  else CSS.highlights.delete('dossier-passage')
}

/* The text of `root` and where in it each text node begins. Blocks are parted by a line break, as in the source's text. */
function flattened(root) {
  const nodes = []
  let text = ''
  let last = null
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, node =>
    node.parentElement.closest(PUT_IN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const block = blockOf(node)
    if (last && block !== last) text += '\n'
    last = block
    nodes.push([node, text.length])
    text += node.data
  }
  return { text, nodes }
}

/* Where an end of a range stands in that text: between two nodes, behind the one before. */
function place({ nodes }, container, offset) {
  const point = document.createRange()
  point.setStart(container, offset)
  let at = 0
  for (const [node, start] of nodes) {
    if (node === container) return start + offset
    if (point.comparePoint(node, 0) >= 0) break
    at = start + node.length
  }
  return at
}

/* And back: the node and offset of a place; at a seam the node that ends there for an end, else the one that begins. */
function point({ nodes }, at, ends) {
  const [node, start] = nodes.findLast(([, start]) => ends ? start < at : start <= at) ?? nodes[0]
  return [node, Math.min(at - start, node.length)]
}

function blockOf(node) {
  let element = node.parentElement
  while (!BLOCK.test(element.localName)) element = element.parentElement
  return element
}
