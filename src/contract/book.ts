import { z } from 'zod'
import type { Operation } from './operation.ts'
import { currencyCode, day, instant, named } from './value.ts'

const gradeBound = z.strictObject({ label: z.string(), atLeast: z.string().nullable() })

/** What a book says of a grade to everybody: in plain words, and what we promise an account that has it. */
export const gradeWords = z.strictObject({ words: z.string().max(200), promise: z.string().max(500) })

/** Whom to call about an account that nobody owns. */
export const desk = z.strictObject({
  name: z.string().trim().min(1).max(120),
  phone: z.string().trim().max(40).nullable(),
  email: z.email().nullable(),
})

const settings = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** An IANA time zone; it decides what today is. */
  timeZone: z.string().max(60),
  desk: desk.nullable(),
  /** By label of the grade; `none` is for accounts without one. */
  grades: z.record(z.string().max(40), gradeWords),
  version: z.number().int(),
})

export const bookOperations = {
  getBook: {
    summary:
      'What every screen says of the book: as-of date, last import, currency, measure, and what one can choose from.',
    tag: 'book',
    right: 'signed-in',
    output: z.strictObject({
      name: z.string(),
      isDemo: z.boolean(),
      /** Null while nothing was imported, like the other days. */
      currency: currencyCode.nullable(),
      /** The last day with an invoice line. */
      asOf: day.nullable(),
      firstDay: day.nullable(),
      today: day,
      timeZone: z.string(),
      lastImport: z.strictObject({ number: z.number().int(), at: instant, source: z.string() }).nullable(),
      watermark: z.number().int(),
      /** The period that figures are shown of unless one asks for another; null while the book is empty. */
      period: z.string().nullable(),
      policy: z.strictObject({
        name: z.string(),
        version: z.number().int(),
        gradeBy: z.enum(['spend', 'score']),
        level: z.enum(['ultimate-parent', 'account']),
        kinds: z.array(z.string()),
        grades: z.array(gradeBound),
      }),
      /** Periods to choose from, the newest first. `isBuilt` is ready at once; another is worked out when first asked for. */
      periods: z.array(
        z.strictObject({ name: z.string(), from: day, to: day, isBuilt: z.boolean(), isClosed: z.boolean() }),
      ),
      /** Whether figures are being worked out anew, after an import, a policy, a rate or a judgement; what is shown meanwhile is of `shownWatermark`. */
      isRefreshing: z.boolean(),
      shownWatermark: z.number().int().nullable(),
      /** Which figures are shown, counted up: of another number are others. Null before the first. */
      shownView: z.number().int().nullable(),
      territories: z.array(named.extend({ parent: z.string().nullable() })),
      segments: z.array(named),
      owners: z.array(named),
    }),
    etag: 'hashes',
  },
  getSettings: {
    summary: 'The settings of the book.',
    tag: 'settings',
    right: 'signed-in',
    output: settings,
    etag: 'gives',
  },
  updateSettings: {
    summary: 'Changes the settings of the book.',
    tag: 'settings',
    right: 'manage-setting',
    body: settings.omit({ version: true }),
    output: settings,
    etag: 'needs',
  },
} satisfies Record<string, Operation>
