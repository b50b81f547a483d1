import type { FileSample } from './file-sample.ts'
import { priceColumn, proposeColumns } from './propose-kind.ts'
import type { FileColumn, ProposedColumn } from './propose-kind.ts'

/** The columns of lines: an amount that is the same in all lines of an invoice is one of the invoice where another one is not. */
export function proposeLines(file: FileSample, own: readonly FileColumn[]): readonly ProposedColumn[] {
  const columns = proposeColumns('lines', own)
  const from = (name: string): string | undefined => columns.find(({ column }) => column === name)?.from
  const net = from('net')
  if (net === undefined) return [...columns, ...pricedNet(own, columns)]
  if (!isOfInvoice(file, from('invoice'), net)) return columns
  const others = proposeColumns(
    'lines',
    own.filter(({ name }) => name !== net),
  )
  return others.some(({ column }) => column === 'net') ? others : columns
}

/** The net amount as price times quantity, where both are there and nothing else holds it. */
function pricedNet(own: readonly FileColumn[], columns: readonly ProposedColumn[]): readonly ProposedColumn[] {
  const times = columns.find(({ column }) => column === 'quantity')?.from
  const price = priceColumn(own.filter(({ name }) => !columns.some(({ from }) => from === name)))
  return times === undefined || price === null ? [] : [{ ...price, column: 'net', times }]
}

/** As many invoices of several lines as make it no accident that these have one amount. */
const tellingInvoices = 5

function isOfInvoice(file: FileSample, invoice: string | undefined, amount: string): boolean {
  const at = (name: string | undefined): number => file.header.findIndex((own) => own === name)
  const [invoiceAt, amountAt] = [at(invoice), at(amount)]
  if (invoiceAt === -1 || amountAt === -1) return false
  const groups = [...Map.groupBy(file.rows, (row) => row[invoiceAt] ?? '').values()].filter((rows) => rows.length > 1)
  return (
    groups.length >= tellingInvoices && groups.every((rows) => new Set(rows.map((row) => row[amountAt])).size === 1)
  )
}

/** As many rows as make it no accident that each has an invoice of its own. */
const tellingRows = 50

/** Invoices that stand once each are lines with the number 1: an invoice that comes again corrected then replaces its line. */
export function lineConstant(file: FileSample, columns: readonly ProposedColumn[]): Readonly<Record<string, string>> {
  if (columns.some(({ column }) => column === 'line' || column === 'product')) return {}
  const from = columns.find(({ column }) => column === 'invoice')?.from
  const isTelling = file.isWhole || file.rows.length >= tellingRows
  return isTelling && isOnceEach(file, from) ? { line: '1' } : {}
}

/** Whether no value of a column stands there twice. */
export function isOnceEach(file: FileSample, name: string | undefined): boolean {
  const at = file.header.findIndex((own) => own === name)
  return at !== -1 && new Set(file.rows.map((row) => row[at])).size === file.rows.length
}
