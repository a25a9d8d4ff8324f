/* Unsaved texts, one for each note and each passage, kept by the browser through reloads and crashes. */
const PREFIX = 'dossier:draft:'

/** What tells one unsaved text from another: its article, and its note or passage. */
export const keyOf = draft =>
  PREFIX + JSON.stringify([location.host.replace(/:.*/, ''), draft.article, draft.note ?? '', draft.note ? '' : draft.passage?.quote ?? '', draft.note ? '' : draft.passage?.prefix ?? ''])

/** Keep a text; false when the browser keeps nothing. */
export function keep(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...draft, when: Date.now() }))
    return true
  } catch { return false }
}

export function forget(key) {
  try { localStorage.removeItem(key) } catch { /* nothing is kept */ }
}

/** Unsaved texts on an article, the newest first, each with its `key`. */
export function unsaved(article) {
  const found = []
  try {
    for (const key of Object.keys(localStorage).filter(key => key.startsWith(PREFIX))) {
      const draft = parsed(localStorage.getItem(key))
      if (draft?.article === article && typeof draft.text === 'string') found.push({ ...draft, key })
    }
  } catch { /* nothing is kept */ }
  return found.sort((one, other) => other.when - one.when)
}

/** A small thing to be remembered, for this browser or for this tab only. */
export const memory = store => ({
  get: name => { try { return parsed(globalThis[store].getItem(`dossier:${name}`)) } catch { return null } },
  set: (name, value) => { try { globalThis[store].setItem(`dossier:${name}`, JSON.stringify(value)) } catch { /* not remembered */ } },
  drop: name => { try { globalThis[store].removeItem(`dossier:${name}`) } catch { /* not remembered */ } },
})

function parsed(text) {
  try { return JSON.parse(text) } catch { return null }
}
