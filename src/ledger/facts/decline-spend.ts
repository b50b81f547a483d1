import { historyOfParts, pieceStarts } from '../../domain/alert/decline.ts'
import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import type { PartType } from './decline-facts.ts'
import { kindList, liveAt } from './live.ts'

/** What an account spent on a part of it in each piece of the history, the latest first, credits taken off. */
export interface PartSpend {
  readonly accountId: string
  /** `source/key`. */
  readonly part: string
  readonly spend: readonly Micros[]
}

/** Spend of all families of products, or sites, of some accounts. */
export async function partSpend(
  session: Session,
  { to, watermark, type }: { readonly to: Day; readonly watermark: number; readonly type: PartType },
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<PartSpend[]> {
  if (isEmptyScope(scope)) return []
  const [part, join] =
    type === 'family'
      ? ['p.family', 'JOIN product_ref p ON p.source = l.source AND p.key = l.product']
      : [`l.source || '/' || l.site`, '']
  const names = pieceStarts.slice(1).map((_, index) => `s${String(index)}`)
  const sums = names.map((name, index) => {
    const age = `CAST($2 AS DATE) - l.date`
    const isIn = `${age} >= ${String(pieceStarts[index])} AND ${age} < ${String(pieceStarts[index + 1])}`
    return `sum(CASE WHEN ${isIn} THEN l.base_net END) AS ${name}`
  })
  const own = inScope('l', scope, 4)
  const rows = await session.all(
    `SELECT r.account_id, ${part} AS part, ${sums.join(', ')}
     FROM line l ${own.join} ${join}
     WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
       AND l.kind IN (${kindList(kinds)}) AND ${own.where} AND ${part} IS NOT NULL
     GROUP BY r.account_id, ${part}`,
    [addDays(to, 1 - historyOfParts), to, String(watermark), ...scopeParameters(scope)],
  )
  return rows.map((row) => ({
    accountId: textOf(row, 'account_id'),
    part: textOf(row, 'part'),
    spend: names.map((name) => microsOf(row, name)),
  }))
}
