import { expect, it } from 'vitest'
import { groupActions, type Action } from './action-parts.ts'

const action = (id: string, due: string | null, state: Action['state'] = 'open'): Action => ({
  id,
  title: id,
  note: null,
  subject: { type: 'book', id: 'book', name: '' },
  owner: { id: 'ann', name: 'Ann' },
  due,
  doneWhen: null,
  createdBy: { id: 'ann', name: 'Ann' },
  createdAt: '2026-03-01T00:00:00.000Z',
  state,
  isOverdue: false,
  states: [],
  version: 1,
})

it('puts actions into groups by how soon they are due, those that have ended last', () => {
  const actions = [
    action('late', '2026-03-30'),
    action('done late', '2026-03-01', 'done'),
    action('now', '2026-03-31'),
    action('soon', '2026-04-02'),
    action('later', '2026-06-01'),
    action('some time', null),
    action('later still', '2026-07-01'),
  ]
  const groups = groupActions(actions, '2026-03-31')
  expect(groups.map(({ group, actions: some }) => [group, some.map(({ id }) => id)])).toEqual([
    ['overdue', ['late']],
    ['today', ['now']],
    ['week', ['soon']],
    ['later', ['later', 'later still']],
    ['undated', ['some time']],
    ['ended', ['done late']],
  ])
})
