/* What a page of another site can try; gives what each attempt learned. */
async ([target, token]) => {
  const results = {}
  const attempt = async (name, act) => { try { results[name] = await act() } catch (problem) { results[name] = '' } }
  const write = target + '_dossier/api/rebuild'
  const element = (tag, attributes) => new Promise(resolve => {
    const made = Object.assign(document.createElement(tag), attributes)
    made.onload = () => resolve(made.naturalWidth || (tag === 'iframe' && made.contentDocument?.body?.innerText) || '')
    made.onerror = () => resolve('')
    setTimeout(() => resolve(''), 1500)
    document.body.append(made)
  })
  await attempt('read', async () => (await fetch(target)).text())
  await attempt('status', async () => (await fetch(target + '_dossier/status.json')).text())
  await attempt('opaque', async () => (await fetch(target, { mode: 'no-cors' })).text())
  await attempt('plain', async () => (await fetch(write, { method: 'POST', body: '{}', headers: { 'Content-Type': 'text/plain' }, mode: 'no-cors' })).text())
  await attempt('json', async () => (await fetch(write, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } })).text())
  await attempt('token', async () => (await fetch(write, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json', 'X-Dossier-Token': token } })).text())
  await attempt('beacon', async () => { navigator.sendBeacon(write, '{}'); return '' })
  await attempt('image', () => element('img', { src: target + 'files/drawing.svg' }))
  await attempt('script', () => element('script', { src: target + '_dossier/static/api.js', type: 'module' }).then(() => window.config || ''))
  await attempt('frame', () => element('iframe', { src: target }))
  await attempt('events', () => new Promise(resolve => {
    const source = new EventSource(target + '_dossier/events?path=/')
    source.onmessage = event => resolve(event.data)
    source.addEventListener('state', event => resolve(event.data))
    source.onerror = () => { source.close(); resolve('') }
  }))
  await attempt('socket', () => new Promise(resolve => {
    const socket = new WebSocket(target.replace('http', 'ws') + '_dossier/events')
    socket.onopen = () => resolve('open')
    socket.onerror = () => resolve('')
  }))
  await attempt('worker', async () => { new Worker(target + '_dossier/static/live.js'); return '' })
  await attempt('form', async () => {
    const form = document.createElement('form')
    Object.assign(form, { action: write, method: 'post', enctype: 'text/plain', target: 'nowhere' })
    form.innerHTML = '<input name="{&quot;a&quot;:&quot;" value="&quot;}">'
    document.body.append(Object.assign(document.createElement('iframe'), { name: 'nowhere' }), form)
    form.submit()
    await new Promise(resolve => setTimeout(resolve, 500))
    return ''
  })
  return results
}
