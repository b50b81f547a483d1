import type { Output } from '../../contract/operations.ts'
import type { SourceFile, SourceMapping } from '../../contract/source.ts'
import { listDataFiles } from '../../ledger/read/list-data-files.ts'
import type { DataFile } from '../../ledger/read/list-data-files.ts'
import { FileRefused } from '../../ledger/read/problem.ts'
import { shortened } from '../../ledger/read/read-sample.ts'
import { readHead } from '../../ledger/read/read-head.ts'
import type { FileHead } from '../../ledger/read/read-head.ts'
import { Reader } from '../../ledger/read/reader.ts'
import type { Ctx } from '../context.ts'
import { chooseMapping } from './choose-mapping.ts'
import type { Chosen, Samples } from './choose-mapping.ts'
import { inspectReading, refusedReading } from './inspect-reading.ts'
import { isSelectName, mappedBy, mayBeData, standardKind } from './name-files.ts'
import { readMapping } from './read-mapping.ts'

type Inspection = Output<'inspectUpload'>
type InspectedFile = Inspection['files'][number]

/** The files of a folder to look at. */
interface Look {
  readonly folder: string
  readonly names: readonly string[]
  /** A folder of its own for what has to be unpacked. */
  readonly scratch: string
  /** The mapping to read by; null to find or propose one. */
  readonly mapping: SourceMapping | null
  /** The source the files are of; null when nobody says. */
  readonly source: string | null
}

/** Rows that are looked at to tell how values are written. */
const sampleRows = 5000
/** Up to here the head of a file is all of it, when it has fewer rows. */
const wholeBytes = 1_000_000
/** Sheets of a workbook that are looked into for one that says what it is. */
const mostSheets = 8

const lineEnds = { '\n': 'LF', '\r\n': 'CRLF', '\r': 'CR' } as const

/** A file with its head, or why it has none. */
interface Headed {
  readonly file: DataFile
  readonly head: FileHead | FileRefused
}

/** Reads the heads of files and says how they would be read, by which mapping and why. */
export async function inspectFiles(ctx: Pick<Ctx, 'records'>, look: Look): Promise<Inspection> {
  const data = await listDataFiles(look.folder, look.names.filter(mayBeData))
  const first: Headed[] = []
  for (const file of data) first.push({ file, head: await headOf(file, look, null) })
  const { chosen, heads } = await choose(ctx, look, first)
  const entries = chosen.mapping.files ?? []
  const entriesOf = (name: string): readonly SourceFile[] => {
    const mapped = mappedBy(entries, name, null)
    const kind = mapped.length > 0 || chosen.mapping.files ? null : standardKind(name)
    return kind === null ? mapped : [{ file: name, kind }]
  }
  const hasInvoices = data.some(({ name }) => entriesOf(name).some(({ kind }) => kind === 'invoices'))
  await using reader = await Reader.open({ folder: look.scratch, memoryLimit: '256MB', threads: 1 })
  const files: InspectedFile[] = []
  for (const { file, head } of heads) {
    const own = entriesOf(file.name)
    const main = own.find(({ distinct }) => distinct !== true) ?? own[0] ?? null
    const shown = readsAlike(main, null) ? head : await headOf(file, look, main)
    const headFor = async (entry: SourceFile) => (readsAlike(entry, main) ? shown : headOf(file, look, entry))
    files.push(await inspectFile(reader, { file, head: shown, headFor, entries: own, chosen, hasInvoices }))
  }
  return {
    origin: chosen.origin,
    mapping: chosen.mapping,
    files,
    ignored: look.names.filter((name) => !mayBeData(name)),
  }
}

/** A mapping for files, and their heads at the sheet it was found by. */
interface Opened {
  readonly chosen: Chosen
  readonly heads: readonly Headed[]
}

async function choose(ctx: Pick<Ctx, 'records'>, look: Look, heads: readonly Headed[]): Promise<Opened> {
  const proposals = new Map<string, never>()
  if (look.mapping !== null) {
    const origin = { by: 'given', name: null, version: null } as const
    return { chosen: { origin, mapping: look.mapping, proposals }, heads }
  }
  const uploaded = await readMapping(look.folder)
  // Selects put rows together themselves.
  if (uploaded !== null || look.names.some(isSelectName)) {
    const mapping = uploaded ?? { source: look.source ?? 'main', files: [] }
    return { chosen: { origin: { by: 'uploaded', name: null, version: null }, mapping, proposals }, heads }
  }
  const chosen = await chooseMapping(ctx.records.view, samplesOf(heads), look.source)
  const further = await openFurther(ctx, look, heads, chosen)
  if (further.size === 0) return { chosen, heads }
  const opened = heads.map((one) => ({ ...one, head: further.get(one.file.name) ?? one.head }))
  const again = await chooseMapping(ctx.records.view, samplesOf(opened), look.source)
  const files = (again.mapping.files ?? []).map((entry) => {
    const sheet = further.get(entry.file)?.sheet ?? null
    return sheet === null || entry.sheet !== undefined ? entry : { ...entry, sheet }
  })
  return { chosen: { ...again, mapping: { ...again.mapping, files } }, heads: opened }
}

/** Workbooks whose first sheet says nothing, at the first of the others that says something: some begin with a cover. */
async function openFurther(
  ctx: Pick<Ctx, 'records'>,
  look: Look,
  heads: readonly Headed[],
  chosen: Chosen,
): Promise<ReadonlyMap<string, FileHead>> {
  const found = new Map<string, FileHead>()
  for (const { file, head } of heads) {
    if (head instanceof FileRefused || isRead(chosen, file.name)) continue
    for (const sheet of head.sheets.slice(1, mostSheets)) {
      const other = await headOf(file, look, { sheet })
      if (other instanceof FileRefused) continue
      const samples = samplesOf([{ file, head: other }])
      if (!isRead(await chooseMapping(ctx.records.view, samples, look.source), file.name)) continue
      found.set(file.name, other)
      break
    }
  }
  return found
}

function isRead({ mapping }: Chosen, name: string): boolean {
  return mappedBy(mapping.files ?? [], name, null).length > 0
}

function samplesOf(heads: readonly Headed[]): Samples {
  return new Map(
    heads.flatMap(({ file: { name }, head }) => {
      if (head instanceof FileRefused) return []
      const { header, rows, bytes } = head
      const isWhole = rows.length < sampleRows && bytes < wholeBytes && head.packing === 'none'
      return [[name, { name, header, rows, isWhole }] as const]
    }),
  )
}

/** Whether two entries, or none, state the same of the form of a file. */
function readsAlike(one: SourceFile | null, other: SourceFile | null): boolean {
  return (['sheet', 'encoding', 'delimiter'] as const).every((form) => one?.[form] === other?.[form])
}

async function headOf(
  { path, label, entry }: DataFile,
  { scratch }: Look,
  stated: Pick<SourceFile, 'sheet' | 'encoding' | 'delimiter'> | null,
): Promise<FileHead | FileRefused> {
  try {
    return await readHead(path, {
      label,
      tempDir: scratch,
      entry: entry ?? undefined,
      sheet: stated?.sheet,
      encoding: stated?.encoding,
      delimiter: stated?.delimiter,
      rows: sampleRows,
    })
  } catch (error) {
    if (error instanceof FileRefused) return error
    throw error
  }
}

interface FileToInspect extends Headed {
  /** The head as an entry reads the file: another sheet of a workbook has other columns. */
  readonly headFor: (entry: SourceFile) => Promise<FileHead | FileRefused>
  readonly entries: readonly SourceFile[]
  readonly chosen: Chosen
  readonly hasInvoices: boolean
}

async function inspectFile(
  reader: Reader,
  { file: { name, label }, head, headFor, entries, chosen, hasInvoices }: FileToInspect,
): Promise<InspectedFile> {
  if (head instanceof FileRefused) return { name, label, problem: head.message, head: null, columns: [], readings: [] }
  const proposals = chosen.proposals.get(name) ?? []
  const readings: InspectedFile['readings'] = []
  // What the rows are comes before what they name beside.
  for (const entry of entries.toSorted(
    (one, other) => Number(one.distinct ?? false) - Number(other.distinct ?? false),
  )) {
    const proposal = proposals.find((one) => one.entry.kind === entry.kind) ?? null
    const by = entry.columns === undefined ? 'file-name' : chosen.origin.by === 'template' ? 'template' : 'mapping'
    const own = await headFor(entry)
    if (own instanceof FileRefused) {
      readings.push(refusedReading(entry, own.message))
      continue
    }
    readings.push(
      await inspectReading(reader, {
        label,
        head: own,
        entry,
        proposal: entry.columns === undefined ? null : proposal,
        by,
        hasInvoices,
      }),
    )
  }
  const columns = head.header.map((column, at) => ({ name: column, samples: valuesOf(head, at) }))
  return { name, label, problem: null, head: showHead(head), columns, readings }
}

function showHead({
  format,
  packing,
  encoding,
  lineEnd,
  delimiter,
  sheets,
  sheet,
  bytes,
}: FileHead): InspectedFile['head'] {
  return {
    format,
    packing,
    encoding: encoding && { name: encoding.name, evidence: encoding.evidence },
    lineEnd: lineEnd && lineEnds[lineEnd],
    delimiter,
    sheets: [...sheets],
    sheet,
    bytes,
  }
}

/** The first three values of a column that differ. */
function valuesOf({ rows }: FileHead, at: number): string[] {
  const found = new Set<string>()
  for (const row of rows) {
    const value = row[at] ?? ''
    if (value !== '') found.add(shortened(value))
    if (found.size === 3) break
  }
  return [...found]
}
