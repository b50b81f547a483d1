import { z } from 'zod'
import { lineKinds } from '../domain/kind.ts'
import { windows } from '../domain/period.ts'
import { gradeBases, levels } from '../domain/policy.ts'
import { regradeClasses } from '../domain/regrade.ts'
import { needs, pageOf, paging, spendMoney, spendMoneyOrUnknown } from './operation.ts'
import type { Operation } from './operation.ts'
import { currencyCode, day, decimal, grade, id, instant, named, periodName } from './value.ts'

const text = z.string().max(200)
const anchor = z.tuple([z.string().max(40), z.number()]).readonly()
const steps = z.array(z.strictObject({ atLeast: z.string().max(40).nullable(), points: z.number() })).max(50)
const curve = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('linear'), from: anchor, to: anchor }),
  z.strictObject({ type: z.literal('bands'), bands: steps.readonly() }),
])

/**
 * A policy as a document. What is no policy although it has this shape (bounds that rise, a curve that rewards a worse value)
 * is refused with every problem in a sentence, the same ones that `parsePolicy` gives in the browser.
 */
const policyDocument = z.strictObject({
  name: text,
  /** Given by the book when the policy is adopted; whatever stands here before is not looked at. */
  version: z.number().int().optional(),
  effectiveFrom: z.string().max(40),
  kinds: z.array(z.enum(lineKinds)).max(20).readonly(),
  level: z.enum(levels),
  window: z.enum(windows),
  fiscalYearStart: z.number(),
  minCoverage: z.number(),
  /** Best first. `atLeast` is a decimal as text: money, or points where it grades by score; null for the last one. */
  grades: z
    .array(z.strictObject({ label: text, atLeast: z.string().max(40).nullable() }))
    .max(50)
    .readonly(),
  gradeBy: z.enum(gradeBases),
  factors: z
    .array(z.strictObject({ metric: text, weight: z.number(), curve }))
    .max(20)
    .readonly(),
})

/** A policy that is adopted. */
const policy = policyDocument.extend({ version: z.number().int(), effectiveFrom: day })

const policyName = z.strictObject({ name: text, version: z.number().int() })

const note = z.string().trim().max(500).nullable()

const who = z.strictObject({ id: id.nullable(), name: z.string() })

const savedPolicy = z.strictObject({
  policy,
  /** Who adopted it and when; null for the policy every book starts with. */
  adopted: z.strictObject({ by: who, at: instant, note }).nullable(),
  /** Who approved it, where the book wanted four eyes. */
  approved: z.strictObject({ by: who, at: instant, note }).nullable(),
  /**
   * The days on which it holds, both ends inclusive; `to` null without end. Null where another version that holds from the same
   * day or before it took all of them.
   */
  holds: z.strictObject({ from: day, to: day.nullable() }).nullable(),
  /** Whether figures are graded by it that are shown unless one asks for another period. */
  isShown: z.boolean(),
  /** Periods that were closed by it, which no other policy changes any more. */
  closings: z.number().int(),
})

const draftFields = z.strictObject({ document: policyDocument, note })

const draft = draftFields.extend({ id, by: who, updatedAt: instant, version: z.number().int() })

const request = z.strictObject({
  id,
  policy: policyDocument,
  note,
  requested: z.strictObject({ by: who, at: instant }),
  /** Whether it is one's own, which one may withdraw but not approve. */
  isOwn: z.boolean(),
  /** Null while nobody has decided. `version` is that of the policy it became. */
  decided: z
    .strictObject({
      decision: z.enum(['approved', 'refused', 'withdrawn']),
      by: who,
      at: instant,
      note,
      version: z.number().int().nullable(),
    })
    .nullable(),
})

/** One of the two policies that are compared. */
const side = z.strictObject({
  name: z.string(),
  /** Null where it is not adopted. */
  version: z.number().int().nullable(),
  effectiveFrom: day,
  gradeBy: z.enum(gradeBases),
  level: z.enum(levels),
  /** The window it looks at, both ends inclusive. */
  from: day,
  to: day,
  labels: z.array(z.string()),
})

const changeCounts = z.strictObject(
  // Object.fromEntries forgets which names there are.
  Object.fromEntries(regradeClasses.map((name) => [name, z.number().int()])) as Record<
    (typeof regradeClasses)[number],
    z.ZodNumber
  >,
)

/** A grade of either policy; null in a count where that policy has no such grade. */
const gradePair = z.strictObject({ grade, before: z.number().int().nullable(), after: z.number().int().nullable() })

const groupOfMovers = z.strictObject({
  /** Null for accounts that have none. */
  group: named.nullable(),
  accounts: z.number().int(),
  changes: changeCounts,
  grades: z.array(gradePair),
  spendBefore: spendMoney(),
  spendAfter: spendMoney(),
})

const basisOfComparison = z.strictObject({
  period: z.string(),
  /** The as-of date: both policies grade the same day. */
  asOf: day,
  currency: currencyCode,
  watermark: z.number().int(),
})

const comparison = z.strictObject({
  basis: basisOfComparison,
  before: side,
  after: side,
  /** Accounts of the book (or of the part that was asked for) at the as-of date. */
  accounts: z.number().int(),
  /**
   * Of these, how many one may see the money of that the policies look at. Everything below is of them alone: whoever may try
   * any bound on an account learns its money.
   */
  covered: z.number().int(),
  changes: changeCounts,
  /** Every grade of both policies, the ones of the later policy first, best first, and none last. */
  grades: z.array(gradePair),
  /** Cells with at least one account, by rank before and after. */
  matrix: z.array(z.strictObject({ from: grade, to: grade, count: z.number().int() })),
  spendBefore: spendMoney(),
  spendAfter: spendMoney(),
  /** By who owns the account at the as-of date; most movers first. */
  byOwner: z.array(groupOfMovers),
  /** By territory below the one that was asked for, else the topmost that tell accounts apart; most movers first. */
  byTerritory: z.array(groupOfMovers),
  /**
   * Where the later policy grades by score, by factor: of how many of what it grades and has bought it is known, and how many these
   * are. What is known of few says little of many.
   */
  factors: z.array(z.strictObject({ metric: z.string(), known: z.number().int(), of: z.number().int() })),
  /** How the values lie that the later policy compares with its bounds: of families where it grades these. */
  distribution: needs(
    'read-spend',
    z.strictObject({
      /** Whether a value is money or points. */
      of: z.enum(gradeBases),
      /** From the lowest on; `from` inclusive, `below` exclusive, null without end. */
      bins: z.array(
        z.strictObject({ from: decimal.nullable(), below: decimal.nullable(), grade, count: z.number().int() }),
      ),
      /** By bound of the later policy: how many lie at most a tenth of it above and below. */
      bounds: z.array(
        z.strictObject({
          label: z.string(),
          atLeast: decimal,
          justAbove: z.number().int(),
          justBelow: z.number().int(),
        }),
      ),
    }),
  ),
})

const mover = z.strictObject({
  account: z.strictObject({ id, key: z.string(), name: z.string() }),
  /** The head of its family, where that is another account. */
  root: z.strictObject({ id, name: z.string() }).nullable(),
  owner: named.nullable(),
  territory: named.nullable(),
  from: grade,
  to: grade,
  change: z.enum(regradeClasses),
  /** Own spend under each policy; null where nothing was invoiced in its window. */
  spendBefore: spendMoneyOrUnknown(),
  spendAfter: spendMoneyOrUnknown(),
  /** What each policy compares with its bounds: money, or points; of the family where it grades these. */
  valueBefore: spendMoneyOrUnknown(),
  valueAfter: spendMoneyOrUnknown(),
})

const part = {
  period: periodName.optional(),
  /** `source/key`, or `none`. A territory stands for all below it. */
  owner: z.string().max(200).optional(),
  territory: z.string().max(200).optional(),
}

/** A policy to look at: one that is adopted, by name and version, or a document. */
const anyPolicy = z.union([policyName, policyDocument])
export type PolicyChoice = z.output<typeof anyPolicy>

const compared = {
  /** Null for the policy that holds at the end of the period. */
  before: policyName.nullable(),
  after: anyPolicy,
  ...part,
}

const draftParams = z.object({ id })

export const policyOperations = {
  listPolicies: {
    summary:
      'Every version of every policy in the order they were adopted, the days each holds, and whether four eyes are needed.',
    tag: 'policies',
    right: 'read-account',
    output: z.strictObject({
      items: z.array(savedPolicy),
      /** Whether somebody else must approve a policy before it is adopted. */
      fourEyes: z.boolean(),
    }),
    etag: 'hashes',
  },
  getPolicy: {
    summary: 'One version of a policy.',
    tag: 'policies',
    right: 'read-account',
    params: z.object({ name: text, version: z.coerce.number().int() }),
    output: savedPolicy,
    etag: 'hashes',
  },
  adoptPolicy: {
    summary:
      'Adopts a policy as the next version of its name from a day on; where the book wants four eyes, asks for it to be approved.',
    tag: 'policies',
    right: 'policy',
    body: z.strictObject({
      document: policyDocument,
      note,
      /** A draft that is taken out with it. */
      draftId: id.nullable(),
    }),
    output: z.strictObject({
      /** Null while it waits for somebody else. */
      adopted: savedPolicy.nullable(),
      /** Null where it was adopted at once. */
      request: request.nullable(),
    }),
    status: 201,
  },
  setFourEyes: {
    summary: 'Says whether somebody else must approve a policy before it is adopted.',
    tag: 'policies',
    right: 'manage-setting',
    body: z.strictObject({ fourEyes: z.boolean() }),
    output: z.strictObject({ fourEyes: z.boolean() }),
  },
  previewPolicy: {
    summary: 'What a policy would do to the grades of the whole book, against the one that holds or another version.',
    tag: 'policies',
    right: 'policy',
    body: z.strictObject(compared),
    output: comparison,
  },
  comparePolicies: {
    summary: 'What two adopted policies make of the same book.',
    tag: 'policies',
    right: 'read-account',
    query: z.object({
      before: z.string().max(220).describe('Name and version, such as `default@1`.'),
      after: z.string().max(220).describe('Name and version, such as `default@2`.'),
      ...part,
    }),
    output: comparison,
    etag: 'hashes',
  },
  listPolicyMovers: {
    summary: 'The accounts whose grade differs between two policies, the largest spend first.',
    tag: 'policies',
    right: 'read-account',
    body: z.strictObject({
      ...compared,
      /** What happened to them; all that did not keep their grade when left out. */
      change: z.array(z.enum(regradeClasses)).max(10).optional(),
      /** Grades before and after; `none` for no grade. */
      from: z.array(text).max(60).optional(),
      to: z.array(text).max(60).optional(),
      cursor: paging.cursor,
      limit: z.number().int().min(1).max(200).default(60),
    }),
    output: pageOf(mover).extend({ total: z.number().int(), basis: basisOfComparison }),
  },
  listPolicyDrafts: {
    summary: 'Drafts of policies that somebody keeps, the one changed last first.',
    tag: 'policies',
    right: 'policy',
    output: z.strictObject({ items: z.array(draft) }),
  },
  createPolicyDraft: {
    summary: 'Keeps a draft of a policy.',
    tag: 'policies',
    right: 'policy',
    body: draftFields,
    output: draft,
    status: 201,
    etag: 'gives',
  },
  updatePolicyDraft: {
    summary: 'Changes a draft.',
    tag: 'policies',
    right: 'policy',
    params: draftParams,
    body: draftFields,
    output: draft,
    etag: 'needs',
  },
  deletePolicyDraft: {
    summary: 'Takes a draft out.',
    tag: 'policies',
    right: 'policy',
    params: draftParams,
    output: null,
    status: 204,
    etag: 'needs',
  },
  listPolicyRequests: {
    summary: 'Policies that wait to be approved, and those that were decided on, the newest first.',
    tag: 'policies',
    right: 'policy',
    query: z.object(paging),
    output: pageOf(request),
  },
  decidePolicyRequest: {
    summary: "Approves or refuses a policy that somebody else asks for, or withdraws one's own.",
    tag: 'policies',
    right: 'policy',
    params: draftParams,
    body: z.strictObject({ decision: z.enum(['approve', 'refuse', 'withdraw']), note }),
    output: request,
  },
} satisfies Record<string, Operation>
