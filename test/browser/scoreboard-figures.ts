import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { scoreboard as words } from '../../src/web/i18n/en/scoreboard.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type LeagueRow = Output<'listLeague'>['items'][number]
type Board = Output<'getScoreboard'>
type CallDay = Output<'getCallDay'>
type Alert = Output<'listAlerts'>['items'][number] & { readonly sentence: string }

const change = (amount: string | undefined): string => write.change(parseMicros(text(amount)))
const callsOf = ({ done, planned }: LeagueRow['calls']): string => `${String(done)} of ${String(planned)}`

/** The league table, and everything of one rep, as `scoreboard` prints them. */
export async function holdScoreboard(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  at: { readonly address: string; readonly before: string; readonly period: string; readonly rep: string },
): Promise<readonly string[]> {
  const ends = ['--from', at.before, '--to', at.period]
  const items = (await told.json('scoreboard', ...ends)) as unknown as readonly LeagueRow[]
  await shown.open(at.address, '/scoreboard?show=league', words.total)
  const grid = page.getByRole('grid', { name: words.league })
  const rows = grid.locator('tbody tr[data-row]')
  await expect.poll(() => rows.count()).toBe(items.length)
  await shown.hold(
    rows,
    items.map((row) => [
      ...(row.rank === null ? [] : [write.integer(row.rank)]),
      ...[row.start].map(write.integer),
      write.signed(row.net),
      ...[row.expectedNet, row.excess].map(write.tenths),
      ...[row.up, row.down, row.new, row.returned, row.lost].map(write.integer),
      callsOf(row.calls),
      write.integer(row.reviews),
      change(row.change),
      ...(row.retention?.nrr === null ? [] : [write.share(row.retention?.nrr ?? null)]),
      change(row.excessChange),
    ]),
  )
  // The last row is the sum of those above it.
  const sum = (of: (row: LeagueRow) => number): number => items.reduce((all, row) => all + of(row), 0)
  const calls = { done: sum((row) => row.calls.done), planned: sum((row) => row.calls.planned) }
  await shown.hold(grid.locator('tfoot tr'), [
    [
      write.integer(sum(({ start }) => start)),
      write.signed(sum(({ net }) => net)),
      ...(['up', 'down', 'new', 'returned', 'lost'] as const).map((name) => write.integer(sum((row) => row[name]))),
      `${String(calls.done)} of ${String(calls.planned)}`,
      write.integer(sum(({ reviews }) => reviews)),
      write.change(items.reduce((all, row) => all + parseMicros(text(row.change)), 0n)),
    ],
  ])
  await shown.read(page.locator('main p', { hasText: 'too few to tell' }))
  expect(await shown.rest()).toEqual([])

  const [row] = await told.json('scoreboard', '--rep', at.rep, ...ends)
  return await holdBoard(page, shown, row as unknown as Board, at.address)
}

async function holdBoard(page: Page, shown: ShownFigures, board: Board, address: string): Promise<readonly string[]> {
  await shown.open(address, `/scoreboard?rep=${board.rep.key}`, words.against)
  const whole = (amount: string | undefined): string => write.wholeMoney(text(amount))
  await shown.hold(page.locator('main dl').first().locator('> div'), [
    board.rank === null ? [] : [`${String(board.rank)} of ${String(board.of)}`],
    [write.integer(board.accounts)],
    [write.signed(board.net), `${write.tenths(board.expectedNet)} expected`],
    [write.eur(write.shortMoney(text(board.spendAfter))), `${write.shortMoney(text(board.spendBefore))} before`],
    [write.shortChange(parseMicros(text(board.change)))],
    [write.share(board.retention?.nrr ?? null), write.share(board.retention?.grr ?? null)],
    [callsOf(board.calls)],
  ])
  const rows = (name: string) => page.getByRole('group', { name, exact: true }).locator('tbody tr')
  await shown.hold(rows(words.against), [
    [write.signed(board.net), ...[board.expectedNet, board.excess].map(write.tenths)],
    [board.change, board.expectedChange, board.excessChange].map(change),
  ])
  await shown.hold(
    rows(words.assets),
    board.grades.map(({ count, countBefore, spend, spendBefore }) => [
      ...[count, countBefore].map(write.integer),
      ...[spend, spendBefore].map(whole),
    ]),
  )
  await shown.hold(
    rows(words.moves),
    board.classes.map((one) => [write.integer(one.count), change(one.change)]),
  )
  await shown.hold(
    rows(words.targets),
    (board.targets ?? []).map(({ amount, reached, share, elapsed }) => [
      whole(amount),
      ...(reached === null ? [] : [whole(reached), write.share(share)]),
      write.share(elapsed),
    ]),
  )
  const { yes, partly, no } = board.calls.results
  const facts = page.getByRole('region', { name: words.work }).locator('dl > div')
  await shown.hold(facts, [
    [callsOf(board.calls)],
    [
      `${String(yes)} reached, ${String(partly)} partly, ${String(no)} not; nobody reached in ${String(board.calls.results['not-reached'])}`,
    ],
    [write.integer(board.reviews)],
    [whole(board.sold), `${whole(board.soldBefore)} before`],
    ...(board.hours === undefined ? [] : [board.hours === null ? [] : [write.decimal(board.hours)]]),
  ])
  await shown.hold(page.getByRole('region', { name: words.against }).locator('dl > div'), [
    [write.integer(board.start)],
    [write.integer(board.new + board.returned)],
  ])
  const { retained } = board
  await shown.hold(page.getByRole('region', { name: words.moves }).locator('p'), [
    [
      `${whole(retained?.start)} before, ${whole(retained?.expansion)} more, ${whole(retained?.contraction)} less, ${whole(retained?.lost)} lost`,
    ],
    [`${String(board.takenOver)} taken over, ${String(board.handedOver)} handed over`],
  ])
  // Which two windows are compared: days, and how long they are.
  await shown.read(page.getByText(/ against 12 months to /))
  return await shown.rest()
}

/** Whom a rep should call, and the alerts of the week, as `calls today` and `alerts list` print them. */
export async function holdToCall(page: Page, shown: ShownFigures, told: ToldFigures, rep: string): Promise<void> {
  const [row] = await told.json('calls', 'today', '--rep', rep)
  const { planned, suggested } = row as unknown as CallDay
  const calls = page.getByRole('region', { name: 'Calls today' })
  expect(planned).toEqual([])
  await shown.hold(
    calls.locator('li'),
    suggested.map(({ hint: { kind, grade, nextGrade, distance } }) => {
      const money = write.eur(write.wholeMoney(text(distance)))
      return kind === 'near-up'
        ? [`Win the ${money} that are missing to ${text(nextGrade)}`]
        : [`Keep it at ${text(grade)}: it stands ${money} above the bound`]
    }),
  )
  await shown.read(calls.locator('p'))
  const alerts = (await told.json('alerts', 'list', '--state', 'week', '--owner', rep)) as unknown as readonly Alert[]
  const region = page.getByRole('region', { name: 'Alerts of the week' })
  await shown.hold(
    region.locator('li[data-row]'),
    alerts.map(({ sentence, stake }) => [sentence, write.short(parseMicros(text(stake)))]),
  )
  await shown.read(region.locator('p'))
  // What makes them drains is held on the screen of the drains.
  await shown.read(page.getByRole('region', { name: 'Drains', exact: true }).locator('li'))
}
