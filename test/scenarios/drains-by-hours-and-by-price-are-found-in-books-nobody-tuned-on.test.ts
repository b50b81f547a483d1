import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { getView } from '../../src/app/account-view/get-view.ts'
import { makeDemoBook } from '../../src/app/demo-book.ts'
import { openDrains } from '../../src/app/drain/open-drains.ts'
import type { AccountDrain } from '../../src/app/drain/open-drains.ts'
import { findAccountIds, placeOf } from '../../src/records/account-identity.ts'
import { openScenarioBook } from './book.ts'

/** Books the rules below were never looked at with; they were chosen on seeds 1 to 6. */
const seeds = Array.from({ length: 6 }, (_, index) => index + 3001)
const size = { accounts: 160, years: 3, until: '2026-10-31' }

type Drain = AccountDrain & { readonly story: string | null }

const isByPrice = ({ reasons }: Drain): boolean => reasons.some((reason) => reason !== 'hours')

/** What is told of which accounts; a margin that falls is told of planted drains too, for their prices fall as well. */
const rules: readonly {
  readonly says: string
  readonly stories: readonly string[]
  readonly isMeant: (drain: Drain) => boolean
  readonly least: { readonly precision: number; readonly recall: number }
}[] = [
  {
    says: 'takes hours that it does not pay for',
    stories: ['drain'],
    isMeant: ({ reasons }) => reasons.includes('hours'),
    least: { precision: 0.5, recall: 0.5 },
  },
  {
    says: 'won by price',
    stories: ['price-shopper'],
    isMeant: ({ reasons }) => reasons.includes('won-by-price'),
    least: { precision: 0.6, recall: 0.5 },
  },
  {
    says: 'quotes asked and not ordered',
    stories: ['price-shopper'],
    isMeant: ({ reasons }) => reasons.includes('quotes-not-ordered'),
    least: { precision: 0.5, recall: 0.5 },
  },
  {
    says: 'margin falls',
    stories: ['price-shopper', 'drain'],
    isMeant: ({ reasons }) => reasons.includes('margin-falling'),
    least: { precision: 0.5, recall: 0.5 },
  },
  {
    says: 'uses our price against us, by two signals',
    stories: ['price-shopper'],
    isMeant: ({ reasons }) => reasons.filter((reason) => reason !== 'hours').length >= 2,
    least: { precision: 0.8, recall: 0.5 },
  },
]

it('On books nobody tuned on drains are found by their hours, and those who play our price against others by their quotes', async () => {
  const drains: Drain[] = []
  for (const seed of seeds) drains.push(...(await drainsOf(seed)))
  for (const { says, stories, isMeant, least } of rules) {
    const named = drains.filter(isMeant)
    const planted = drains.filter(({ story }) => story !== null && stories.includes(story))
    const hits = named.filter((one) => planted.includes(one)).length
    const [precision, recall] = [hits / named.length, hits / planted.length]
    console.log(
      `${says}: precision / recall ${precision.toFixed(2)} / ${recall.toFixed(2)} of ${String(planted.length)}`,
    )
    expect(planted).toHaveLength(seeds.length * 5 * stories.length)
    expect(precision).toBeGreaterThan(least.precision)
    expect(recall).toBeGreaterThan(least.recall)
  }
  // Of who plays the price against others hardly one goes unseen.
  const shoppers = drains.filter(({ story }) => story === 'price-shopper')
  expect(shoppers.filter(isByPrice).length / shoppers.length).toBeGreaterThan(0.8)
})

async function drainsOf(seed: number): Promise<Drain[]> {
  await using book = await openScenarioBook(size.until)
  const { ctx } = book
  await makeDemoBook(ctx, { ...size, seed }, new AbortController().signal)
  const { stories } = JSON.parse(readFileSync(join(ctx.places.data, 'truth.json'), 'utf8')) as {
    readonly stories: readonly { readonly story: string; readonly account: string }[]
  }
  const pairs = stories.map(({ account }) => ({ source: 'demo', key: account }))
  const ids = await findAccountIds(ctx.records, pairs)
  const storyById = new Map(
    stories.map(({ story, account }) => [ids.get(placeOf({ source: 'demo', key: account })), story]),
  )
  const { accounts } = await openDrains(ctx, await getView(ctx, null))
  return accounts
    .filter(({ position }) => position !== null)
    .map((account) => ({ ...account, story: storyById.get(account.id) ?? null }))
}
