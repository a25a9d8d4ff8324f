/* Public sources of a note: one group of fields each, all but the title optional. */
import { make, t } from './words.js'

const KEYS = { title: 'Title', url: 'Address (https://…)', publisher: 'Publisher', date: 'Date (2015-11-24)' }

export function sourcesField(changed) {
  let rows = []
  const list = make('div', { className: 'sources' })
  const count = make('summary')
  const add = make('button', { type: 'button', textContent: t('Add a source'), onclick: () => { append({}); show(); rows.at(-1).inputs.title.focus() } })
  const element = make('details', { className: 'field' }, count, list, make('div', { className: 'row' }, add))

  function append(source) {
    const inputs = {}
    const fields = Object.entries(KEYS).map(([key, label]) => {
      inputs[key] = make('input', { value: source[key] ?? '', autocomplete: 'off', dir: 'auto', type: key === 'url' ? 'url' : 'text' })
      inputs[key].dataset.key = key
      return make('label', {}, t(label), inputs[key])
    })
    const name = make('legend')
    const out = make('button', { type: 'button', textContent: t('Remove'), onclick: () => remove(row) })
    const row = { inputs, name, out, group: make('fieldset', {}, name, ...fields, out) }
    rows.push(row)
  }

  function remove(row) {
    rows = rows.filter(other => other !== row)
    show()
    changed()
    add.focus()
  }

  function show() {
    count.textContent = `${t('Sources')} (${rows.length})`
    rows.forEach((row, index) => {
      row.name.textContent = `${t('Source')} ${index + 1}`
      row.out.setAttribute('aria-label', `${t('Remove')} ${t('Source')} ${index + 1}`)
    })
    list.replaceChildren(...rows.map(row => row.group))
  }

  const values = row => Object.fromEntries(Object.entries(row.inputs).map(([key, input]) => [key, input.value.trim()]).filter(([, value]) => value))
  return {
    element,
    get: () => rows.map(values).filter(source => Object.keys(source).length),
    set: sources => { rows = []; sources.forEach(append); show(); element.open = rows.length > 0 },
  }
}
