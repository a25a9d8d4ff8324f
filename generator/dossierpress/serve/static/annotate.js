/* Writing notes in the page: a button at a selection, buttons at each note, and what became of a save. */
import { config, own, write } from './api.js'
import { memory, unsaved } from './drafts.js'
import { noteForm } from './form.js'
import { say } from './overlay.js'
import { found, highlight, selected } from './passage.js'
import { lang, make, t } from './words.js'

const tab = memory('sessionStorage')
const host = make('dossier-notes', { lang, dir: 'ltr' })
const root = host.attachShadow({ mode: 'open' })
const float = make('button', { type: 'button', className: 'float', hidden: true, onclick: () => { passage = pinned ?? passage; pinned = null; annotate() } })
float.setAttribute('aria-keyshortcuts', 'Control+Alt+M')
root.append(make('link', { rel: 'stylesheet', href: `${own}static/annotate.css` }), float)
document.body.append(host)

let article = null
let form = null
let passage = null
let held = false
let generation = null
let waiting = 0
let pressed = false
let pinned = null

const body = note => ({ article, note: note.note })

/* The selection, as soon as it rests. A press on our own button must not lose it, though a finger takes it away. */
document.addEventListener('selectionchange', () => { clearTimeout(float.timer); float.timer = setTimeout(look, 120) })
float.addEventListener('pointerdown', event => { event.preventDefault(); pinned = passage })
/* Nor must a page that is loaded again take the text away under a pointer that is just selecting. The click that
   ends a tap comes a little after the pointer has left. */
let lifted = 0
const lift = () => { pressed = false; clearTimeout(lifted); lifted = setTimeout(() => { pinned = null; look(); release() }, 400) }
addEventListener('pointerdown', () => { pressed = true; clearTimeout(lifted) }, true)
addEventListener('pointerup', lift, true)
addEventListener('pointercancel', lift, true)
addEventListener('blur', lift)
addEventListener('scroll', () => { if (!float.hidden) look() }, { passive: true })
addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== 'KeyM' || !form) return
  event.preventDefault()
  look()
  annotate()
})

const touched = () => matchMedia('(pointer: coarse)').matches

function look() {
  if (pinned) return
  passage = form ? selected() : null
  float.hidden = !passage
  if (!passage) return
  float.textContent = form.isOpen ? t('Use this passage') : t('Annotate')
  const { rect } = passage
  const gap = touched() ? 40 : 8 // a finger's handles hang below the passage
  const y = rect.bottom + gap + 44 < innerHeight ? rect.bottom + gap : rect.top - gap - 44
  float.style.top = `${Math.min(Math.max(y, 8), innerHeight - 48)}px`
  float.style.left = `${Math.min(Math.max(rect.left, 8), innerWidth - float.offsetWidth - 8)}px`
}

function annotate() {
  const { rect, range, ...chosen } = passage ?? {}
  const aim = passage ? chosen : undefined
  float.hidden = true
  if (form.isOpen && aim) { form.take(aim); form.focus() }
  else if (!form.isOpen) start({ article, passage: aim })
  highlight(range)
  if (rect && innerWidth <= 640) scrollBy({ top: rect.top - 90, behavior: 'instant' }) // above the form
  drafts()
}

/* A text on the same passage that was never saved is taken up again. */
function start(next) {
  const before = unsaved(article).find(draft =>
    (draft.note ?? '') === (next.note ?? '') && (next.note || (draft.passage?.quote ?? '') === (next.passage?.quote ?? '')))
  if (before) resume(before)
  else form.open(next)
  drafts()
}

function resume(draft) {
  const when = new Date(draft.when).toLocaleString(lang, { dateStyle: 'short', timeStyle: 'short' })
  form.open(draft, { restored: `${t('Unsaved text of')} ${when} ${t('is here again; it is not saved yet.')}` })
  highlight(found(draft.passage))
  drafts()
}

function drafts() {
  const open = form.isOpen
  const left = open ? [] : unsaved(article)
  const show = draft => make('button', { type: 'button', className: 'resume', textContent: `${t('Continue')}: ${draft.text.trim().slice(0, 40) || '…'}`, onclick: () => resume(draft) })
  say('drafts', ...left.slice(0, 3).map(show))
  say('annotate', ...(open ? [] : [whole]))
}

const whole = make('button', { type: 'button', textContent: `+ ${t('Note on the article')}`, onclick: () => { passage = null; annotate() } })
whole.title = t('Select a passage to annotate it (then Ctrl+Alt+M), or write a note on the whole article')

async function edit(note, how = {}) {
  waiting += 1
  try {
    const now = await write('notes/read', body(note))
    const before = unsaved(article).find(draft => draft.note === note.note)
    if (before) resume(before)
    else form.open({ article, note: note.note, number: note.number, based_on: now.digest, ...now }, how)
    drafts()
  } catch (refusal) { say('note', `${t('Not opened:')} ${refusal.message}`) }
  waiting -= 1
  release()
}

async function remove(note) {
  waiting += 1
  try {
    const now = await write('notes/read', body(note))
    tab.set('undo', await write('notes/delete', { ...body(note), based_on: now.digest }))
    undo()
  } catch (refusal) { say('note', `${t('Not deleted:')} ${refusal.message}`) }
  waiting -= 1
  release()
}

/* Offered until it is put away: pages are loaded again meanwhile. */
function undo() {
  const gone = tab.get('undo')
  if (!gone) return say('undo')
  const back = async () => {
    waiting += 1
    try {
      const { path } = await write('notes/restore', gone)
      tab.drop('undo')
      say('undo')
      told('Restored:', path)
    } catch (refusal) { say('note', refusal.message) }
    waiting -= 1
    release()
  }
  say('undo', `${t('Deleted:')} ${gone.path.replace(/.*\//, '')} `,
    make('button', { type: 'button', className: 'undo', textContent: t('Undo'), onclick: back }), ' ',
    make('button', { type: 'button', textContent: t('Dismiss'), onclick: () => { tab.drop('undo'); say('undo') } }))
}

/* Said now, and once more on the page that is loaded with the change. */
function told(what, path) {
  tab.set('told', { what, path, until: Date.now() + 8000 })
  tell()
}

function tell() {
  const last = tab.get('told')
  const left = last ? last.until - Date.now() : 0
  if (left <= 0) return
  say('note', `${t(last.what)} ${last.path}`)
  setTimeout(() => { say('note'); tab.drop('told') }, left)
}

/* Buttons at each note, in a shadow root of their own: the page's style sheet knows nothing of them. */
function controls(note) {
  const box = document.getElementById(note.key)
  if (!box || box.querySelector(':scope > dossier-note')) return
  const bar = make('dossier-note', { lang, className: 'not-annotatable' })
  const inside = bar.attachShadow({ mode: 'open' })
  const button = (name, onclick) => {
    const made = make('button', { type: 'button', textContent: t(name), onclick })
    made.setAttribute('aria-label', `${t(name)} – ${t('note')} ${note.number}`)
    return made
  }
  inside.append(make('link', { rel: 'stylesheet', href: `${own}static/annotate.css` }), button('Edit', () => edit(note)))
  const hint = t('Select the new passage in the article, then “Use this passage”.')
  if (note.state === 'orphan' || note.state === 'moved') inside.append(button('Re-attach', () => edit(note, { help: hint })))
  inside.append(button('Delete', () => remove(note)))
  box.append(bar)
}

async function begin(state) {
  if (config.own || !state.generation || state.generation === generation) return
  generation = state.generation
  let about
  try {
    about = await write('notes/about', { path: config.path })
  } catch { return void (generation = null) }
  if (!about.article) return
  about.notes.forEach(controls)
  if (form) return
  article = about.article
  form = noteForm(root, about.names, { saved: answer => told('Saved:', answer.path), closed })
  again(tab.get('open'))
  look() // what was selected before there was a form
}

/* A form that was open when the page was loaded again: with what was typed, or as it was opened. */
function again(left) {
  tab.drop('open')
  if (left?.article !== article) return drafts()
  const typed = unsaved(article).find(draft => draft.key === left.key)
  if (typed) resume(typed)
  else form.open(left)
  drafts()
}

function closed() {
  highlight(null)
  look()
  drafts()
  release()
}

/* Not under its author's hands, nor before the answer to a request is there: the file is quicker at times. */
const busy = () => waiting > 0 || pressed || Boolean(form?.isOpen)

/* A page that was to be loaded again meanwhile is now. */
function release() {
  if (!held || busy()) return
  held = false
  document.dispatchEvent(new Event('dossier:done'))
}

document.addEventListener('dossier:reload', event => {
  if (!busy()) return
  held = true
  event.preventDefault()
})
document.addEventListener('dossier:state', event => begin(event.detail))
addEventListener('pagehide', () => { if (form?.isOpen) tab.set('open', form.draft) })
undo()
tell()
