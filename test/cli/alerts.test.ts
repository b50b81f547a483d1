import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { operations } from '../../src/contract/operations.ts'
import { Place } from './book.ts'

const alert = z.looseObject({ account: z.looseObject({ key: z.string() }), sentence: z.string(), state: z.string() })

describe('alerts', () => {
  let place: Place
  beforeAll(async () => {
    place = await Place.make()
    await place.ok('demo', '--accounts', '120', '--years', '3', '--until', '2026-10-31', '--seed', '7', '--quiet')
  })
  afterAll(() => place[Symbol.asyncDispose]())

  const listed = async (...more: readonly string[]) => z.array(alert).parse(await place.json('alerts', 'list', ...more))

  it('says what to do before anybody looked', async () => {
    expect(await place.ok('alerts', 'list')).toContain('bookvalue alerts find')
  })

  it('looks, says how much was tested, and lists who is silent in one sentence each', async () => {
    const said = await place.ok('alerts', 'find', '--quiet')
    expect(said).toMatch(/^Up to 2026-10-\d\d: \d+ silences of \d+ accounts, \d+ declines of \d+ parts of accounts$/m)
    const rows = await listed('--state', 'open')
    expect(rows.length).toBeGreaterThan(0)
    for (const { sentence } of rows) expect(sentence).toMatch(/^Orders every|orders? in \d+ days/)
    const [caps] = await place.json('alerts', 'caps')
    const { found, cap } = operations.getAlertCaps.output.parse(caps)
    expect((found?.silence.alarms ?? 0) + (found?.decline.alarms ?? 0)).toBe(rows.length)
    expect(cap).toBe(5)
  })

  it('keeps an answer, finds the same silence answered, and takes it back', async () => {
    const [first] = await listed()
    const key = first?.account.key ?? ''
    const told = await place.ok('alerts', 'answer', key, 'competitor', '--note', 'They buy from the mill')
    expect(told).toMatch(/: competitor$/m)
    await place.ok('alerts', 'find', '--quiet')
    expect((await listed('--state', 'answered')).map(({ account }) => account.key)).toEqual([key])
    expect((await listed('--state', 'open')).map(({ account }) => account.key)).not.toContain(key)
    expect(await place.run('alerts', 'answer', key, 'called')).toMatchObject({
      code: exitCodes.notFound,
      stderr: expect.stringContaining('no alert that is open') as string,
    })
    expect(await place.ok('alerts', 'answer', key, 'take-back')).toMatch(/open again$/m)
    expect(await listed('--state', 'answered')).toEqual([])
  })

  it('sets the cap and the share, and refuses what makes no sense', async () => {
    const said = await place.ok('alerts', 'caps', '--cap', '3', '--share', '0.2')
    expect(said).toContain('at most 20.0 % are false; each rep is told of 3 a week')
    for (const [option, value] of [
      ['--cap', '0'],
      ['--share', '0.9'],
    ] as const) {
      expect((await place.run('alerts', 'caps', option, value)).code).not.toBe(exitCodes.ok)
    }
    expect((await place.run('alerts', 'answer', 'x', 'perhaps')).code).toBe(exitCodes.usage)
  })
})
