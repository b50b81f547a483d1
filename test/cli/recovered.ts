import { expect } from 'vitest'
import { scratchOf } from './book.ts'
import type { Place } from './book.ts'

/** Opens the book with doctor, every check of which must hold; gives what it says a killed command left. */
export async function recovered(place: Place): Promise<string> {
  const outcome = await place.run('doctor', '--json')
  const lines = outcome.stdout.split('\n').filter((line) => line !== '')
  const findings = lines.map((line) => JSON.parse(line) as { check: string; ok: boolean; found: string })
  const wrong = findings.filter((finding) => !finding.ok)
  expect({ wrong, said: outcome.stderr }).toEqual({ wrong: [], said: outcome.stderr })
  expect(outcome).toMatchObject({ code: 0 })
  expect(await scratchOf(place.data)).toEqual([])
  return findings.find((finding) => finding.check === 'what an earlier run left')?.found ?? ''
}
