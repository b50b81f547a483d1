import { emptyFacts, grossProfit } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { formatMicros, ratio } from '../../domain/money.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { familyFacts } from '../../ledger/facts/bought-facts.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { auditLook } from './audit-look.ts'
import { getAccountInView } from './open-account.ts'
import { nameFamilies } from './product-name.ts'

/** What an account buys of each family of products, the most first; by name where its money is out of sight, for order tells. */
export const listFamilies: Verb<'listFamilies'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  const scope = await accountScope(ctx.ledger, [id])
  const { before, watermark, policy } = view
  const facts = await familyFacts(ctx.ledger, { before, after: view, watermark }, policy.kinds, scope)
  const keys = [...new Set([...facts.after.keys(), ...facts.before.keys()])]
  const names = await nameFamilies(ctx.records, keys)
  const total = [...facts.after.values()].reduce((sum, { spend }) => sum + spend, 0n)
  const families = keys.map((key) => ({
    key,
    name: names.get(key) ?? '',
    own: facts.after.get(key) ?? emptyFacts(key),
    earlier: facts.before.get(key) ?? emptyFacts(key),
  }))
  families.sort(
    (left, right) =>
      (seen.spend ? bySpend(left, right) : 0) || byText(left.name, right.name) || byText(left.key, right.key),
  )
  if (seen.margin) await auditLook(ctx, account, 'families')
  return {
    basis: basisOf(view),
    items: families.map(({ key, name, own, earlier }) => ({
      family: key === '' ? null : { key, name },
      lines: own.lines,
      lastInvoice: own.lastInvoice ?? earlier.lastInvoice,
      ...(seen.spend && {
        spend: formatMicros(own.spend),
        spendBefore: formatMicros(earlier.spend),
        share: total > 0n ? ratio(own.spend, total) : null,
      }),
      ...(seen.margin && marginOf(own, policy.minCoverage)),
    })),
  }
}

function marginOf(facts: AccountFacts, minCoverage: number) {
  const profit = grossProfit(facts, minCoverage)
  return {
    cost: profit === null ? null : formatMicros(facts.cost),
    grossProfit: profit === null ? null : formatMicros(profit),
    marginRate: profit === null || facts.costedSpend <= 0n ? null : ratio(profit, facts.costedSpend),
  }
}

interface Compared {
  readonly own: AccountFacts
  readonly earlier: AccountFacts
}

function bySpend(left: Compared, right: Compared): number {
  const [one, other] = [left.own.spend, right.own.spend]
  if (one !== other) return one > other ? -1 : 1
  return left.earlier.spend === right.earlier.spend ? 0 : left.earlier.spend > right.earlier.spend ? -1 : 1
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
