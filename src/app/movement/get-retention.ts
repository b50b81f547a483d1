import type { Input, Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { accountRetention, addRetained, nothingRetained, retentionRates } from '../../domain/retention.ts'
import type { Retained, RetentionParts } from '../../domain/retention.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { keepLatest } from '../keep-latest.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { requireRight } from '../right.ts'
import { sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { aboutComparison } from './about-comparison.ts'
import { inOrder } from './get-movement.ts'
import { groupRows, moneyText, mostGroups, restOf } from './group-rows.ts'
import type { RowGroup, Rows } from './group-rows.ts'
import type { ComparedBook } from './open-compared.ts'
import { assertExportable, openComparedPart, partName, reachName, showBasis } from './open-part.ts'
import type { ComparedPart } from './open-part.ts'
import { openRetained } from './open-retained.ts'
import type { RetainedAt } from './open-retained.ts'

type Retention = Output<'getRetention'>
type Group = Retention['groups'][number]
type RetentionQuestion = Input<'getRetention'>

/** What everything of a retention is worked out from. */
interface RetentionSource {
  readonly part: ComparedPart
  readonly retainedAt: RetainedAt
}

const keptAnswers = 40
const answersByBook = new WeakMap<ComparedBook, Map<string, Promise<Omit<Retention, 'basis'>>>>()

/**
 * What was kept of the accounts that bought in the base window, and of their money: growth is capped for each account by itself.
 * Accounts are counted for everybody; money is there where all of it is in sight.
 */
export const getRetention: Verb<'getRetention'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const source = await openSource(ctx, input)
  const { part } = source
  const kept = answersByBook.get(part.book) ?? new Map<string, Promise<Omit<Retention, 'basis'>>>()
  answersByBook.set(part.book, kept)
  const name = JSON.stringify([partName(input), reachName(ctx), input.rate, input.by ?? null])
  return { basis: showBasis(part), ...(await keepLatest(kept, name, keptAnswers, () => answer(source, input))) }
}

/** The whole part and every group of it as a file. */
export const exportRetention: Verb<'exportRetention'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  const source = await openSource(ctx, question)
  const { part } = source
  assertExportable(ctx, part)
  const whole: Group = { group: null, ...(await showRows(source, part.rows, part.seesSpend)) }
  const groups = await inOrder(await groupsOf(source, question), (group) => showGroup(source, group))
  const basis = showBasis(part)
  await auditRevealed(ctx, 'export', 'retention', {
    before: basis.before.period,
    after: basis.after.period,
    count: part.rows.length,
  })
  const rows: readonly ExportRow[] = [
    { ...whole, isWhole: true },
    ...groups.map((group) => ({ ...group, isWhole: false })),
  ]
  return sheetFile(ctx, {
    name: `retention ${basis.before.period} to ${basis.after.period}`,
    format,
    columns,
    rows,
    about: aboutComparison(basis, question),
  })
}

interface ExportRow extends Group {
  readonly isWhole: boolean
}

const columns: readonly SheetColumn<ExportRow>[] = [
  ['groupKey', (row) => (row.isWhole ? null : (row.group?.key ?? 'none')), 'text'],
  ['group', (row) => (row.isWhole ? 'all' : row.group?.name), 'text'],
  ['bought', (row) => row.bought],
  ['kept', (row) => row.kept],
  ['lostAccounts', (row) => row.lost],
  ['accountRetention', (row) => row.accountRetention, 'share'],
  ['start', (row) => row.money?.start, 'amount'],
  ['expansion', (row) => row.money?.expansion, 'amount'],
  ['contraction', (row) => row.money?.contraction, 'amount'],
  ['lost', (row) => row.money?.lost, 'amount'],
  ['end', (row) => row.money?.end, 'amount'],
  ['grr', (row) => row.money?.grr, 'share'],
  ['nrr', (row) => row.money?.nrr, 'share'],
  ['sameStoreBefore', (row) => row.sameStore?.before, 'amount'],
  ['sameStoreAfter', (row) => row.sameStore?.after, 'amount'],
  ['priceEffect', (row) => row.price?.effect, 'amount'],
  ['grrWithoutPrice', (row) => row.price?.without.grr, 'share'],
  ['nrrWithoutPrice', (row) => row.price?.without.nrr, 'share'],
  ['currencyEffect', (row) => row.currencyEffect, 'amount'],
]

async function openSource(ctx: Ctx, question: RetentionQuestion): Promise<RetentionSource> {
  const part = await openComparedPart(ctx, question)
  return { part, retainedAt: await openRetained(ctx, part, question.rate) }
}

async function groupsOf({ part }: RetentionSource, { by, territory }: RetentionQuestion): Promise<readonly RowGroup[]> {
  if (by === undefined) return []
  return groupRows(part, { by, below: territory ?? null }, (row) => part.book.before.spend[row] ?? 0n)
}

async function answer(source: RetentionSource, question: RetentionQuestion): Promise<Omit<Retention, 'basis'>> {
  const { rows, seesSpend } = source.part
  const groups = await groupsOf(source, question)
  const rest = restOf(groups)
  return {
    rate: question.rate,
    ...(await showRows(source, rows, seesSpend)),
    groups: await inOrder(groups.slice(0, mostGroups), (group) => showGroup(source, group)),
    rest: rest && { groups: rest.groups, sum: await showGroup(source, rest.sum) },
  }
}

async function showGroup(source: RetentionSource, { group, rows, seesSpend }: RowGroup): Promise<Group> {
  return { group, ...(await showRows(source, rows, seesSpend)) }
}

async function showRows(source: RetentionSource, rows: Rows, seesSpend: boolean): Promise<Omit<Group, 'group'>> {
  const sum = await foldRetention(source, rows)
  const { bought, kept } = sum
  return {
    bought,
    kept,
    lost: bought - kept,
    accountRetention: accountRetention(sum),
    ...(seesSpend && {
      money: showParts(sum.parts),
      sameStore: { before: formatMicros(sum.sameBefore), after: formatMicros(sum.sameAfter) },
      price: priceOf(sum),
      currencyEffect: moneyText(sum.currencyEffect),
    }),
  }
}

async function foldRetention({ retainedAt }: RetentionSource, rows: Rows): Promise<Retained> {
  let sum = nothingRetained
  await eachPosition(rows.length, (at) => {
    sum = addRetained(sum, retainedAt(rows[at] ?? 0))
  })
  return sum
}

function priceOf({ priceEffect, withoutPrice }: Retained): NonNullable<Group['price']> | null {
  if (priceEffect === null || withoutPrice === null) return null
  return { effect: formatMicros(priceEffect), without: showParts(withoutPrice) }
}

function showParts(parts: RetentionParts): NonNullable<Group['money']> {
  const { start, expansion, contraction, lost } = parts
  const end: Micros = start + expansion - contraction - lost
  return {
    start: formatMicros(start),
    expansion: formatMicros(expansion),
    contraction: formatMicros(contraction),
    lost: formatMicros(lost),
    end: formatMicros(end),
    ...retentionRates(parts),
  }
}
