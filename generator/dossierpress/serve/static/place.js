/* Loading a page again leaves the reader where they were: the passage in view, what was unfolded, what was selected. */
import { found, selected } from './passage.js'

const key = `dossier:${location.pathname}`
const blocks = () => [...document.querySelectorAll('main :is(h1, h2, h3, p, li, dt, dd, figure, pre, tr, summary)')]
const name = block => block.textContent.trim().slice(0, 80)
const folds = () => [...document.querySelectorAll('details')].map((fold, index) => [fold.id || String(index), fold])

const selection = () => {
  const passage = selected()
  return passage && { quote: passage.quote, prefix: passage.prefix, suffix: passage.suffix }
}

let leaving = false

/** From now on the page may be replaced at any moment; until then it is still read, and selected in. */
export function remember() {
  leaving = true
  history.scrollRestoration = 'manual'
}

/* The browser's own restoring comes after ours, and knows only a number: it is off while pages are loaded again. */
addEventListener('pagehide', () => { if (leaving) keep(); else history.scrollRestoration = 'auto' })

function keep() {
  const seen = blocks().filter(block => block.getBoundingClientRect().bottom > 0).slice(0, 8)
  const place = {
    y: scrollY,
    seen: seen.map(block => [name(block), block.getBoundingClientRect().top]),
    open: folds().map(([id, fold]) => [id, fold.open]),
    selection: selection(),
  }
  try { sessionStorage.setItem(key, JSON.stringify(place)) } catch { /* private browsing: starts at the top */ }
}

const select = range => range && document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)

export function restore() {
  let place
  try {
    place = JSON.parse(sessionStorage.getItem(key))
    sessionStorage.removeItem(key)
  } catch { return }
  if (!place) return
  const open = new Map(place.open)
  for (const [id, fold] of folds()) if (open.has(id)) fold.open = open.get(id)
  select(found(place.selection))
  history.scrollRestoration = 'manual'
  const settle = () => {
    const named = new Map(blocks().map(block => [name(block), block]))
    const [text, top] = place.seen.find(([text]) => text && named.has(text)) ?? []
    const y = text === undefined || !place.y ? place.y : scrollY + named.get(text).getBoundingClientRect().top - top
    scrollTo({ top: y, behavior: 'instant' })
  }
  settle()
  addEventListener('load', settle, { once: true })
}
