import { formatMicros, ratio } from '../../domain/money.ts'
import { marginBandOf, marginBands, marginMix, priceRealisation } from '../../domain/profit/mix.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { familyFacts } from '../../ledger/facts/bought-facts.ts'
import { priceFacts } from '../../ledger/facts/price-facts.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { auditLook } from '../card/audit-look.ts'
import { getAccountInView } from '../card/open-account.ts'
import { nameFamilies } from '../card/product-name.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

/**
 * What an account buys by how much is earned on it, and what it pays beside others. What others pay is of the whole book: shown to
 * who sees all of its spend.
 */
export const getAccountMix: Verb<'getAccountMix'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen, sight } = account
  if (!seen.margin) return basisOf(view)
  await auditLook(ctx, account, 'profit')
  const { watermark, policy } = view
  const scope = await accountScope(ctx.ledger, [id])
  const window = { from: view.from, to: view.to, watermark }
  const { after } = await familyFacts(ctx.ledger, { before: null, after: window, watermark }, policy.kinds, scope)
  const names = await nameFamilies(ctx.records, [...after.keys()])
  const total = [...after.values()].reduce((sum, { spend }) => sum + spend, 0n)
  const shareOf = (spend: bigint): number | null => (total > 0n ? ratio(spend, total) : null)
  const mix = marginMix(after.values(), policy.minCoverage)
  const price = sight.spend === 'all' ? priceRealisation(await priceFacts(ctx.ledger, window, scope)) : null
  return {
    ...basisOf(view),
    families: [...after]
      .toSorted(([oneKey, one], [otherKey, other]) =>
        one.spend === other.spend ? (oneKey < otherKey ? -1 : 1) : one.spend > other.spend ? -1 : 1,
      )
      .map(([key, facts]) => {
        const band = marginBandOf(facts, policy.minCoverage)
        return {
          family: key === '' ? null : { key, name: names.get(key) ?? '' },
          spend: formatMicros(facts.spend),
          share: shareOf(facts.spend),
          band: band === null ? null : (marginBands[band] ?? null),
        }
      }),
    bands: [
      ...marginBands.map((band, index) => ({ band, spend: mix.spend[index] ?? 0n })),
      { band: null, spend: mix.unknown },
    ].map(({ band, spend }) => ({ band, spend: formatMicros(spend), share: shareOf(spend) })),
    ...(price && {
      price: {
        rate: price.rate,
        compared: formatMicros(price.compared),
        atOthersPrices: formatMicros(price.atOthersPrices),
        products: price.products,
      },
    }),
  }
}
