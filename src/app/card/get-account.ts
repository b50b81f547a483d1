import { findAccountSpan, listSites } from '../../records/account-card.ts'
import { listKeysOf } from '../../records/keys-of-account.ts'
import { farFuture, farPast } from '../../domain/day.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { requireRight } from '../right.ts'
import { readSettings } from '../setting/read-settings.ts'
import type { Verb } from '../verb.ts'
import { familyTree } from './family-tree.ts'
import { getAccountInView, readRows } from './open-account.ts'
import { wordsOf } from './promise.ts'
import { whomToCall } from './whom-to-call.ts'

/** A head of hundreds of accounts shows the first of them by name; the account list has all. */
const maxChildren = 200

const alone = { parents: [], children: [] } as const

/** The card of an account that everybody may see, with money where one may. Read from the records alone. */
export const getAccount: Verb<'getAccount'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, row, sight, family } = account
  const { records } = ctx
  const keys = await listKeysOf(records, [row])
  const relatives = family.length > 1 ? await readRows(ctx, account, family) : []
  const tree = relatives.length > 0 ? await familyTree(records, row, { family: relatives, day: view.to }) : alone
  const span = await findAccountSpan(records.view, row)
  const settings = await readSettings(ctx)
  return {
    ...toAccountRow(row, sight),
    basis: basisOf(view),
    ...wordsOf(row, view.policy, settings),
    call: await whomToCall(records.view, { owner: row.owner_key, ownerName: row.owner_name, desk: settings.desk }),
    isStub: row.stub === 1n,
    validFrom: span?.from ?? null,
    validTo: span?.to ?? null,
    firstInvoice: row.first_invoice,
    aliases: keys.slice(1).map(({ source, key, from, to }) => ({
      source,
      key,
      from: from === farPast ? null : from,
      to: to === farFuture ? null : to,
    })),
    sites: await listSites(records, keys),
    parents: tree.parents.map(({ account_id, key, name, grade }) => ({ id: account_id, key, name, grade })),
    children: tree.children.slice(0, maxChildren).map((child) => {
      const { id: childId, key, name, grade, spendBand, spend } = toAccountRow(child, sight)
      return { id: childId, key, name, grade, spendBand, ...(spend !== undefined && { spend }) }
    }),
  }
}
