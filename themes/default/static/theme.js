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

  // All the words of a note's passage are outlined while its number has the focus or the pointer.
  const light = event => {
    const number = event.type === 'focusout' ? null : event.target.closest?.('.nref')
    const key = number && number.hash.slice(1)
    $$('.hl').forEach(mark => mark.classList.toggle('lit', !!key && mark.dataset.notes.split(' ').includes(key)))
  }
  ;['focusin', 'focusout', 'pointerover'].forEach(name => addEventListener(name, light))

  // The link that proposes a note takes up the selected passage, and comes to where it is selected. Nothing is
  // asked of anybody before it is followed. The preview has an editor of its own.
  const link = $('[data-propose]')
  const text = $('.prose')
  if (link && text && !$('[data-dossier]')) {
    const { href, textContent } = link
    const words = range => {
      const part = range.cloneContents()
      $$('.nref, .notes, .not-annotatable', part).forEach(e => e.remove())
      $$('p, li, h2, h3, h4, h5, h6, dt, dd, th, td, pre', part).forEach(e => e.append(' '))
      return part.textContent.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    }
    const around = (...edges) => {
      const range = document.createRange()
      range.setStart(...edges[0])
      range.setEnd(...edges[1])
      return words(range)
    }
    const entry = (key, value) => value && `\n${key}: ${JSON.stringify(value)}`
    document.addEventListener('selectionchange', () => {
      const selection = getSelection()
      const range = selection.rangeCount && selection.getRangeAt(0)
      const inside = range && text.contains(range.commonAncestorContainer)
      const note = inside && range.startContainer.parentElement.closest('.notes')
      const quote = inside && !note ? words(range).trim() : ''
      const fits = quote && quote.length < 1000
      const url = new URL(href)
      if (fits) {
        const before = around([text, 0], [range.startContainer, range.startOffset])
        const after = around([range.endContainer, range.endOffset], [text, text.childNodes.length])
        const passage = entry('quote', quote) +
          entry('prefix', before.slice(-48).replace(before.length > 48 ? /^\S*\s/ : '', '').trim()) +
          entry('suffix', after.slice(0, 48).replace(after.length > 48 ? /\s\S*$/ : '', '').trim())
        const slug = quote.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/[a-z0-9]+/g) || []
        const file = url.searchParams
        file.set('value', file.get('value').replace(/\n# quote:.*/, () => passage))
        file.set('filename', file.get('filename').replace(/note\.md$/, [...slug, 'note'].slice(0, 6).join('-') + '.md'))
      }
      link.href = fits ? url : href
      link.textContent = fits ? link.dataset.propose : textContent
      link.style.cssText = fits ? 'position:fixed;z-index:9;inset:auto 1rem 1rem auto;padding:.6em 1em;background:Canvas;border:1px solid' : ''
    })
  }

  // j, k: next, previous note. ?: help. Turned off in the help, for this browser or for the whole site.
  const keys = $('#keys')
  if (!keys || document.body.dataset.shortcuts === 'off') return
  const box = $('[data-keys]', keys)
  box.checked = store.get('keys') !== 'off'
  box.addEventListener('change', () => store.set('keys', box.checked ? 'on' : 'off'))
  const step = by => {
    // In the order of their numbers, as the links from note to note.
    const number = stop => parseInt(stop.textContent.match(/\d+/))
    const stops = $$('.nref, .loose .note > summary').sort((one, other) => number(one) - number(other))
    if (!stops.length) return
    // From a note, or from the one a link led to, as well as from a passage.
    const active = document.activeElement
    const from = active === document.body ? $(':target') || active : active
    const own = from.closest('.note')
    const leadsTo = stop => stop.hash ? document.getElementById(stop.hash.slice(1)) : stop
    const here = stops.findIndex(stop => stop === from || (own && own.contains(leadsTo(stop))))
    const next = stops[here < 0 && by < 0 ? stops.length - 1 : (here + by + stops.length) % stops.length]
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
