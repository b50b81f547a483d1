import { sql } from 'kysely'
import { lastPosition, rowsPerCommit } from './account-view.ts'
import type { StoredAccount } from './account-view.ts'
import type { Records, RecordsTransaction } from './records.ts'
import { givenCell, givenRows, rowsPerStatement } from './rows-as-json.ts'
import { tables } from './tables.ts'

// Object.keys forgets which names there are.
const names = Object.keys(tables.account_view.columns) as (keyof StoredAccount)[]

/** Two generations, one of which is made of the other. */
interface Copied {
  readonly from: number
  readonly to: number
}

/** What another policy makes of an account of a generation. */
export interface Regraded {
  readonly position: number
  readonly grade: string | null
  readonly gradeBefore: string | null
  readonly gradeWeek: string | null
  readonly isFlagged: boolean
  readonly movement: string
  readonly nextGrade: string | null
  readonly toNext: bigint | null
  readonly above: bigint | null
}

/** Writes accounts of a generation that is being built as they are in another one, but for their grades. */
export async function regradeRows(records: Records, { from, to }: Copied, rows: readonly Regraded[]): Promise<void> {
  const whole = (index: number) => sql<string>`cast(${givenCell(index)} as bigint)`
  const text = (index: number) => givenCell(index)
  const changed: Partial<Record<keyof StoredAccount, ReturnType<typeof text>>> = {
    grade: text(1),
    grade_before: text(2),
    grade_week: text(3),
    flagged: whole(4),
    movement: text(5),
    next_grade: text(6),
    to_next: whole(7),
    above: whole(8),
    generation: sql<string>`cast(${String(to)} as bigint)`,
  }
  const cells = names.map((name) => changed[name] ?? sql.ref(`account_view.${name}`))
  // A cross join keeps SQLite to the order: the given rows, each with its account by key.
  const copy = async (trx: RecordsTransaction, some: readonly Regraded[]): Promise<void> => {
    const { numAffectedRows } = await sql`insert into account_view (${sql.join(names.map((name) => sql.ref(name)))})
      select ${sql.join(cells)} from ${givenRows(records.kind, some.map(toCells))} cross join account_view
      where account_view.generation = cast(${String(from)} as bigint) and account_view.position = ${whole(0)}`.execute(
      trx,
    )
    if (numAffectedRows !== BigInt(some.length)) throw new Error(`Cannot copy account view ${String(from)}: it is gone`)
  }
  for (let at = 0; at < rows.length; at += rowsPerCommit) {
    await records.write(async (trx) => {
      const end = Math.min(at + rowsPerCommit, rows.length)
      for (let from = at; from < end; from += rowsPerStatement) {
        await copy(trx, rows.slice(from, Math.min(from + rowsPerStatement, end)))
      }
    })
  }
}

function toCells(row: Regraded) {
  const { position, grade, gradeBefore, gradeWeek, isFlagged, movement, nextGrade, toNext, above } = row
  return [position, grade, gradeBefore, gradeWeek, isFlagged ? 1 : 0, movement, nextGrade, toNext, above]
}

/** Copies the rows of a generation from a position on: what stands on no account, and accounts that nobody lists. */
export async function copyRows(records: Records, { from, to }: Copied, position: number): Promise<void> {
  const cells = names.map((name) =>
    name === 'generation' ? sql<string>`cast(${String(to)} as bigint)` : sql.ref(`account_view.${name}`),
  )
  const last = await lastPosition(records.view, from)
  for (let at = position; at <= last; at += rowsPerCommit) {
    await records.write(async (trx) => {
      await sql`insert into account_view (${sql.join(names.map((name) => sql.ref(name)))})
        select ${sql.join(cells)} from account_view where generation = cast(${String(from)} as bigint)
          and position >= cast(${String(at)} as bigint) and position < cast(${String(at + rowsPerCommit)} as bigint)`.execute(
        trx,
      )
    })
  }
}

/** Copies the columns of a generation that the other one has not, but for those that come after it is shown. */
export async function copyColumns(records: Records, { from, to }: Copied): Promise<void> {
  const namesOf = async (generation: number): Promise<string[]> => {
    const rows = await records.view
      .selectFrom('view_column')
      .select('name')
      .distinct()
      .where('generation', '=', BigInt(generation))
      .execute()
    return rows.map(({ name }) => name)
  }
  const written = new Set(await namesOf(to))
  const missing = (await namesOf(from)).filter((name) => !written.has(name) && !name.startsWith(latePrefix))
  for (let at = 0; at < missing.length; at += namesPerCommit) {
    const some = missing.slice(at, at + namesPerCommit)
    await records.write(async (trx) => {
      await sql`insert into view_column (generation, name, piece, data)
        select cast(${String(to)} as bigint), name, piece, data from view_column
        where generation = cast(${String(from)} as bigint) and name in (${sql.join(some)})`.execute(trx)
    })
  }
}

/** Columns of a large book have half a megabyte each. */
const namesPerCommit = 6

/** How the names of columns begin that are written after their generation is shown. */
const latePrefix = 'flow '
