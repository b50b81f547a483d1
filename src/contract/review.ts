import { z } from 'zod'
import { mostReasons } from '../domain/review/reason.ts'
import { mostPlanDays, mostPlanSteps } from '../domain/review/retention-plan.ts'
import { departments, reviewKinds, reviewReaches, reviewStates } from '../domain/review/review.ts'
import { reviewGroupings } from '../domain/review/count-reviews.ts'
import { action } from './action.ts'
import { needs, pageOf, paging, sheetFormat, spendMoney } from './operation.ts'
import type { Operation } from './operation.ts'
import { currencyCode, day, grade, id, instant, listOf, named, periodName, share } from './value.ts'

const count = z.number().int()
const person = z.strictObject({ id: z.string().nullable(), name: z.string() })
const department = z.enum(departments)
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const words = z.string().trim().max(4000).nullable()

const reason = z.strictObject({
  key: key.describe('Its name for programs: what was written stays with it when the words change.'),
  name: z.string().trim().min(1).max(120),
  department,
  isControllable: z.boolean().describe('Whether we could have changed it.'),
  isActive: z.boolean().describe('False for a retired one, which is named no more and stays where it was named.'),
})

const step = z.strictObject({
  key,
  title: z.string().trim().min(1).max(200),
  department,
  daysAfter: count.min(0).max(mostPlanDays).describe('Days after the start on which it is due.'),
  doneWhen: z.string().trim().min(1).max(500),
})

/** Every version of something that the book decides, the newest first. */
const saved = { version: count, savedBy: person, savedAt: instant, note: z.string().nullable() }
const note = z.string().trim().max(500).nullable()

const reasons = z.strictObject({
  /** 0 before the first review: the reasons are those the program brings. */
  version: count,
  reasons: z.array(reason.extend({ isUsed: z.boolean() })),
  versions: z.array(z.strictObject({ ...saved, reasons: z.array(reason) })),
})

const plan = z.strictObject({
  version: count,
  steps: z.array(step),
  versions: z.array(z.strictObject({ ...saved, steps: z.array(step) })),
})

/** Who is asked for the view of a department; null is whoever of it. */
const asked = z.array(z.strictObject({ department, person: id.nullable() })).max(departments.length)

const reviewedAccount = z.strictObject({ id, key: z.string(), name: z.string(), grade })

const money = {
  /** Spend in the two windows and what it changed by, as it was when the review was opened, closed or opened again last. */
  before: spendMoney(),
  after: spendMoney(),
  change: spendMoney(),
}

const reviewWindow = z.strictObject({ period: z.string(), from: day, to: day })

const head = {
  id,
  kind: z.enum(reviewKinds),
  state: z.enum(reviewStates),
  account: reviewedAccount,
  /** Whether it is about the money of the account alone, or of all accounts under its ultimate parent. */
  reach: z.enum(reviewReaches),
  from: reviewWindow,
  to: reviewWindow,
  /** Of the account at the end of the later window, whose review it is counted as. */
  owner: named.nullable(),
  territory: named.nullable(),
  /** The family of products it is about; null for all of them. */
  family: named.nullable(),
  ...money,
  /** Departments that were asked, and those of them that have said nothing yet. */
  asked: z.array(department),
  missing: z.array(department),
  /** The reason it was closed under; null while it is open, or where none was found. */
  mainReason: reason.nullable(),
  openedBy: person,
  openedAt: instant,
  closedAt: instant.nullable(),
  /** Open actions of the review, and all of them. */
  openActions: count,
  actions: count,
  version: count,
}

const item = z.strictObject(head)

const view = z.strictObject({
  id,
  department,
  wentRight: z.string().nullable(),
  wentWrong: z.string().nullable(),
  reasons: z.array(reason),
  by: person,
  at: instant,
  /** Whether it is what the department says now; the others are what it said before. */
  isHeld: z.boolean(),
})

const startedPlan = z.strictObject({
  id,
  start: day,
  by: person,
  at: instant,
  /** The actions it made, by id. */
  actions: z.array(id),
  /** Whether it can be undone: none of its actions is done. */
  mayUndo: z.boolean(),
})

const review = z.strictObject({
  ...head,
  currency: currencyCode,
  /** What happened, in a sentence. */
  occasion: z.string().nullable(),
  /** The alert it was opened from. */
  alert: id.nullable(),
  askedOf: z.array(z.strictObject({ department, person: z.strictObject({ id, name: z.string() }).nullable() })),
  /** Spend by family of products, those that changed most first; they sum to the whole. */
  families: needs(
    'read-spend',
    z.array(z.strictObject({ family: named.nullable(), before: z.string(), after: z.string(), change: z.string() })),
  ),
  /** The change as the ledger has it now, where it is no longer what is shown; null where it still is. */
  changeNow: needs('read-spend', z.string().nullable()),
  /** The newest first, those that hold among them. */
  views: z.array(view),
  /** What was found, in the words of whoever closed it last; null before. */
  summary: z.string().nullable(),
  /** Every state it was in, the newest first. */
  states: z.array(
    z.strictObject({ state: z.enum(reviewStates), at: instant, by: person, note: z.string().nullable() }),
  ),
  plans: z.array(startedPlan),
  actionList: z.array(action),
  /** The department that whoever asks speaks for unless they say otherwise. */
  ownDepartment: department.nullable(),
  /** Whether whoever asks may add a view, close it or open it again, and start a plan. */
  mayView: z.boolean(),
  mayClose: z.boolean(),
  mayPlan: z.boolean(),
})

const params = z.object({ id })

const filter = {
  state: z.enum(reviewStates).optional(),
  kind: listOf(z.enum(reviewKinds)),
  account: z.string().max(200).optional(),
  owner: listOf(z.string().max(400)),
  territory: z.string().max(400).optional().describe('`source/key`, with all below it.'),
  family: z.string().max(400).optional().describe('`source/key` of a family of products; `none` for what has none.'),
  reason: key.or(z.literal('none')).optional().describe('Closed under it; `none`: closed without one.'),
  named: key.optional().describe('A view that holds names this reason.'),
  quarter: z
    .string()
    .regex(/^\d{4}-Q[1-4]$/)
    .optional()
    .describe('In which the later window ends.'),
  missing: department.optional().describe('Open, and this department was asked and has said nothing.'),
  asked: z.literal('me').optional().describe('Open, and whoever asks was asked by name and has said nothing.'),
}

const counted = z.strictObject({
  reviews: count,
  open: count,
  closed: count,
  /** Closed ones whose reason we could have changed, could not, or that were closed without one. */
  controllable: count,
  uncontrollable: count,
  unexplained: count,
  /** Controllable ones among those with a reason; null when none has one. */
  controllableShare: share.nullable(),
  /** Change of spend, and the part of it that fell and that rose. */
  change: spendMoney(),
  lost: spendMoney(),
  won: spendMoney(),
})

export const reviewOperations = {
  listReviews: {
    summary: 'Reviews of losses, declines and wins, the newest first.',
    tag: 'reviews',
    right: 'read-account',
    query: z.object({ ...filter, ...paging }),
    output: pageOf(item).extend({
      /** Of all that pass the filter, whatever their state; those that wait for a view of a department that was asked. */
      counts: z.strictObject({ all: count, open: count, closed: count, waiting: count }),
    }),
    etag: 'hashes',
  },
  countReviews: {
    summary: 'How many reviews there are, by what, how many of their reasons we could have changed, and the money.',
    tag: 'reviews',
    right: 'read-account',
    query: z.object({ by: z.enum(reviewGroupings).default('reason'), ...filter }),
    output: z.strictObject({
      by: z.enum(reviewGroupings),
      /** Null for a book into which nothing was brought. */
      currency: currencyCode.nullable(),
      total: counted,
      groups: z.array(
        counted.extend({
          /** What the filter of the list takes; null for none. */
          key: z.string().nullable(),
          name: z.string().nullable(),
          /** By reason: whether we could have changed it. */
          isControllable: z.boolean().nullable(),
          /** By reason: reviews of which a view names it, whatever they were closed under. They overlap. */
          named: count,
        }),
      ),
    }),
    etag: 'hashes',
  },
  exportReviews: {
    summary: 'The reviews of a filter, those of accounts that one may export.',
    tag: 'reviews',
    right: 'export',
    query: z.object({ ...filter, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  exportReviewCounts: {
    summary: 'The counts of reviews.',
    tag: 'reviews',
    right: 'export',
    query: z.object({ by: z.enum(reviewGroupings).default('reason'), ...filter, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getReview: {
    summary: 'One review: the money, what every department says, reasons, actions and how it ended.',
    tag: 'reviews',
    right: 'read-account',
    params,
    output: review,
    etag: 'hashes',
  },
  openReview: {
    summary: 'Opens a review of an account, by hand or from an alert.',
    tag: 'reviews',
    right: 'write-review',
    body: z.strictObject({
      account: id,
      kind: z.enum(reviewKinds),
      reach: z.enum(reviewReaches),
      from: periodName.nullable().describe('The earlier period; null for the one a year before the later one.'),
      to: periodName.nullable().describe('The later period; null for the one that is shown.'),
      family: z.string().max(400).nullable().describe('The family of products it is about, as `source/key`.'),
      occasion: words,
      alert: id.nullable(),
      asked,
    }),
    output: review,
    status: 201,
    etag: 'gives',
  },
  updateReview: {
    summary: 'Changes what an open review is about in words, and who is asked.',
    tag: 'reviews',
    right: 'write-review',
    params,
    body: z.strictObject({ kind: z.enum(reviewKinds), occasion: words, asked }),
    output: review,
    etag: 'needs',
  },
  addReviewView: {
    summary: 'Says what a department saw. What it said before stays on record.',
    tag: 'reviews',
    right: 'write-review',
    params,
    body: z.strictObject({
      department,
      wentRight: words,
      wentWrong: words,
      reasons: z.array(key).max(mostReasons),
      replaces: id.nullable().describe('The view of the department that was read; null where it had none.'),
    }),
    output: review,
    status: 201,
  },
  closeReview: {
    summary: 'Closes a review with what was found and the reason it is counted under.',
    tag: 'reviews',
    right: 'write-review',
    params,
    body: z.strictObject({
      summary: z.string().trim().min(1).max(4000),
      mainReason: key.nullable().describe('Null where none was found.'),
    }),
    output: review,
    etag: 'needs',
  },
  reopenReview: {
    summary: 'Opens a closed review again.',
    tag: 'reviews',
    right: 'write-review',
    params,
    body: z.strictObject({ note }),
    output: review,
    etag: 'needs',
  },
  getReviewReasons: {
    summary: 'The reason codes of the book: whose they are, and whether we could have changed them.',
    tag: 'reviews',
    right: 'read-account',
    output: reasons,
    etag: 'gives',
  },
  saveReviewReasons: {
    summary: 'Saves the reason codes. One that a review names is retired, never left out.',
    tag: 'reviews',
    right: 'policy',
    body: z.strictObject({ reasons: z.array(reason).max(mostReasons), note }),
    output: reasons,
    etag: 'needs',
  },
  getRetentionPlan: {
    summary: 'What is done about an account that is leaving, step by step.',
    tag: 'reviews',
    right: 'read-account',
    output: plan,
    etag: 'gives',
  },
  saveRetentionPlan: {
    summary: 'Saves the next version of the steps. Plans that were started keep theirs.',
    tag: 'reviews',
    right: 'policy',
    body: z.strictObject({ steps: z.array(step).max(mostPlanSteps), note }),
    output: plan,
    etag: 'needs',
  },
  startRetentionPlan: {
    summary: 'Starts the plan on an open review: one action for each step that has an owner.',
    tag: 'reviews',
    right: 'write-action',
    params,
    body: z.strictObject({
      version: count.describe('The version of the steps that was read.'),
      start: day,
      owners: z
        .array(z.strictObject({ step: key, owner: id }))
        .min(1)
        .max(mostPlanSteps),
    }),
    output: review,
    status: 201,
  },
  undoRetentionPlan: {
    summary: 'Drops the actions of a plan that was started by mistake, while none is done.',
    tag: 'reviews',
    right: 'write-action',
    params: z.object({ id, plan: id }),
    output: review,
  },
} satisfies Record<string, Operation>
