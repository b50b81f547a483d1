import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call, Output } from '../../src/contract/operations.ts'
import { addDays } from '../../src/domain/day.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { reviewGroupings } from '../../src/domain/review/count-reviews.ts'
import type { Role } from '../../src/domain/right.ts'
import { listAudit } from '../../src/records/audit.ts'
import { ifMatch } from './change-person.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Body = Call<'openReview'>['body']
type Review = Output<'getReview'>
type View = Call<'addReviewView'>['body']

// A07 is the rep's, A09 the key account manager's.
describe('a review', () => {
  let test: TestApp
  let accounts: ReadonlyMap<string, string>
  beforeAll(async () => {
    test = await openTestApp()
    const { items } = await test.call('leader', 'listAccounts', { query: { limit: 200 } })
    accounts = new Map(items.map(({ key, id }) => [key, id]))
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const bodyOf = (key: string, changes: Partial<Body> = {}): Body => ({
    account: accounts.get(key) ?? '',
    kind: 'decline',
    reach: 'account',
    from: null,
    to: null,
    family: null,
    occasion: null,
    alert: null,
    asked: [],
    ...changes,
  })
  const open = (role: Role, key: string, changes: Partial<Body> = {}): Promise<Review> =>
    test.call(role, 'openReview', { body: bodyOf(key, changes) })
  const tryOpen = (role: Role, key: string, changes: Partial<Body> = {}) =>
    test.request(role, 'openReview', { body: bodyOf(key, changes) })
  const say = (role: Role, id: string, changes: Partial<View> = {}) =>
    test.request(role, 'addReviewView', {
      params: { id },
      body: { department: 'service', wentRight: null, wentWrong: 'Slow', reasons: [], replaces: null, ...changes },
    })
  const get = (role: Role, id: string): Promise<Review> => test.call(role, 'getReview', { params: { id } })
  const close = async (role: Role, id: string, mainReason: string | null, summary = 'Found') => {
    const { version } = await get(role, id)
    return test.request(role, 'closeReview', { params: { id }, body: { summary, mainReason } }, ifMatch(version))
  }
  const detailOf = async (response: Response) => ((await response.json()) as { detail: string }).detail

  it('is opened by the leader, told by every department, and closed with what was found', async () => {
    const opened = await open('leader', 'A07', {
      occasion: ' They buy less ',
      asked: [
        { department: 'service', person: await test.idOf('service') },
        { department: 'logistics', person: null },
      ],
    })
    expect(opened).toMatchObject({
      state: 'open',
      occasion: 'They buy less',
      account: { key: 'A07', name: '=Formula A07' },
      owner: { key: 'main/R1', name: 'Rita Rep' },
      missing: ['service', 'logistics'],
      askedOf: [{ person: { name: 'Person service' } }, { person: null }],
      ownDepartment: 'sales',
      mayView: true,
      mayClose: true,
      openedBy: { name: 'Person leader' },
    })
    const waiting = await test.call('service', 'listReviews', { query: { asked: 'me' } })
    expect(waiting.items.map(({ id }) => id)).toEqual([opened.id])
    expect((await get('service', opened.id)).ownDepartment).toBe('service')

    expect((await say('service', opened.id, { reasons: ['slow-answer'] })).status).toBe(201)
    // Somebody who has not seen what the department said does not write over it.
    expect((await say('service', opened.id, { wentWrong: 'Other' })).status).toBe(412)
    const [first] = (await get('service', opened.id)).views
    const again = await say('service', opened.id, {
      wentWrong: 'Very slow',
      reasons: ['slow-answer'],
      replaces: first?.id ?? '',
    })
    expect(again.status).toBe(201)
    expect(
      (await say('finance', opened.id, { department: 'finance', wentRight: 'They pay', wentWrong: null })).status,
    ).toBe(201)
    const told = await get('viewer', opened.id)
    expect(told.views.map(({ department, wentWrong, by, isHeld }) => [department, wentWrong, by.name, isHeld])).toEqual(
      [
        ['finance', null, 'Person finance', true],
        ['service', 'Very slow', 'Person service', true],
        ['service', 'Slow', 'Person service', false],
      ],
    )
    expect(told.missing).toEqual(['logistics'])
    expect((await test.call('service', 'listReviews', { query: { asked: 'me' } })).items).toEqual([])

    expect((await close('leader', opened.id, 'slow-answer', 'We answered too late')).status).toBe(200)
    expect(await get('viewer', opened.id)).toMatchObject({
      state: 'closed',
      summary: 'We answered too late',
      mainReason: { key: 'slow-answer', isControllable: true },
    })
    const late = await say('finance', opened.id, { department: 'quality' })
    expect([late.status, await detailOf(late)]).toEqual([409, expect.stringContaining('open it again first')])
    const { version } = await get('leader', opened.id)
    const reopened = await test.call(
      'leader',
      'reopenReview',
      { params: { id: opened.id }, body: { note: 'Logistics knows more' } },
      ifMatch(version),
    )
    expect(reopened).toMatchObject({ state: 'open', mainReason: null, summary: 'We answered too late' })
    expect(reopened.states.map(({ state, by, note }) => [state, by.name, note])).toEqual([
      ['open', 'Person leader', 'Logistics knows more'],
      ['closed', 'Person leader', 'We answered too late'],
      ['open', 'Person leader', null],
    ])
    expect((await close('leader', opened.id, null)).status).toBe(200)
  })

  it('is sent anew once a department has said more, though that is no change of it', async () => {
    const { id } = await open('leader', 'A05')
    const ask = (etag: string) =>
      test.request('leader', 'getReview', { params: { id } }, { headers: { 'if-none-match': etag } })
    const etag = (await ask('')).headers.get('etag') ?? ''
    expect((await ask(etag)).status).toBe(304)
    await say('service', id)
    const later = await ask(etag)
    expect(later.status).toBe(200)
    // What was read is what a change goes out from.
    const body = { summary: 'Found', mainReason: null }
    const headers = { 'if-match': later.headers.get('etag') ?? '' }
    expect((await test.request('leader', 'closeReview', { params: { id }, body }, { headers })).status).toBe(200)
    expect((await test.request('leader', 'closeReview', { params: { id }, body }, { headers })).status).toBe(412)
  })

  it('becomes no second one of a kind, for its money would count twice', async () => {
    const loss = await open('leader', 'A05', { kind: 'loss' })
    const decline = await open('leader', 'A05')
    const body: Call<'updateReview'>['body'] = { kind: 'loss', occasion: null, asked: [] }
    const changed = await test.request(
      'leader',
      'updateReview',
      { params: { id: decline.id }, body },
      ifMatch(decline.version),
    )
    expect([changed.status, await detailOf(changed)]).toEqual([409, expect.stringContaining('as a loss')])
    await close('leader', loss.id, null)
    await close('leader', decline.id, null)
  })

  it('shows its money to whoever sees all of it, and to nobody else', async () => {
    const { id } = await open('administrator', 'A09')
    const whole = await get('leader', id)
    const { items } = await test.call('leader', 'listAccounts', { query: { limit: 200 } })
    const row = items.find(({ key }) => key === 'A09')
    expect([whole.before, whole.after]).toEqual([row?.spendBefore, row?.spend])
    const sum = (part: 'before' | 'after' | 'change') =>
      formatMicros((whole.families ?? []).reduce((total, family) => total + parseMicros(family[part]), 0n))
    expect([sum('before'), sum('after'), sum('change')]).toEqual([whole.before, whole.after, whole.change])
    expect(whole.changeNow).toBeNull()
    for (const role of ['rep', 'service', 'viewer'] as const) {
      const masked = await get(role, id)
      expect([masked.before, masked.after, masked.change, masked.families, masked.changeNow]).toEqual(
        Array.from({ length: 5 }, () => undefined),
      )
    }
    await close('administrator', id, 'price')
  })

  it('of a family of accounts goes by the money of all of them', async () => {
    // A01 and A02 are a family of the rep's.
    const family = await open('administrator', 'A01', { reach: 'family', kind: 'win' })
    const alone = await open('administrator', 'A01', { kind: 'loss' })
    expect(parseMicros((await get('rep', family.id)).after ?? '0')).toBeGreaterThan(parseMicros(alone.after ?? '0'))
    await close('administrator', family.id, 'plan')
    await close('administrator', alone.id, null)
  })

  it('compares the periods it is told, the later one last, and says whose the account was then', async () => {
    const opened = await open('leader', 'A11', { from: '2024-Q1', to: '2024-Q4' })
    expect([opened.from.to, opened.to.to, opened.owner?.key]).toEqual(['2024-03-31', '2024-12-31', 'main/R1'])
    const turned = await tryOpen('leader', 'A11', { kind: 'win', from: '2025', to: '2024' })
    expect([turned.status, await detailOf(turned)]).toEqual([400, expect.stringContaining('must end later')])
    await close('leader', opened.id, null)
  })

  it('is refused where it cannot be', async () => {
    const { id } = await open('leader', 'A07')
    const refusals: readonly (readonly [Promise<Response>, number, string])[] = [
      [tryOpen('leader', 'A07'), 409, 'one as a decline is open'],
      [tryOpen('rep', 'A09'), 403, 'no account of yours'],
      [tryOpen('viewer', 'A09'), 403, 'without the right'],
      [tryOpen('leader', 'A05', { family: 'main/F9' }), 400, 'main/F9'],
      [tryOpen('leader', 'A05', { alert: 'none' }), 400, 'alert "none"'],
      [tryOpen('leader', 'A05', { asked: [{ department: 'sales', person: 'nobody' }] }), 400, 'nobody who can sign in'],
      [
        tryOpen('leader', 'A05', {
          asked: [
            { department: 'sales', person: null },
            { department: 'sales', person: null },
          ],
        }),
        400,
        'twice',
      ],
      [tryOpen('leader', 'A05', { account: 'nobody' }), 404, 'Cannot find account'],
      [say('leader', id, { wentWrong: ' ' }), 400, 'write what went right or wrong'],
      [say('leader', id, { reasons: ['mood'] }), 400, 'Cannot find reason "mood"'],
      [say('viewer', id), 403, 'without the right'],
      [close('service', id, null), 403, 'whoever opened it can'],
      [close('leader', id, 'mood'), 400, 'Cannot find reason "mood"'],
    ]
    for (const [response, status, sentence] of refusals) {
      const answer = await response
      expect([answer.status, await detailOf(answer)]).toEqual([status, expect.stringContaining(sentence)])
    }
    const blind = await test.request('leader', 'closeReview', {
      params: { id },
      body: { summary: 'x', mainReason: null },
    })
    expect(blind.status).toBe(428)
    await close('leader', id, null)
  })

  it('starts the retention plan as actions with an owner and a day, and takes it back while none is done', async () => {
    const { id } = await open('leader', 'A07', { kind: 'loss' })
    const { version, steps } = await test.call('rep', 'getRetentionPlan', {})
    const rep = await test.idOf('rep')
    const body = {
      version,
      start: '2026-01-05',
      owners: steps.slice(0, 3).map(({ key }) => ({ step: key, owner: rep })),
    }
    const started = await test.call('leader', 'startRetentionPlan', { params: { id }, body })
    expect(
      started.actionList.map(({ title, owner, due, subject, state }) => [title, owner.name, due, subject, state]),
    ).toEqual(
      steps
        .slice(0, 3)
        .map((step) => [
          step.title,
          'Person rep',
          addDays('2026-01-05', step.daysAfter),
          { type: 'review', id, name: '=Formula A07' },
          'open',
        ]),
    )
    const mine = await test.call('rep', 'getMyBook', { query: {} })
    expect(mine.actions.filter(({ subject }) => subject.id === id)).toHaveLength(3)
    const plan = started.plans[0]?.id ?? ''
    const undone = await test.call('leader', 'undoRetentionPlan', { params: { id, plan } })
    expect([undone.plans, undone.actionList.map(({ state }) => state)]).toEqual([[], ['dropped', 'dropped', 'dropped']])

    // Each action tells in the audit how it came and went, as one does that somebody writes.
    const audited = await listAudit(test.book.ctx.records.view)
    expect(
      undone.actionList.map((action) =>
        audited.flatMap(({ verb, subject }) => (subject === action.id ? [verb] : [])).toSorted(),
      ),
    ).toEqual(Array.from({ length: 3 }, () => ['create action', 'set action state']))

    const again = await test.call('leader', 'startRetentionPlan', { params: { id }, body })
    const action = again.actionList.find(({ state }) => state === 'open')
    await test.call(
      'rep',
      'setActionState',
      { params: { id: action?.id ?? '' }, body: { state: 'done', note: null } },
      ifMatch(action?.version ?? 0),
    )
    const refused = await test.request('leader', 'undoRetentionPlan', {
      params: { id, plan: again.plans[0]?.id ?? '' },
    })
    expect([refused.status, await detailOf(refused)]).toEqual([409, expect.stringContaining('is done')])
    expect((await get('rep', id)).plans[0]?.mayUndo).toBe(false)
    const old = await test.request('leader', 'startRetentionPlan', {
      params: { id },
      body: { ...body, version: version + 1 },
    })
    expect(old.status).toBe(412)
    await close('leader', id, 'competitor')
  })

  it('lets who looks after its account change its actions, and no other rep', async () => {
    const { id } = await open('leader', 'A09', { kind: 'loss' })
    const action = await test.call('leader', 'createAction', {
      body: {
        title: 'Ring',
        note: null,
        subject: { type: 'review', id },
        owner: await test.idOf('leader'),
        due: null,
        doneWhen: null,
      },
    })
    const set = (role: Role) =>
      test.request(
        role,
        'setActionState',
        { params: { id: action.id }, body: { state: 'done', note: null } },
        ifMatch(action.version),
      )
    expect([(await set('rep')).status, (await set('key-account-manager')).status]).toEqual([403, 200])
    await close('leader', id, 'late')
  })

  it('is counted by what one likes, and every count sums to the whole', async () => {
    for (const by of reviewGroupings) {
      const { total, groups } = await test.call('leader', 'countReviews', { query: { by } })
      const sum = (part: 'reviews' | 'closed' | 'controllable' | 'uncontrollable' | 'unexplained') =>
        groups.reduce((all, group) => all + group[part], 0)
      expect([
        by,
        sum('reviews'),
        sum('closed'),
        sum('controllable'),
        sum('uncontrollable'),
        sum('unexplained'),
      ]).toEqual([by, total.reviews, total.closed, total.controllable, total.uncontrollable, total.unexplained])
      expect(formatMicros(groups.reduce((all, { change }) => all + parseMicros(change ?? 'none'), 0n))).toBe(
        total.change,
      )
      // What a group counts is what its filter lists.
      for (const { key, reviews } of groups) {
        const name = {
          period: 'quarter',
          family: 'family',
          rep: 'owner',
          territory: 'territory',
          reason: 'reason',
          kind: 'kind',
        }[by]
        const state = by === 'reason' && key === null ? 'closed' : undefined
        const query = { [name]: key ?? 'none', ...(state && { state }), limit: 200 } as Call<'listReviews'>['query']
        const { counts } = await test.call(by === 'family' ? 'leader' : 'viewer', 'listReviews', { query })
        const open = by === 'reason' && key === null ? groups.reduce((all, group) => all + group.open, 0) : 0
        expect([by, key, counts.all + open]).toEqual([by, key, reviews])
      }
    }
    // The rep sees the money of the own accounts, and no sum with others in it.
    const mine = await test.call('rep', 'countReviews', { query: { by: 'rep' } })
    expect(mine.groups.map(({ key, change }) => [key, change !== undefined])).toEqual(
      mine.groups.map(({ key }) => [key, key === 'main/R1']),
    )
    expect(mine.total.change).toBeUndefined()
  })

  it('is taken out by whoever may, in two forms, without the money of others', async () => {
    const csv = await test.request('rep', 'exportReviews', { query: {} })
    const text = await csv.text()
    expect([csv.status, text.includes('=Formula A07'), text.includes('Works A09')]).toEqual([200, true, false])
    expect(text).toContain("'=Formula A07")
    const sheet = await test.request('leader', 'exportReviewCounts', { query: { by: 'reason', format: 'xlsx' } })
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')])
    const counts = await (await test.request('leader', 'exportReviewCounts', { query: { by: 'kind' } })).text()
    expect(counts.trim().split('\n').at(-1)).toMatch(/^all,/)
  })

  it('keeps the reasons it names: they are retired, never left out, and stay what they were', async () => {
    const { version, reasons } = await test.call('leader', 'getReviewReasons', {})
    const kept = reasons.map(({ isUsed: _isUsed, ...reason }) => reason)
    const save = (list: typeof kept, at = version) =>
      test.request('leader', 'saveReviewReasons', { body: { reasons: list, note: null } }, ifMatch(at))
    const without = await save(kept.filter(({ key }) => key !== 'slow-answer'))
    expect([without.status, await detailOf(without)]).toEqual([400, expect.stringContaining('retire it')])
    const turned = await save(kept.map((one) => (one.key === 'slow-answer' ? { ...one, isControllable: false } : one)))
    expect(turned.status).toBe(400)
    const retired = await save(kept.map((one) => (one.key === 'slow-answer' ? { ...one, isActive: false } : one)))
    expect(retired.status).toBe(200)
    expect((await save(kept)).status).toBe(412)
    const { id } = await open('leader', 'A07')
    const named = await say('service', id, { reasons: ['slow-answer'] })
    expect([named.status, await detailOf(named)]).toEqual([400, expect.stringContaining('was retired')])
    await close('leader', id, null)
  })
})
