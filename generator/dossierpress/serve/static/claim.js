/* What a note of the kind “claim” says beside its text: who affirms what, and what the editors found out. */
import { make, t } from './words.js'

const STANCES = ['affirms', 'supports', 'disputes', 'denies', 'retracts']
const VERDICTS = ['', 'established', 'qualified', 'unproven', 'refuted']

export function claimField() {
  const choices = values => values.map(value => make('option', { value, textContent: t(value || 'not known yet') }))
  const inputs = {
    statement: make('textarea', { id: 'statement', rows: 2, dir: 'auto' }),
    by: make('input', { id: 'by', autocomplete: 'off', dir: 'auto' }),
    stance: make('select', { id: 'stance' }, ...choices(STANCES)),
    date: make('input', { id: 'said', autocomplete: 'off' }),
    verdict: make('select', { id: 'verdict' }, ...choices(VERDICTS)),
  }
  inputs.by.setAttribute('list', 'names')
  const labels = { statement: 'What is affirmed, in one sentence', by: 'By whom', stance: 'How they stand to it', date: 'When they said so (2015-11-24)', verdict: 'What you found out' }
  const field = key => make('div', { className: 'field' }, make('label', { htmlFor: inputs[key].id, textContent: t(labels[key]) }), inputs[key])
  const element = make('fieldset', { hidden: true }, make('legend', { textContent: t('Who affirms what') }), ...Object.keys(inputs).map(field))
  return {
    element,
    get: () => Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.value.trim()]).filter(([, value]) => value)),
    set: claim => { for (const [key, input] of Object.entries(inputs)) input.value = claim?.[key] ?? (key === 'stance' ? 'affirms' : '') },
  }
}
