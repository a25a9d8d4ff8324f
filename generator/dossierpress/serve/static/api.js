/* What the server told this page, and the way to ask it for a change. */
const element = document.querySelector('script[data-dossier]')

export const config = JSON.parse(element.dataset.dossier)
export const own = '/_dossier/'
export const token = { 'X-Dossier-Token': config.token }

/** Send `body` as JSON to a write route; gives its answer, or throws what the server said. */
export async function write(path, body = {}, method = 'POST') {
  const answer = await fetch(`${own}api/${path}`, {
    method,
    headers: { ...token, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (answer.ok) return JSON.parse(text)
  let said = {}
  try { said = JSON.parse(text) } catch { /* the guard answers in plain text */ }
  throw Object.assign(new Error(said.error ?? text), { status: answer.status, said })
}

/** Learn the token of a server that was started anew, for a page that must not be loaded again just now. */
export async function renew() {
  const answer = await fetch(location.pathname, { cache: 'no-store' })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const now = JSON.parse(page.querySelector('script[data-dossier]').dataset.dossier)
  token['X-Dossier-Token'] = config.token = now.token
}
