import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { movementClasses } from '../../src/domain/movement.ts'
import { parseMicros } from '../../src/domain/money.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type Cell = Output<'getMovement'>['matrix'][number]
type Group = Output<'getMovement'>['groups'][number]
type Bridge = NonNullable<Output<'getMovementBridge'>['revenue']>
interface Move {
  readonly name: string
  readonly class: string
  readonly spendBefore: string | null
  readonly spendAfter: string | null
  readonly change: string
}

const change = (amount: string): string => write.shortChange(parseMicros(amount))
const signed = (amount: string): string => `${parseMicros(amount) > 0n ? '+' : ''}${write.money(amount)} EUR`
const sumOf = (moves: readonly Move[], figure: 'spendBefore' | 'spendAfter' | 'change'): bigint =>
  moves.reduce((sum, move) => sum + parseMicros(move[figure] ?? '0'), 0n)

/** Who moved: classes, matrix, who fell and rose most, groups and the list, as `movement` prints them. */
export async function holdMoves(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  at: { readonly address: string; readonly before: string; readonly period: string },
): Promise<void> {
  const ends = ['--from', at.before, '--to', at.period] as const
  const cells = (await told.json('movement', ...ends)) as unknown as readonly Cell[]
  const moves = (await told.json('movement', ...ends, '--list')) as unknown as readonly Move[]
  const groups = (await told.json('movement', ...ends, '--by', 'owner')) as unknown as readonly Group[]
  await shown.open(at.address, '/movement', 'A move belongs to the owner at its end')
  await page.getByText('Point at a stream').waitFor()

  const classes = movementClasses
    .map((name) => ({ name, all: moves.filter((move) => move.class === name) }))
    .filter(({ name, all }) => name !== 'ungraded' || all.length > 0)
  await shown.hold(page.getByRole('region', { name: 'What became of the accounts' }).getByRole('listitem'), [
    ...classes.map(({ all }) => [write.integer(all.length), write.shortChange(sumOf(all, 'change'))]),
    [write.integer(moves.length), write.shortChange(sumOf(moves, 'change'))],
  ])

  // Rows and columns without a grade are there where somebody is in them, those of new, returned and lost always.
  const matrix = page.getByRole('figure', { name: 'Who went where', exact: true })
  const rowsOf = (read: (cell: Cell) => readonly [grade: string | null, state: string]) =>
    [...Map.groupBy(cells, (cell) => read(cell).join(' ')).values()].filter(
      (all) => read(all[0] ?? fail())[1] !== 'none' || all.some(({ count }) => count > 0),
    )
  const rows = rowsOf(({ from, start }) => [from, start])
  const columns = rowsOf(({ to, end }) => [to, end])
  const count = (all: readonly Cell[]): string => write.integer(all.reduce((sum, cell) => sum + cell.count, 0))
  await shown.hold(matrix.locator('tbody tr'), [
    ...rows.map((row) => [
      ...row.flatMap((cell) => (cell.count === 0 ? [] : [write.integer(cell.count), change(text(cell.change))])),
      count(row),
    ]),
    [...columns.map(count), count(cells)],
  ])
  await shown.read(matrix.locator('figcaption'))

  for (const [title, names, sign] of [
    ['Fell and left', ['down', 'lost'], 1],
    ['Rose and came', ['up', 'new', 'returned'], -1],
  ] as const) {
    const side = page.getByRole('region', { name: title, exact: true })
    const all = moves.filter((move) => names.some((name) => name === move.class))
    const most = all.toSorted((one, other) => sign * Number(parseMicros(one.change) - parseMicros(other.change)))
    await shown.hold(
      side.getByRole('listitem'),
      most.slice(0, 6).map((move) => [change(move.change)]),
    )
    await shown.hold(
      side.getByRole('link', { name: /^All \d/ }),
      all.length > 6 ? [[`All ${write.integer(all.length)}`]] : [],
    )
  }

  const [bridged] = await told.json('bridge', ...ends)
  const bridge = (bridged as unknown as { readonly revenue: Bridge }).revenue
  const chart = page.getByRole('figure').filter({ has: page.getByRole('columnheader', { name: 'Because of' }) })
  await shown.hold(chart.locator('tbody td:nth-child(2)'), [
    [`${write.money(text(bridge.before))} EUR`],
    ...bridge.steps.map(({ amount }) => [signed(amount)]),
    [`${write.money(text(bridge.after))} EUR`],
  ])
  await shown.read(chart)
  // Held on the Portfolio, whose streams they are.
  await shown.read(page.getByRole('figure', { name: 'Movement over time', exact: true }))

  await shown.hold(
    page.getByRole('region', { name: 'Movement by owner', exact: true }).locator('tbody tr'),
    groups.map((group) => [
      write.integer(group.accounts),
      ...movementClasses
        .filter((name) => name !== 'ungraded')
        .map((name) => write.integer(group.classes.find((one) => one.class === name)?.count ?? 0)),
      write.integer(group.takenOver ?? 0),
      write.wholeMoney(text(group.spendBefore)),
      write.wholeMoney(text(group.spendAfter)),
      write.change(parseMicros(text(group.change))),
    ]),
  )

  const list = page.getByRole('region', { name: 'Moves', exact: true })
  const listed = list.getByRole('grid').locator('tbody tr[data-row]')
  await expect.poll(() => listed.count()).toBeGreaterThan(20)
  await shown.holdRows(
    listed,
    new Map(
      moves.map((move) => [
        move.name,
        [
          ...(move.spendBefore === null ? [] : [write.wholeMoney(move.spendBefore)]),
          ...(move.spendAfter === null ? [] : [write.wholeMoney(move.spendAfter)]),
          write.change(parseMicros(move.change)),
        ],
      ]),
    ),
  )
  const [before, after] = [sumOf(moves, 'spendBefore'), sumOf(moves, 'spendAfter')]
  await shown.hold(list.locator('p').first(), [
    [
      `${write.integer(moves.length)} accounts: ${write.eur(write.whole(before))} before, ${write.eur(write.whole(after))} after, ${write.eur(write.change(after - before))}`,
    ],
  ])
}

function fail(): never {
  throw new Error('A row of the matrix has no cell')
}
