import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addDays, daysBetween } from '../../src/domain/day.ts'
import { formatMicros } from '../../src/domain/money.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { flowEnds } from '../../src/domain/movement-flow.ts'
import { windowAt, yearEarlier } from '../../src/domain/period.ts'
import { lastQuarterEnds } from '../../src/domain/quarter.ts'
import {
  holdFamilyMonths,
  holdHistory,
  holdInvoices,
  holdLadder,
  holdLines,
  holdOverview,
  holdValue,
} from './account-figures.ts'
import type { ShownAccount } from './account-figures.ts'
import { holdAlerts } from './alert-figures.ts'
import { parseShown, sumOf } from './amounts.ts'
import { holdBridge } from './bridge-figures.ts'
import { CommandLine } from './command-line.ts'
import { holdDrains } from './drain-figures.ts'
import { hasBrowser, useHouse } from './house.ts'
import { holdMoves } from './movement-figures.ts'
import { holdFinance, holdProfitPanel, holdProfits, holdSale } from './profit-figures.ts'
import { holdBookReceivables } from './receivable-figures.ts'
import { holdCohorts, holdRetention } from './retention-figures.ts'
import { holdReviews } from './review-figures.ts'
import { holdScoreboard, holdToCall } from './scoreboard-figures.ts'
import { holdRhythm } from './rhythm-figures.ts'
import { any, ShownFigures } from './shown-figures.ts'
import {
  changeOf,
  micros,
  microsOrNull,
  ratio,
  retentionTold,
  text,
  textOrNull,
  ToldFigures,
  total,
  write,
} from './told-figures.ts'
import type { Move } from './told-figures.ts'
import { holdSelection } from './fit-figures.ts'
import { holdBookStock, holdPromises, holdStock } from './inventory-figures.ts'
import { holdFactors } from './value-figures.ts'

const tall = { viewport: { width: 1440, height: 12_000 } }
const labels = defaultPolicy.grades.map(({ label }) => label)
const places: readonly (string | null)[] = [...labels, null]
const dayOf = (period: string): string => period.slice('ttm@'.length)
const earlier = (day: string): string => yearEarlier({ label: `ttm@${day}`, from: day, to: day }).label
const rankOf = (grade: string | null): number => places.indexOf(grade)

/**
 * Search, actions, users, audit, jobs, sources and settings are left out: they show records, and how many of them, but no figure
 * of the book. The studio shows a policy as the comparison of two does.
 */
describe.skipIf(!hasBrowser)('every figure on screen is the one the command line prints', () => {
  const house = useHouse()
  let line: CommandLine
  let asked: ToldFigures | undefined
  beforeAll(async () => {
    line = await CommandLine.of(inject('demoBook'))
  })
  afterAll(() => line?.[Symbol.asyncDispose]())
  // What was told once holds for all screens: nobody changes the book meanwhile.
  const told = (): ToldFigures => (asked ??= new ToldFigures(line))
  const periods = async (): Promise<readonly [before: string, now: string]> => {
    const [, last] = await told().span()
    return [earlier(last), `ttm@${last}`]
  }

  it('on the portfolio', async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    await shown.open(house.current.demoUrl, '/portfolio', 'Every row opens the accounts the owner has now')
    await page.getByText('Point at a stream').waitFor()
    const figure = (name: string) => page.getByRole('figure', { name, exact: true })
    const [before, now] = await periods()
    const [book, bookBefore] = [await told().book(now), await told().book(before)]
    const moves = await told().moves(before, now)
    const accounts = await told().json('accounts', '--period', now)
    const listed = accounts.filter((row) => row['system'] !== true)
    const [spend, spendBefore] = [micros(book['spend']), micros(bookBefore['spend'])]
    const kept = retentionTold(moves)

    // The book in a row.
    const graded = listed.filter((row) => row['grade'] !== null).length
    const change = spend - spendBefore
    await shown.hold(page.getByRole('region', { name: 'The book in figures' }).locator('dl > div'), [
      [write.eur(write.short(spend)), `${write.integer(Number(book['orders']))} orders`],
      [
        write.shortChange(change),
        `${write.share(Math.abs(ratio(change, spendBefore) ?? 0))} ${change < 0n ? 'less' : 'more'} than ${write.short(spendBefore)}`,
      ],
      [write.eur(write.short(micros(book['grossProfit']))), `margin ${write.share(Number(book['grossMarginRate']))}`],
      [write.share(kept.grr), `${write.short(kept.lost + kept.contraction)} lost and shrunk`],
      [write.share(kept.nrr), `${write.short(kept.expansion)} grown`],
      [write.integer(listed.length), `${write.integer(graded)} with a grade`],
    ])
    const system = accounts.filter((row) => row['system'] === true)
    const cents = (amount: bigint): string => write.money(formatMicros(amount))
    const left = total(
      system.filter((row) => row['id'] === null),
      (row) => micros(row['spend']),
    )
    const nobody = total(
      system.filter((row) => row['id'] !== null),
      (row) => micros(row['spend']),
    )
    const own = total(listed, (row) => microsOrNull(row['spend']))
    expect(own + left + nobody).toBe(spend)
    await shown.hold(page.locator('main p', { hasText: 'accounts that left the book' }), [
      [cents(own), cents(left), cents(nobody), write.eur(cents(spend))],
    ])

    // Grades, and who came and went.
    const inBook = total(moves, ({ after }) => after)
    const ofGrade = (grade: string | null): Move[] => moves.filter(({ to }) => to === grade)
    const countOf = (grade: string | null): number => listed.filter((row) => row['grade'] === grade).length
    const best = labels[0] ?? ''
    const spendOf = (grade: string | null): bigint => total(ofGrade(grade), ({ after }) => after)
    await shown.hold(figure('Grades').locator('figcaption p'), [
      [
        `${best} holds ${write.share(countOf(best) / listed.length)} of the accounts and makes ${write.share(ratio(spendOf(best), inBook))} of the spend.`,
      ],
    ])
    const counted = (those: readonly Move[]): string => write.integer(those.length)
    await shown.hold(
      figure('Grades').locator('tbody tr:visible'),
      places.map((grade) => [
        write.integer(countOf(grade)),
        write.share(countOf(grade) / listed.length),
        write.short(spendOf(grade)),
        write.share(ratio(spendOf(grade), inBook)),
        ...(grade === null
          ? []
          : [
              counted(moves.filter(({ from, to }) => to === grade && from !== null && rankOf(from) > rankOf(grade))),
              counted(moves.filter(({ from, to }) => to === grade && from !== null && rankOf(from) < rankOf(grade))),
              counted(moves.filter(({ from, to }) => to === grade && from === null)),
              counted(moves.filter(({ from, to }) => from === grade && to !== grade)),
            ]),
      ]),
    )

    // The matrix, with the change of spend under each count.
    const cell = (from: string | null, to: string | null): Move[] =>
      moves.filter((move) => move.from === from && move.to === to)
    const ways = (test: (from: number, to: number) => boolean): string =>
      counted(moves.filter(({ from, to }) => test(rankOf(from), rankOf(to))))
    const none = labels.length
    await shown.hold(figure('Movement').locator('figcaption p'), [
      [
        `${ways((from, to) => to < from && from < none)} moved up, ${ways((from, to) => from < to && to < none)} down, ` +
          `${ways((from, to) => from === none && to < none)} came and ${ways((from, to) => from < none && to === none)} went.`,
      ],
    ])
    await shown.hold(figure('Movement').locator('tbody tr'), [
      ...places.map((from) => [
        ...places.flatMap((to) => {
          const those = cell(from, to)
          return those.length === 0 ? [] : [counted(those), write.shortChange(total(those, changeOf))]
        }),
        counted(moves.filter((move) => move.from === from)),
      ]),
      [...places.map((to) => counted(moves.filter((move) => move.to === to))), counted(moves)],
    ])

    // Movement over time, end by end.
    const ends = flowEnds(dayOf(now), 'quarter')
    const gradesAt = await Promise.all(ends.map((day) => told().json('grade', '--period', `ttm@${day}`)))
    const steps = await Promise.all(
      ends.slice(1).map((day, place) => told().moves(`ttm@${ends[place] ?? ''}`, `ttm@${day}`)),
    )
    const all = steps.flat()
    const over = (test: (from: number, to: number) => boolean): string =>
      counted(all.filter(({ from, to }) => test(rankOf(from), rankOf(to))))
    await shown.hold(figure('Movement over time').locator('figcaption p'), [
      [
        `${over((from, to) => to < from && from < none)} moves up and ${over((from, to) => from < to && to < none)} down, ` +
          `${over((from, to) => from === none && to < none)} into a grade and ${over((from, to) => from < none && to === none)} out of one, ` +
          `between ${write.day(ends[0] ?? '')} and ${write.day(ends.at(-1) ?? '')}.`,
      ],
    ])
    await shown.hold(
      figure('Movement over time').getByRole('link'),
      gradesAt.flatMap((rows) =>
        labels.map((label) => [write.integer(rows.filter((row) => row['grade'] === label).length)]),
      ),
    )

    // Retention at the end of the last whole quarter, and a year before.
    const quarter = lastQuarterEnds(dayOf(now), 5)
    const [last, yearAgo] = await Promise.all(
      [quarter.at(-1) ?? '', quarter[0] ?? ''].map(async (day) =>
        retentionTold(await told().moves(earlier(day), `ttm@${day}`)),
      ),
    )
    const [firstDay] = await told().span()
    const hasYearAgo = firstDay <= windowAt({ to: dayOf(earlier(quarter[0] ?? '')) }, 'twelve-months', 1).from
    await shown.hold(figure('Retention').locator('figcaption p'), [
      [
        `NRR ${write.share(last?.nrr ?? null)} and GRR ${write.share(last?.grr ?? null)} at ${write.day(quarter.at(-1) ?? '')}` +
          (hasYearAgo
            ? `; a year before ${write.share(yearAgo?.nrr ?? null)} and ${write.share(yearAgo?.grr ?? null)}. `
            : '. ') +
          `The line has whole quarters; the figures above go on to ${write.day(dayOf(now))}.`,
      ],
    ])

    // Concentration by ultimate parent.
    const grades = await told().json('grade', '--period', now)
    const families = new Map<string, bigint>()
    const nameByKey = new Map(grades.map((row) => [text(row['account']), text(row['name'])]))
    const bought = new Set(moves.filter(({ after }) => after !== null).map(({ id }) => id))
    for (const row of grades) {
      if (!bought.has(text(row['id']))) continue
      const root = textOrNull(row['parent']) ?? text(row['account'])
      families.set(root, (families.get(root) ?? 0n) + micros(row['spend']))
    }
    // Who left the book during the window still has money in it.
    for (const { id, after } of moves) {
      if (after !== null && grades.every((row) => row['id'] !== id)) families.set(id, after)
    }
    const largest = [...families].toSorted(([, one], [, other]) => (one < other ? 1 : -1)).slice(0, 5)
    const listedTotal = total(families.values(), (amount) => amount)
    await shown.hold(figure('Concentration').locator('figcaption p'), [
      [
        `${write.integer(Number(book['accountsForFourFifths']))} of ${write.integer(families.size)} families make four fifths of the spend; ` +
          `the largest fifth makes ${write.share(Number(book['topFifthShare']))}.`,
      ],
    ])
    await shown.hold(
      figure('Concentration').locator('li, tbody tr'),
      largest.map(([root, amount]) => {
        expect(nameByKey.has(root)).toBe(true)
        return [write.short(amount), write.share(ratio(amount, listedTotal))]
      }),
    )

    // The book by owner.
    const owners = await told().json('accounts', '--by', 'owner', '--period', now)
    const byOwner = new Map(
      owners.map((row) => {
        const owner = textOrNull(row['owner'])
        const theirs = moves.filter((move) => move.owner === owner)
        const rows = listed.filter((one) => one['owner'] === owner)
        return [owner === null ? 'Nobody' : text(row['name']), groupTold(theirs, rows, micros(row['spend']))] as const
      }),
    )
    const parts = await shown.holdRows(figure('By owner').locator('tbody tr'), byOwner)
    const whole = [...byOwner.values()].map((texts) => texts[8]).filter((one) => one !== undefined && one !== any)
    const profits = [...whole, ...parts.filter((_, place) => place % 2 === 0)].map((one) => parseShown(one ?? ''))
    const ofNobody = total(
      system.filter((row) => row['id'] !== null),
      (row) => micros(row['grossProfit']),
    )
    const rounding = BigInt(profits.length) * 500_000n
    expectNear(sumOf(profits), micros(book['grossProfit']) - ofNobody, rounding)

    // Who needs a look: what they bought less or more, and the part of it in one family of products.
    const alerts = (await told().json('alerts', 'list')) as unknown as readonly AlertTold[]
    await holdAttention(shown, page, told(), moves, alerts.slice(0, 12))
    await holdProfitPanel(page, shown, told(), now)
    expect(await shown.rest()).toEqual([])
  })

  it('on what accounts earn and owe, on the rates it is reckoned with, and on whether it adds up', async () => {
    const page = await house.current.enter('finance', tall)
    const shown = new ShownFigures(page)
    const [, now] = await periods()
    const address = house.current.demoUrl
    await holdProfits(page, shown, told(), { address, period: now })
    expect(await shown.rest()).toEqual([])
    await holdBookReceivables(page, shown, told(), { address, period: now })
    expect(await shown.rest()).toEqual([])
    await holdDrains(page, shown, told(), { address, period: now })
    expect(await shown.rest()).toEqual([])
    await holdFinance(page, shown, told(), address)
    expect(await shown.rest()).toEqual([])
    await holdSale(page, shown, told(), address)
    expect(await shown.rest()).toEqual([])
  })

  it('on who moved between two windows', async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    const [before, now] = await periods()
    await holdMoves(page, shown, told(), { address: house.current.demoUrl, before, period: now })
    expect(await shown.rest()).toEqual([])
  })

  it('on what was kept of accounts and money, and on what became of accounts since their first order', async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    const [before, now] = await periods()
    const address = house.current.demoUrl
    await holdRetention(page, shown, told(), { address, before, period: now })
    expect(await shown.rest()).toEqual([])
    await holdCohorts(page, shown, told(), { address, period: now })
    expect(await shown.rest()).toEqual([])
  })

  it('on the portfolio by territory and by segment', async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    const [before, now] = await periods()
    const moves = await told().moves(before, now)
    const listed = (await told().json('accounts', '--period', now)).filter((row) => row['system'] !== true)
    for (const [by, groups] of [
      ['territory', await told().territories()],
      ['segment', await told().segments()],
    ] as const) {
      await shown.open(house.current.demoUrl, `/portfolio?by=${by}`, 'Every row opens its accounts')
      const named = (key: unknown): string => groups.get(text(key)) ?? ''
      const rows = new Map(
        [...new Set(moves.map(({ key }) => named(key)))].map((name) => {
          const theirs = moves.filter(({ key }) => named(key) === name)
          return [
            name,
            groupTold(
              theirs,
              listed.filter((row) => named(row['account']) === name),
            ),
          ] as const
        }),
      )
      const places = page.getByRole('figure', { name: `By ${by}`, exact: true }).locator('tbody tr')
      await expect.poll(() => places.count(), { timeout: 20_000 }).toBe(rows.size)
      await shown.holdRows(places, rows)
    }
  })

  it('on the list of accounts', async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    await shown.open(house.current.demoUrl, '/accounts', 'against a year before')
    const [before, now] = await periods()
    const moves = await told().moves(before, now)
    const listed = (await told().json('accounts', '--period', now)).filter((row) => row['system'] !== true)
    const grades = await told().json('grade', '--period', now)
    const grid = page.getByRole('grid')
    await expect.poll(() => grid.locator('tbody tr[data-row]').count(), { timeout: 20_000 }).toBe(moves.length)
    const left = moves.length - listed.length
    await shown.hold(page.locator('main header'), [
      [
        `${write.integer(listed.length)} accounts${left === 0 ? '' : ` and ${write.integer(left)} that left the book`}`,
        `${write.eur(write.whole(total(moves, ({ after }) => after)))} in all`,
        `${write.eur(write.change(total(moves, changeOf)))} against a year before`,
      ],
    ])
    const familyOf = new Map(grades.map((row) => [text(row['id']), textOrNull(row['parent']) ?? text(row['account'])]))
    const spendOfFamily = new Map<string, bigint>()
    for (const row of grades) {
      const family = familyOf.get(text(row['id'])) ?? ''
      spendOfFamily.set(family, (spendOfFamily.get(family) ?? 0n) + micros(row['spend']))
    }
    const [policy] = (await told().json('policy', 'show')) as unknown as PolicyTold[]
    const missing = (id: string, grade: string | null): readonly string[] => {
      const place = policy?.grades.findIndex(({ label }) => label === grade) ?? -1
      const bound = place > 0 ? policy?.grades[place - 1]?.atLeast : undefined
      if (bound === undefined || bound === null) return []
      return [write.whole(micros(bound) - (spendOfFamily.get(familyOf.get(id) ?? '') ?? 0n))]
    }
    const factsById = new Map(listed.map((row) => [text(row['id']), row]))
    const rows = moves.map((move): readonly [string, readonly string[]] => {
      const profit = microsOrNull(factsById.get(move.id)?.['grossProfit'] ?? null)
      return [
        move.name,
        [
          ...(move.after === null ? [] : [write.whole(move.after)]),
          write.change(changeOf(move)),
          ...missing(move.id, move.to),
          ...(move.hasLeft && move.after !== null ? [any] : profit === null ? [] : [write.whole(profit)]),
        ],
      ]
    })
    expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length)
    const ofLeft = await shown.holdRows(grid.locator('tbody tr[data-row]'), new Map(rows))
    const system = (await told().json('accounts', '--period', now)).filter((row) => row['system'] === true)
    const leftProfit = total(
      system.filter((row) => row['id'] === null),
      (row) => micros(row['grossProfit']),
    )
    expectNear(sumOf(ofLeft.map(parseShown)), leftProfit, BigInt(ofLeft.length) * 500_000n)
    expect(await shown.rest()).toEqual([])
  })

  it("on a rep's own book", async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    const rep = 'R-08'
    await shown.open(house.current.demoUrl, `/my-book?rep=demo/${rep}`, 'Nearest to a better grade')
    const [before, now] = await periods()
    const moves = (await told().moves(before, now)).filter(({ owner }) => owner === rep)
    const grades = await told().json('grade', '--period', now)
    const own = grades.filter((row) => row['owner'] === rep)
    const [after, was, change] = [
      total(moves, (move) => move.after),
      total(moves, (move) => move.before),
      total(moves, changeOf),
    ]
    const kept = retentionTold(moves)
    const moved = (name: string): string => write.integer(moves.filter((move) => move.class === name).length)
    await shown.hold(page.locator('main dl').first().locator('> div'), [
      [write.integer(own.length)],
      [moved('up')],
      [moved('down')],
      [write.eur(write.short(after)), `${write.short(was)} before`],
      [write.shortChange(change), write.share(ratio(change, was))],
      [write.share(kept.nrr), write.share(kept.grr)],
    ])

    // How far families are from the bounds of their grades.
    const [policy] = (await told().json('policy', 'show')) as unknown as PolicyTold[]
    const familyOf = new Map(grades.map((row) => [text(row['id']), textOrNull(row['parent']) ?? text(row['account'])]))
    const spendOf = (id: unknown): bigint =>
      total(
        grades.filter((row) => familyOf.get(text(row['id'])) === familyOf.get(text(id))),
        (row) => micros(row['spend']),
      )
    const boundOf = (grade: unknown, better: 0 | 1): bigint | null => {
      const place = policy?.grades.findIndex(({ label }) => label === grade) ?? -1
      return microsOrNull(policy?.grades[place - better]?.atLeast ?? null)
    }
    const near = (distance: (bound: bigint, spend: bigint) => bigint, better: 0 | 1) =>
      new Map(
        own.map((row) => {
          const bound = boundOf(row['grade'], better)
          const away = bound === null ? [] : [write.whole(distance(bound, spendOf(row['id'])))]
          return [text(row['name']), [...away, write.whole(micros(row['spend']))]] as const
        }),
      )
    const region = (name: string) => page.getByRole('region', { name, exact: true })
    await shown.holdRows(
      region('Nearest to a better grade').locator('tbody tr'),
      near((bound, spend) => bound - spend, 1),
    )
    await shown.holdRows(
      region('In danger of falling').locator('tbody tr'),
      near((bound, spend) => spend - bound, 0),
    )
    await holdAttention(shown, page, told(), moves)
    await holdToCall(page, shown, told(), `demo/${rep}`)

    // Grades of their accounts, as on the portfolio.
    const graded = (grade: string | null): number => own.filter((row) => row['grade'] === grade).length
    const spendIn = (grade: string | null): bigint =>
      total(
        moves.filter(({ to }) => to === grade),
        (move) => move.after,
      )
    const [best = ''] = labels
    const mine = page.getByRole('figure', { name: 'My grades', exact: true })
    await shown.hold(mine.locator('figcaption p'), [
      [
        `${best} holds ${write.share(graded(best) / own.length)} of the accounts and makes ${write.share(ratio(spendIn(best), after))} of the spend.`,
      ],
    ])
    const rows = await shown.read(mine.locator('tbody tr:visible'))
    expect(rows.map((texts) => texts.slice(0, 4))).toEqual(
      places.map((grade) => [
        write.integer(graded(grade)),
        write.share(graded(grade) / own.length),
        write.short(spendIn(grade)),
        write.share(ratio(spendIn(grade), after)),
      ]),
    )

    // What came in the last week, line by line: this rep sells in the currency of the book.
    const keys = new Set(own.map((row) => text(row['account'])))
    const last = dayOf(now)
    const week = (await told().lines()).filter(
      ({ account, date, kind }) =>
        keys.has(account ?? '') && (date ?? '') > addDays(last, -7) && (date ?? '') <= last && kind !== 'freight',
    )
    expect(new Set(week.map(({ currency }) => currency))).toEqual(new Set(['EUR']))
    const invoices = new Set(week.map(({ invoice }) => invoice)).size
    const said = (await shown.read(region('Since last week').locator('dl, p, li'))).flat().join(' | ')
    expect(said).toContain(`${write.integer(invoices)} invoices`)
    expect(said).toContain(`${write.eur(write.whole(total(week, ({ net }) => micros(net))))} of spend`)
    expect(await shown.rest()).toEqual([])
  })

  it('on the reasoning of an account', async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    const [before, now] = await periods()
    const moves = await told().moves(before, now)
    const move = moves.find(({ from, to, before: was }) => from === 'A' && to === 'A' && was !== null)
    if (!move) throw new Error('Nobody kept an A')
    const [why] = await told().json('explain', move.id, '--period', now)
    const [facts] = (await told().json('accounts', '--period', now)).filter((row) => row['id'] === move.id)
    await shown.open(house.current.demoUrl, `/accounts/${move.id}?tab=why`, 'Factors of the score')
    const change = changeOf(move)
    const share = ratio(change, move.before ?? 0n) ?? 0
    await shown.hold(page.locator('main dl').first(), [
      [
        write.whole(move.after ?? 0n),
        write.change(change),
        `(${share > 0 ? '+' : ''}${write.share(share)})`,
        `${write.whole(move.before ?? 0n)} a year before`,
        write.whole(micros(why?.['grossProfit'])),
        `Cost ${write.whole(micros(facts?.['cost']))}`,
        write.share(Number(facts?.['grossMarginRate'])),
        write.integer(Number(why?.['orders'])),
        `${String(daysBetween(text(facts?.['lastInvoice']), new Date().toISOString().slice(0, 10)))} days ago`,
        `first ${write.day(text(facts?.['firstInvoice']))}`,
      ],
    ])
    const factors = why?.['factors'] as readonly Factor[]
    const rounded = (value: number): string => write.decimal(String(Math.round(value * 100) / 100))
    if (!why) throw new Error('Nothing is told of the grade')
    await holdFactors({ page, shown }, why)
    // The sentences are those of the command line, with figures as screens write them.
    const said = (await page.getByRole('region', { name: 'In words' }).getByRole('listitem').allTextContents()).join(
      ' ',
    )
    for (const { points, contribution } of factors) {
      if (points === null || contribution === null) continue
      expect(said).toContain(`gives ${rounded(points)} points`)
      expect(said).toContain(`it adds ${rounded(contribution)}`)
    }
    expect(said).toContain(write.money(text(why?.['gradedSpend'])))

    // Bounds, the money behind them, and what all of it goes by.
    const isOfFamily =
      why['parent'] !== null ||
      (await told().json('grade', '--period', now)).some((row) => row['parent'] === why['account'])
    await holdLadder({ page, shown }, why, 'Bounds of the grades', { isOfFamily })
    const region = (name: string) => page.getByRole('region', { name, exact: true })
    const inEur = (name: string): string => write.eur(write.money(text(why[name])))
    await shown.hold(region('Money behind it').locator('dl'), [
      [
        inEur('gradedSpend'),
        ...(isOfFamily ? [inEur('ownSpend')] : []),
        inEur('grossProfit'),
        write.share(Number(why['coverage'])),
      ],
    ])
    const known = factors.filter(({ value }) => value !== null)
    await shown.hold(region('Factors of the score').getByText('factors known'), [
      [`${String(known.length)} of ${String(factors.length)} factors known`],
    ])
    const { version } = why['policy'] as { readonly version: number }
    const basis = (await shown.read(page.locator('main p', { hasText: 'lines that count' }))).flat().join(' ')
    expect(basis).toContain(`version ${String(version)}, `)
    expect(basis.endsWith(`ledger state ${String(Number(why['watermark']))}`)).toBe(true)
    await shown.read(region('In words'))
    await shown.read(region('Whom to call'))
    expect(await shown.rest()).toEqual([])
  })

  describe('on an account', () => {
    /** A site of a family of accounts that is invoiced in another currency than that of the book. */
    const openSite = async (): Promise<ShownAccount> => {
      const [, now] = await periods()
      const grades = await told().json('grade', '--period', now)
      const foreign = new Set(
        (await told().lines()).flatMap((row) => (row['currency'] === 'GBP' ? [row['account']] : [])),
      )
      const site = grades.find((row) => row['parent'] !== null && foreign.has(text(row['account'])))
      if (!site) throw new Error('No site is invoiced in pounds')
      return atAccount(text(site['id']), now)
    }
    const atAccount = async (id: string, period: string): Promise<ShownAccount> => {
      const page = await house.current.enter('leader', { viewport: { width: 1920, height: 12_000 } })
      return { page, shown: new ShownFigures(page), told: told(), address: house.current.demoUrl, period, id }
    }

    it('at a glance', async () => {
      expect(await holdOverview(await openSite())).toEqual([])
    })

    it('at the head of a family', async () => {
      const [, now] = await periods()
      const grades = await told().json('grade', '--period', now)
      const parents = new Set(grades.map((row) => row['parent']))
      const head = grades.find((row) => row['parent'] === null && parents.has(row['account']))
      const at = await atAccount(text(head?.['id']), now)
      expect(await holdOverview(at)).toEqual([])
      const below = grades.filter((row) => row['parent'] === head?.['account']).map((row) => text(row['id']))
      await holdFamilyMonths(at, [at.id, ...below])
    })

    it('in what it owes', async () => {
      expect(await holdValue(await openSite())).toEqual([])
    })

    it('in the stock that is kept for it and in what it promised', async () => {
      const [, now] = await periods()
      const kept = (await told().json('stock', '--period', now)).find(
        (row) => micros(row['dedicated']) > 0n && micros(row['shared']) > 0n && row['takenRate'] !== null,
      )
      expect(kept).toBeDefined()
      const at = await atAccount(text(kept?.['id']), now)
      await at.shown.open(at.address, `/accounts/${at.id}?tab=value`, 'Stock by rule')
      await holdStock(at)
      await holdPromises(at)
    })

    it('in why it changed', async () => {
      expect(await holdBridge(await openSite())).toEqual([])
    })

    it('in its invoices', async () => {
      expect(await holdInvoices(await openSite())).toEqual([])
    })

    it('in its lines', async () => {
      expect(await holdLines(await openSite())).toEqual([])
    })

    it('in its history', async () => {
      expect(await holdHistory(await openSite())).toEqual([])
    })
  })

  it('on the stock of the book', async () => {
    const page = await house.current.enter('leader', { viewport: { width: 1920, height: 12_000 } })
    const shown = new ShownFigures(page)
    const [, period] = await periods()
    await shown.open(house.current.demoUrl, '/stock', 'Accounts by what their stock costs')
    await page.getByRole('grid').locator('tbody tr[data-row]').first().waitFor()
    expect(await holdBookStock({ page, shown, told: told(), period })).toEqual([])
  })

  it('on the rhythm of the book', async () => {
    const page = await house.current.enter('leader', tall)
    expect(await holdRhythm(page, new ShownFigures(page), told(), house.current.demoUrl)).toEqual([])
  })

  it('on who is silent and which parts decline', async () => {
    const page = await house.current.enter('leader', tall)
    expect(await holdAlerts(page, new ShownFigures(page), told(), house.current.demoUrl)).toEqual([])
  })

  it('on what each rep made of the book that was given', async () => {
    const page = await house.current.enter('leader', { viewport: { width: 1920, height: 12_000 } })
    const [before, period] = await periods()
    const at = { address: house.current.demoUrl, before, period, rep: 'demo/R-08' }
    expect(await holdScoreboard(page, new ShownFigures(page), told(), at)).toEqual([])
  })

  it('on the strategic accounts', async () => {
    const page = await house.current.enter('leader', tall)
    expect(await holdSelection(page, new ShownFigures(page), told(), house.current.demoUrl)).toEqual([])
  })

  it('on reviews and what they come to', async () => {
    const page = await house.current.enter('leader', tall)
    expect(await holdReviews(page, new ShownFigures(page), told(), house.current.demoUrl)).toEqual([])
  })

  it('on control totals and imports', async () => {
    const page = await house.current.enter('finance', tall)
    const shown = new ShownFigures(page)
    await shown.open(house.current.demoUrl, '/control', 'Net in EUR')
    const totals = await told().json('control')
    const grid = page.getByRole('grid', { name: 'Control totals' })
    const rows = grid.locator('tbody tr[data-row]')
    await expect.poll(() => rows.count()).toBe(totals.length)
    const cents = (value: unknown): readonly string[] => (value === null ? [] : [write.money(text(value))])
    const written = totals.map(({ month, lines, net, tax, credits, baseNet }) => [
      write.month(text(month)),
      write.integer(Number(lines)),
      ...cents(net),
      ...cents(tax),
      ...cents(credits),
      ...cents(baseNet),
    ])
    const inOrder = (all: readonly (readonly string[])[]): string[] => all.map((one) => one.join(' | ')).toSorted()
    expect(inOrder(await shown.read(rows))).toEqual(inOrder(written))
    const lines = totals.reduce((sum, row) => sum + Number(row['lines']), 0)
    const base = total(totals, (row) => micros(row['baseNet']))
    const all = [write.integer(lines), write.money(formatMicros(base))]
    await shown.hold(grid.locator('tfoot tr'), [all])
    const otherKinds = await told().json('control', '--kinds')
    const others = page.getByRole('grid', { name: 'Payments, stock and the other kinds' }).locator('tbody tr[data-row]')
    await others.first().waitFor()
    // The newest month stands first, and only rows in sight are drawn.
    const shownKinds = await shown.read(others)
    const newestFirst = otherKinds.toSorted((one, other) => text(other['month']).localeCompare(text(one['month'])))
    expect(shownKinds.length).toBeGreaterThan(20)
    expect(shownKinds).toEqual(
      newestFirst
        .slice(0, shownKinds.length)
        .map(({ month, rows: count, unmatched, currency, total: sum }) => [
          write.month(text(month)),
          write.integer(Number(count)),
          ...(unmatched === null ? [] : [write.integer(Number(unmatched))]),
          ...(sum === null ? [] : [currency === null ? write.decimal(text(sum)) : write.money(text(sum))]),
        ]),
    )
    await shown.hold(page.locator('main dl').first(), [all])
    const imports = (await told().json('imports')) as unknown as ImportTold[]
    await shown.hold(page.locator('main header'), [[`Ledger state ${String(imports[0]?.number)}`]])
    expect(await shown.rest()).toEqual([])

    await shown.open(house.current.demoUrl, '/imports', 'In the book')
    const sum = (kinds: ImportTold['kinds'], figure: CountTold): number =>
      kinds.reduce((count, kind) => count + kind[figure], 0)
    await shown.hold(
      page.getByRole('grid').locator('tbody tr[data-row]'),
      imports.map(({ number, kinds }) => [
        write.integer(number),
        write.integer(sum(kinds, 'rows')),
        write.integer(sum(kinds, 'new') + sum(kinds, 'changed')),
        write.integer(sum(kinds, 'rejected')),
      ]),
    )
    expect(await shown.rest()).toEqual([])

    const [newest] = imports
    if (!newest) throw new Error('Nothing was imported')
    const { id, number, kinds, files } = newest
    await shown.open(house.current.demoUrl, `/imports/${id}`, 'Unchanged')
    await shown.hold(page.getByRole('heading', { level: 1 }), [[`Import ${String(number)}`]])
    const counts = page.getByRole('grid').first()
    const figures = (['rows', 'new', 'changed', 'unchanged', 'retired', 'rejected'] as const).filter(
      (figure) => figure !== 'retired' || sum(kinds, 'retired') > 0,
    )
    await shown.hold(
      counts.locator('tbody tr[data-row]'),
      kinds.map((kind) => figures.map((figure) => write.integer(kind[figure]))),
    )
    await shown.hold(counts.locator('tfoot tr'), [figures.map((figure) => write.integer(sum(kinds, figure)))])
    await shown.hold(
      page.getByRole('grid').nth(1).locator('tbody tr[data-row]'),
      files.map(({ bytes, sha256 }) => [write.bytes(bytes), sha256]),
    )
    expect(await shown.rest()).toEqual([])
  })

  it('on the policy that holds', async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    await shown.open(house.current.demoUrl, '/policy', 'Holds now')
    const [policy] = (await told().json('policy', 'show')) as unknown as PolicyTold[]
    const versions = await told().json('policy', 'list')
    if (!policy) throw new Error('Nothing is told of the policy')
    const region = page.getByRole('region', { name: 'Holds now', exact: true })
    const weights = policy.factors.reduce((sum, { weight }) => sum + weight, 0)
    await shown.hold(region.locator('dl').first(), [
      policy.grades.flatMap(({ atLeast }) =>
        atLeast === null ? [] : [`From ${write.eur(write.wholeMoney(atLeast))}`],
      ),
    ])
    const said = (await shown.read(region)).flat().join(' ')
    expect(said).toContain(`the cost of ${write.share(policy.minCoverage)} of the spend`)
    for (const { weight } of policy.factors) expect(said).toContain(` ${write.wholePercent(weight / weights)}`)
    await shown.hold(
      page.getByRole('grid').locator('tbody tr[data-row] td:first-child'),
      versions.toReversed().map((row) => [`${text(row['name'])}, version ${String(Number(row['version']))}`]),
    )
    await shown.read(page.getByRole('grid'))
    expect(await shown.rest()).toEqual([])
  })

  it('on what two policies make of the book', async () => {
    const page = await house.current.enter('leader', tall)
    const shown = new ShownFigures(page)
    await shown.open(house.current.demoUrl, '/policy/compare', 'Accounts that move')
    const versions = (await told().json('policy', 'list')).map(
      (row) => `${text(row['name'])}@${String(row['version'])}`,
    )
    const [one = '', other = ''] = versions
    const [compared] = (await told().json('policy', 'compare', one, other)) as unknown as ComparisonTold[]
    if (!compared) throw new Error('Nothing is told of two policies')
    const { changes, covered, grades, matrix, distribution } = compared
    const count = write.integer
    const moved = covered - changes.kept
    const tile = (figure: number): readonly string[] => [count(figure), `${write.share(figure / covered)} of them`]
    await shown.hold(page.locator('main dl').first().locator('> div'), [
      tile(changes.kept),
      ...(['up', 'down', 'relabelled', 'graded', 'ungraded'] as const)
        .filter((name) => name === 'up' || name === 'down' || changes[name] > 0)
        .map((name) => tile(changes[name])),
    ])
    const figure = (name: string) => page.getByRole('figure', { name, exact: true })
    await shown.hold(figure('Grades').locator('figcaption p'), [
      [`${count(moved)} of ${count(covered)} accounts change their grade.`],
    ])
    await shown.hold(
      figure('Grades').locator('tbody tr'),
      grades.map(({ before, after }) => {
        const change = (after ?? 0) - (before ?? 0)
        return [
          ...[before, after].flatMap((number) => (number === null ? [] : [count(number)])),
          change === 0 ? '0' : write.change(BigInt(change) * 1_000_000n),
        ]
      }),
    )
    const ranked = grades.map(({ grade }) => grade)
    const isDrawn = (from: string | null): boolean => from !== null && matrix.some((cell) => cell.from === from)
    await shown.hold(
      figure('Who goes where').locator('tbody tr'),
      ranked
        .filter(isDrawn)
        .map((from) =>
          ranked.flatMap((to) =>
            matrix.filter((cell) => cell.from === from && cell.to === to).map((cell) => count(cell.count)),
          ),
        ),
    )
    const near = distribution.bounds.reduce((sum, bound) => sum + bound.justAbove + bound.justBelow, 0)
    await shown.hold(figure('How the values lie').locator('figcaption p'), [
      [`Accounts by what is compared with the bounds. ${count(near)} lie within a tenth of a bound.`],
    ])
    await shown.hold(figure('How the values lie').locator('[role=img][aria-label^="Accounts by"]'), [
      distribution.bins.flatMap((bin) => [
        ...(bin.count > 0 ? [count(bin.count)] : []),
        ...(bin.from === null ? [] : [write.shortMoney(bin.from)]),
      ]),
    ])
    await shown.hold(
      figure('How the values lie').getByRole('listitem'),
      distribution.bounds.map(({ label, atLeast, justAbove, justBelow }) => [
        `${label} from ${write.eur(write.wholeMoney(atLeast))}: ${count(justBelow)} just below, ${count(justAbove)} just above`,
      ]),
    )
    const shownMoves = (['up', 'down', 'relabelled', 'graded', 'ungraded'] as const).filter(
      (name) => name === 'up' || name === 'down' || compared.byOwner.some((group) => group.changes[name] > 0),
    )
    await shown.holdRows(
      figure('Who is affected').locator('tbody tr'),
      new Map(
        compared.byOwner.map((group) => [
          group.group?.name ?? 'Nobody',
          [
            count(group.accounts),
            count(group.accounts - group.changes.kept),
            ...shownMoves.map((name) => count(group.changes[name])),
          ],
        ]),
      ),
    )
    const movers = await told().json('policy', 'compare', one, other, '--list')
    expect(movers.length).toBe(moved)
    const grid = page.getByRole('grid', { name: 'Accounts that move' })
    await expect.poll(() => grid.locator('tbody tr[data-row]').count(), { timeout: 20_000 }).toBe(moved)
    await shown.holdRows(
      grid.locator('tbody tr[data-row]'),
      new Map(
        movers.map((row) => [
          text(row['name']),
          ['spendAfter', 'valueBefore', 'valueAfter'].flatMap((name) => {
            const amount = microsOrNull(row[name])
            return amount === null ? [] : [write.whole(amount)]
          }),
        ]),
      ),
    )
    await shown.hold(page.getByRole('region', { name: 'Accounts that move' }).locator('p').first(), [
      [`${count(moved)} account${moved === 1 ? '' : 's'}`],
    ])
    // What differs is the two documents, which `policy list` prints.
    const differing = await shown.read(page.getByRole('region', { name: 'What changes' }))
    expect(differing.flat().join(' ')).toContain(write.eur(write.wholeMoney(distribution.bounds[0]?.atLeast ?? '')))
    expect(await shown.rest()).toEqual([])
  })

  it('on the closings, and what has come since, of a book that is served', async () => {
    // The only screens here that look at a book which changes: the server's, told by processes of their own.
    const place = house.current.demoPlace
    const [, now] = await periods()
    expect(await place.ok('accounts', '--period', now, '--json')).toBe(
      await line.ok('accounts', '--period', now, '--json'),
    )
    await place.ok('close', '2025')
    const [key] = (await told().json('grade', '--period', now)).map((row) => text(row['account']))
    const file = house.current.place.path('late.csv')
    await writeFile(
      file,
      `invoice,line,date,account,kind,net,currency\nLATE1,1,2025-12-30,${key ?? ''},goods,1234.56,EUR\n`,
    )
    await place.ok('import', file, '--kind', 'lines', '--as', 'demo')
    const closings = await place.json('close')
    const [graded] = await place.json('grade', '--period', '2025')
    const since = graded?.['since'] as { readonly invoices: number; readonly change: string }
    expect(since).toEqual({ invoices: 1, change: '1234.56', laterEvents: 1 })

    const page = await house.current.enter('finance', tall)
    const shown = new ShownFigures(page)
    await shown.open(house.current.demoUrl, '/closings', 'Since then')
    await page.getByText('2025', { exact: true }).waitFor()
    await shown.hold(
      page.getByRole('grid').first().locator('tbody tr[data-row]'),
      closings.map((row) => [
        text(row['period']),
        `${text(row['policyName'])} ${String(Number(row['policyVersion']))}`,
        `${String(since.invoices)} invoice, ${write.eur(write.change(micros(since.change)))}`,
      ]),
    )
    expect(await shown.rest()).toEqual([])
  })
})

/** Whole amounts that each were rounded add up to the exact one but for that. */
function expectNear(sum: bigint, exact: bigint, rounding: bigint): void {
  const rest = sum - exact
  expect({ sum, exact, isNear: (rest < 0n ? -rest : rest) <= rounding }).toEqual({ sum, exact, isNear: true })
}

interface PolicyTold {
  readonly minCoverage: number
  readonly factors: readonly { readonly weight: number }[]
  readonly grades: readonly { readonly label: string; readonly atLeast: string | null }[]
}

type CountTold = 'rows' | 'new' | 'changed' | 'unchanged' | 'retired' | 'rejected'

interface ImportTold {
  readonly id: string
  readonly number: number
  readonly kinds: readonly Readonly<Record<CountTold, number>>[]
  readonly files: readonly { readonly bytes: number; readonly sha256: string }[]
}

interface Factor {
  readonly metric: string
  readonly value: string | null
  readonly points: number | null
  readonly weight: number
  readonly contribution: number | null
}

type Changes = Readonly<Record<'kept' | 'up' | 'down' | 'relabelled' | 'graded' | 'ungraded', number>>

interface ComparisonTold {
  readonly covered: number
  readonly changes: Changes
  readonly grades: readonly {
    readonly grade: string | null
    readonly before: number | null
    readonly after: number | null
  }[]
  readonly matrix: readonly { readonly from: string | null; readonly to: string | null; readonly count: number }[]
  readonly byOwner: readonly {
    readonly group: { readonly name: string } | null
    readonly accounts: number
    readonly changes: Changes
  }[]
  readonly distribution: {
    readonly bins: readonly { readonly from: string | null; readonly count: number }[]
    readonly bounds: readonly {
      readonly label: string
      readonly atLeast: string
      readonly justAbove: number
      readonly justBelow: number
    }[]
  }
}

/** How a sentence on a move begins, and none on an alert does. */
const moveWords = /\b(?:Rose from|Fell from|Still|New in|No invoice since|Back in) /

interface AlertTold {
  readonly account: { readonly name: string }
  readonly sentence: string
  readonly stake: string
}

/**
 * The list of attention: the sentences it must have, made of the alerts, of the moves and of the lines of the account in one
 * product family.
 */
async function holdAttention(
  shown: ShownFigures,
  page: Page,
  told: ToldFigures,
  moves: readonly Move[],
  alerts: readonly AlertTold[] = [],
): Promise<void> {
  const list = page.getByRole('figure', { name: 'Needs a look', exact: true })
  const more = list.getByRole('button', { name: /^Show \d+ more$/ })
  if ((await more.count()) > 0) await more.click()
  const items = list.getByRole('listitem')
  const names = await items.evaluateAll((all) => all.map((item) => item.querySelector('a')?.textContent?.trim() ?? ''))
  await shown.hold(list.locator('figcaption p'), [
    [
      alerts.length === 0
        ? `The ${String(names.length)} moves that weigh most: a loss counts twice a gain.`
        : `The ${String(names.length)} moves and alerts that weigh most: what is lost or at stake counts twice a gain.`,
    ],
  ])
  const sentences = await items.allTextContents()
  const expected = await Promise.all(
    names.map(async (name, place) => {
      const alert = alerts.find(({ account }) => account.name === name)
      const warning = alert && `${alert.sentence.slice(0, 1).toUpperCase()}${alert.sentence.slice(1)}.`
      const stake = alert && micros(alert.stake)
      const isMoved = moveWords.test(sentences[place] ?? '')
      if (!isMoved && warning !== undefined && stake !== undefined) return [warning, write.short(stake)]
      const move = moves.find((one) => one.name === name)
      if (!move) throw new Error(`${name} is on no list of moves`)
      const change = changeOf(move)
      const money = (amount: bigint): string => write.eur(write.whole(amount < 0n ? -amount : amount))
      const moved = `${money(change)} ${change < 0n ? 'less' : 'more'} (${write.share(ratio(change, move.before ?? 0n))})`
      const family = /(?:of it in |; )(?<name>[A-Z][^.]*?)(?: alone fell by|\.)/.exec(sentences[place] ?? '')?.groups?.[
        'name'
      ]
      const part = family === undefined ? 0n : await told.familyChange(name, family)
      const where =
        family === undefined
          ? '.'
          : (sentences[place] ?? '').includes('alone fell by')
            ? `; ${family} alone fell by ${money(part)}.`
            : `, ${money(part)} of it in ${family}.`
      const sentence = {
        up: `Rose from ${move.from ?? ''} to ${move.to ?? ''} with ${moved}.`,
        down: `Fell from ${move.from ?? ''} to ${move.to ?? ''}: ${moved}${where}`,
        kept: `Still ${move.to ?? ''}, but ${moved}${where}`,
        new: `New in ${move.to ?? ''} with ${money(move.after ?? 0n)} so far.`,
        lost: `No invoice since ${move.lastInvoice === null ? '' : write.day(move.lastInvoice)}; bought ${money(move.before ?? 0n)} in the twelve months before.`,
        returned: `Back in ${move.to ?? ''} with ${money(move.after ?? 0n)} after a year without an invoice.`,
      }[move.class]
      if (sentence === undefined) throw new Error(`${name} needs no look for being ${move.class}`)
      const weighs = change < 0n ? -2n * change : change
      return warning === undefined || stake === undefined
        ? [sentence, write.shortChange(change)]
        : [`${warning} ${sentence}`, weighs > 2n * stake ? write.shortChange(change) : write.short(stake)]
    }),
  )
  await shown.hold(
    items,
    expected.map((texts) => texts.map((one) => one.replaceAll('\u00A0', ' '))),
  )
}

/** A part of the book in the table of its parts, from the moves and the figures of its accounts; `sold` for owners only. */
function groupTold(
  theirs: readonly Move[],
  rows: readonly Readonly<Record<string, unknown>>[],
  sold?: bigint,
): string[] {
  const [after, was] = [total(theirs, (move) => move.after), total(theirs, (move) => move.before)]
  const profit = total(rows, (one) => microsOrNull(one['grossProfit']))
  const rates = retentionTold(theirs)
  const named = (name: string): string => write.integer(theirs.filter((move) => move.class === name).length)
  return [
    write.whole(after),
    write.change(after - was),
    ...(sold === undefined ? [] : [write.whole(sold)]),
    write.integer(rows.length),
    ...['up', 'down', 'new', 'lost'].map(named),
    // The profit of who left the book is told of all of them together.
    ...(theirs.some((move) => move.hasLeft && move.after !== null)
      ? [any, any]
      : after === 0n
        ? []
        : [write.whole(profit), write.share(ratio(profit, after))]),
    ...(rates.grr === null ? [] : [write.share(rates.grr), write.share(rates.nrr)]),
  ]
}
