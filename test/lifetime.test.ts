import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findRealExport } from './cli/real-export.ts'
import { daysBetween } from '../src/domain/day.ts'
import { fitLifetime } from '../src/domain/lifetime/fit.ts'
import { expectedOrders, probabilityOfOrder } from '../src/domain/lifetime/forecast.ts'
import { logLikelihood, probabilityAlive } from '../src/domain/lifetime/model.ts'
import type { LifetimeModel } from '../src/domain/lifetime/model.ts'
import { expectedValue, fitSpend } from '../src/domain/lifetime/spend.ts'
import { discountedOrders } from '../src/domain/lifetime/worth.ts'

const points = findRealExport('lifetime')
const cdnow = findRealExport('cdnow')

function readRows(folder: string, name: string): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(join(folder, name), 'utf8').trim().split('\n')
  return lines.map((line) => [...line.matchAll(/"([^"]*)"|[^,]+|(?<=,)(?=,)/g)].map((cell) => cell[1] ?? cell[0]))
}

function readNumbers(folder: string, name: string): readonly (readonly number[])[] {
  return readRows(folder, name).map((row) => row.map(Number))
}

/** The purchases of the sample: account, day and value. */
function readPurchases(folder: string): readonly { account: string; day: string; value: number }[] {
  const lines = readFileSync(join(folder, 'CDNOW_sample.txt'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [account = '', , date = '', , value = ''] = line.trim().split(/\s+/)
    return { account, day: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`, value: Number(value) }
  })
}

/** Within a share of what is expected. Below `absolute` a number has few digits: the logarithm of nearly 1, what a double can hardly hold. */
function near(got: number, expected: number, share: number, absolute = 1e-300): boolean {
  return Math.abs(got - expected) <= Math.max(share * Math.abs(expected), absolute)
}

/** A book of reference: id, repeats, last, age, sum of log gaps, mean value. */
function readBook(name: string) {
  const rows = readNumbers(points.folder, `${name}.csv`)
  const column = (place: number) => rows.map((row) => row[place] ?? 0)
  return {
    repeats: column(1),
    last: column(2),
    age: column(3),
    mean: column(5),
    logGaps: column(4).reduce((sum, gap) => sum + gap, 0),
  }
}

const found = z.looseObject({
  params: z.record(z.string(), z.number()).or(z.array(z.number())).optional(),
  se: z.record(z.string(), z.number()).optional(),
  loglik: z.number(),
  sum_p_alive: z.number().optional(),
  sum_E365: z.number().optional(),
  sum_R365: z.number().optional(),
  sum_R90: z.number().optional(),
})
const reference = z.record(
  z.string(),
  z.looseObject({ best_k: z.number().optional(), models: z.record(z.string(), found) }),
)

describe.skipIf(points.isAbsent)(`Points worked out with fifty digits${points.why}`, () => {
  const rows = points.isAbsent ? [] : readRows(points.folder, 'stress_points.csv')
  const ours = rows.filter(([model]) => model === 'BG/NBD' || model === 'MBG/NBD')

  it('are all there', () => {
    expect(ours).toHaveLength(132)
  })

  it.each(ours.map((row) => [row.slice(0, 6).join(' '), row] as const))('%s', (_, row) => {
    const [name, , parameters = '', ...figures] = row
    const [r = 0, alpha = 0, a = 0, b = 0] = parameters.slice(1, -1).split(',').map(Number)
    const model: LifetimeModel = { k: 1, stopsAtFirst: name === 'MBG/NBD', r, alpha, a, b }
    const [repeats = 0, last = 0, age = 0, likelihood = 0, alive = 0, day = 0, year = 0, decade = 0] =
      figures.map(Number)
    const history = { repeats, last, age }
    expect(near(logLikelihood(model, history, 0), likelihood, 1e-12, 3e-14)).toBe(true)
    expect(near(probabilityAlive(model, history), alive, 1e-12)).toBe(true)
    expect(near(expectedOrders(model, history, 1), day, 1e-11)).toBe(true)
    expect(near(expectedOrders(model, history, 365), year, 1e-11)).toBe(true)
    expect(near(expectedOrders(model, history, 3650), decade, 1e-11)).toBe(true)
  })
})

describe.skipIf(points.isAbsent)(`Books that were simulated${points.why}`, () => {
  const text = points.isAbsent ? '{}' : readFileSync(join(points.folder, 'synth_reference.json'), 'utf8')
  const books = reference.parse(JSON.parse(text))

  const fits = ['synth_poisson', 'synth_regular_k3'].flatMap((name) =>
    Object.entries(books[name]?.models ?? {}).flatMap(([model, expected]) => {
      const [, stopping, k] = /^(M?)B?G?\/?C?NBD-?(\d*)$/.exec(model.replace('BG/', 'G/')) ?? []
      return stopping === undefined
        ? []
        : [{ name, model, k: k === '' ? 1 : Number(k), stopping: stopping === 'M', expected }]
    }),
  )

  it('are fitted in every form there is', () => {
    expect(fits.map(({ name, model }) => `${name} ${model}`)).toHaveLength(16)
  })

  it.each(fits)('$name with $model', ({ name, k, stopping, expected }) => {
    const book = readBook(name)
    const fit = fitLifetime(book, { k, stopsAtFirst: stopping })
    if (!fit) throw new Error('Cannot fit')
    expect(near(fit.logLikelihood, expected.loglik, 1e-11)).toBe(true)
    expect(fit.isSettled).toBe(true)
    const parameters = z.record(z.string(), z.number()).parse(expected.params)
    for (const parameter of ['r', 'alpha', 'a', 'b'] as const) {
      expect(near(fit.model[parameter], parameters[parameter] ?? 0, 2e-6)).toBe(true)
      expect(near(fit.standardErrors?.[parameter] ?? 0, expected.se?.[parameter] ?? 0, 1e-3)).toBe(true)
    }
    if (expected.sum_p_alive === undefined) return
    const histories = book.repeats.map((repeats, row) => ({
      repeats,
      last: book.last[row] ?? 0,
      age: book.age[row] ?? 0,
    }))
    const sumOf = (figure: (history: (typeof histories)[number]) => number) =>
      histories.reduce((sum, history) => sum + figure(history), 0)
    expect(
      near(
        sumOf((one) => probabilityAlive(fit.model, one)),
        expected.sum_p_alive,
        1e-7,
      ),
    ).toBe(true)
    expect(
      near(
        sumOf((one) => expectedOrders(fit.model, one, 365)),
        expected.sum_E365 ?? 0,
        1e-7,
      ),
    ).toBe(true)
    expect(
      near(
        sumOf((one) => probabilityOfOrder(fit.model, one, 365)),
        expected.sum_R365 ?? 0,
        1e-7,
      ),
    ).toBe(true)
    expect(
      near(
        sumOf((one) => probabilityOfOrder(fit.model, one, 90)),
        expected.sum_R90 ?? 0,
        1e-7,
      ),
    ).toBe(true)
  })

  it.each(['synth_poisson', 'synth_regular_k3'])('%s shows its regularity', (name) => {
    const fit = fitLifetime(readBook(name), { k: null, stopsAtFirst: true })
    expect(fit?.model.k).toBe(books[name]?.best_k)
  })

  it.each(['synth_poisson', 'synth_regular_k3', 'synth_nochurn'])(
    '%s has orders of the value that was found',
    (name) => {
      const expected = books[name]?.models['Gamma-Gamma']
      const { repeats, mean } = readBook(name)
      const fit = fitSpend({ orders: repeats, mean })
      if (!fit) throw new Error('Cannot fit')
      const parameters = z.record(z.string(), z.number()).parse(expected?.params)
      expect(near(fit.logLikelihood, expected?.loglik ?? 0, 1e-11)).toBe(true)
      for (const parameter of ['p', 'q', 'v'] as const) {
        expect(near(fit.model[parameter], parameters[parameter] ?? 0, 2e-6)).toBe(true)
      }
    },
  )

  it('without attrition get an answer that says so', () => {
    const limit = books['synth_nochurn']?.models['NBD (a->0 limit)']?.loglik ?? 0
    for (const stopsAtFirst of [false, true]) {
      const fit = fitLifetime(readBook('synth_nochurn'), { k: 1, stopsAtFirst })
      if (!fit) throw new Error('Cannot fit')
      expect(Math.abs(fit.logLikelihood - limit)).toBeLessThan(1)
      expect(fit.hasAttrition).toBe(false)
      expect(probabilityAlive(fit.model, { repeats: 30, last: 700, age: 710 })).toBeGreaterThan(0.999)
    }
  })
})

const fixed = z.object({
  params: z.record(z.string(), z.record(z.string(), z.number())),
  unconditional_expected_purchases: z.array(
    z.looseObject({ t_weeks: z.number(), 'BG/NBD': z.coerce.number(), 'MBG/NBD': z.coerce.number() }),
  ),
})

describe.skipIf(points.isAbsent || cdnow.isAbsent)(`CDNOW${cdnow.why}`, () => {
  const text = points.isAbsent ? null : readFileSync(join(points.folder, 'cdnow_fixed_params.json'), 'utf8')
  const { params, unconditional_expected_purchases: expected } =
    text === null ? { params: {}, unconditional_expected_purchases: [] } : fixed.parse(JSON.parse(text))
  const rows = cdnow.isAbsent ? [] : readNumbers(cdnow.folder, 'cdnow_customers_summary.csv')
  const column = (place: number) => rows.map((row) => row[place] ?? 0)

  it('has the parameters and the likelihood of the paper', () => {
    expect(rows).toHaveLength(2357)
    const fit = fitLifetime(
      { repeats: column(1), last: column(2), age: column(3), logGaps: 0 },
      { k: 1, stopsAtFirst: false },
    )
    expect(fit?.model.r).toBeCloseTo(0.2426, 4)
    expect(fit?.model.alpha).toBeCloseTo(4.4135, 4)
    expect(fit?.model.a).toBeCloseTo(0.7929, 4)
    expect(fit?.model.b).toBeCloseTo(2.4258, 4)
    expect(fit?.logLikelihood).toBeCloseTo(-9582.4256, 4)
  })

  it('has nearly the same from its purchases by the day, made weeks', () => {
    const byAccount = Map.groupBy(readPurchases(cdnow.folder), ({ account }) => account)
    const histories = [...byAccount.values()].map((purchases) => {
      const days = [...new Set(purchases.filter(({ day }) => day <= '1997-09-30').map(({ day }) => day))].toSorted()
      const [first = '', last = ''] = [days[0], days.at(-1)]
      return { repeats: days.length - 1, last: daysBetween(first, last) / 7, age: daysBetween(first, '1997-09-30') / 7 }
    })
    const fit = fitLifetime(
      {
        repeats: histories.map(({ repeats }) => repeats),
        last: histories.map(({ last }) => last),
        age: histories.map(({ age }) => age),
        logGaps: 0,
      },
      { k: 1, stopsAtFirst: false },
    )
    expect(histories).toHaveLength(2357)
    expect(fit?.logLikelihood).toBeCloseTo(-9582.4292, 4)
  })

  it.each(expected)('expects of a new account in $t_weeks weeks what the model does', (point) => {
    for (const name of ['BG/NBD', 'MBG/NBD'] as const) {
      const { r = 0, alpha = 0, a = 0, b = 0 } = params[name] ?? {}
      const model = { k: 1, stopsAtFirst: name === 'MBG/NBD', r, alpha, a, b }
      expect(near(expectedOrders(model, { repeats: 0, last: 0, age: 0 }, point.t_weeks), point[name], 1e-12)).toBe(true)
    }
  })
})

/** Repeat buyers of the sample, from their purchases in the first 39 weeks: days with purchases and their mean value. */
describe.skipIf(cdnow.isAbsent)(`Order values of CDNOW${cdnow.why}`, () => {
  it('are as published', () => {
    const bought = readPurchases(cdnow.folder).filter(({ day }) => day <= '1997-09-30')
    const byAccount = Map.groupBy(bought, ({ account }) => account)
    const repeated = [...byAccount.values()].flatMap((purchases) => {
      const sums = new Map<string, number>()
      for (const { day, value } of purchases) sums.set(day, (sums.get(day) ?? 0) + value)
      const [, ...later] = [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum)
      const mean = later.reduce((sum, one) => sum + one, 0) / later.length
      // The published means are to the cent.
      return later.length === 0 ? [] : [{ orders: later.length, mean: Math.round(mean * 100) / 100 }]
    })
    const fit = fitSpend({ orders: repeated.map(({ orders }) => orders), mean: repeated.map(({ mean }) => mean) })
    expect(repeated).toHaveLength(946)
    expect(fit?.model.p).toBeCloseTo(6.2488, 3)
    expect(fit?.model.q).toBeCloseTo(3.7446, 3)
    expect(fit?.model.v).toBeCloseTo(15.4477, 2)
    if (!fit) return
    expect(expectedValue(fit.model, 2, 22.35)).toBeCloseTo(24.66, 2)
    expect(expectedValue(fit.model, 7, 73.74)).toBeCloseTo(71.46, 2)
  })
})

it('Orders a year from now count less than today', () => {
  const model = { k: 1, stopsAtFirst: true, r: 1.2, alpha: 30, a: 0.7, b: 6 }
  const history = { repeats: 10, last: 290, age: 300 }
  const plain = discountedOrders(model, history, [{ end: 365, factor: 1 }])
  expect(plain).toBeCloseTo(expectedOrders(model, history, 365), 12)
  expect(discountedOrders(model, history, [{ end: 365, factor: 0.9 }])).toBeCloseTo(0.9 * plain, 12)
})
