import type { Department, ReviewKind } from '../../domain/review/review.ts'

/** What a department says in a review of the demo. */
interface Said {
  readonly department: Department
  readonly by: string
  readonly wentRight: string | null
  readonly wentWrong: string | null
  readonly reasons: readonly string[]
}

/** A review that is told in the demo: of which account the book decides, what people say of it is made up. */
export interface ReviewStory {
  readonly kind: ReviewKind
  readonly occasion: string
  /** Days before the end of the book on which it was opened, and closed; null while it is open. */
  readonly openedBefore: number
  readonly closedBefore: number | null
  readonly asked: readonly Department[]
  readonly said: readonly Said[]
  readonly summary: string | null
  readonly mainReason: string | null
}

const [sales, service, logistics, finance] = ['Henrike Sommer', 'Sami Novak', 'Jonas Reuter', 'Fiona Hartmann']

/** From the largest fall on, then the largest rise: two that are found out, one that waits for a department, and a win. */
export const reviewStories: readonly ReviewStory[] = [
  {
    kind: 'decline',
    occasion: 'Orders became smaller since spring',
    openedBefore: 24,
    closedBefore: null,
    asked: ['sales', 'service', 'logistics'],
    said: [
      {
        department: 'sales',
        by: sales,
        wentRight: 'The buyer still rings us first',
        wentWrong: 'Nobody was there between March and August',
        reasons: ['out-of-touch'],
      },
      {
        department: 'logistics',
        by: logistics,
        wentRight: null,
        wentWrong: 'Three deliveries came a week late in April',
        reasons: ['late', 'out-of-stock'],
      },
    ],
    summary: null,
    mainReason: null,
  },
  {
    kind: 'decline',
    occasion: 'They buy one family of products elsewhere',
    openedBefore: 75,
    closedBefore: 51,
    asked: ['sales', 'service', 'finance'],
    said: [
      {
        department: 'service',
        by: service,
        wentRight: 'Every call was answered the same day',
        wentWrong: 'A complaint of February was settled in May',
        reasons: ['complaint'],
      },
      {
        department: 'finance',
        by: finance,
        wentRight: null,
        wentWrong: 'The credit limit was reached twice',
        reasons: ['terms'],
      },
    ],
    summary: 'The complaint took three months; the buyer tried somebody else meanwhile and stayed there',
    mainReason: 'complaint',
  },
  {
    kind: 'loss',
    occasion: 'The second site is closed',
    openedBefore: 118,
    closedBefore: 96,
    asked: ['sales'],
    said: [
      {
        department: 'sales',
        by: sales,
        wentRight: 'We knew three months before',
        wentWrong: null,
        reasons: ['closed'],
      },
    ],
    summary: 'The machines went to a site abroad; nothing could be done',
    mainReason: 'closed',
  },
  {
    kind: 'win',
    occasion: 'They took the whole maintenance from us',
    openedBefore: 62,
    closedBefore: 40,
    asked: ['sales', 'quality'],
    said: [
      {
        department: 'sales',
        by: sales,
        wentRight: 'The plan of last autumn was followed step by step',
        wentWrong: null,
        reasons: ['plan'],
      },
      {
        department: 'quality',
        by: 'Mira Falk',
        wentRight: 'The trial ran four weeks without a fault',
        wentWrong: null,
        reasons: ['quality'],
      },
    ],
    summary: 'A trial in their own hall decided it: worth doing again',
    mainReason: 'plan',
  },
]
