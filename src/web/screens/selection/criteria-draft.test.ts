import { describe, expect, it } from 'vitest'
import { proposedCriteria } from '../../../domain/selection/criteria.ts'
import {
  addCriterion,
  addStep,
  changeCriterion,
  changeStep,
  documentOf,
  draftOf,
  flawsOf,
  removeCriterion,
  removeStep,
} from './criteria-draft.ts'

const document = {
  atLeast: proposedCriteria.atLeast,
  criteria: proposedCriteria.criteria.map((one) => ({ ...one, scale: [...one.scale] })),
}
const draft = draftOf(document)
const kinds = (of: typeof draft) => flawsOf(of).map(({ kind }) => kind)

describe('a draft of criteria', () => {
  it('is the document it was made of, and has no flaw', () => {
    expect(documentOf(draft)).toEqual(document)
    expect(flawsOf(draft)).toEqual([])
  })

  it('takes a decimal comma, and names a weight that is no number', () => {
    const typed = changeCriterion(changeCriterion(draft, 0, { weight: '24,5' }), 1, { weight: '20.5' })
    expect(documentOf(typed).criteria[0]?.weight).toBe(24.5)
    expect(flawsOf(typed)).toEqual([])
    expect(kinds(changeCriterion(draft, 0, { weight: 'much' }))).toEqual(['weights', 'weight'])
    expect(flawsOf(changeCriterion(draft, 0, { weight: '25.5' }))).toMatchObject([{ kind: 'weights', sum: 100.5 }])
  })

  it('gets a criterion with a key of its own, and says what it still lacks', () => {
    const more = addCriterion(addCriterion(removeCriterion(draft, 0), 'New'), 'Newer')
    expect(new Set(more.criteria.map(({ key }) => key)).size).toBe(7)
    expect(kinds(more)).toEqual(['weights', 'weight', 'weight', 'words'])
    expect(kinds(addCriterion(more, 'Too many'))).toContain('count')
  })

  it('changes the steps of a scale, and names one that does not rise or has too few', () => {
    expect(kinds(changeStep(draft, { place: 0, step: 0 }, { points: '40' }))).toEqual(['order'])
    expect(kinds(changeStep(draft, { place: 0, step: 3 }, { points: '101' }))).toEqual(['points'])
    expect(kinds(changeStep(draft, { place: 0, step: 3 }, { means: ' ' }))).toEqual(['words'])
    expect(kinds(addStep(draft, 0))).toEqual(['points', 'order', 'words'])
    const short = removeStep(removeStep(removeStep(draft, 2, 3), 2, 2), 2, 1)
    expect(flawsOf(short)).toMatchObject([{ kind: 'steps', name: 'Access and relationship', count: 1 }])
    expect(kinds({ ...draft, atLeast: '101' })).toEqual(['bound'])
  })
})
