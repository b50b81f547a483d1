import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { microsOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { kindList, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

const inWindow = `l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}`

/** What lines of these kinds gave back to each account in the window, in base currency: above zero for money given. */
export async function givenBackFacts(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  scope: AccountScope | null = null,
): Promise<Map<string, Micros>> {
  if (kinds.length === 0 || (scope && isEmptyScope(scope))) return new Map()
  const { join, where } = scope
    ? inScope('l', scope, 4)
    : {
        join: `LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account AND l.date >= r.valid_from AND l.date < r.valid_to`,
        where: 'TRUE',
      }
  const answer = await session.read(
    `SELECT ${accountNumber} AS account, -sum(l.base_net) AS amount
     FROM line l ${join}
     WHERE l.kind IN (${kindList(kinds)}) AND ${inWindow} AND ${where}
     GROUP BY 1 HAVING sum(l.base_net) <> 0`,
    [from, to, String(watermark), ...(scope ? scopeParameters(scope) : [])],
  )
  const [ids, amounts] = [await accountIds(session, answer), answer.micros('amount')]
  return new Map(ids.map((id, at) => [id, amounts[at] ?? 0n]))
}

/** The same of the whole book, where nobody asks whose the lines are. */
export async function givenBackTotal(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
): Promise<Micros> {
  if (kinds.length === 0) return 0n
  const [row] = await session.all(
    `SELECT -sum(l.base_net) AS amount FROM line l WHERE l.kind IN (${kindList(kinds)}) AND ${inWindow}`,
    [from, to, String(watermark)],
  )
  return row ? microsOf(row, 'amount') : 0n
}

/** Whether the ledger has a line of these kinds at the watermark. */
export async function hasLinesOf(session: Session, kinds: readonly LineKind[], watermark: number): Promise<boolean> {
  if (kinds.length === 0) return false
  const rows = await session.all(
    `SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM line l WHERE l.kind IN (${kindList(kinds)}) AND ${liveAt('l', 1)})`,
    [String(watermark)],
  )
  return rows.length > 0
}
