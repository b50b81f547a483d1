import type { Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { classesOf, gradeAt, placeOf, spendOf } from './fold-comparison.ts'
import type { Side } from './grade-side.ts'
import { openComparison } from './open-comparison.ts'
import type { Comparison } from './open-comparison.ts'
import { valueText } from './preview-policy.ts'

type Mover = Output<'listPolicyMovers'>['items'][number]

/** The accounts whose grade another policy changes, the largest spend first: of those whose money one may see. */
export const listPolicyMovers: Verb<'listPolicyMovers'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const { cursor, limit, change, from, to, ...compared } = input
  const comparison = await openComparison(ctx, compared)
  const { before, after, book, covered } = comparison
  const classes = classesOf(comparison)
  const isAsked = (grades: readonly string[] | undefined, grade: string | null): boolean =>
    grades === undefined || grades.includes(grade ?? 'none')
  const isWanted = (row: number): boolean => {
    const [placeBefore, placeAfter] = [placeOf(before, row), placeOf(after, row)]
    const moved = classes[placeBefore]?.[placeAfter] ?? 'kept'
    return (
      (change === undefined ? moved !== 'kept' : change.includes(moved)) &&
      isAsked(from, gradeAt(before, placeBefore)) &&
      isAsked(to, gradeAt(after, placeAfter))
    )
  }
  const rows: number[] = []
  for (let row = 0; row < book.rows; row += 1) if (covered[row] === 1 && isWanted(row)) rows.push(row)
  const sorted = bySpend(rows, after)
  const start = cursor === undefined ? 0 : placeIn(cursor, comparison)
  const end = start + limit
  return {
    items: sorted.slice(start, end).map((row) => toMover(comparison, row, classes)),
    next: end < sorted.length ? `${String(book.watermark)}.${String(end)}` : null,
    total: sorted.length,
    basis: comparison.basis,
  }
}

/** Rows with the largest spend first; nothing invoiced is none, and equal ones keep their order. */
function bySpend(rows: readonly number[], side: Side): readonly number[] {
  // As floating point: which of two equal to sixteen digits comes first nobody sees, and sorting bigints takes ten times as long.
  const spends = new Map(rows.map((row) => [row, Number(spendOf(side, row) ?? -1n)]))
  return rows.toSorted((one, other) => (spends.get(other) ?? 0) - (spends.get(one) ?? 0))
}

/** The place a cursor goes on from. Throws `stale` where figures have come since. */
function placeIn(cursor: string, { book }: Comparison): number {
  const match = /^(\d{1,15})\.(\d{1,9})$/.exec(cursor)
  if (!match)
    throw new BookError('bad-input', `Cannot go on from cursor "${cursor.slice(0, 60)}": it is of another list`)
  if (Number(match[1]) === book.watermark) return Number(match[2])
  throw new BookError('stale', 'Cannot go on with this list: something was imported since; load it again')
}

function toMover({ book, before, after }: Comparison, row: number, classes: ReturnType<typeof classesOf>): Mover {
  const [placeBefore, placeAfter] = [placeOf(before, row), placeOf(after, row)]
  const root = book.roots[row] ?? row
  return {
    account: { id: book.ids[row] ?? '', key: book.keys[row] ?? '', name: book.names[row] ?? '' },
    root: root === row ? null : { id: book.ids[root] ?? '', name: book.names[root] ?? '' },
    owner: namedIn(book.owners, book.owner[row] ?? none),
    territory: namedIn(book.territories, book.territory[row] ?? none),
    from: gradeAt(before, placeBefore),
    to: gradeAt(after, placeAfter),
    change: classes[placeBefore]?.[placeAfter] ?? 'kept',
    spendBefore: spendText(before, row),
    spendAfter: spendText(after, row),
    valueBefore: basisText(before, row),
    valueAfter: basisText(after, row),
  }
}

function namedIn(entries: readonly Entry[], index: number): Mover['owner'] {
  const entry = entries[index]
  return entry ? { key: entry.key, name: entry.name } : null
}

function spendText(side: Side, row: number): string | null {
  const spend = spendOf(side, row)
  return spend === null ? null : formatMicros(spend)
}

function basisText(side: Side, row: number): string | null {
  const value = side.valueOf(side.basisRow(row))
  return value === null ? null : valueText(value, side.policy.gradeBy)
}
