import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { isOfKinds, liveAt } from './live.ts'

/** What lines of a foreign currency come to in a window, in it and in the base currency. */
export interface ForeignMoney {
  readonly currency: string
  readonly net: Micros
  readonly baseNet: Micros
}

/** Every foreign currency of the lines up to the end of the later window, with what they come to in the earlier one. */
export async function foreignMoney(
  session: Session,
  { before, to, watermark }: { readonly before: Span; readonly to: string; readonly watermark: number },
  kinds: readonly LineKind[],
): Promise<ForeignMoney[]> {
  const rows = await session.all(
    `SELECT l.currency, sum(CASE WHEN l.date <= CAST($2 AS DATE) THEN l.net END) AS net,
       sum(CASE WHEN l.date <= CAST($2 AS DATE) THEN l.base_net END) AS base_net
     FROM line l
     WHERE l.rate IS NOT NULL AND l.date >= CAST($1 AS DATE) AND l.date <= CAST($4 AS DATE)
       AND ${isOfKinds(kinds)} AND ${liveAt('l', 3)}
     GROUP BY l.currency ORDER BY l.currency COLLATE "C"`,
    [before.from, before.to, String(watermark), to],
  )
  return rows.map((row) => ({
    currency: textOf(row, 'currency'),
    net: microsOf(row, 'net'),
    baseNet: microsOf(row, 'base_net'),
  }))
}

/** The sources of which a line of either window says in which unit it counts. Those that never do count in one, pieces most likely. */
export async function sourcesWithUnits(
  session: Session,
  { from, to, watermark }: { readonly from: string; readonly to: string; readonly watermark: number },
): Promise<ReadonlySet<string>> {
  const rows = await session.all(
    `SELECT DISTINCT l.source FROM line l
     WHERE l.unit IS NOT NULL AND l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}`,
    [from, to, String(watermark)],
  )
  return new Set(rows.map((row) => textOf(row, 'source')))
}
