/* What is wrong, over the page: in a shadow root, so that neither style sheet touches the other. */
import { own } from './api.js'

const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props)
  element.append(...children)
  return element
}
const many = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`

const host = make('dossier-preview', { lang: 'en', dir: 'ltr' })
const root = host.attachShadow({ mode: 'open' })
const status = make('div', { className: 'status', role: 'status' })
const panel = make('section', { className: 'panel', hidden: true, tabIndex: -1 })
panel.setAttribute('aria-label', 'Preview: what is wrong')
root.append(make('link', { rel: 'stylesheet', href: `${own}static/overlay.css` }), status, panel)
document.body.append(host)
root.addEventListener('keydown', event => { if (event.key === 'Escape' && !panel.hidden) fold(true) })

let shown = 0
let folded = false
const lines = new Map()

/** A short line in the corner by its `key`; nothing takes it away. */
export function say(key, ...content) {
  if (content.length) lines.set(key, content)
  else lines.delete(key)
  status.replaceChildren(...[...lines].map(([id, text]) => make('p', { className: id }, ...text)))
}

/** Show the findings of a state: a panel for errors, a line for warnings, nothing when all is well. */
export async function findings(state) {
  if (!state.errors) {
    panel.hidden = true
    shown = 0
    say('errors')
    const count = state.warnings
    return count ? say('warnings', make('a', { href: own, textContent: many(count, 'warning') })) : say('warnings')
  }
  say('warnings')
  if (shown === state.outcome) return
  shown = state.outcome
  const answer = await fetch(`${own}findings.json`, { cache: 'no-store' })
  const report = await answer.json()
  if (shown !== state.outcome) return
  panel.replaceChildren(head(state), ...body(report))
  fold(folded)
}

function fold(to) {
  folded = to
  panel.hidden = folded
  if (!folded) return say('errors')
  const open = make('button', { type: 'button', textContent: 'Show what is wrong', onclick: () => { fold(false); panel.focus() } })
  say('errors', open)
}

function head(state) {
  const close = make('button', { type: 'button', textContent: 'Hide', onclick: () => fold(true) })
  const title = make('h2', { textContent: many(state.errors, 'error') })
  const text = make('p', { role: 'alert', textContent: 'This page is as it was when all was well. The panel goes by itself once all is mended.' })
  return make('header', {}, title, text, make('a', { href: own, textContent: 'All findings' }), close)
}

function body(report) {
  const errors = report.findings.filter(finding => finding.severity === 'error')
  const fault = report.message ? [make('p', { className: 'fault', textContent: report.message })] : []
  if (report.hint) fault.push(make('p', { className: 'hint', textContent: report.hint }))
  if (report.trace) fault.push(make('pre', { textContent: report.trace }))
  return [...fault, make('ol', {}, ...errors.map(item))]
}

function item(finding) {
  const place = make('a', { className: 'place', href: finding.edit, title: 'Open in the editor', textContent: finding.place })
  const message = make('p', { className: 'message' }, make('code', { textContent: finding.code }), ` ${finding.message}`)
  const hint = finding.hint ? [make('p', { className: 'hint', textContent: finding.hint })] : []
  const excerpt = finding.excerpt.length ? [make('pre', {}, ...finding.excerpt.map(line))] : []
  return make('li', {}, place, message, ...excerpt, ...hint)
}

const line = ({ number, text, marked }) => make(marked ? 'mark' : 'span', { textContent: `${String(number).padStart(5)}  ${text}\n` })
