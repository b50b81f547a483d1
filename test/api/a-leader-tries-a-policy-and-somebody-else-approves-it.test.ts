import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPolicies } from '../../src/app/policy/list-policies.ts'
import { openQueue } from '../../src/app/job/queue.ts'
import type { Input, Output } from '../../src/contract/operations.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Role } from '../../src/domain/right.ts'
import { ifMatch } from './change-person.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Comparison = Output<'previewPolicy'>

const grades = (a: string, b: string): Policy['grades'] => [
  { label: 'A', atLeast: a },
  { label: 'B', atLeast: b },
  { label: 'C', atLeast: null },
]
/** Fewer accounts have an A: those of 24 000 to 26 000 fall. */
const stricter: Policy = { ...defaultPolicy, effectiveFrom: '2024-01-01', grades: grades('26000', '5000') }
const byScore: Policy = {
  ...defaultPolicy,
  effectiveFrom: '2024-01-01',
  level: 'account',
  gradeBy: 'score',
  grades: [
    { label: 'Gold', atLeast: '60' },
    { label: 'Silver', atLeast: null },
  ],
}

const changed = ({ changes }: Pick<Comparison, 'changes'>): Partial<Comparison['changes']> =>
  Object.fromEntries(Object.entries(changes).filter(([, count]) => count > 0))

describe('a policy that a leader tries', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const preview = (after: Policy, role: Role = 'leader', part: object = {}): Promise<Comparison> =>
    test.call(role, 'previewPolicy', { body: { before: null, after, ...part } })
  const movers = (after: Policy, more: object = {}, role: Role = 'leader') =>
    test.call(role, 'listPolicyMovers', { body: { before: null, after, ...more } })

  it('is counted over the whole book: grades, movers by owner and territory, money', async () => {
    const shown = await preview(stricter)
    expect(shown.basis).toMatchObject({ period: 'ttm@2025-12-15', asOf: '2025-12-15', currency: 'EUR' })
    expect(shown).toMatchObject({ accounts: 12, covered: 12, before: { version: 1 }, after: { version: null } })
    expect(changed(shown)).toEqual({ kept: 10, down: 2 })
    expect(shown.grades.map(({ grade, before, after }) => [grade, before, after])).toEqual([
      ['A', 4, 2],
      ['B', 3, 5],
      ['C', 5, 5],
      [null, 0, 0],
    ])
    const moved = (groups: Comparison['byOwner']) =>
      groups.flatMap(({ group, changes }) => (changes.down > 0 ? [[group?.key, changes.down]] : []))
    expect(moved(shown.byOwner)).toEqual([['main/R2', 2]])
    expect(moved(shown.byTerritory)).toEqual([
      ['main/N', 1],
      ['main/S', 1],
    ])
    expect(shown.spendAfter).toBe(shown.spendBefore)
  })

  it('shows how values lie around its bounds, each bin in the colour of one grade', async () => {
    const { distribution } = await preview(stricter)
    const bins = distribution?.bins ?? []
    // A02 counts with A01, its ultimate parent.
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(11)
    expect(bins.some(({ from, grade }) => from === '26000.00' && grade === 'A')).toBe(true)
    expect(distribution?.bounds).toEqual([
      { label: 'A', atLeast: '26000.00', justAbove: 0, justBelow: 1 },
      { label: 'B', atLeast: '5000.00', justAbove: 0, justBelow: 1 },
    ])
  })

  it('names who moves, the largest first, page after page', async () => {
    const first = await movers(stricter, { limit: 1 })
    const second = await movers(stricter, { limit: 1, cursor: first.next })
    expect([first.total, second.next]).toEqual([2, null])
    expect(
      [...first.items, ...second.items].map(({ account, from, to, change }) => [account.key, from, to, change]),
    ).toEqual([
      ['A03', 'A', 'B', 'down'],
      ['A04', 'A', 'B', 'down'],
    ])
    expect(first.items[0]).toMatchObject({
      owner: { key: 'main/R2' },
      root: null,
      valueAfter: first.items[0]?.spendAfter,
    })
    const north = await movers(stricter, {
      territory: 'main/ALL',
      owner: 'main/R2',
      from: ['A'],
      change: ['down', 'up'],
    })
    expect(north.total).toBe(2)
    expect((await movers(stricter, { owner: 'none' })).total).toBe(0)
    const refused = await test.request('leader', 'listPolicyMovers', {
      body: { before: null, after: stricter, cursor: '9999.1' },
    })
    expect(refused.status).toBe(412)
  })

  it('has other labels, another level and a score: what becomes of each account is what grading by it gives', async () => {
    const shown = await preview(byScore)
    expect(shown.changes.relabelled).toBe(12)
    expect(shown.grades.map(({ grade }) => grade)).toEqual(['Gold', 'Silver', 'A', 'B', 'C', null])
    expect(shown.distribution?.of).toBe('score')
    const { items } = await movers(byScore, { limit: 200 })
    await test.call('leader', 'adoptPolicy', { body: { document: byScore, note: null, draftId: null } })
    await doJobs(test)
    const accounts = await test.call('leader', 'listAccounts', { query: { limit: 200 } })
    const graded = new Map(accounts.items.map(({ key, grade }) => [key, grade]))
    expect(items).toHaveLength(12)
    for (const { account, to } of items) expect([account.key, to]).toEqual([account.key, graded.get(account.key)])
    // Back to where the book was: the next version of the name holds from the same day.
    const back = { ...defaultPolicy, effectiveFrom: '2024-01-01' }
    await test.call('leader', 'adoptPolicy', { body: { document: back, note: 'back', draftId: null } })
    await doJobs(test)
  })

  it('tells everyone only of accounts whose money they see', async () => {
    const compare = (role: Role) =>
      test.call(role, 'comparePolicies', { query: { before: 'default@3', after: 'default@2' } })
    // The grades of one of the two go by margins, which a rep sees of no account and a key account manager of the own ones.
    expect(await compare('viewer')).toMatchObject({ accounts: 12, covered: 0, byOwner: [], matrix: [] })
    expect(await compare('viewer')).not.toHaveProperty('spendAfter')
    expect((await compare('rep')).covered).toBe(0)
    const own = await compare('key-account-manager')
    expect(own.byOwner.map(({ group, accounts }) => [group?.key, accounts])).toEqual([['main/R2', 4]])
    // A01 and A02 are one family, and both Rita's.
    const rita = await test.call('rep', 'comparePolicies', { query: { before: 'default@1', after: 'default@3' } })
    expect(rita.covered).toBe(4)
    expect((await compare('leader')).covered).toBe(12)
  })

  it('refuses what is no policy with every problem in a sentence', async () => {
    const worse = { ...stricter, effectiveFrom: 'soon', grades: grades('5000', '26000') }
    const refused = await test.request('leader', 'previewPolicy', { body: { before: null, after: worse } })
    expect(refused.status).toBe(400)
    const { detail } = (await refused.json()) as { detail: string }
    expect(detail).toContain('The effectiveFrom is "soon"')
    expect(detail).toContain('Bounds of grades must fall: "26000" comes after "5000"')
    const unknown = { before: { name: 'default', version: 99 }, after: stricter }
    expect((await test.request('leader', 'previewPolicy', { body: unknown })).status).toBe(404)
    expect((await test.request('rep', 'listPolicyMovers', { body: { before: null, after: stricter } })).status).toBe(
      403,
    )
  })
})

describe('a policy that is adopted', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const adopt = (role: Role, document: Input<'adoptPolicy'>['document'], draftId: string | null = null) =>
    test.call(role, 'adoptPolicy', { body: { document, note: 'fewer, better', draftId } })
  const gradeOfA03 = async () =>
    (await test.call('leader', 'listAccounts', { query: { q: 'A03' } })).items.map(({ grade }) => grade)

  it('is drafted, changed from the version that was read, and taken out when it is adopted', async () => {
    const made = await test.call('leader', 'createPolicyDraft', {
      body: { document: stricter, note: 'first thoughts' },
    })
    const params = { id: made.id }
    const body = { document: { ...stricter, grades: grades('26000', '6000') }, note: null }
    const changedDraft = await test.call('administrator', 'updatePolicyDraft', { params, body }, ifMatch(made.version))
    expect(changedDraft).toMatchObject({ version: 2, by: { name: 'Ada Admin' }, note: null })
    const late = await test.request('leader', 'updatePolicyDraft', { params, body }, ifMatch(made.version))
    expect(late.status).toBe(412)
    const { items } = await test.call('leader', 'listPolicyDrafts', {})
    expect(items.map(({ id, document }) => [id, document.grades[1]?.atLeast])).toEqual([[made.id, '6000']])

    expect(await gradeOfA03()).toEqual(['A'])
    const { adopted, request } = await adopt('leader', items[0]?.document ?? stricter, made.id)
    expect(request).toBeNull()
    expect(adopted).toMatchObject({
      policy: { name: 'default', version: 2, effectiveFrom: '2024-01-01' },
      adopted: { by: { name: 'Person leader' }, note: 'fewer, better' },
      approved: null,
      holds: { from: '2024-01-01', to: null },
      isShown: false,
    })
    expect((await test.call('leader', 'listPolicyDrafts', {})).items).toEqual([])
    await doJobs(test)
    expect(await gradeOfA03()).toEqual(['B'])
    const listed = await test.call('viewer', 'listPolicies', {})
    expect(listed.items.map(({ policy, holds, isShown }) => [policy.version, holds, isShown])).toEqual([
      [1, { from: '0001-01-01', to: '2023-12-31' }, false],
      [2, { from: '2024-01-01', to: null }, true],
    ])
  })

  it('is graded by also when it comes while figures are worked out for another one', async () => {
    await adopt('leader', { ...stricter, grades: grades('25900', '6000') })
    const queue = openQueue(test.book.ctx, { isOnly: true })
    const running = await queue.claim()
    expect(running?.kind).toBe('view')
    const { adopted } = await adopt('leader', { ...stricter, grades: grades('26000', '6000') })
    // It ends without having seen the second one.
    await queue.end(running?.id ?? '', { state: 'done', result: null })
    await doJobs(test)
    const { items } = await test.call('leader', 'listPolicies', {})
    expect(items.find(({ isShown }) => isShown)?.policy.version).toBe(adopted?.policy.version)
  })

  it('waits for somebody else where the book wants four eyes', async () => {
    await test.call('administrator', 'setFourEyes', { body: { fourEyes: true } })
    expect((await test.request('leader', 'setFourEyes', { body: { fourEyes: false } })).status).toBe(403)
    const { adopted, request } = await adopt('leader', { ...stricter, grades: grades('20000', '5000') })
    expect(adopted).toBeNull()
    const params = { id: request?.id ?? '' }
    const decide = (role: Role, decision: 'approve' | 'refuse' | 'withdraw', note: string | null = null) =>
      test.request(role, 'decidePolicyRequest', { params, body: { decision, note } })
    const own = await decide('leader', 'approve')
    expect([own.status, await own.text()]).toEqual([403, expect.stringContaining('somebody else must')])
    expect((await decide('administrator', 'withdraw')).status).toBe(403)
    expect((await test.call('leader', 'listPolicies', {})).items).toHaveLength(4)

    const approved = await decide('administrator', 'approve', 'as agreed')
    expect(approved.status).toBe(200)
    expect((await decide('administrator', 'refuse')).status).toBe(409)
    const last = (await test.call('leader', 'listPolicies', {})).items.at(-1)
    expect(last).toMatchObject({
      policy: { version: 5 },
      adopted: { by: { name: 'Person leader' }, note: 'fewer, better' },
      approved: { by: { name: 'Ada Admin' }, note: 'as agreed' },
    })
    await doJobs(test)
    expect(await gradeOfA03()).toEqual(['A'])
    const { items } = await test.call('leader', 'listPolicyRequests', { query: {} })
    expect(items).toMatchObject([{ isOwn: true, decided: { decision: 'approved', version: 5 } }])
  })

  it('is refused by somebody else or withdrawn by whoever asked, and nothing is graded by it', async () => {
    const ask = async () => (await adopt('leader', stricter)).request?.id ?? ''
    const [refused, withdrawn] = [await ask(), await ask()]
    await test.call('administrator', 'decidePolicyRequest', {
      params: { id: refused },
      body: { decision: 'refuse', note: 'not in December' },
    })
    const taken = await test.call('leader', 'decidePolicyRequest', {
      params: { id: withdrawn },
      body: { decision: 'withdraw', note: null },
    })
    expect(taken.decided).toMatchObject({ decision: 'withdrawn', version: null })
    expect((await listPolicies(test.book.ctx)).map(({ policy }) => policy.version)).toEqual([1, 2, 3, 4, 5])
    const first = await test.call('leader', 'listPolicyRequests', { query: { limit: 1 } })
    const second = await test.call('leader', 'listPolicyRequests', { query: { limit: 1, cursor: first.next ?? '' } })
    expect([...first.items, ...second.items].map(({ decided }) => decided?.decision)).toEqual(['withdrawn', 'refused'])
  })

  it('is not approved by whoever made the key that asks for it', async () => {
    const key = { name: 'Ghost', role: 'leader' as const, scope: null, territory: null, reps: [], validDays: 1 }
    const { secret } = await test.call('administrator', 'createApiKey', { body: key })
    const headers = { authorization: `Bearer ${secret}` }
    const body = { document: stricter, note: 'mine twice', draftId: null }
    const asked = await test.request(null, 'adoptPolicy', { body }, { headers })
    const { request } = (await asked.json()) as Output<'adoptPolicy'>
    const decide = (role: Role, decision: 'approve' | 'refuse') =>
      test.request(role, 'decidePolicyRequest', { params: { id: request?.id ?? '' }, body: { decision, note: null } })
    const approved = await decide('administrator', 'approve')
    expect([approved.status, await approved.text()]).toEqual([403, expect.stringContaining('somebody else must')])
    expect((await decide('leader', 'refuse')).status).toBe(200)
  })

  it('is written down, with who asked and who approved', async () => {
    const { items } = await test.call('administrator', 'listAudit', { query: { limit: 200 } })
    const verbs = new Set(items.map(({ verb }) => verb))
    for (const verb of [
      'save policy',
      'request policy',
      'approve policy',
      'refuse policy',
      'withdraw policy',
      'set four eyes',
    ]) {
      expect([verb, verbs.has(verb)]).toEqual([verb, true])
    }
  })
})
