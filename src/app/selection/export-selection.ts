import { reviewDayOf } from '../../domain/selection/selection.ts'
import { sees } from '../account-view/sight.ts'
import { auditRevealed } from '../audit.ts'
import { csvRecord, plainCell } from '../csv.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { actorsOf, openEntries } from './selection-entries.ts'
import type { Entry } from './selection-entries.ts'

/** Columns that stand there whatever the criteria are; a column for the points of each follows. */
const titles = [
  'rank',
  'rankByScore',
  'source',
  'key',
  'name',
  'owner',
  'grade',
  'score',
  'byScore',
  'holds',
  'decision',
  'reason',
  'decidedBy',
  'decidedAt',
  'reviewOn',
  'scoredBy',
  'scoredAt',
]

/** The selection as CSV, of the accounts whose score one sees and that one may export, with the points on each criterion. */
export const exportSelection: Verb<'exportSelection'> = async (ctx) => {
  requireRight(ctx, 'export')
  const { criteria, all, sight } = await openEntries(ctx)
  const entries = all.filter(({ isSeen, row }) => isSeen && sight !== null && sees(sight.exports, Number(row.position)))
  const actorOf = await actorsOf(ctx, entries)
  await auditRevealed(ctx, 'export', 'selection', { version: criteria.version, count: entries.length })
  const keys = criteria.criteria.map(({ key }) => key)
  const records = entries.map((entry) => [
    ...cellsOf(entry, (author) => actorOf(author).name),
    ...keys.map((key) => pointsOf(entry, key)),
  ])
  // Spreadsheets take a file without the mark for one in the letters of their own machine.
  const text = [[...titles, ...keys.map((key) => `points ${key}`)], ...records]
    .map((cells) => csvRecord(cells.map(plainCell)))
    .join('')
  return { name: 'strategic accounts.csv', pieces: piecesOf(`\uFEFF${text}`) }
}

async function* piecesOf(text: string): AsyncGenerator<string> {
  yield text
}

function cellsOf({ ranked, row }: Entry, nameOf: (author: string) => string): (string | null)[] {
  const { scoring, override, score, rank, rankByScore, outcome, holds } = ranked
  return [
    String(rank),
    rankByScore === null ? null : String(rankByScore),
    row.source,
    row.key,
    row.name,
    row.owner_name,
    row.grade,
    score === null ? null : String(Number(score) / 1e6),
    outcome,
    holds,
    override && override.decision,
    override && override.reason,
    override && nameOf(override.author),
    override && override.at,
    reviewDayOf(ranked),
    scoring && nameOf(scoring.author),
    scoring && scoring.at,
  ]
}

/** The mark as it was given, whether it counts now or not. */
function pointsOf({ ranked: { scoring } }: Entry, key: string): string | null {
  const mark = scoring?.marks.find(({ criterion }) => criterion === key)
  return mark ? String(mark.points) : null
}
