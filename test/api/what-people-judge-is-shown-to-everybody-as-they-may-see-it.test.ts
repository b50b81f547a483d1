import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '../../src/contract/operations.ts'
import type { Role } from '../../src/domain/right.ts'
import type { Engine } from '../../src/records/records.ts'
import { ifMatch } from './change-person.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Verdict = Call<'addJudgement'>['body']['verdict']

const evidenceOf = ({ aspect }: Verdict): string =>
  aspect === 'growth-potential' ? 'They would buy 40 000 more, says their buyer' : 'They ring us first'
const potential: Verdict = {
  aspect: 'growth-potential',
  value: { source: 'account', low: '1000', likely: '2500.50', high: '4000' },
}
const standing: Verdict = { aspect: 'standing', line: 'main/F1', value: 'first' }

// A01 is the rep's, A03 the key account manager's, A05 neither's.
describe.each(['sqlite', 'postgres'] satisfies Engine[])('what people judge, records on %s', (records) => {
  let test: TestApp
  let accounts: ReadonlyMap<string, string>
  beforeAll(async () => {
    test = await openTestApp({ records })
    const { items } = await test.call('leader', 'listAccounts', { query: { limit: 200 } })
    accounts = new Map(items.map(({ key, id }) => [key, id]))
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const idOf = (key: string) => accounts.get(key) ?? ''
  const judge = (role: Role, key: string, verdict: Verdict) =>
    test.request(role, 'addJudgement', {
      params: { id: idOf(key) },
      body: { verdict, evidence: evidenceOf(verdict), from: '2025-06-01' },
    })
  const fitOf = (role: Role, key: string) => test.call(role, 'getAccountFit', { params: { id: idOf(key) }, query: {} })

  it('is written by whoever looks after the account, and by nobody else', async () => {
    expect((await judge('rep', 'A01', standing)).status).toBe(201)
    expect((await judge('rep', 'A03', standing)).status).toBe(403)
    expect((await judge('key-account-manager', 'A03', standing)).status).toBe(201)
    expect((await judge('key-account-manager', 'A05', standing)).status).toBe(403)
    expect((await judge('executive', 'A01', standing)).status).toBe(403)
    expect((await judge('leader', 'A05', potential)).status).toBe(201)
    expect((await judge('rep', 'A01', potential)).status).toBe(201)
    expect((await fitOf('rep', 'A01')).mayJudge).toBe(true)
    expect((await fitOf('rep', 'A03')).mayJudge).toBe(false)
    const { items } = await test.call('administrator', 'listAudit', { query: { verb: 'add judgement' } })
    expect(items).toHaveLength(4)
    // The audit says that somebody judged, never what: amounts and words stay in the judgement.
    expect(JSON.stringify(items)).not.toMatch(/2500|4000|40 000|ring us/)
  })

  it('shows a potential as a band, and its amounts with what they rest on to who sees the spend', async () => {
    const mine = (await fitOf('rep', 'A01')).growthPotential
    expect(mine).toMatchObject({
      likely: '2500.50',
      low: '1000.00',
      high: '4000.00',
      evidence: evidenceOf(potential),
      by: { name: 'Person rep' },
    })
    const band = { from: 2000, below: 5000 }
    for (const [role, key] of [
      ['viewer', 'A01'],
      ['service', 'A01'],
      ['rep', 'A05'],
    ] as const) {
      const text = JSON.stringify([
        await fitOf(role, key),
        await test.call(role, 'listJudgements', { params: { id: idOf(key) }, query: {} }),
      ])
      expect(text).toContain(JSON.stringify(band))
      expect(text).not.toMatch(/2500\.50|1000\.00|4000\.00|40 000/)
    }
    // Standing is no money: everybody sees it, with its evidence.
    expect((await fitOf('viewer', 'A01')).standing).toMatchObject([
      { standing: 'first', evidence: evidenceOf(standing), line: { name: 'Bolts' } },
    ])
  })

  it('stays on record when it is judged anew and taken back', async () => {
    await judge('rep', 'A01', { aspect: 'standing', line: 'main/F1', value: 'last' })
    expect((await fitOf('viewer', 'A01')).standing).toMatchObject([{ standing: 'last' }])
    await judge('rep', 'A01', { aspect: 'standing', line: 'main/F1', value: null })
    expect((await fitOf('viewer', 'A01')).standing).toEqual([])
    const all = await test.call('viewer', 'listJudgements', { params: { id: idOf('A01') }, query: { limit: 2 } })
    expect(all.items.map((one) => [one.aspect, one.standing, one.isWithdrawal, one.isInForce])).toEqual([
      ['standing', null, true, true],
      ['standing', 'last', false, false],
    ])
    const rest = await test.call('viewer', 'listJudgements', {
      params: { id: idOf('A01') },
      query: { limit: 2, cursor: all.next ?? '' },
    })
    expect(rest.items.map((one) => [one.aspect, one.standing, one.isInForce])).toEqual([
      ['growth-potential', null, true],
      ['standing', 'first', false],
    ])
    expect(rest.next).toBeNull()
  })

  describe('the selection', () => {
    const score = (role: Role, key: string, points: number, version = 1) =>
      test.request(role, 'scoreSelection', {
        params: { id: idOf(key) },
        body: {
          version,
          marks: ['profit', 'fit', 'relationship', 'growth', 'influence', 'care'].map((criterion) => ({
            criterion,
            points,
            evidence: 'The margin is 38 %',
          })),
          reviewOn: '2099-01-01',
        },
      })
    const decide = (role: Role, key: string, decision: 'strategic' | 'not-strategic' | 'by-score') =>
      test.request(role, 'overrideSelection', {
        params: { id: idOf(key) },
        body: { decision, reason: 'The board wants it', reviewOn: null },
      })

    it('has criteria from a version that was read, with weights that sum', async () => {
      const { proposal, version } = await test.call('viewer', 'getSelectionCriteria', {})
      expect(version).toBe(0)
      expect((await score('leader', 'A01', 70)).status).toBe(409)
      const save = (role: Role, document: typeof proposal, from: number) =>
        test.request(role, 'saveSelectionCriteria', { body: { document, note: null } }, ifMatch(from))
      const [first, ...others] = proposal.criteria
      const short = { ...proposal, criteria: first ? [{ ...first, weight: 24 }, ...others] : [] }
      const refused = await save('leader', short, 0)
      expect(refused.status).toBe(400)
      expect(await refused.text()).toContain('the weights sum to 99 %')
      expect((await save('rep', proposal, 0)).status).toBe(403)
      expect((await save('leader', proposal, 0)).status).toBe(200)
      expect((await save('leader', proposal, 0)).status).toBe(412)
      expect((await score('leader', 'A01', 70, 7)).status).toBe(412)
    })

    it('is scored by who looks after the account, and decided on by who makes the policy', async () => {
      expect((await score('rep', 'A01', 30)).status).toBe(201)
      expect((await score('rep', 'A05', 30)).status).toBe(403)
      expect((await score('leader', 'A05', 100)).status).toBe(201)
      expect((await score('key-account-manager', 'A03', 70)).status).toBe(201)
      expect((await decide('rep', 'A01', 'strategic')).status).toBe(403)
      expect((await decide('leader', 'A01', 'strategic')).status).toBe(201)
      expect((await decide('leader', 'A05', 'by-score')).status).toBe(409)
    })

    it('ranks with decisions and by score alone, for whoever sees the scores', async () => {
      const listed = async (role: Role) => (await test.call(role, 'listSelection', { query: {} })).items
      const whole = await listed('leader')
      expect(
        whole.map(({ key, rank, rankByScore, score: points, holds, isTurned }) => [
          key,
          rank,
          rankByScore,
          points,
          holds,
          isTurned,
        ]),
      ).toEqual([
        ['A05', 1, 1, 100, 'strategic', false],
        ['A03', 2, 2, 70, 'strategic', false],
        ['A01', 3, 3, 30, 'strategic', true],
      ])
      // A rep has the own account ranked by itself, and of the others what holds, by name.
      const own = await listed('rep')
      expect(own.map(({ key, rank, score: points, holds }) => [key, rank, points, holds])).toEqual([
        ['A01', 1, 30, 'strategic'],
        ['A03', undefined, undefined, 'strategic'],
        ['A05', undefined, undefined, 'strategic'],
      ])
      const anybody = await listed('viewer')
      expect(anybody.map(({ key, score: points }) => [key, points])).toEqual([
        ['A01', undefined],
        ['A03', undefined],
        ['A05', undefined],
      ])
      const { counts } = await test.call('viewer', 'listSelection', { query: { show: 'overrides' } })
      expect(counts).toEqual({ all: 3, strategic: 3, strategicByScore: 2, open: 0, overrides: 1, due: 0 })
    })

    it('shows marks and their evidence to who sees the spend, and the decision to everybody', async () => {
      const shownTo = (role: Role) => test.call(role, 'getAccountSelection', { params: { id: idOf('A01') } })
      expect((await shownTo('rep')).scoring?.marks).toHaveLength(6)
      const viewed = await shownTo('viewer')
      expect(viewed).toMatchObject({
        holds: 'strategic',
        override: { reason: 'The board wants it', by: { name: 'Person leader' } },
      })
      expect(JSON.stringify(viewed)).not.toContain('38 %')
    })

    it('is taken along as a file with the accounts one sees and may export', async () => {
      const rowsOf = async (role: Role) => {
        const response = await test.request(role, 'exportSelection', { query: {} })
        expect(response.status).toBe(200)
        return (await response.text()).trim().split('\n')
      }
      const whole = await rowsOf('leader')
      expect(whole).toHaveLength(4)
      expect(whole[0]).toMatch(/^\uFEFF?rank,rankByScore,source,key,.*,points profit,points fit/)
      expect(whole[3]).toMatch(
        /^3,3,main,A01,Works A01,Rita Rep,.*,30,not-strategic,strategic,strategic,The board wants it,/,
      )
      expect(await rowsOf('rep')).toHaveLength(2)
      const { items } = await test.call('administrator', 'listAudit', { query: { verb: 'export selection' } })
      expect(items).toHaveLength(2)
    })
  })
})
