import type { Call, Operations } from '../../src/contract/operations.ts'
import type { OperationId } from '../../src/contract/routes.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Role } from '../../src/domain/right.ts'
import { alertId, keepAlerts } from './keep-alerts.ts'
import { keepLifetime } from './keep-lifetime.ts'
import { changePerson, ifMatch } from './change-person.ts'
import type { Sent, TestApp } from './open-test-app.ts'
import { reviewSamples } from './review-samples.ts'

/** A call that works for whoever has the right. */
interface Sample<O extends OperationId> {
  readonly call: Call<O>
  readonly sent?: Sent
  /** The status where it is not that of the contract: what the operation is about belongs to somebody else, say. */
  readonly status?: number
}

/** What the samples are made from. */
export interface World {
  readonly test: TestApp
  readonly accountIds: ReadonlyMap<string, string>
  readonly allows: (role: Role, operation: OperationId) => boolean
}

type Make<O extends OperationId> = (world: World, role: Role) => Promise<Sample<O>> | Sample<O>

/** One account by its key; A07 is Rita Rep's, A09 Karl Key's, A05 neither's. */
export function accountId({ accountIds }: World, key = 'A05'): string {
  return accountIds.get(key) ?? ''
}

/** Accounts of the people who decide on their own ones only. */
const ownAccounts: Readonly<Partial<Record<Role, string>>> = { rep: 'A07', 'key-account-manager': 'A09' }

/** A sample of what is about alerts, with some that are kept. */
function withAlerts<S>(make: (world: World, role: Role) => S): (world: World, role: Role) => Promise<S> {
  return async (world, role) => {
    await keepAlerts(world)
    return make(world, role)
  }
}

const none = () => ({ call: {} })
const unfiltered = () => ({ call: { query: {} } })
/** What a rep may export is the own accounts. */
const ownOrWhole = (_: World, role: Role) =>
  ({ call: { query: { within: role === 'rep' ? 'mine' : 'book' } } }) as const
const one = (world: World) => ({ call: { params: { id: accountId(world) }, query: {} } })
const view = () => ({ name: `View ${crypto.randomUUID()}`, search: 'grade=A', isShared: false })
const newStrategy = { strategy: 're-price', begins: '2026-01-01', note: null } as const
const octets = { headers: { 'content-type': 'application/octet-stream' } }

/** Somebody who may do it, to make what the operation is about: the role itself, else an administrator. */
function maker({ allows }: World, role: Role, operation: OperationId): Role {
  return allows(role, operation) ? role : 'administrator'
}

async function upload(world: World, role: Role): Promise<string> {
  // Whoever may not bring files is sent away before anybody looks for the upload.
  if (!world.allows(role, 'createUpload')) return crypto.randomUUID()
  const { id } = await world.test.call(role, 'createUpload', {})
  await world.test.request(
    role,
    'putUploadFile',
    { params: { id, name: 'segments.csv' } },
    { ...octets, rawBody: 'key,name\nX,Ten\n' },
  )
  return id
}

const options = {
  source: null,
  kinds: {},
  strict: false,
  unknownAccounts: 'stub',
  replace: null,
  baseCurrency: null,
} as const

async function mapping({ test }: World) {
  const source = `erp-${crypto.randomUUID()}`
  const document = {
    source,
    files: [{ file: 'kunden.csv', kind: 'accounts' as const, columns: { key: 'Nr', name: 'Name' } }],
  }
  return test.call('administrator', 'saveMapping', { params: { source }, body: { document } }, ifMatch(0))
}

/** A backup that waits: of the role itself where it may, else of an administrator, which nobody else may touch. */
async function job(world: World, role: Role): Promise<{ id: string; isOwn: boolean }> {
  const by = maker(world, role, 'createBackup')
  const { id } = await world.test.call(by, 'createBackup', {})
  return { id, isOwn: by === role }
}

async function action(world: World, role: Role): Promise<{ id: string; version: number; owner: string }> {
  const by = maker(world, role, 'createAction')
  const owner = await world.test.idOf(by)
  return { ...(await world.test.call(by, 'createAction', { body: actionOf(owner) })), owner }
}

function actionOf(owner: string) {
  return {
    title: 'Ring them',
    note: null,
    subject: { type: 'book' as const, id: 'book' },
    owner,
    due: null,
    doneWhen: null,
  }
}

/** An account of the role that is near no bound, so that those who are stay on the list of who should be called. */
function calledBy(role: Role): string {
  return role === 'rep' ? 'A11' : role === 'key-account-manager' ? 'A12' : 'A05'
}

/** A planned call with an account of the role, where it has any; planned by an administrator where the role may not. */
async function plannedCall(world: World, role: Role): Promise<{ id: string; version: number }> {
  return world.test.call('administrator', 'planCall', { body: await callOf(world, role) })
}

async function callOf(world: World, role: Role) {
  return {
    account: accountId(world, calledBy(role)),
    contact: 'Ms Black',
    goal: 'Agree on the quantities of next quarter',
    day: '2026-01-05',
    owner: await world.test.idOf('administrator'),
  }
}

/** An account that the role may judge, where it may judge any. */
function ownAccountOf(role: Role): string {
  return role === 'rep' ? 'A07' : role === 'key-account-manager' ? 'A09' : 'A05'
}

/** Whose right to judge reaches no account of this book, for they are no rep of it. */
function mayJudgeOnly(role: Role): { readonly status?: number } {
  return role === 'service' || role === 'executive' ? { status: 403 } : {}
}

function potentialOf() {
  return {
    verdict: {
      aspect: 'growth-potential' as const,
      value: { source: 'account' as const, low: '1000', likely: '2500.50', high: '4000' },
    },
    evidence: 'Their buyer said so in March',
    from: '2025-01-01',
  }
}

async function judge(world: World, key: string): Promise<void> {
  await world.test.call('administrator', 'addJudgement', {
    params: { id: accountId(world, key) },
    body: potentialOf(),
  })
}

/** The version of the criteria, of the proposal where nobody has saved any. */
async function criteriaVersion({ test }: World): Promise<number> {
  const { version, proposal: document } = await test.call('administrator', 'getSelectionCriteria', {})
  if (version > 0) return version
  return (
    await test.call('administrator', 'saveSelectionCriteria', { body: { document, note: null } }, ifMatch(version))
  ).version
}

function marksOf(version: number) {
  return {
    version,
    marks: [{ criterion: 'profit', points: 70, evidence: 'Margin of last year' }],
    reviewOn: '2099-01-01',
  }
}

async function score(world: World, key: string): Promise<void> {
  await world.test.call('administrator', 'scoreSelection', {
    params: { id: accountId(world, key) },
    body: marksOf(await criteriaVersion(world)),
  })
}

async function invited({ test }: World): Promise<{ id: string; version: number }> {
  const email = `p${crypto.randomUUID()}@test.example`
  return (await test.call('administrator', 'inviteUser', { body: { email, ...person } })).user
}

const builtIn = { name: 'default', version: 1 }

/** A policy that lets fewer accounts have an A than the built-in one. */
function stricter(effectiveFrom: string) {
  const [best, ...others] = defaultPolicy.grades
  return { ...defaultPolicy, effectiveFrom, grades: [{ label: best?.label ?? '', atLeast: '26000' }, ...others] }
}

async function draft(test: TestApp): Promise<{ id: string; version: number }> {
  return test.call('administrator', 'createPolicyDraft', { body: { document: stricter('2025-01-01'), note: null } })
}

const person = { name: 'New Person', phone: null, role: 'viewer' as const, scope: null, territory: null, reps: [] }

const apiKey = { name: 'Night run', role: 'finance' as const, scope: null, territory: null, reps: [], validDays: 30 }

/** A call for every operation: the compiler says when one is missing. */
export const samples: { readonly [O in OperationId]: Make<O> } = {
  getStart: none,
  // Only the demo has it.
  enterDemo: () => ({ call: { body: { role: 'rep' } }, status: 404 }),
  signIn: () => ({ call: { body: { email: `${crypto.randomUUID()}@test.example`, password: 'x' } }, status: 401 }),
  getSession: none,
  // Ends the session that all other calls of the role need, so that it is tried with a cookie that means nothing.
  signOut: () => ({ call: {}, sent: { cookies: 'other=1' }, status: 401 }),
  changePassword: () => ({
    call: { body: { current: 'not it at all, no', next: 'another long sentence' } },
    status: 400,
  }),
  updatePreferences: () => ({ call: { body: { theme: 'dark' } } }),
  getInvitation: () => ({ call: { params: { token: 'none' } }, status: 404 }),
  acceptInvitation: () => ({
    call: { params: { token: 'none' }, body: { name: 'N', password: 'a long enough sentence' } },
    status: 404,
  }),

  getBook: none,
  getSettings: none,
  updateSettings: async ({ test }) => {
    const { version, ...body } = await test.call('administrator', 'getSettings', {})
    return { call: { body }, sent: ifMatch(version) }
  },

  listUsers: unfiltered,
  getUser: async (world) => ({ call: { params: { id: (await invited(world)).id } } }),
  inviteUser: () => ({ call: { body: { email: `i${crypto.randomUUID()}@test.example`, ...person } } }),
  updateUser: async (world) => {
    const { id, version } = await invited(world)
    return { call: { params: { id }, body: person }, sent: ifMatch(version) }
  },
  disableUser: async (world) => {
    const { id, version } = await invited(world)
    return { call: { params: { id } }, sent: ifMatch(version) }
  },
  enableUser: async (world) => {
    const { id } = await invited(world)
    const { version } = await changePerson(world.test, 'disableUser', id)
    return { call: { params: { id } }, sent: ifMatch(version) }
  },
  resetUser: async (world) => {
    const { id, version } = await invited(world)
    return { call: { params: { id } }, sent: ifMatch(version) }
  },
  listUserSessions: async (world) => ({ call: { params: { id: (await invited(world)).id } } }),
  endUserSessions: async (world) => ({ call: { params: { id: (await invited(world)).id } } }),
  listRoles: none,
  listAudit: unfiltered,
  listApiKeys: unfiltered,
  createApiKey: () => ({ call: { body: apiKey } }),
  revokeApiKey: async ({ test }) => {
    const made = await test.call('administrator', 'createApiKey', { body: apiKey })
    return { call: { params: { id: made.apiKey.id } } }
  },

  getPortfolio: unfiltered,
  getMovementFlow: unfiltered,
  getMovement: () => ({ call: { query: { by: 'owner' } } }),
  exportMovement: ownOrWhole,
  listMovements: unfiltered,
  exportMovements: ownOrWhole,
  getRetention: () => ({ call: { query: { by: 'owner' } } }),
  exportRetention: ownOrWhole,
  getCohorts: unfiltered,
  exportCohorts: ownOrWhole,
  listPortfolioGroups: () => ({ call: { query: { by: 'owner' } } }),
  getMyBook: unfiltered,

  listAccounts: unfiltered,
  countAccounts: unfiltered,
  exportAccounts: ownOrWhole,
  getAccount: one,
  getExplanation: one,
  getScoreChange: one,
  getAccountBridge: one,
  listBridgeProducts: (world, role) => ({
    call: { params: { id: accountId(world, role === 'rep' ? 'A07' : 'A05') }, query: {} },
  }),
  exportBridgeProducts: (world, role) => ({
    call: { params: { id: accountId(world, role === 'rep' ? 'A07' : 'A05') }, query: {} },
  }),
  getMovementBridge: unfiltered,
  listBridges: unfiltered,
  exportBridges: ownOrWhole,
  listMonths: one,
  listFamilies: one,
  listInvoices: one,
  getInvoice: (world) => ({ call: { params: { id: accountId(world) }, query: { source: 'main', number: 'I-A05-0' } } }),
  listLines: (world, role) => ({
    call: { params: { id: accountId(world, role === 'rep' ? 'A07' : 'A05') }, query: {} },
  }),
  listHistory: one,
  listAlerts: withAlerts(unfiltered),
  exportAlerts: withAlerts(unfiltered),
  getAlertCaps: none,
  setAlertCaps: () => ({ call: { body: { q: 0.1, cap: 5 } } }),
  findAlerts: none,
  getAlert: withAlerts(() => ({ call: { params: { id: alertId('A05') } } })),
  setAlertOutcome: withAlerts((_, role) => ({
    call: { params: { id: alertId(ownAccounts[role] ?? 'A05') }, body: { outcome: 'called', note: null } },
    ...mayJudgeOnly(role),
  })),
  getLifetime: unfiltered,
  learnLifetime: none,
  listLifetimes: async (world) => {
    await keepLifetime(world)
    return unfiltered()
  },
  getAccountLifetime: async (world) => {
    await keepLifetime(world)
    return one(world)
  },
  getReceivables: one,
  // The small trade has no gross amounts: all that is known of its documents is that.
  listReceivables: (world) => ({ call: { params: { id: accountId(world) }, query: { show: 'unknown' } } }),
  getBookReceivables: unfiltered,
  exportReceivables: ownOrWhole,
  getAccountStock: one,
  listAccountStock: (world) => ({ call: { params: { id: accountId(world, 'A09') }, query: {} } }),
  getAccountCommitments: one,
  listAccountCommitments: one,
  getBookStock: unfiltered,
  exportStock: ownOrWhole,
  listFinancingRates: none,
  addFinancingRate: () => ({ call: { body: { validFrom: '2025-01-01', rate: '0.05', base: 'gross', note: null } } }),
  // What pools cost is what people are paid: who sees the margins of some accounts only sees the cost of a minute.
  listCostRates: (_world, role) => ({ call: {}, ...(role === 'key-account-manager' ? { status: 403 } : {}) }),
  addCostRate: () => ({
    call: { body: { rate: { kind: 'cover', value: { days: 30 } }, validFrom: '2025-01-01', note: null } },
  }),
  getSaleProfit: () => ({
    call: { query: { revenue: '30000', cost: '27000', stockDays: '60', daysToPay: '45' } },
  }),
  getAccountFit: async (world) => {
    await judge(world, 'A05')
    return one(world)
  },
  listJudgements: async (world) => {
    await judge(world, 'A05')
    return one(world)
  },
  addJudgement: (world, role) => ({
    call: { params: { id: accountId(world, ownAccountOf(role)) }, body: potentialOf() },
    ...mayJudgeOnly(role),
  }),
  getSelectionCriteria: none,
  saveSelectionCriteria: async ({ test }) => {
    const { version, proposal: document } = await test.call('administrator', 'getSelectionCriteria', {})
    return { call: { body: { document, note: null } }, sent: ifMatch(version) }
  },
  listSelection: async (world) => {
    await score(world, 'A05')
    return unfiltered()
  },
  exportSelection: unfiltered,
  getAccountSelection: async (world) => {
    await score(world, 'A05')
    return { call: { params: { id: accountId(world) } } }
  },
  scoreSelection: async (world, role) => ({
    call: { params: { id: accountId(world, ownAccountOf(role)) }, body: marksOf(await criteriaVersion(world)) },
    ...mayJudgeOnly(role),
  }),
  overrideSelection: (world) => ({
    call: {
      params: { id: accountId(world) },
      body: { decision: 'strategic', reason: 'The board wants it', reviewOn: null },
    },
  }),
  ...reviewSamples,
  getAccountProfit: one,
  getAccountMix: one,
  getBookProfit: unfiltered,
  listProfits: unfiltered,
  exportProfits: ownOrWhole,
  getReconciliation: unfiltered,
  decidePosture: (world, role) => ({
    call: {
      params: { id: accountId(world, ownAccounts[role]) },
      body: { posture: 'secure', reason: 'They grow' },
    },
    // Who looks after no account decides on none.
    ...((role === 'service' || role === 'executive') && { status: 403 }),
  }),
  setPostureEdges: () => ({ call: { body: { rate: 0.05, level: '1000' } } }),
  listDrains: unfiltered,
  exportDrains: ownOrWhole,
  getStrategy: one,
  setStrategy: (world, role) => ({
    call: { params: { id: accountId(world, ownAccounts[role]) }, body: newStrategy },
    // Who looks after no account decides on none.
    ...((role === 'service' || role === 'executive') && { status: 403 }),
  }),
  takeBackStrategy: async (world, role) => {
    const isOwner = world.allows(role, 'setStrategy') && role !== 'service' && role !== 'executive'
    const params = { id: accountId(world, ownAccounts[role]) }
    const { id } = await world.test.call(isOwner ? role : 'administrator', 'setStrategy', { params, body: newStrategy })
    return { call: { params: { id } }, ...(world.allows(role, 'setStrategy') && !isOwner && { status: 403 }) }
  },
  search: () => ({ call: { query: { q: 'works' } } }),
  listViews: none,
  createView: () => ({ call: { body: view() } }),
  updateView: async ({ test }, role) => {
    const { id, version } = await test.call(role, 'createView', { body: view() })
    return { call: { params: { id }, body: view() }, sent: ifMatch(version) }
  },
  deleteView: async ({ test }, role) => {
    const { id, version } = await test.call(role, 'createView', { body: view() })
    return { call: { params: { id } }, sent: ifMatch(version) }
  },

  listActions: unfiltered,
  getAction: async (world, role) => ({ call: { params: { id: (await action(world, role)).id } } }),
  createAction: async ({ test }, role) => ({ call: { body: actionOf(await test.idOf(role)) } }),
  updateAction: async (world, role) => {
    const { id, version, owner } = await action(world, role)
    return {
      call: { params: { id }, body: actionOf(owner) },
      sent: ifMatch(version),
    }
  },
  setActionState: async (world, role) => {
    const { id, version } = await action(world, role)
    return { call: { params: { id }, body: { state: 'done', note: null } }, sent: ifMatch(version) }
  },
  getReminders: none,
  listPeople: none,

  getScoreboard: () => ({ call: { query: { rep: 'main/R1' } } }),
  listLeague: unfiltered,
  exportLeague: unfiltered,

  listCalls: unfiltered,
  exportCalls: unfiltered,
  getCall: async (world) => ({ call: { params: { id: (await plannedCall(world, 'administrator')).id } } }),
  planCall: async (world, role) => ({
    call: { body: await callOf(world, role) },
    ...mayJudgeOnly(role),
  }),
  updateCall: async (world, role) => {
    const { id, version } = await plannedCall(world, role)
    const { contact, goal, day } = await callOf(world, role)
    return {
      call: { params: { id }, body: { contact, goal, day, owner: null } },
      sent: ifMatch(version),
      ...mayJudgeOnly(role),
    }
  },
  logCall: async (world, role) => {
    const { id, version } = await plannedCall(world, role)
    const body = { reached: 'yes' as const, result: null, day: '2026-01-05', contact: null, next: null }
    return { call: { params: { id }, body }, sent: ifMatch(version), ...mayJudgeOnly(role) }
  },
  dropCall: async (world, role) => {
    const { id, version } = await plannedCall(world, role)
    return { call: { params: { id }, body: { reason: null } }, sent: ifMatch(version), ...mayJudgeOnly(role) }
  },
  reopenCall: async (world, role) => {
    const { id, version } = await plannedCall(world, role)
    return { call: { params: { id } }, sent: ifMatch(version), ...mayJudgeOnly(role) }
  },
  getCallHints: (world) => ({ call: { params: { id: accountId(world, 'A07') } } }),
  getCallDay: () => ({ call: { query: { rep: 'main/R1' } } }),
  skipCall: (world, role) => ({
    call: { body: { account: accountId(world, calledBy(role)), until: '2999-01-01' } },
    ...mayJudgeOnly(role),
  }),

  createUpload: none,
  getUpload: async (world, role) => ({ call: { params: { id: await upload(world, role) } } }),
  putUploadFile: async (world, role) => ({
    call: { params: { id: await upload(world, role), name: 'segments.csv' } },
    sent: { ...octets, rawBody: 'key,name\nX,Ten\n' },
  }),
  deleteUploadFile: async (world, role) => ({
    call: { params: { id: await upload(world, role), name: 'segments.csv' } },
  }),
  deleteUpload: async (world, role) => ({ call: { params: { id: await upload(world, role) } } }),
  previewImport: async (world, role) => ({ call: { params: { id: await upload(world, role) }, body: options } }),
  runImport: async (world, role) => ({ call: { params: { id: await upload(world, role) }, body: options } }),
  importFile: () => ({
    call: { query: { source: 'main', file: 'segments.csv' } },
    sent: { ...octets, rawBody: 'key,name\nX,Ten\n' },
  }),
  listImports: unfiltered,
  getImport: () => ({ call: { params: { id: '1' } } }),
  undoImport: () => ({ call: { params: { id: '1' } } }),
  listRejectedFiles: () => ({ call: { params: { id: '1' } } }),
  getRejectedFile: () => ({ call: { params: { id: '1', name: 'none.csv' } }, status: 404 }),
  getInbox: none,
  updateInbox: () => ({ call: { body: { isWatched: false } } }),
  listControlTotals: unfiltered,
  exportControlTotals: unfiltered,
  listKindTotals: unfiltered,

  inspectUpload: async (world, role) => ({
    call: { params: { id: await upload(world, role) }, body: { mapping: null } },
  }),
  listMappings: none,
  getMapping: async (world) => ({ call: { params: { source: (await mapping(world)).source } } }),
  saveMapping: async (world) => {
    const { source, version, document } = await mapping(world)
    return { call: { params: { source }, body: { document } }, sent: ifMatch(version) }
  },
  deleteMapping: async (world) => {
    const { source, version } = await mapping(world)
    return { call: { params: { source } }, sent: ifMatch(version) }
  },
  listMappingTemplates: none,

  listPolicies: none,
  getPolicy: () => ({ call: { params: { name: 'default', version: 1 } } }),
  // Nothing is graded by it for the next thousand years.
  adoptPolicy: () => ({ call: { body: { document: stricter('2999-01-01'), note: null, draftId: null } } }),
  setFourEyes: () => ({ call: { body: { fourEyes: false } } }),
  previewPolicy: () => ({ call: { body: { before: null, after: stricter('2025-01-01') } } }),
  comparePolicies: () => ({ call: { query: { before: 'default@1', after: 'default@1' } } }),
  // Whoever may not try any policy may look at those that were adopted.
  listPolicyMovers: ({ allows }, role) => ({
    call: { body: { before: null, after: allows(role, 'previewPolicy') ? stricter('2025-01-01') : builtIn } },
  }),
  listPolicyDrafts: none,
  createPolicyDraft: () => ({ call: { body: { document: stricter('2025-01-01'), note: null } } }),
  updatePolicyDraft: async ({ test }) => {
    const { id, version } = await draft(test)
    return {
      call: { params: { id }, body: { document: stricter('2026-01-01'), note: 'later' } },
      sent: ifMatch(version),
    }
  },
  deletePolicyDraft: async ({ test }) => {
    const { id, version } = await draft(test)
    return { call: { params: { id } }, sent: ifMatch(version) }
  },
  listPolicyRequests: unfiltered,
  // Nothing waits while no one else need approve.
  decidePolicyRequest: () => ({
    call: { params: { id: 'none' }, body: { decision: 'approve', note: null } },
    status: 404,
  }),

  listClosings: unfiltered,
  closePeriod: () => ({ call: { body: { period: '2024', reason: null } } }),
  listBackups: none,
  createBackup: none,
  getBackup: () => ({ call: { params: { name: 'none.tar' } }, status: 404 }),

  listJobs: unfiltered,
  getJob: async (world, role) => {
    const { id, isOwn } = await job(world, role)
    const mayRead = isOwn || role === 'leader'
    return { call: { params: { id } }, ...(mayRead ? {} : { status: 404 }) }
  },
  cancelJob: async (world, role) => {
    const { id, isOwn } = await job(world, role)
    return { call: { params: { id } }, ...(isOwn ? {} : { status: role === 'leader' ? 403 : 404 }) }
  },
  retryJob: async (world, role) => {
    const { id, isOwn } = await job(world, role)
    await world.test.call(isOwn ? role : 'administrator', 'cancelJob', { params: { id } })
    return { call: { params: { id } }, ...(isOwn ? {} : { status: role === 'leader' ? 403 : 404 }) }
  },
}

/** The status the contract promises. */
export function promisedStatus(operation: Operations[OperationId]): number {
  return 'status' in operation ? operation.status : 200
}
