import { sql } from 'kysely'
import { lastPosition, rowsPerCommit } from './account-view.ts'
import type { StoredAccount } from './account-view.ts'
import type { Records } from './records.ts'
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
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    const some = rows
      .slice(at, at + rowsPerStatement)
      .map((row) => [
        row.position,
        row.grade,
        row.gradeBefore,
        row.gradeWeek,
        row.isFlagged ? 1 : 0,
        row.movement,
        row.nextGrade,
        row.toNext,
        row.above,
      ])
    // A cross join keeps SQLite to the order: the given rows, each with its account by key.
    await records.write(async (trx) => {
      const { numAffectedRows } = await sql`insert into account_view (${sql.join(names.map((name) => sql.ref(name)))})
        select ${sql.join(cells)} from ${givenRows(records.kind, some)} cross join account_view
        where account_view.generation = cast(${String(from)} as bigint) and account_view.position = ${whole(0)}`.execute(
        trx,
      )
      if (numAffectedRows !== BigInt(some.length))
        throw new Error(`Cannot copy account view ${String(from)}: it is gone`)
    })
  }
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
  for (const name of await namesOf(from)) {
    if (written.has(name) || name.startsWith(latePrefix)) continue
    await records.write(async (trx) => {
      await sql`insert into view_column (generation, name, piece, data)
        select cast(${String(to)} as bigint), name, piece, data from view_column
        where generation = cast(${String(from)} as bigint) and name = ${name}`.execute(trx)
    })
  }
}

/** How the names of columns begin that are written after their generation is shown. */
const latePrefix = 'flow '
