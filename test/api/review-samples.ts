import type { Call, Output } from '../../src/contract/operations.ts'
import type { Role } from '../../src/domain/right.ts'
import { ifMatch } from './change-person.ts'
import type { Sent } from './open-test-app.ts'
import type { World } from './rights-samples.ts'

/** An account within reach of the role's right to write reviews; A07 is Rita Rep's, A09 Karl Key's. */
function keyOf(role: Role): string {
  return role === 'rep' ? 'A07' : 'A09'
}

function reviewBody({ accountIds }: World, role: Role): Call<'openReview'>['body'] {
  return {
    account: accountIds.get(keyOf(role)) ?? '',
    kind: 'decline',
    reach: 'account',
    from: null,
    to: null,
    family: null,
    occasion: 'They buy less',
    alert: null,
    asked: [{ department: 'service', person: null }],
  }
}

/** Leaves no review of the role's account open. */
async function closeOthers(world: World, role: Role): Promise<void> {
  const { account } = reviewBody(world, role)
  const { items } = await world.test.call('administrator', 'listReviews', {
    query: { account, state: 'open', limit: 200 },
  })
  for (const { id, version } of items) await close(world, id, version)
}

const closing = { summary: 'They found somebody nearer', mainReason: 'competitor' }

function close({ test }: World, id: string, version: number): Promise<Output<'getReview'>> {
  return test.call('administrator', 'closeReview', { params: { id }, body: closing }, ifMatch(version))
}

/** An open review of an account of the role, opened by whoever may: who opened it may close it. */
async function review(world: World, role: Role): Promise<Output<'getReview'>> {
  await closeOthers(world, role)
  const by = world.allows(role, 'openReview') ? role : 'administrator'
  return world.test.call(by, 'openReview', { body: reviewBody(world, role) })
}

async function startBody({ test }: World): Promise<Call<'startRetentionPlan'>['body']> {
  const { version, steps } = await test.call('administrator', 'getRetentionPlan', {})
  const owner = await test.idOf('rep')
  return { version, start: '2026-01-05', owners: steps.map(({ key }) => ({ step: key, owner })) }
}

const note = { note: null }

/** A call for every operation about reviews that works for whoever has the right. */
export const reviewSamples = {
  listReviews: async (world: World, role: Role) => {
    await review(world, role)
    return { call: { query: {} } }
  },
  countReviews: async (world: World, role: Role) => {
    await review(world, role)
    return { call: { query: { by: 'family' as const } } }
  },
  exportReviews: () => ({ call: { query: {} } }),
  exportReviewCounts: () => ({ call: { query: {} } }),
  getReview: async (world: World, role: Role) => ({ call: { params: { id: (await review(world, role)).id } } }),
  openReview: async (world: World, role: Role) => {
    await closeOthers(world, role)
    return { call: { body: reviewBody(world, role) } }
  },
  updateReview: async (world: World, role: Role) => {
    const { id, version } = await review(world, role)
    const { kind, occasion } = reviewBody(world, role)
    return {
      call: { params: { id }, body: { kind, occasion, asked: [] } },
      sent: ifMatch(version),
    }
  },
  addReviewView: async (world: World, role: Role) => {
    const { id } = await review(world, role)
    const words = { wentRight: null, wentWrong: 'Three deliveries came late', reasons: ['late'] }
    return { call: { params: { id }, body: { department: 'logistics' as const, ...words, replaces: null } } }
  },
  closeReview: async (world: World, role: Role) => {
    const { id, version } = await review(world, role)
    return { call: { params: { id }, body: closing }, sent: ifMatch(version) }
  },
  reopenReview: async (world: World, role: Role) => {
    const { id, version } = await review(world, role)
    const closed = await close(world, id, version)
    return { call: { params: { id }, body: note }, sent: ifMatch(closed.version) }
  },
  getReviewReasons: () => ({ call: {} }),
  saveReviewReasons: async ({ test }: World) => {
    const { version, reasons } = await test.call('administrator', 'getReviewReasons', {})
    const kept = reasons.map(({ isUsed: _isUsed, ...reason }) => reason)
    return { call: { body: { reasons: kept, ...note } }, sent: ifMatch(version) }
  },
  getRetentionPlan: () => ({ call: {} }),
  saveRetentionPlan: async ({ test }: World) => {
    const { version, steps } = await test.call('administrator', 'getRetentionPlan', {})
    return { call: { body: { steps, ...note } }, sent: ifMatch(version) }
  },
  startRetentionPlan: async (world: World, role: Role) => ({
    call: { params: { id: (await review(world, role)).id }, body: await startBody(world) },
  }),
  undoRetentionPlan: async (world: World, role: Role) => {
    const { id } = await review(world, role)
    const started = await world.test.call('administrator', 'startRetentionPlan', {
      params: { id },
      body: await startBody(world),
    })
    return { call: { params: { id, plan: started.plans[0]?.id ?? '' } } }
  },
} satisfies Record<
  string,
  (world: World, role: Role) => Promise<{ call: object; sent?: Sent; status?: number }> | object
>
