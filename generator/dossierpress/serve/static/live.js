/* Keeps a page of the preview up to date. The only script the preview adds to a page; all others hang from here. */
import './annotate.js'
import { config, renew, write } from './api.js'
import { findings, say } from './overlay.js'
import { remember, restore } from './place.js'
import { listen } from './stream.js'

const known = { ...config.styles }

/* A part of the page that holds unsaved text prevents this event, and no page is loaded under its author's hands. */
const mayLeave = () => document.dispatchEvent(new CustomEvent('dossier:reload', { cancelable: true }))

function reload() {
  if (!mayLeave()) return say('waiting', 'This page has changed; it will be shown when you are done.')
  remember()
  location.reload()
}

function restyle(path, version) {
  const links = [...document.querySelectorAll('link[rel~="stylesheet"]')]
  for (const link of links.filter(link => new URL(link.href).pathname.endsWith(`/${path}`))) {
    const next = link.cloneNode()
    next.href = `${new URL(link.href).pathname}?${version}`
    next.addEventListener('load', () => link.remove(), { once: true })
    next.addEventListener('error', () => next.remove(), { once: true })
    link.after(next)
  }
  known[path] = version
}

function state(now) {
  say('lost')
  for (const [path, version] of Object.entries(now.styles)) if (known[path] !== version) restyle(path, version)
  if (!config.own) findings(now)
  say('polling', ...(now.watching === 'polling' ? ['Changes are noticed every second only.'] : []))
  document.dispatchEvent(new CustomEvent('dossier:state', { detail: now }))
  if (now.page === config.page) return say('gone')
  if (now.page) return reload()
  say('gone', 'This page is no longer part of the site.')
}

/* The server was started anew: this page's token is not its own. Where there is unsaved text, only the token is
   exchanged. Once in three seconds, whatever goes wrong. */
function stale(again) {
  if (!mayLeave()) return renew().then(again, () => setTimeout(again, 3000))
  const last = Number(sessionStorage.getItem('dossier:stale') || 0)
  if (Date.now() - last < 3000) return setTimeout(stale, 3000, again)
  sessionStorage.setItem('dossier:stale', String(Date.now()))
  reload()
}

restore()
listen({ state, stale, lost: () => say('lost', 'The preview has ended, or cannot be reached.') })
document.addEventListener('dossier:done', () => { say('waiting'); reload() })
document.querySelector('[data-dossier-rebuild]')?.addEventListener('click', () => write('rebuild'))
