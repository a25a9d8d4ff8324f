/* The states the server sends, as long as somebody looks: a hidden tab keeps no connection (browsers allow six). */
import { own, token } from './api.js'

/** Call `on.state(state)` for every state, `on.lost()` when the server is away, `on.stale(again)` when it is another. */
export function listen(on) {
  let connection
  let wait = 500
  const start = () => {
    connection?.abort()
    connection = new AbortController()
    if (!document.hidden) follow(connection.signal)
  }
  const follow = async signal => {
    try {
      const path = encodeURIComponent(location.pathname)
      const answer = await fetch(`${own}events?path=${path}`, { headers: token, signal, cache: 'no-store' })
      if (answer.status === 403) return on.stale(start)
      if (!answer.ok) throw new Error(answer.status)
      wait = 500
      await read(answer.body, on.state)
    } catch (problem) {
      if (signal.aborted) return
    }
    if (signal.aborted) return
    on.lost()
    setTimeout(() => { if (!signal.aborted) follow(signal) }, wait)
    wait = Math.min(wait * 1.5, 4000)
  }
  document.addEventListener('visibilitychange', start)
  addEventListener('pagehide', () => connection?.abort())
  addEventListener('pageshow', event => { if (event.persisted) start() })
  start()
}

async function read(body, onState) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const messages = (rest + value).split('\n\n')
    rest = messages.pop()
    for (const message of messages) {
      const data = message.split('\n').filter(line => line.startsWith('data: ')).map(line => line.slice(6))
      if (data.length) onState(JSON.parse(data.join('\n')))
    }
  }
}
