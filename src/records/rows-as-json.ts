import { sql } from 'kysely'
import type { AliasedRawBuilder, RawBuilder } from 'kysely'
import { assertStorable } from './decode.ts'
import type { Engine, RecordsTransaction } from './records.ts'
import { tables, writtenTable } from './tables.ts'
import type { TableName, Tables } from './tables.ts'

/** A cell on its way into a statement. */
export type Cell = string | number | bigint | null

/** As many rows as go into one statement: few enough to keep a statement well under 50 ms. */
export const rowsPerStatement = 500

/**
 * Rows as a table `given` of one column `value`, bound as one JSON parameter: thousands of rows in a statement whose
 * text is always the same, so that it is prepared once. Read cells with `givenCell`.
 */
export function givenRows(
  kind: Engine,
  rows: readonly (readonly Cell[])[],
): AliasedRawBuilder<{ value: string }, 'given'> {
  const json = JSON.stringify(rows, (_name, cell: unknown) => {
    if (typeof cell === 'string') assertStorable(cell)
    return typeof cell === 'bigint' ? cell.toString() : cell
  })
  const call =
    kind === 'sqlite'
      ? sql<{ value: string }>`json_each(${json})`
      : sql<{ value: string }>`json_array_elements(${json}::json)`
  return call.as('given')
}

/** The text at `index` of a row of `givenRows`. */
export function givenCell(index: number): RawBuilder<string> {
  return sql<string>`given.value ->> ${sql.lit(index)}`
}

/** Inserts rows of any number in few statements. A row that is there already is an error. */
export async function insertRows<T extends TableName>(
  kind: Engine,
  trx: RecordsTransaction,
  table: T,
  rows: readonly Tables[T][],
): Promise<void> {
  const holdsByColumn: Readonly<Record<string, string>> = tables[table].columns
  const names = Object.keys(holdsByColumn)
  const cells = Object.entries(holdsByColumn).map(([, holds], index) =>
    kind === 'sqlite' ? givenCell(index) : sql`cast(${givenCell(index)} as ${sql.raw(castType(holds))})`,
  )
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    const some = rows.slice(at, at + rowsPerStatement).map((row) => {
      const cellsByName = row as Readonly<Record<string, Cell>>
      return names.map((name) => cellsByName[name] ?? null)
    })
    await sql`insert into ${sql.table(writtenTable(table))} (${sql.join(names.map((name) => sql.ref(name)))})
      select ${sql.join(cells)} from ${givenRows(kind, some)}`.execute(trx)
  }
}

function castType(holds: string): string {
  if (holds.startsWith('integer')) return 'bigint'
  if (holds.startsWith('real')) return 'double precision'
  return holds.startsWith('json') ? 'json' : 'text'
}
