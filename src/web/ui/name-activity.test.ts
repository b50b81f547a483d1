import { describe, expect, it } from 'vitest'
import { isUsualActivity, nameActivity } from './name-activity.ts'

describe('nameActivity', () => {
  it.each([
    ['site_survey', 'Site survey'],
    ['on-site-training', 'On site training'],
    // What somebody wrote as it is to be read stays so.
    ['Besuch vor Ort', 'Besuch vor Ort'],
    ['EDI_setup', 'EDI setup'],
    ['übergabe', 'Übergabe'],
    ['_', '_'],
  ])('reads %s as %s', (key, name) => {
    expect(nameActivity(key)).toBe(name)
  })

  it('knows the ones that have a name in every language', () => {
    expect(['credit_check', 'special_handling', 'site_survey'].map(isUsualActivity)).toEqual([true, true, false])
  })
})
