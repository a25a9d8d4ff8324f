/* A field of several names: what is typed is completed from the dossier, Enter adds it, a button takes it out. */
import { make, t } from './words.js'

export function tagsField(names, changed) {
  let tags = []
  const input = make('input', { id: 'tag', autocomplete: 'off' })
  input.setAttribute('list', 'names')
  input.setAttribute('aria-describedby', 'tag-help')
  const list = make('ul', { className: 'tags' })
  const known = make('datalist', { id: 'names' }, ...names.map(value => make('option', { value })))
  const add = () => {
    const value = input.value.trim()
    input.value = ''
    if (value && !tags.includes(value)) { tags = [...tags, value]; show(); changed() }
    input.focus()
  }
  const button = make('button', { type: 'button', textContent: t('Add'), onclick: add })
  input.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    add()
  })
  const remove = tag => {
    tags = tags.filter(other => other !== tag)
    show()
    changed()
    input.focus()
  }
  const show = () => list.replaceChildren(...tags.map(tag => {
    const out = make('button', { type: 'button', textContent: '×', onclick: () => remove(tag), disabled: input.disabled })
    out.setAttribute('aria-label', `${t('Remove')} ${tag}`)
    return make('li', {}, make('bdi', { textContent: tag }), out)
  }))
  const label = make('label', { htmlFor: 'tag', textContent: t('Tags and names') })
  const help = make('small', { id: 'tag-help', textContent: t('Enter adds one.') })
  const element = make('div', { className: 'field' }, label, list, make('div', { className: 'row' }, input, button), help, known)
  return {
    element,
    /* What is typed and not yet added counts: nobody means to throw it away. */
    get: () => [...new Set([...tags, input.value.trim()])].filter(Boolean),
    set: (values, fixed) => { tags = [...values]; input.value = ''; input.disabled = button.disabled = fixed; show() },
  }
}
