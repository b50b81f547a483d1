import { parsePeriod } from '../../../domain/period.ts'
import { useBook } from '../../ui/book-context.ts'
import { usePeriodText } from '../../ui/period-text.ts'

/** What the choice is called while the address names no period. */
export const yearBefore = 'year-before'

/** The periods of the book that end before a day, and the one the address names; first the year before, which is usual. */
export function useEarlierPeriods(
  to: string | undefined,
  since: string | undefined,
  usual: string,
): readonly { readonly value: string; readonly label: string }[] {
  const book = useBook()
  const writePeriod = usePeriodText()
  const earlier = (book?.periods ?? []).map(({ name }) => name).filter((name) => to !== undefined && endOf(name) < to)
  const names = since === undefined || earlier.includes(since) ? earlier : [since, ...earlier]
  return [
    { value: yearBefore, label: usual },
    ...names.map((name) => ({ value: name, label: writePeriod(name, { isShort: false }) })),
  ]
}

/** The last day of a period; a fiscal year has it where the policy says, which a choice need not know. */
function endOf(name: string): string {
  try {
    return parsePeriod(name).to
  } catch {
    return '9999'
  }
}
