import type { Parameter } from '../store/session.ts'

/** A relation that is made of parameters: dated rates and factors that were worked out elsewhere. */
export interface ParameterTable {
  /** A query that gives its rows, to stand in a WITH clause. */
  readonly sql: string
  readonly parameters: readonly Parameter[]
}

/** Rows as a relation with these columns; its parameters stand from `$place` on. Without rows it has none, and no parameters. */
export function parameterTable(
  columns: readonly { readonly name: string; readonly sqlType: string }[],
  rows: readonly (readonly Parameter[])[],
  place: number,
): ParameterTable {
  if (rows.length === 0) {
    const empty = columns.map(({ name, sqlType }) => `CAST(NULL AS ${sqlType}) AS ${name}`)
    return { sql: `SELECT ${empty.join(', ')} WHERE FALSE`, parameters: [] }
  }
  const values = rows.map(
    (_, row) =>
      `(${columns.map(({ sqlType }, column) => `CAST($${String(place + row * columns.length + column)} AS ${sqlType})`).join(', ')})`,
  )
  return {
    sql: `SELECT * FROM (VALUES ${values.join(', ')}) given(${columns.map(({ name }) => name).join(', ')})`,
    parameters: rows.flat(),
  }
}
