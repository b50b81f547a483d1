import { kindOf, kinds } from '../kind.ts'
import type { KindId } from '../kind.ts'
import { fold } from '../fold.ts'
import type { FileMapping } from './document.ts'
import { fileColumnsOf, priceColumn, proposeColumns } from './propose-kind.ts'
import type { FileColumn, ProposedColumn, Reason } from './propose-kind.ts'
import { proposeTransforms } from './propose-transforms.ts'
import { kindWords } from './words.ts'
import { spellings } from './header-words.ts'
import type { HeaderWords } from './header-words.ts'

/** The beginning of a file. */
export interface FileSample {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Whether `rows` are all there are. */
  readonly isWhole: boolean
}

/** A file read as a kind, as far as one can tell. */
export interface Proposal {
  readonly entry: FileMapping & { readonly columns: Readonly<Record<string, string>> }
  /** 0 to 1: how sure it is that rows of the file are of this kind. */
  readonly confidence: number
  readonly reason: Reason
  readonly columns: readonly ProposedColumn[]
}

/** Where rows are no longer said to be of a kind. */
const leastRank = 0.3

/**
 * How the files of one delivery would be read: each file as the kind whose columns its header names best, and as what it names
 * beside: a file of lines that names accounts and products is one of these too. A list of invoices without lines stands for lines
 * where no other file has some, since lines are what is graded.
 */
export function proposeReadings(files: readonly FileSample[]): ReadonlyMap<string, readonly Proposal[]> {
  const mains = files.map((file) => ({ file, columns: fileColumnsOf(file.header, file.rows) }))
  const ranked = mains.map((one) => ({ ...one, main: mainOf(one.file, one.columns) }))
  const has = (kind: KindId): boolean => ranked.some(({ main }) => main?.kind === kind)
  const hasLines = has('lines')
  return new Map(
    ranked.map(({ file, columns, main }) => {
      if (main === null) return [file.name, []]
      const wanted = [main.kind, ...besides(main, hasLines, has)]
      const proposals = wanted.flatMap((kind) => proposalOf(file, columns, kind, main) ?? [])
      return [file.name, proposals]
    }),
  )
}

interface Main {
  readonly kind: KindId
  readonly columns: readonly ProposedColumn[]
  readonly rank: number
  readonly reason: Reason
}

/** The kind the rows of a file are most likely of; null when its header fits none. */
function mainOf(file: FileSample, columns: readonly FileColumn[]): Main | null {
  const found = kinds.map((kind) => rankOf(kind.id, file, columns))
  const [best] = found.toSorted((one, other) => other.rank - one.rank)
  return best !== undefined && best.rank >= leastRank ? best : null
}

function rankOf(kind: KindId, file: FileSample, own: readonly FileColumn[]): Main {
  const columns = kind === 'lines' ? proposeLines(file, own) : proposeColumns(kind, own)
  const sure = (name: string): number => columns.find(({ column }) => column === name)?.confidence ?? 0
  const required = kindOf(kind).columns.filter((column) => column.required)
  const needed = required.reduce((sum, { name }) => sum + sure(name), 0) / required.length
  const explained = columns.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(own.length, 1)
  const word = kindWordIn(file.name, kind)
  // A list of keys and names is one of anything: the name of the file, or a word of its own, must say of what.
  const isTelling = columns.some(
    ({ reason }) => reason.evidence !== null && !/^(?:id|key|name|nr|no|parent)$/i.test(reason.evidence),
  )
  // Our own name of the kind says more than a word of somebody else's.
  const hint = word === null ? 0 : word === kind ? 0.35 : 0.15
  const rank = needed * (0.3 + 0.7 * Math.min(explained, 1)) * (isTelling || word !== null ? 1 : 0.3) + hint
  const reason: Reason = word === null ? { by: 'columns', evidence: null } : { by: 'file-name', evidence: word }
  return { kind, columns, rank: needed === 0 ? 0 : rank * oddsOf(kind, file, own), reason }
}

/** The columns of lines: an amount that is the same in all lines of an invoice is one of the invoice where another one is not. */
function proposeLines(file: FileSample, own: readonly FileColumn[]): readonly ProposedColumn[] {
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

/** Less than 1 for invoices whose rows are lines: with what was sold in them, or with a number that stands there twice. */
function oddsOf(kind: KindId, file: FileSample, own: readonly FileColumn[]): number {
  if (kind !== 'invoices') return 1
  const has = (name: string): boolean => proposeLines(file, own).some(({ column }) => column === name)
  if (has('line') || (has('product') && has('quantity'))) return 0.5
  return isOnceEach(file, proposeColumns(kind, own).find(({ column }) => column === 'number')?.from) ? 1 : 0.5
}

function isOnceEach(file: FileSample, name: string | undefined): boolean {
  const at = file.header.findIndex((own) => own === name)
  return at !== -1 && new Set(file.rows.map((row) => row[at])).size === file.rows.length
}

/** The word of a file name that says what its rows are; null when none does. */
function kindWordIn(name: string, kind: KindId): string | null {
  const parts = fold(name).split(/[^\p{L}]+/u)
  const words = [kind, ...kindWords[kind].split(/\s+/)].flatMap(spellings)
  return parts.find((part) => words.includes(part)) ?? null
}

/** What else a file of a kind may name: rows that stand in it once for each of their keys. */
function besides({ kind, columns }: Main, hasLines: boolean, has: (kind: KindId) => boolean): readonly KindId[] {
  const named: KindId[] = []
  if (kind === 'invoices' && !hasLines) named.push('lines')
  if (kind === 'lines' || kind === 'invoices') {
    if (!has('accounts')) named.push('accounts')
    if (kind === 'lines' && !has('products')) named.push('products')
  }
  if (kind === 'accounts') {
    if (!has('sites')) named.push('sites')
    if (!has('owners')) named.push('owners')
  }
  return columns.length === 0 ? [] : named
}

function proposalOf(file: FileSample, own: readonly FileColumn[], kind: KindId, main: Main): Proposal | null {
  const isMain = kind === main.kind
  const found = isMain ? main.columns : besideColumns(kind, own, main)
  if (found === null) return null
  const { columns, transforms, constants } = proposeTransforms(kind, found, own, file.rows)
  const required = kindOf(kind).columns.filter((column) => column.required)
  const confidence =
    required.reduce((sum, { name }) => sum + (columns.find(({ column }) => column === name)?.confidence ?? 0), 0) /
    required.length
  const line = kind === 'lines' ? lineConstant(file, columns) : {}
  const allConstants = { ...constants, ...line }
  return {
    entry: {
      file: file.name,
      kind,
      columns: Object.fromEntries(columns.map(({ column, from }) => [column, from])),
      ...(Object.keys(allConstants).length > 0 ? { constants: allConstants } : {}),
      ...(Object.keys(transforms).length > 0 ? { transforms } : {}),
      ...(isMain || kind === 'lines' ? {} : { distinct: true }),
    },
    confidence,
    reason: isMain ? main.reason : { by: 'columns', evidence: null },
    columns,
  }
}

/** As many rows as make it no accident that each has an invoice of its own. */
const tellingRows = 50

/** Invoices that stand once each are lines with the number 1: an invoice that comes again corrected then replaces its line. */
function lineConstant(file: FileSample, columns: readonly ProposedColumn[]): Readonly<Record<string, string>> {
  if (columns.some(({ column }) => column === 'line' || column === 'product')) return {}
  const from = columns.find(({ column }) => column === 'invoice')?.from
  const isTelling = file.isWhole || file.rows.length >= tellingRows
  return isTelling && isOnceEach(file, from) ? { line: '1' } : {}
}

/** The columns of what a file names beside; null when it does not name enough of it. */
function besideColumns(kind: KindId, own: readonly FileColumn[], main: Main): readonly ProposedColumn[] | null {
  const from = (column: string): ProposedColumn | undefined => main.columns.find((one) => one.column === column)
  const keyed = (column: string, source: ProposedColumn | undefined): ProposedColumn[] =>
    source === undefined ? [] : [{ ...source, column }]
  const all = proposeColumns(kind, own)
  const rest = (...names: readonly string[]): ProposedColumn[] =>
    all.filter(({ column, from: name }) => names.includes(column) && !main.columns.some((one) => one.from === name))
  if (kind === 'lines') return all
  if (kind === 'accounts' || kind === 'products') {
    const what = kind === 'accounts' ? 'account' : 'product'
    const name = nameBeside(what, own, from(what)?.from)
    if (from(what) === undefined || name === null) return null
    const others =
      kind === 'accounts' ? rest('segment', 'territory') : [...rest('family'), ...keyed('unit', from('unit'))]
    return [...keyed('key', from(what)), name, ...others]
  }
  if (kind === 'sites') {
    const places = rest('street', 'postcode', 'city', 'region', 'country', 'latitude', 'longitude')
    if (places.length < 2) return null
    return [...keyed('key', from('key')), ...keyed('account', from('key')), ...keyed('name', from('name')), ...places]
  }
  const rep = kind === 'owners' ? rest('rep') : []
  return rep.length === 0 ? null : [...keyed('account', from('key')), ...rep]
}

/** The column with the names of accounts or products in a file of something else; null when it has none. */
function nameBeside(
  what: 'account' | 'product',
  own: readonly FileColumn[],
  key: string | undefined,
): ProposedColumn | null {
  const others = own.filter(({ name, profile }) => name !== key && profile.letters >= 0.5)
  const found = others.flatMap(({ name, words }): ProposedColumn[] => {
    const confidence = sureOfName(what, words)
    if (confidence === null) return []
    const evidence = [...words.wordOf.values()].join(' ')
    return [{ column: 'name', from: name, confidence, reason: { by: 'word', evidence } }]
  })
  return found.toSorted((one, other) => other.confidence - one.confidence)[0] ?? null
}

/** How sure a header names accounts, or products, beside a column with their keys; null when it does not. */
function sureOfName(what: 'account' | 'product', { known, unknown }: HeaderWords): number | null {
  const meanings = [...known].filter((meaning) => meaning !== 'line')
  const isName = known.has('name') || known.has('text')
  if (meanings.some((meaning) => meaning !== what && meaning !== 'name' && meaning !== 'text')) return null
  const beside = 0.05 * Math.min(unknown.length, 3)
  if (known.has(what)) return (isName ? 0.95 : 0.7) - beside
  // A bare text describes what was sold, a bare name says who bought it.
  return known.has(what === 'product' ? 'text' : 'name') && meanings.length === 1 ? 0.8 - beside : null
}
