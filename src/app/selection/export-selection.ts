import { reviewDayOf } from '../../domain/selection/selection.ts'
import { sees } from '../account-view/sight.ts'
import { auditRevealed } from '../audit.ts'
import { requireRight } from '../right.ts'
import { sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { actorsOf, openEntries } from './selection-entries.ts'
import type { Entry } from './selection-entries.ts'

/** The selection as a file, of the accounts whose score one sees and that one may export, with the points on each criterion. */
export const exportSelection: Verb<'exportSelection'> = async (ctx, { format }) => {
  requireRight(ctx, 'export')
  const { criteria, all, sight } = await openEntries(ctx)
  const entries = all.filter(({ isSeen, row }) => isSeen && sight !== null && sees(sight.exports, Number(row.position)))
  const actorOf = await actorsOf(ctx, entries)
  await auditRevealed(ctx, 'export', 'selection', { version: criteria.version, count: entries.length })
  return sheetFile(ctx, {
    name: 'strategic accounts',
    format,
    columns: [
      ...columnsOf((author) => actorOf(author).name),
      // A column for the points on each criterion, whatever the criteria are.
      ...criteria.criteria.map(({ key }): SheetColumn<Entry> => [`points ${key}`, (entry) => pointsOf(entry, key)]),
    ],
    rows: entries,
    about: [['criteria', `version ${String(criteria.version)}`]],
  })
}

function columnsOf(nameOf: (author: string) => string): readonly SheetColumn<Entry>[] {
  return [
    ['rank', ({ ranked }) => ranked.rank],
    ['rankByScore', ({ ranked }) => ranked.rankByScore],
    ['source', ({ row }) => row.source],
    ['key', ({ row }) => row.key],
    ['name', ({ row }) => row.name],
    ['owner', ({ row }) => row.owner_name],
    ['grade', ({ row }) => row.grade],
    ['score', ({ ranked: { score } }) => (score === null ? null : Number(score) / 1e6)],
    ['byScore', ({ ranked }) => ranked.outcome],
    ['holds', ({ ranked }) => ranked.holds],
    ['decision', ({ ranked }) => ranked.override?.decision],
    ['reason', ({ ranked }) => ranked.override?.reason],
    ['decidedBy', ({ ranked: { override } }) => override && nameOf(override.author)],
    ['decidedAt', ({ ranked }) => ranked.override?.at],
    ['reviewOn', ({ ranked }) => reviewDayOf(ranked), 'day'],
    ['scoredBy', ({ ranked: { scoring } }) => scoring && nameOf(scoring.author)],
    ['scoredAt', ({ ranked }) => ranked.scoring?.at],
  ]
}

/** The mark as it was given, whether it counts now or not. */
function pointsOf({ ranked: { scoring } }: Entry, key: string): number | undefined {
  return scoring?.marks.find(({ criterion }) => criterion === key)?.points
}
