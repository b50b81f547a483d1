import type { Output } from '../../contract/operations.ts'
import type { SourceMapping } from '../../contract/source.ts'
import { kindOf } from '../../domain/kind.ts'
import type { KindId } from '../../domain/kind.ts'
import { FileRefused } from '../../ledger/read/problem.ts'
import { readHead } from '../../ledger/read/read-head.ts'
import type { FileHead } from '../../ledger/read/read-head.ts'
import type { Ctx } from '../context.ts'
import { kindsByFile } from '../import/plan-import.ts'

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
  readonly source: string | null
}

const lineEnds = { '\n': 'LF', '\r\n': 'CRLF', '\r': 'CR' } as const

/** Reads the heads of files and says how they would be read. */
export async function inspectFiles(_ctx: Ctx, look: Look): Promise<Inspection> {
  const kinds = await kindsByFile(look.folder, look.names)
  const files: InspectedFile[] = []
  for (const name of look.names) files.push(await inspectFile(look, name, kinds.get(name) ?? null))
  return {
    origin: { by: look.mapping === null ? 'proposed' : 'given', name: null, version: null },
    mapping: look.mapping ?? { source: look.source ?? 'main' },
    files,
    ignored: [],
  }
}

async function inspectFile({ folder, scratch }: Look, name: string, kind: KindId | null): Promise<InspectedFile> {
  const read = await readHead(`${folder}/${name}`, { label: name, tempDir: scratch, rows: 10 }).catch(
    (error: unknown) => {
      if (error instanceof FileRefused) return error
      throw error
    },
  )
  if (read instanceof FileRefused) return { name, problem: read.message, head: null, columns: [], readings: [] }
  return {
    name,
    problem: null,
    head: showHead(read),
    columns: read.header.map((column, at) => ({ name: column, samples: samplesOf(read, at) })),
    readings: kind === null ? [] : [namedReading(read, kind)],
  }
}

function namedReading({ header }: FileHead, kind: KindId): InspectedFile['readings'][number] {
  const columns = kindOf(kind).columns.filter(({ name }) => header.some((own) => own.toLowerCase() === name))
  return {
    kind,
    confidence: 1,
    reason: { by: 'file-name', evidence: null },
    columns: columns.map(({ name }) => ({
      column: name,
      from: header.find((own) => own.toLowerCase() === name) ?? null,
      constant: null,
      confidence: 1,
      reason: { by: 'name', evidence: null },
    })),
    unread: header.filter((own) => !columns.some(({ name }) => name === own.toLowerCase())),
    missing: kindOf(kind)
      .columns.filter(({ name, required }) => required && !columns.some((column) => column.name === name))
      .map(({ name }) => name),
    decimal: null,
    dayOrder: null,
    problem: null,
    rows: [],
  }
}

function showHead({ header: _header, rows: _rows, lineEnd, sheets, ...rest }: FileHead): InspectedFile['head'] {
  return { ...rest, lineEnd: lineEnd && lineEnds[lineEnd], sheets: [...sheets] }
}

/** The first three values of a column that differ. */
function samplesOf({ rows }: FileHead, at: number): string[] {
  return [...new Set(rows.flatMap((row) => (row[at] ? [row[at]] : [])))].slice(0, 3)
}
