import type { Input } from '../../contract/operations.ts'
import { findCurrent, findViewAccount } from '../../records/account-view.ts'
import { listCalls } from '../../records/call.ts'
import type { CallPlace, StoredCall } from '../../records/call.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { isWithin, reachOf, requireRight } from '../right.ts'
import { aboutFilter, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { filterOf } from './list-calls.ts'
import { showCalls } from './show-call.ts'
import type { ShownCall } from './show-call.ts'

/** Calls read at a time. */
const rowsPerPiece = 500

/** The calls of a list as a file, of the accounts one may export. */
export const exportCalls: Verb<'exportCalls'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  await auditRevealed(ctx, 'export', 'calls', { ...question, format })
  return sheetFile(ctx, { name: 'calls', format, columns, rows: piecesOf(ctx, question), about: aboutFilter(question) })
}

const columns: readonly SheetColumn<ShownCall>[] = [
  ['account', ({ account }) => account.name],
  ['goal', ({ goal }) => goal],
  ['contact', ({ contact }) => contact],
  ['planned for', ({ day }) => day, 'day'],
  ['person', ({ owner }) => owner.name],
  ['rep', ({ rep }) => rep?.name],
  ['state', ({ state }) => state],
  ['made on', ({ outcome }) => outcome?.day, 'day'],
  ['goal reached', ({ outcome }) => outcome?.reached],
  ['result', ({ outcome }) => outcome?.result],
  ['next step', ({ outcome }) => outcome?.next?.title],
  ['next step on', ({ outcome }) => outcome?.next?.day, 'day'],
]

async function* piecesOf(
  ctx: Ctx,
  question: Omit<Input<'exportCalls'>, 'format'>,
): AsyncGenerator<readonly ShownCall[]> {
  const mayTake = await exportable(ctx)
  let after: CallPlace | null = null
  for (;;) {
    const page: readonly StoredCall[] = await listCalls(ctx.records.view, filterOf(ctx, question), {
      after,
      limit: rowsPerPiece,
      isLatestFirst: question.order === '-day',
    })
    const taken: StoredCall[] = []
    for (const call of page) if (await mayTake(call.accountId)) taken.push(call)
    yield await showCalls(ctx, taken)
    const last = page.at(-1)
    if (!last || page.length < rowsPerPiece) return
    after = { day: last.day, id: last.id }
  }
}

/** Whether calls with an account may be taken out of the house: those of the accounts that the right to export reaches. */
async function exportable(ctx: Ctx): Promise<(accountId: string) => Promise<boolean>> {
  const reach = reachOf(ctx.actor, 'export')
  if (reach === 'all') return async () => true
  const generation = await findCurrent(ctx.records.view, null)
  const known = new Map<string, boolean>()
  return async (accountId) => {
    const answered = known.get(accountId)
    if (answered !== undefined) return answered
    const row = generation && (await findViewAccount(ctx.records.view, generation.number, accountId))
    const isIn = row !== undefined && isWithin(reach, { owner: row.owner_key, territory: row.territory_key })
    known.set(accountId, isIn)
    return isIn
  }
}
