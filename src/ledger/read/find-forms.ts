import type { Column, Kind } from '../../domain/kind.ts'
import { textOf } from '../store/decode.ts'
import { formTexts } from './cell-sql.ts'
import type { CellSource } from './cell-sql.ts'
import { detectDayOrder, detectDecimalSign } from './formats.ts'
import type { DayOrder, DecimalSign, Detected } from './formats.ts'
import type { CellForms } from './kind-sql.ts'
import type { PreparedFile } from './prepare-file.ts'
import { FileRefused, quoteValue } from './problem.ts'
import { csvScan } from './read-kind.ts'
import type { Reader } from './reader.ts'

/** Rows looked at first; the whole column is looked at only when these do not decide. */
const sampleRows = 2000
/** Distinct values of a whole column that are looked at. */
const mostValues = 200_000

/**
 * The decimal sign and the day order of a file: the stated ones, else what its values show. Throws `FileRefused` when they
 * contradict each other or could be read two ways.
 */
export async function findForms(
  reader: Reader,
  kind: Kind,
  prepared: PreparedFile,
  source: CellSource,
  stated: { readonly decimal?: DecimalSign | undefined; readonly dayOrder?: DayOrder | undefined },
): Promise<CellForms> {
  for (const column of kind.columns) refuseDoubt(column, prepared, source, stated.decimal)
  const textsOf = (type: 'amount' | 'day'): string[] =>
    kind.columns.flatMap((column) =>
      column.type === type && !source.constants.has(column.name) ? formTexts(source, column) : [],
    )
  const decide = async <Form>(
    type: 'amount' | 'day',
    given: Form | undefined,
    detect: (values: Iterable<string>) => Detected<Form>,
  ): Promise<Form | null> => {
    const texts = textsOf(type)
    if (given !== undefined || texts.length === 0) return given ?? null
    let found = detect(await valuesOf(reader, prepared, texts, sampleRows))
    const undecided = found.kind === 'ambiguous' || (found.kind === 'certain' && found.evidence === null)
    if (undecided) found = detect(await valuesOf(reader, prepared, texts, null))
    if (found.kind === 'certain') return found.form
    throw new FileRefused('bad-header', prepared.label, `Cannot read "${prepared.label}": ${found.message}`)
  }
  return {
    decimal: (await decide('amount', stated.decimal, detectDecimalSign)) ?? '.',
    dayOrder: (await decide('day', stated.dayOrder, detectDayOrder)) ?? 'YMD',
  }
}

/**
 * Throws when a column of amounts holds numbers, which have a point, and beside them a text such as `1.234`: read as the numbers
 * are it may be a thousandth of what was meant. Whoever states the point has decided it.
 */
function refuseDoubt(
  column: Column,
  { doubts, header, label }: PreparedFile,
  { cells, constants, transforms }: CellSource,
  stated: DecimalSign | undefined,
): void {
  const index = column.type === 'amount' && !constants.has(column.name) ? cells.get(column.name) : undefined
  const text = index === undefined ? undefined : doubts.get(index)
  if (index === undefined || text === undefined) return
  const own = transforms.get(column.name)?.find((one) => one.do === 'decimal')?.sign
  if ((own ?? stated) === '.') return
  const what = `column ${quoteValue(header[index] ?? '')} holds numbers and also the text ${quoteValue(text)}`
  const advice = 'make it a number too, or say "decimal": "."'
  throw new FileRefused(
    'bad-header',
    label,
    `Cannot read ${quoteValue(label)}: ${what}, thousands or decimals; ${advice}`,
  )
}

async function valuesOf(
  reader: Reader,
  prepared: PreparedFile,
  texts: readonly string[],
  rows: number | null,
): Promise<string[]> {
  const scan = csvScan(prepared)
  const from = rows === null ? scan : `(SELECT * FROM ${scan} LIMIT ${String(rows)})`
  const values: string[] = []
  for (const text of texts) {
    const found = await reader.all(
      `SELECT DISTINCT ${text} AS value FROM ${from} WHERE ${text} IS NOT NULL ORDER BY 1 LIMIT ${String(mostValues)}`,
    )
    for (const row of found) values.push(textOf(row, 'value'))
  }
  return values
}
