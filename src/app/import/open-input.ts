import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { headerColumns } from '../../ledger/read/kind-sql.ts'
import { assertTestsStand, isOwnHeader, matchColumns } from '../../ledger/read/columns.ts'
import { findForms } from '../../ledger/read/find-forms.ts'
import { prepareFile } from '../../ledger/read/prepare-file.ts'
import type { PrepareOptions } from '../../ledger/read/prepare-file.ts'
import type { PreparedFile } from '../../ledger/read/prepared-file.ts'
import { FileRefused } from '../../ledger/read/problem.ts'
import type { KindFile } from '../../ledger/read/read-kind.ts'
import type { Reader } from '../../ledger/read/reader.ts'
import { runSourceSelect } from '../../ledger/read/source-sql.ts'
import type { SourceFile } from '../../contract/source.ts'
import type { Transform } from '../../domain/mapping/document.ts'
import type { Ctx } from '../context.ts'
import type { ImportInput, ImportPlan } from './plan-import.ts'

/** How long one select of a source folder may run. */
const selectTimeout = 30 * 60_000

/** How a select and an export of a book write their values. */
const canonicalForms = { decimal: '.', dayOrder: 'YMD' } as const

interface Opening {
  readonly plan: ImportPlan
  readonly reader: Reader
  readonly folder: string
  readonly index: number
  readonly signal: AbortSignal | undefined
  /** Files that were checked before, by how: one that is read as several kinds is checked once. */
  readonly prepared: Map<string, Promise<PreparedFile>>
  /** The private copy of the folder that all selects of the import run over, made at the first call. */
  readonly sourceCopy: () => Promise<string>
}

/** Checks the form of one input and finds its columns. Throws `FileRefused` when it cannot be read as the kind. */
export async function openInput(ctx: Ctx, input: ImportInput, opening: Opening): Promise<KindFile> {
  const isSelect = 'sql' in input
  const prepared = isSelect ? await select(ctx, input, opening) : await prepare(ctx, input, opening)
  const mapping = isSelect ? null : input.mapping
  const constants = new Map(Object.entries(mapping?.constants ?? {}))
  const hasInvoices = opening.plan.inputs.some((other) => other.kind.id === 'invoices')
  const mayLack = [...constants.keys(), ...(input.kind.id === 'lines' && hasInvoices ? headerColumns : [])]
  checkConstants(input, constants)
  const columns = mapping?.columns
  const match = matchColumns(prepared.header, input.kind, {
    label: prepared.label,
    ...(columns ? { mapping: columns } : {}),
    mayLack,
  })
  const places = new Map(prepared.header.map((name, index) => [name, index]))
  const cells = new Map([...match].map(([kindColumn, fileColumn]) => [kindColumn, places.get(fileColumn) ?? 0]))
  const { header, numbers } = prepared
  const source = { header, numbers, cells, constants, transforms: transformsOf(mapping, prepared) }
  const isOurs = isSelect || isOwnHeader(prepared.header, input.kind)
  const forms = isOurs
    ? canonicalForms
    : await findForms(opening.reader, input.kind, prepared, source, {
        decimal: mapping?.decimal,
        dayOrder: mapping?.date,
      })
  const takesFromInvoices = input.kind.id === 'lines' && hasInvoices
  const fromInvoices = takesFromInvoices ? headerColumns.filter((name) => !cells.has(name) && !constants.has(name)) : []
  return { prepared, source, distinct: mapping?.distinct ?? false, fromInvoices, forms }
}

/** What is done to cells, by column of the kind. Throws when it asks for a column that the file has not. */
function transformsOf(
  mapping: SourceFile | null,
  { header, label }: PreparedFile,
): ReadonlyMap<string, readonly Transform[]> {
  const transforms = new Map(Object.entries(mapping?.transforms ?? {}))
  for (const [column, ofColumn] of transforms) assertTestsStand(header, label, column, ofColumn)
  return transforms
}

function checkConstants(input: ImportInput, constants: ReadonlyMap<string, string>): void {
  for (const name of constants.keys()) {
    if (name === 'source' || input.kind.columns.some((column) => column.name === name)) continue
    throw new FileRefused(
      'unknown-column',
      input.label,
      `Cannot set column "${name}" of ${input.label}: ${input.kind.id} has no such column`,
    )
  }
}

type FileInput = Extract<ImportInput, { path: string }>

/** Checks the form of a file, once however many kinds it is read as. */
async function prepare(ctx: Ctx, input: FileInput, opening: Opening): Promise<PreparedFile> {
  const how = readAs(input)
  const before = opening.prepared.get(how)
  const prepared = before ?? prepareFile(input.path, optionsOf(ctx, input, opening))
  opening.prepared.set(how, prepared)
  // Its bad lines are told once: with what its rows are, not with what they name beside.
  const same = opening.plan.inputs.filter((other) => 'path' in other && readAs(other) === how)
  const teller = same.find((other) => 'path' in other && other.mapping?.distinct !== true) ?? same[0]
  return teller === input ? prepared : { ...(await prepared), bad: [], badCount: 0, badPath: null }
}

/** What decides on the rows a file has. */
function readAs({ path, entry, mapping }: FileInput): string {
  return JSON.stringify([path, entry, mapping?.sheet, mapping?.encoding, mapping?.delimiter])
}

function optionsOf(ctx: Ctx, input: FileInput, opening: Opening): PrepareOptions {
  return {
    tempDir: opening.folder,
    label: input.label,
    entry: input.entry ?? undefined,
    sheet: input.mapping?.sheet,
    encoding: input.mapping?.encoding,
    delimiter: input.mapping?.delimiter,
    ...(opening.signal ? { signal: opening.signal } : {}),
    onProgress: (done, total) => {
      ctx.progress.report(`checking ${input.label}`, done, total)
    },
  }
}

/** Runs the select over a private copy of the folder; what it makes is clean by construction. */
async function select(ctx: Ctx, input: Extract<ImportInput, { sql: string }>, opening: Opening): Promise<PreparedFile> {
  ctx.progress.report(`running ${input.label}`, 0, null)
  const outFile = join(opening.folder, `${input.kind.id}-${String(opening.index)}.csv`)
  const result = await runSourceSelect({
    sql: input.sql,
    label: input.label,
    copy: await opening.sourceCopy(),
    tempDir: opening.folder,
    outFile,
    memoryLimit: ctx.places.memoryLimit,
    timeoutMs: selectTimeout,
    ...(opening.signal ? { signal: opening.signal } : {}),
  })
  if (result.rows === 0)
    throw new FileRefused('header-only', input.label, `Cannot import "${input.label}": it selects no rows`)
  return {
    format: 'csv',
    encoding: null,
    path: outFile,
    label: input.label,
    delimiter: ',',
    quote: '"',
    newline: '\n',
    header: result.columns,
    numbers: new Set(),
    doubts: new Map(),
    rows: result.rows,
    bad: [],
    badCount: 0,
    badPath: null,
    longestRecord: 0,
    quotedNewlines: true,
    bytes: 0,
    sha256: createHash('sha256').update(input.sql).digest('hex'),
    // A select has no lines of a file: its rows are counted instead.
    lineOf: (row) => row + 1,
  }
}
