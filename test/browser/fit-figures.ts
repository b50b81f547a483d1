import type { Page } from 'playwright-core'
import type { Output } from '../../src/contract/operations.ts'
import { formatMicros, numberToMicros, roundMicros } from '../../src/domain/money.ts'
import { fit as words } from '../../src/web/i18n/en/fit.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

/** Where an account is shown, and what tells of it. */
interface At {
  readonly page: Page
  readonly shown: ShownFigures
  readonly told: ToldFigures
  readonly id: string
  readonly period: string
}

type Fit = Output<'getAccountFit'>
type Candidate = Output<'listSelection'>['items'][number]
type Criteria = Output<'getSelectionCriteria'>

const since = ({ from, by }: { readonly from: string; readonly by: { readonly name: string } }): string =>
  `since ${write.day(from)}, ${by.name}`
const whole = (amount: string | undefined): string => write.wholeMoney(text(amount))

/** How an account fits, as `judgements show` prints it. */
export async function holdFit({ page, shown, told, id, period }: At): Promise<void> {
  const [row] = await told.json('judgements', 'show', id, '--period', period)
  const fit = row as unknown as Fit
  const { standing, growthPotential: potential, reference, travel, operating } = fit
  const region = page.getByRole('region', { name: 'How it fits us', exact: true })
  await region.locator('dl').first().waitFor()
  const first = standing.filter((one) => one.standing === 'first').length
  const judged = String(standing.length)
  await shown.hold(region.locator('dl').first(), [
    [
      ...(standing.length === 0
        ? []
        : [
            `${String(first)} / ${judged}`,
            `first call in ${String(first)} of ${judged} ${standing.length === 1 ? 'line' : 'lines'} judged`,
          ]),
      ...(potential === null
        ? []
        : [
            write.eur(whole(potential.likely)),
            `${whole(potential.low)} to ${whole(potential.high)}, ${words.sources[potential.source]}`,
            since(potential),
          ]),
      ...(reference === null ? [] : [since(reference)]),
      ...(travel === null ? [] : travelTexts(travel)),
      ...(typeof operating.fit === 'number' ? [write.percent(operating.fit)] : []),
    ],
  ])
  // Of a line there are words and a day.
  await shown.hold(
    region.locator('tbody tr'),
    standing.map(() => []),
  )
  const judgements = [fit.relationship, fit.intent, fit.regions].flatMap((one) => one ?? [])
  await shown.hold(region.locator('dl').last(), [
    [
      ...judgements.map(since),
      ...(typeof operating.standard === 'number' ? [write.percent(operating.standard)] : []),
      ...plainTexts(operating),
    ],
  ])
  await shown.hold(region.locator('p', { hasText: 'What people judge' }), [
    [
      `What people judge of the account at ${write.day(fit.to)}, with what it rests on, and what its orders and its place tell.`,
    ],
  ])
}

function travelTexts({ minutes, kilometres, basis }: NonNullable<Fit['travel']>): readonly string[] {
  const far = kilometres === null ? [] : [`${write.decimal(String(kilometres))} km as the crow flies`]
  const note = basis === 'given' ? far.map((one) => `given, one way; ${one}`) : far.map((one) => `by road over ${one}`)
  return [`${write.integer(minutes)} min`, ...note]
}

function plainTexts({ plain, plainOrders, handledOrders, handlingSince }: Fit['operating']): readonly string[] {
  if (handlingSince === null) return []
  const day = write.day(handlingSince)
  if (plain === null) return [`No order since ${day}, when special handling was first noted`]
  const [of, orders] = [write.integer(plainOrders), write.integer(plainOrders + handledOrders)]
  return [`${write.percent(plain)} (${of} of ${orders}, since ${day})`]
}

/** The strategic accounts, as `selection list` and `selection criteria show` print them; gives what was held against nothing. */
export async function holdSelection(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  address: string,
): Promise<readonly string[]> {
  const candidates = (await told.json('selection', 'list')) as unknown as Candidate[]
  const [row] = await told.json('selection', 'criteria', 'show')
  const { current, version } = row as unknown as Criteria
  if (!current) throw new Error('Nobody has said what makes an account strategic')
  const head = async (): Promise<void> => {
    const count = (passes: (one: Candidate) => boolean): string => write.integer(candidates.filter(passes).length)
    const [overrides, due] = [count((one) => one.override !== null), count((one) => one.isDue)]
    await shown.hold(page.locator('main dl').first(), [
      [
        count((one) => one.holds === 'strategic'),
        `${count((one) => one.byScore === 'strategic')} by score alone`,
        count((one) => one.holds === 'open'),
        overrides,
        due,
        `${write.decimal(String(current.atLeast))} points`,
        `version ${String(version)} of the criteria`,
      ],
    ])
    const tabs = [String(candidates.length), overrides, due].filter((one) => one !== '0')
    await shown.hold(page.getByRole('tablist'), [tabs])
  }
  await shown.open(address, '/selection', 'Places are among')
  await head()
  await shown.hold(page.locator('main p', { hasText: 'Places are among' }), [
    [`Places are among the ${write.integer(candidates.length)} accounts whose score you may see.`],
  ])
  await shown.hold(page.getByRole('grid').locator('tbody tr[data-row]'), candidates.map(rankedTexts))
  const rest = await shown.rest()

  await shown.open(address, '/selection?tab=criteria', 'The score is the weighted mean')
  await head()
  const region = page.getByRole('region', { name: 'Criteria', exact: true })
  await shown.hold(
    region.locator('tbody tr'),
    current.criteria.map(({ weight, scale }) => [
      `${write.decimal(String(weight))}%`,
      ...scale.map(({ points }) => write.decimal(String(points))),
    ]),
  )
  const said = (await shown.read(region.locator('p', { hasText: 'saved by' }))).flat().join(' ')
  const ends = [`Version ${String(version)}, saved by`, `Strategic is who reaches ${String(current.atLeast)} points.`]
  return [...rest, ...(await shown.rest()), ...ends.filter((one) => !said.includes(one))]
}

/** Places, score and marks; what is not scored has a dash, which is no figure. */
function rankedTexts({ rank, rankByScore, score, known, of }: Candidate): readonly string[] {
  const one = (figure: number | null | undefined): readonly string[] =>
    typeof figure === 'number' ? [write.integer(figure)] : []
  const points =
    typeof score === 'number' ? [write.decimal(formatMicros(roundMicros(numberToMicros(score), 1), 0))] : []
  return [...one(rank), ...one(rankByScore), ...points, `${write.integer(known)} of ${write.integer(of)}`]
}
