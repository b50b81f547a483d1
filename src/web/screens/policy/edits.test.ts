import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../domain/policy.ts'
import { changeGrade } from './document.ts'
import { beginEdits, edit } from './edits.ts'
import type { Edits } from './edits.ts'

const typed = (edits: Edits, bound: string, at: number, place = 0): Edits =>
  edit(edits, {
    type: 'change',
    document: changeGrade(edits.now, place, { atLeast: bound }),
    field: `bound ${String(place)}`,
    at,
  })
const boundOf = ({ now }: Edits, place = 0) => now.grades[place]?.atLeast

describe('edits of a policy', () => {
  it('are taken back and made again, the letters of one word together', () => {
    let edits = beginEdits(defaultPolicy)
    edits = typed(edits, '1', 0)
    edits = typed(edits, '12', 300)
    edits = typed(edits, '120', 600)
    edits = typed(edits, '7', 700, 1)
    expect(edits.past).toHaveLength(2)
    edits = edit(edits, { type: 'undo' })
    expect([boundOf(edits), boundOf(edits, 1)]).toEqual(['120', '5000'])
    edits = edit(edits, { type: 'undo' })
    expect(edits.now).toEqual(defaultPolicy)
    expect(edit(edits, { type: 'undo' })).toBe(edits)
    edits = edit(edit(edits, { type: 'redo' }), { type: 'redo' })
    expect([boundOf(edits), boundOf(edits, 1)]).toEqual(['120', '7'])
    expect(edit(edits, { type: 'redo' })).toBe(edits)
  })

  it('begin anew after a pause, and after something was taken back', () => {
    let edits = typed(typed(beginEdits(defaultPolicy), '1', 0), '12', 5000)
    expect(edits.past).toHaveLength(2)
    edits = typed(edit(edits, { type: 'undo' }), '13', 5100)
    expect(edits.future).toEqual([])
    expect(boundOf(edit(edits, { type: 'undo' }))).toBe('1')
  })

  it('are none where nothing changed', () => {
    const edits = beginEdits(defaultPolicy)
    expect(typed(edits, '10000', 0)).toBe(edits)
  })
})
