/* The form a note is written in: beside the article, which stays in reach. */
import { write } from './api.js'
import { claimField } from './claim.js'
import { forget, keep, keyOf, memory } from './drafts.js'
import { sourcesField } from './sources.js'
import { tagsField } from './tags.js'
import { lang, make, t } from './words.js'

const KINDS = ['context', 'question', 'correction', 'source', 'translation', 'claim', 'comment']
const remembered = memory('localStorage')

const field = (label, input, ...more) => make('div', { className: 'field' }, make('label', { htmlFor: input.id, textContent: label }), input, ...more)

/** The form, in `root`. `on.saved(answer, draft)` is called for what is on disk, `on.closed()` when it goes away. */
export function noteForm(root, names, on) {
  let draft = null // { article, note?, based_on?, passage?, several?, kind, text, author, tags, sources, claim, updated }
  let key = ''
  let dirty = false
  let opener = null

  const title = make('h2', { id: 'title' })
  const notice = make('p', { className: 'notice', hidden: true })
  notice.setAttribute('role', 'status')
  const problem = make('div', { className: 'problem', hidden: true, tabIndex: -1 })
  problem.setAttribute('role', 'alert')
  const passage = make('blockquote', { id: 'passage' })
  const kind = make('select', { id: 'kind' })
  const text = make('textarea', { id: 'text', rows: 8, required: true, dir: 'auto' })
  const author = make('input', { id: 'author', autocomplete: 'name', dir: 'auto' })
  const shared = make('small', { id: 'shared', textContent: t('Holds for all notes of this file: change it there.') })
  const shown = make('div', { className: 'shown', tabIndex: 0 })
  const findings = make('ul', { className: 'findings' })
  const fold = make('details', { ontoggle: () => look() }, make('summary', { textContent: t('Preview') }), shown, findings)
  const tags = tagsField(names, () => changed())
  const sources = sourcesField(() => changed())
  const claim = claimField()
  const updated = make('input', { id: 'updated', type: 'checkbox' })
  const dated = make('label', { className: 'check', hidden: true }, updated, t('Tell readers that it was changed today'))
  const save = make('button', { type: 'submit', className: 'main', textContent: t('Save') })
  const close = make('button', { type: 'button', textContent: t('Close'), onclick: () => hide() })
  const discard = make('button', { type: 'button', className: 'quiet', textContent: t('Discard'), onclick: () => drop() })
  const help = make('small', { id: 'kept' })
  shown.setAttribute('role', 'region')
  shown.setAttribute('aria-label', t('Preview'))
  const form = make('form', { noValidate: true },
    title, notice, problem,
    make('div', { className: 'field' }, make('span', { className: 'label', textContent: t('Passage') }), passage),
    field(t('Kind'), kind), field(t('Text (Markdown)'), text), fold, claim.element, sources.element, tags.element,
    field(t('Author'), author), shared, dated,
    make('div', { className: 'row' }, save, close, discard), help)
  const dialog = make('dialog', { lang, tabIndex: -1 }, form)
  dialog.setAttribute('aria-labelledby', 'title')
  root.append(dialog)

  form.addEventListener('submit', event => { event.preventDefault(); send() })
  form.addEventListener('input', () => changed())
  kind.addEventListener('change', () => showClaim())
  dialog.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.isComposing) hide()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
    event.stopPropagation() // the page's own shortcuts are not meant
  })

  function open(next, { restored = '', help: hint = '', focus = text } = {}) {
    if (dialog.open && dirty) store()
    opener ??= root.activeElement ?? document.activeElement
    draft = { kind: 'context', text: '', tags: [], author: remembered.get('author') ?? '', ...next }
    key = next.key ?? keyOf(draft)
    dirty = Boolean(restored)
    title.textContent = draft.note ? `${t('Edit note')} ${draft.number ?? ''}` : t('New note')
    kind.replaceChildren(...[...new Set([...KINDS, draft.kind])].map(value => make('option', { value, textContent: t(value) })))
    kind.value = draft.kind
    text.value = draft.text
    author.value = draft.author
    author.disabled = Boolean(draft.several)
    shared.hidden = !draft.several
    tags.set(draft.tags, Boolean(draft.several))
    sources.set(draft.sources ?? [])
    sources.element.hidden = Boolean(draft.several)
    claim.set(draft.claim)
    showClaim()
    dated.hidden = !draft.note || Boolean(draft.several)
    updated.checked = draft.updated ?? true
    showPassage()
    tell(restored || hint)
    fail()
    help.textContent = t('Your text is kept in this browser. Close this and open it again at any time.')
    save.disabled = false
    if (!dialog.open) dialog.show()
    focus.focus()
    look()
  }

  function showClaim() {
    claim.element.hidden = kind.value !== 'claim' || Boolean(draft.several)
  }

  function showPassage() {
    passage.textContent = draft.passage?.quote ?? draft.quote ?? ''
    passage.className = passage.textContent ? '' : 'whole'
    if (!passage.textContent) passage.textContent = t('the whole article')
  }

  function changed() {
    if (!draft) return
    dirty = true
    store()
    lookSoon()
  }

  function store() {
    draft = { ...draft, kind: kind.value, text: text.value, author: author.value, tags: tags.get(), sources: sources.get(), claim: claim.get(), updated: updated.checked }
    const kept = keep(key, draft)
    if (!kept) help.textContent = t('This browser keeps nothing: save before you leave this page.')
  }

  let later
  const lookSoon = () => { clearTimeout(later); later = setTimeout(look, 300) }

  async function look() {
    if (!fold.open || !draft) return
    if (!text.value.trim()) {
      findings.replaceChildren()
      return shown.replaceChildren(make('p', { className: 'whole', textContent: t('nothing to show yet') }))
    }
    const asked = text.value
    const answer = await write('notes/preview', { text: asked }).catch(() => null)
    if (!answer || asked !== text.value) return
    shown.innerHTML = answer.html // sanitised by the server; the page's policy runs no script in it
    findings.replaceChildren(...answer.findings.map(words => make('li', { textContent: words })))
  }

  const tell = words => { notice.textContent = words; notice.hidden = !words }

  function fail(...content) {
    problem.replaceChildren(...content)
    problem.hidden = !content.length
    if (content.length) problem.focus()
  }

  async function send() {
    if (save.disabled) return
    store()
    save.disabled = true
    save.textContent = t('Saving…')
    const sent = draft
    const body = { article: sent.article, kind: sent.kind, text: sent.text, author: sent.author, tags: sent.tags }
    if (sent.passage) body.passage = sent.passage
    if (!sent.several) body.sources = sent.sources
    if (!sent.several && sent.kind === 'claim') body.claim = sent.claim
    if (sent.note) Object.assign(body, { note: sent.note, based_on: sent.based_on, updated: sent.updated })
    try {
      const answer = await write(sent.note ? 'notes/edit' : 'notes/create', body)
      if (!sent.several) remembered.set('author', sent.author)
      /* What was typed while it was being saved is not saved. */
      if (text.value !== sent.text) Object.assign(draft, { based_on: answer.digest ?? draft.based_on })
      else { forget(key); dirty = false; hide(); on.saved(answer, sent) }
    } catch (refusal) {
      refused(refusal)
    } finally {
      save.disabled = false
      save.textContent = t('Save')
    }
  }

  const line = (words, className = '') => make('p', { textContent: words, className })

  function refused(refusal) {
    if (refusal.status === undefined) return fail(line(t('Not saved. The preview cannot be reached; your text stays here. Save again once it is back.')))
    const said = refusal.said
    if (said.kept) return conflict(said)
    const places = said.choices ?? said.nearest ?? []
    const head = line(`${t('Not saved:')} ${refusal.message}`)
    if (said.hint) head.append(` (${said.hint})`)
    if (!places.length) return fail(head)
    const ask = said.choices ? t('Which one is meant?') : t('The passages most like it:')
    fail(head, make('p', { textContent: ask }), make('ol', { className: 'choices' }, ...places.map((place, index) => {
      const pick = make('button', { type: 'button', onclick: () => choose(place, said.choices ? index + 1 : 0) })
      pick.append(place.before, make('mark', { textContent: place.words }), place.after)
      return make('li', {}, pick)
    })))
  }

  /* One of several equal places is chosen by its number; of the nearest ones, by its words. */
  function choose(place, occurrence) {
    take(occurrence ? { ...draft.passage, occurrence } : { quote: place.words, prefix: place.before.replace(/^…/, ''), suffix: place.after.replace(/…$/, '') })
    send()
  }

  function conflict({ theirs, kept }) {
    const words = theirs ? t('This note has changed meanwhile. Nothing was overwritten; your text is also in') : t('This note is gone. Your text is also in')
    const head = make('p', {}, `${words} `, make('code', { textContent: kept }), '.')
    if (!theirs) {
      const anew = () => { draft = { ...draft, note: undefined, based_on: undefined, several: false, passage: draft.passage ?? (draft.quote ? { quote: draft.quote } : undefined) }; send() }
      return fail(head, make('button', { type: 'button', textContent: t('Save as a new note'), onclick: anew }))
    }
    const mine = () => { draft = { ...draft, based_on: theirs.digest }; fail(); send() }
    const other = () => { forget(key); dirty = false; open({ ...draft, ...theirs, based_on: theirs.digest, passage: undefined, key }) }
    const both = make('div', { className: 'both' },
      make('section', {}, make('h3', { textContent: t('As it is now') }), make('pre', { className: 'theirs', textContent: theirs.text, tabIndex: 0 })),
      make('section', {}, make('h3', { textContent: t('Your text') }), make('pre', { className: 'mine', textContent: draft.text, tabIndex: 0 })))
    fail(head, both, make('div', { className: 'row' },
      make('button', { type: 'button', textContent: t('Save mine in its place'), onclick: mine }),
      make('button', { type: 'button', textContent: t('Take the other one'), onclick: other })))
  }

  function hide() {
    if (dirty) store()
    dialog.close()
    const back = opener
    opener = draft = null
    on.closed()
    if (back?.isConnected) back.focus()
  }

  function drop() {
    if (dirty && text.value.trim() && !confirm(t('Discard this text for good?'))) return
    forget(key)
    dirty = false
    hide()
  }

  function take(next) {
    const before = key
    draft = { ...draft, passage: next, several: draft.several }
    if (!draft.note) { key = keyOf(draft); if (key !== before) forget(before) }
    showPassage()
    dirty = true
    store()
    tell('')
    fail()
  }

  return {
    open, take,
    get isOpen() { return dialog.open },
    get draft() { return { ...draft, key } },
    focus: () => save.focus(),
  }
}
