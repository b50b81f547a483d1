import { formatMicros, parseMicros, roundMicros } from '../../../domain/money.ts'
import { useFormat } from '../../ui/book-context.ts'

/** Points with two decimals, so that they add up to the score on paper too; all of them on hover. */
export function Points({ points, isSigned = false }: { readonly points: number | null; readonly isSigned?: boolean }) {
  const format = useFormat()
  if (points === null) return '–'
  const text = format.decimal(formatMicros(roundMicros(parseMicros(String(points)), 2), 0))
  return <span title={String(points)}>{isSigned && points > 0 ? `+${text}` : text}</span>
}
