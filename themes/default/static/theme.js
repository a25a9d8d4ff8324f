/* Comforts only: every page works without this file. */
(() => {
  const root = document.documentElement
  const store = {
    get: key => { try { return localStorage[key] } catch { return null } },
    set: (key, value) => { try { localStorage[key] = value } catch { /* private browsing: not remembered */ } },
  }
  const $ = (selector, from = document) => from.querySelector(selector)
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)]

  // Light or dark paper: the reader's choice, else the system's.
  const button = $('[data-paper]')
  if (button) {
    const dark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
    const show = () => button.setAttribute('aria-pressed', dark())
    button.hidden = false
    show()
    button.addEventListener('click', () => {
      root.dataset.theme = dark() ? 'light' : 'dark'
      store.set('theme', root.dataset.theme)
      show()
    })
  }

  // A link to a folded note, or to a part of one, unfolds it.
  const unfold = () => {
    const id = decodeURIComponent(location.hash.slice(1))
    const target = id && document.getElementById(id)
    for (let e = target; e; e = e.parentElement) if (e.localName === 'details') e.open = true
    if (target) target.scrollIntoView({ block: 'nearest' })
  }
  addEventListener('hashchange', unfold)
  unfold()
  addEventListener('beforeprint', () => $$('details').forEach(e => { e.open = true }))

  // j, k: next, previous note. ?: help. Turned off in the help, for this browser or for the whole site.
  const keys = $('#keys')
  if (!keys || document.body.dataset.shortcuts === 'off') return
  const box = $('[data-keys]', keys)
  box.checked = store.get('keys') !== 'off'
  box.addEventListener('change', () => store.set('keys', box.checked ? 'on' : 'off'))
  const step = by => {
    const markers = $$('.nref')
    if (!markers.length) return
    const here = markers.indexOf(document.activeElement)
    const next = markers[here < 0 && by < 0 ? markers.length - 1 : (here + by + markers.length) % markers.length]
    next.focus()
    next.scrollIntoView({ block: 'center' })
  }
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return
    if (event.target.closest('input, textarea, select, [contenteditable]')) return
    if (event.key === '?') keys.showModal()
    else if (!box.checked) return
    else if (event.key === 'j') step(1)
    else if (event.key === 'k') step(-1)
  })
})()
