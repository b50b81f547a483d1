import { z } from 'zod'
import { fewestCriteria, fewestSteps, mostCriteria, mostSteps } from '../domain/selection/criteria.ts'
import { decisions, outcomes } from '../domain/selection/selection.ts'
import { needs, pageOf, paging, sheetFormat } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, grade, id, instant, named } from './value.ts'

const points = z.number().min(0).max(100)
const count = z.number().int()
const person = z.strictObject({ id: z.string().nullable(), name: z.string() })
const criterionKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

const document = z.strictObject({
  criteria: z
    .array(
      z.strictObject({
        key: criterionKey.describe('Its name for programs: marks stay with it when the words change.'),
        label: z.string().trim().min(1).max(80),
        weight: z.number().min(0).max(100).multipleOf(0.01).describe('Per cent of the score; the weights sum to 100.'),
        scale: z
          .array(z.strictObject({ points: points.multipleOf(0.01), means: z.string().trim().min(1).max(300) }))
          .min(fewestSteps)
          .max(mostSteps)
          .describe('From the least points to the most.'),
      }),
    )
    .min(fewestCriteria)
    .max(mostCriteria),
  atLeast: points.multipleOf(0.01).describe('The least score that makes an account strategic.'),
})

const criteria = z.strictObject({
  /** The version that counts, and what it says; null before somebody has saved one. */
  current: document.nullable(),
  version: count,
  /** A start for whoever has none. */
  proposal: document,
  /** All that were ever saved, the newest first. */
  versions: z.array(
    z.strictObject({
      version: count,
      savedBy: person,
      savedAt: instant,
      note: z.string().nullable(),
      document,
    }),
  ),
})

const mark = z.strictObject({
  criterion: criterionKey,
  points: points,
  evidence: z.string(),
  /** Whether it holds by the criteria of now: the scale still has a step of these points. */
  isHeld: z.boolean(),
})

const scoring = z.strictObject({
  id,
  version: count,
  marks: z.array(mark),
  reviewOn: day,
  by: person,
  at: instant,
})

const override = z.strictObject({
  id,
  decision: z.enum(decisions),
  reason: z.string(),
  reviewOn: day.nullable(),
  by: person,
  at: instant,
})

/** A score and where it puts the account; points are bands that people gave, shown to whoever sees the spend of the account. */
const standing = {
  /** 0 to 100 over the criteria that are marked; null when none is. */
  score: needs('read-spend', z.number().nullable()),
  /** What it comes to with nothing, and with all, on the others. */
  least: needs('read-spend', z.number()),
  most: needs('read-spend', z.number()),
  known: count,
  of: count,
  byScore: z.enum(outcomes),
  /** What holds: the decision of a person, else what the score says. */
  holds: z.enum(outcomes),
  reviewOn: day.nullable(),
  isDue: z.boolean(),
}

const candidate = z.strictObject({
  id,
  key: z.string(),
  name: z.string(),
  owner: named.nullable(),
  grade,
  ...standing,
  /** Places among the accounts whose score is in sight, 1 the best: with decisions, and by score alone (null without one). */
  rank: needs('read-spend', count),
  rankByScore: needs('read-spend', count.nullable()),
  override: override.nullable(),
  /** Whether the decision says otherwise than the score. */
  isTurned: z.boolean(),
  scoredBy: person.nullable(),
  scoredAt: instant.nullable(),
})

export const selectionOperations = {
  getSelectionCriteria: {
    summary: 'What decides which accounts are strategic: criteria with weights and described scales, by version.',
    tag: 'selection',
    right: 'read-account',
    output: criteria,
    etag: 'gives',
  },
  saveSelectionCriteria: {
    summary: 'Saves the next version of the criteria. Marks stay where a criterion still has a step of their points.',
    tag: 'selection',
    right: 'policy',
    body: z.strictObject({ document, note: z.string().trim().max(500).nullable() }),
    output: criteria,
    etag: 'needs',
  },
  listSelection: {
    summary: 'Accounts that somebody scored or decided on, ranked by score and with decisions.',
    tag: 'selection',
    right: 'read-account',
    query: z.object({
      show: z
        .enum(['all', 'strategic', 'open', 'overrides', 'due'])
        .default('all')
        .describe('`overrides`: those on which a decision goes before the score. `due`: to be looked at again by now.'),
      ...paging,
    }),
    etag: 'hashes',
    output: pageOf(candidate).extend({
      /** Accounts that are ranked: those whose score is in sight. */
      ranked: count,
      /** The version of the criteria; 0 before the first. */
      version: count,
      atLeast: z.number().nullable(),
      counts: z.strictObject({
        all: count,
        strategic: count,
        strategicByScore: count,
        open: count,
        overrides: count,
        due: count,
      }),
    }),
  },
  exportSelection: {
    summary:
      'The selection as a file, with the points on each criterion, of the accounts whose score one sees and may export.',
    tag: 'selection',
    right: 'export',
    query: z.object(sheetFormat),
    output: null,
    media: 'sheet',
  },
  getAccountSelection: {
    summary:
      'Whether an account is strategic and why: its marks with evidence, decisions, and all that was written before.',
    tag: 'selection',
    right: 'read-account',
    params: z.object({ id }),
    etag: 'hashes',
    output: z.strictObject({
      id,
      name: z.string(),
      version: count,
      mayScore: z.boolean(),
      ...standing,
      /** The marks that were given last. */
      scoring: needs('read-spend', scoring.nullable()),
      override: override.nullable(),
      /** The newest first, those that count among them. */
      scorings: needs('read-spend', z.array(scoring)),
      overrides: z.array(override),
    }),
  },
  scoreSelection: {
    summary: 'Gives an account its marks by the criteria of now, with evidence and the day of the next review.',
    tag: 'selection',
    right: 'write-action',
    params: z.object({ id }),
    body: z.strictObject({
      version: count.describe('The version of the criteria the marks were given on: that of now.'),
      marks: z
        .array(z.strictObject({ criterion: criterionKey, points, evidence: z.string().trim().min(1).max(2000) }))
        .min(1)
        .max(mostCriteria),
      reviewOn: day,
    }),
    /** The id of the marks, and what they make of the account. */
    output: z.strictObject({ id, known: count, of: count, byScore: z.enum(outcomes), holds: z.enum(outcomes) }),
    status: 201,
  },
  overrideSelection: {
    summary: 'Decides whether an account is strategic whatever its score says, or gives it back to its score.',
    tag: 'selection',
    right: 'policy',
    params: z.object({ id }),
    body: z.strictObject({
      decision: z.enum(decisions),
      reason: z.string().trim().min(1).max(1000),
      reviewOn: day.nullable(),
    }),
    output: override,
    status: 201,
  },
} satisfies Record<string, Operation>
