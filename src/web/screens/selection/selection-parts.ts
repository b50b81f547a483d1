import type { QueryClient } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, numberToMicros, roundMicros } from '../../../domain/money.ts'

export type Candidate = Output<'listSelection'>['items'][number]
export type CriteriaAnswer = Output<'getSelectionCriteria'>
export type CriteriaDocument = CriteriaAnswer['proposal']
export type AccountSelection = Output<'getAccountSelection'>

/** The colour of what holds of an account; the word says it, the colour only helps. */
export const outcomeTones = { strategic: 'accent', open: 'warning', 'not-strategic': 'plain' } as const

/** Points with one decimal at most, as decimal text; with all they have where that would be the bound that they are not. */
export function pointsOf(points: number, atLeast: number | null): string {
  const exact = numberToMicros(points)
  const short = roundMicros(exact, 1)
  const misleads = atLeast !== null && short !== exact && short === numberToMicros(atLeast)
  return formatMicros(misleads ? exact : short, 0)
}

/** Asks anew for whatever shows the selection, once something was written. */
export async function refreshSelection(queries: QueryClient): Promise<void> {
  for (const operation of ['listSelection', 'getSelectionCriteria', 'getAccountSelection']) {
    await queries.invalidateQueries({ queryKey: [operation] })
  }
}
