import { describe, expect, it } from 'vitest'
import { gapsOf, outcomeOf } from './call-draft.ts'
import type { CallDraft } from './call-draft.ts'

const draft: CallDraft = {
  goal: 'Agree on the quantities of next quarter',
  contact: '',
  day: '2026-03-02',
  owner: '',
  isMade: false,
  reached: '',
  result: '',
  nextKind: 'none',
  nextText: '',
  nextDay: '2026-03-09',
  request: 'r',
}

describe('a draft of a call', () => {
  it.each([
    ['a goal is enough to plan', {}, []],
    ['without a goal there is no call', { goal: '  ' }, ['goal']],
    ['a call that was made says how it went', { isMade: true }, ['reached']],
    ['a next step is written', { isMade: true, reached: 'yes', nextKind: 'call' }, ['next']],
    [
      'a next step has a day',
      { isMade: true, reached: 'yes', nextKind: 'action', nextText: 'x', nextDay: '' },
      ['next'],
    ],
    ['what is only planned needs no result', { nextKind: 'call' }, []],
  ] as const)('%s', (_, changes, gaps) => {
    expect(gapsOf({ ...draft, ...changes })).toEqual(gaps)
  })

  it('becomes an outcome with its next step, which speaks to the same person', () => {
    const written = {
      ...draft,
      isMade: true,
      reached: 'partly',
      contact: ' Ms Black ',
      nextKind: 'call',
      nextText: ' Price ',
    } as const
    expect(outcomeOf(written)).toEqual({
      reached: 'partly',
      result: null,
      day: '2026-03-02',
      contact: 'Ms Black',
      next: { kind: 'call', goal: 'Price', contact: 'Ms Black', day: '2026-03-09' },
    })
    expect(outcomeOf(draft)).toBeNull()
  })
})
