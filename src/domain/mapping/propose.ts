import { kindOf, kinds } from '../kind.ts'
import type { KindId } from '../kind.ts'
import { fold } from '../fold.ts'
import type { FileMapping } from './document.ts'
import type { FileSample } from './file-sample.ts'
import { besideColumns, kindsBeside } from './propose-beside.ts'
import { fileColumnsOf, proposeColumns } from './propose-kind.ts'
import type { FileColumn, ProposedColumn, Reason } from './propose-kind.ts'
import { isOnceEach, lineConstant, proposeLines } from './propose-lines.ts'
import { proposeTransforms } from './propose-transforms.ts'
import { kindWords } from './words.ts'
import type { Meaning } from './words.ts'
import { spellings } from './header-words.ts'

/** A file read as a kind, as far as one can tell. */
export interface Proposal {
  readonly entry: FileMapping & { readonly columns: Readonly<Record<string, string>> }
  /** 0 to 1: how sure it is that rows of the file are of this kind. */
  readonly confidence: number
  readonly reason: Reason
  readonly columns: readonly ProposedColumn[]
}

/**
 * Kinds of columns that many files have, such as an account, a day and an amount: rows are of these only where the name of the
 * file or a header with such a meaning says so.
 */
const saidBy: Readonly<Partial<Record<KindId, readonly Meaning[]>>> = {
  stock: ['warehouse', 'hand'],
  commitments: ['commitment'],
  deliveries: ['commitment'],
  events: ['activity'],
  hours: ['hours'],
  freight: ['freight'],
  accruals: ['rebate'],
  disputes: ['dispute'],
  quotes: ['quote'],
  targets: ['target'],
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
  return new Map(
    ranked.map(({ file, columns, main }) => {
      if (main === null) return [file.name, []]
      const wanted = [main.kind, ...kindsBeside(main.kind, has)]
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
  const sayings = saidBy[kind]
  const isSaid = sayings?.some((meaning) => own.some(({ words }) => words.known.has(meaning))) ?? true
  return {
    kind,
    columns,
    rank: needed === 0 || (word === null && !isSaid) ? 0 : rank * oddsOf(kind, file, own),
    reason,
  }
}

/** Less than 1 for invoices whose rows are lines: with what was sold in them, or with a number that stands there twice. */
function oddsOf(kind: KindId, file: FileSample, own: readonly FileColumn[]): number {
  if (kind !== 'invoices') return 1
  const has = (name: string): boolean => proposeLines(file, own).some(({ column }) => column === name)
  if (has('line') || (has('product') && has('quantity'))) return 0.5
  return isOnceEach(file, proposeColumns(kind, own).find(({ column }) => column === 'number')?.from) ? 1 : 0.5
}

/** The word of a file name that says what its rows are; null when none does. */
function kindWordIn(name: string, kind: KindId): string | null {
  const parts = fold(name).split(/[^\p{L}]+/u)
  const words = [kind, ...kindWords[kind].split(/\s+/)].flatMap(spellings)
  return parts.find((part) => words.includes(part)) ?? null
}

function proposalOf(file: FileSample, own: readonly FileColumn[], kind: KindId, main: Main): Proposal | null {
  const isMain = kind === main.kind
  const found = isMain ? main.columns : besideColumns(kind, own, main.columns)
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
