import { countOf, textOf, textOrNull } from '../store/decode.ts'
import type { Row } from '../store/session.ts'
import { saidSql } from './cell-sql.ts'
import { cellMessage } from './cell-message.ts'
import { baseAmountOf } from './kind-sql.ts'
import type { Problem } from './problem.ts'
import { csvScan } from './read-kind.ts'
import type { KindFile, KindSpool } from './read-kind.ts'
import { spoolRows, type Reader } from './reader.ts'

/**
 * A row left out because of what it says: its cells as the file has them, then what its invoice gave it, so that it can be
 * imported again without the invoice; and every problem found in it.
 */
export interface RejectedRow {
  readonly fileNumber: number
  readonly line: number
  readonly cells: readonly (string | null)[]
  readonly problems: readonly Problem[]
}

/** The rows of a kind that `readKind` left out, file by file in line order, with a sentence for each problem. */
export async function* listRejected(reader: Reader, spool: KindSpool): AsyncIterable<RejectedRow> {
  for (const [fileNumber, file] of spool.files.entries()) {
    const typed = spool.typed[fileNumber]
    if (typed === undefined) continue
    const [found] = await reader.all(
      `SELECT count(*) AS n FROM rejected_${spool.kind.id}
       WHERE file_no = ${String(fileNumber)} AND reason <> 'repeated'`,
    )
    if (!found || countOf(found, 'n') === 0) continue
    // Only a file's own row numbers keep their order in a join: row_number() over a scan does not.
    const path = await reader.spool(
      `${spool.kind.id}-${String(fileNumber)}-rejected`,
      `SELECT * FROM ${csvScan(file.prepared)}`,
    )
    const kept = baseAmountOf(spool.kind) === null ? [] : ['rate']
    const names = [...spool.kind.columns.map((column) => column.name), ...kept].map(
      (name) => `CAST(t."${name}" AS VARCHAR) AS "t_${name}"`,
    )
    const texts = [...file.source.transforms.keys()].flatMap((name) => {
      const text = saidSql(file.source, name)
      return text === null ? [] : [`, ${text} AS "x_${name}"`]
    })
    const select = `SELECT r.reason, f.*, t.source AS t_source, ${names.join(', ')}${texts.join('')}
      FROM (SELECT row_no, string_agg(reason, ',') AS reason FROM rejected_${spool.kind.id}
            WHERE file_no = ${String(fileNumber)} AND reason <> 'repeated' GROUP BY row_no) r
      JOIN ${spoolRows([{ path, numbered: false }])} f ON f.row_no = r.row_no
      JOIN ${spoolRows([typed])} t ON t.row_no = r.row_no
      ORDER BY r.row_no`
    for await (const rows of reader.pieces(select)) {
      for (const row of rows) {
        const line = file.prepared.lineOf(countOf(row, 'row_no'))
        yield {
          fileNumber,
          line,
          cells: [
            ...file.prepared.header.map((_, index) => textOrNull(row, `c${String(index)}`)),
            ...file.fromInvoices.map((name) => textOrNull(row, `t_${name}`)),
          ],
          problems: problemsOf(spool, file, line, row),
        }
      }
    }
  }
}

function problemsOf(spool: KindSpool, file: KindFile, line: number, row: Row): Problem[] {
  const reason = textOf(row, 'reason')
  const problem = (column: string | null, value: string | null, message: string): Problem => ({
    file: file.prepared.label,
    line,
    column,
    value,
    message,
  })
  const rowKey = spool.kind.key.map((name) => textOrNull(row, `t_${name}`) ?? '').join('/')
  if (reason.includes('key')) {
    const message = `Cannot take ${spool.kind.id} "${rowKey}" twice: an earlier line has the same ${spool.kind.key.join(' and ')}`
    return [problem(spool.kind.key.at(-1) ?? null, rowKey, message)]
  }
  if (reason.includes('account')) {
    const account = textOrNull(row, 't_account')
    return [
      problem(
        'account',
        account,
        `Cannot find account "${account ?? ''}": import it first, or take unknown accounts as stubs`,
      ),
    ]
  }
  if (reason.includes('cost')) {
    const [from, to] = [textOrNull(row, 't_valid_from'), textOrNull(row, 't_valid_to')]
    const message = `Cannot take cost of product "${textOrNull(row, 't_product') ?? ''}" from "${from ?? ''}" to "${to ?? 'open'}": it leaves a gap or overlaps the cost before or after it`
    return [problem('valid_to', to, message)]
  }
  if (file.fromInvoices.includes('date') && textOrNull(row, 't_date') === null) {
    const invoice = textOrNull(row, 't_invoice')
    return [problem('invoice', invoice, `Cannot find invoice "${invoice ?? ''}" among the invoices of this import`)]
  }
  const found = spool.kind.columns.flatMap((column) => {
    const raw = rawCell(file, row, column.name)
    const text = file.source.transforms.has(column.name) ? textOrNull(row, `x_${column.name}`) : raw
    const message = cellMessage(column, text, textOrNull(row, `t_${column.name}`), (name) =>
      textOrNull(row, `t_${name}`),
    )
    return message === null ? [] : [problem(column.name, raw, message)]
  })
  if (found.length > 0) return found
  if (spool.kind.id === 'rates') {
    const rate = rawCell(file, row, 'rate')
    return [problem('rate', rate, `Cannot use rate "${rate ?? ''}": a rate is above zero`)]
  }
  const [currency, day] = [textOrNull(row, 't_currency'), textOrNull(row, 't_date')]
  if (textOrNull(row, 't_rate') !== null) {
    const column = baseAmountOf(spool.kind)?.amount ?? 'net'
    const money = `${column} "${rawCell(file, row, column) ?? ''}" ${currency ?? ''}`
    return [problem(column, rawCell(file, row, column), `Cannot take ${money}: it is too large in the base currency`)]
  }
  return [
    problem(
      'currency',
      currency,
      `Cannot find a rate for currency "${currency ?? ''}" on ${day ?? 'an unknown day'} or the 7 days before: import rates first`,
    ),
  ]
}

function rawCell({ source }: KindFile, row: Row, name: string): string | null {
  const constant = source.constants.get(name)
  if (constant !== undefined) return constant
  const index = source.cells.get(name)
  return index === undefined ? null : textOrNull(row, `c${String(index)}`)
}
