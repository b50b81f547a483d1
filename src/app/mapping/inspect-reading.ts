import type { Output } from '../../contract/operations.ts'
import type { SourceFile } from '../../contract/source.ts'
import { kindOf } from '../../domain/kind.ts'
import type { Kind } from '../../domain/kind.ts'
import { problemsOfFile } from '../../domain/mapping/check.ts'
import type { Proposal } from '../../domain/mapping/propose.ts'
import { assertTestsStand, isOwnHeader, matchColumns } from '../../ledger/read/columns.ts'
import type { CellSource } from '../../ledger/read/cell-sql.ts'
import { headerColumns } from '../../ledger/read/kind-sql.ts'
import { FileRefused } from '../../ledger/read/problem.ts'
import type { FileHead } from '../../ledger/read/read-head.ts'
import { readSample } from '../../ledger/read/read-sample.ts'
import type { FoundForm } from '../../ledger/read/read-sample.ts'
import type { Reader } from '../../ledger/read/reader.ts'

type Reading = Output<'inspectUpload'>['files'][number]['readings'][number]

/** How many rows a person looks at. */
const shownRows = 10

/** What there is to know of a file to read it. */
export interface ReadingOf {
  readonly label: string
  readonly head: FileHead
  readonly entry: SourceFile
  /** What was proposed for the file as this kind; null where the mapping was not proposed. */
  readonly proposal: Proposal | null
  /** Why the file is read so, where nothing was proposed. */
  readonly by: 'mapping' | 'template' | 'file-name'
  /** Whether invoices come with it, which give lines what they lack. */
  readonly hasInvoices: boolean
}

/** How a file is read as one kind: columns with their reasons, what is missing, and the first rows as they will be. */
export async function inspectReading(reader: Reader, of: ReadingOf): Promise<Reading> {
  const { label, head, entry, proposal, hasInvoices } = of
  const kind = kindOf(entry.kind)
  const filled = kind.id === 'lines' && hasInvoices ? headerColumns : []
  const found = findColumns(of, kind)
  const constants = new Map(Object.entries(entry.constants ?? {}))
  const read = found instanceof FileRefused ? new Map<string, string>() : found
  const missing = kind.columns.filter(
    ({ name, required }) => required && !read.has(name) && !constants.has(name) && !filled.includes(name),
  )
  const base = {
    kind: kind.id,
    confidence: proposal?.confidence ?? 1,
    reason: proposal?.reason ?? { by: of.by, evidence: of.by === 'file-name' ? kind.id : null },
    columns: [
      ...[...read].map(([column, from]) => showColumn(of, column, from)),
      ...[...constants].map(([column, constant]) => ({
        column,
        from: null,
        constant,
        confidence: 1,
        reason:
          proposal === null ? { by: statedBy(of), evidence: null } : { by: 'values' as const, evidence: constant },
      })),
    ],
    unread: head.header.filter((name) => ![...read.values()].includes(name)),
    missing: missing.map(({ name }) => name),
  }
  const problems = found instanceof FileRefused ? [found.message] : problemsOfFile(entry)
  if (problems.length > 0) return { ...base, decimal: null, dayOrder: null, problem: problems.join('\n'), rows: [] }
  const source: CellSource = {
    header: head.header,
    numbers: head.numbers,
    cells: new Map([...read].map(([column, from]) => [column, head.header.indexOf(from)])),
    constants,
    transforms: new Map(Object.entries(entry.transforms ?? {})),
  }
  const isOurs = isOwnHeader(head.header, kind)
  const sample = await readSample(reader, kind, source, head.rows, {
    decimal: entry.decimal ?? (isOurs ? '.' : undefined),
    dayOrder: entry.date ?? (isOurs ? 'YMD' : undefined),
    shown: shownRows,
    filled,
  }).catch((error: unknown) => {
    // A regular expression that only the store cannot read.
    if (!isInvalidInput(error)) throw error
    return `Cannot read "${label}" as ${kind.id}: ${error.message}`
  })
  if (typeof sample === 'string') return { ...base, decimal: null, dayOrder: null, problem: sample, rows: [] }
  return {
    ...base,
    decimal: sample.decimal && showForm(sample.decimal, entry.decimal),
    dayOrder: sample.dayOrder && showForm(sample.dayOrder, entry.date),
    problem: null,
    rows: sample.rows.map((cells, at) => ({
      number: head.lines[at] ?? at + 1,
      cells: cells.map((cell) => ({ ...cell })),
    })),
  }
}

/** A reading of a file that cannot be read as its entry says, such as a sheet that is not there. */
export function refusedReading({ kind }: SourceFile, problem: string): Reading {
  const reason = { by: 'mapping' as const, evidence: null }
  const found = { columns: [], unread: [], missing: [], decimal: null, dayOrder: null, rows: [] }
  return { kind, confidence: 1, reason, ...found, problem }
}

/** The columns of the file by those of the kind; why they cannot be found where they cannot. */
function findColumns({ label, head, entry }: ReadingOf, kind: Kind): ReadonlyMap<string, string> | FileRefused {
  try {
    const columns = matchColumns(head.header, kind, {
      label,
      ...(entry.columns ? { mapping: entry.columns } : {}),
      // What is missing is a question to the person here.
      mayLack: kind.columns.map(({ name }) => name),
    })
    for (const [column, transforms] of Object.entries(entry.transforms ?? {})) {
      assertTestsStand(head.header, label, column, transforms)
    }
    return columns
  } catch (error) {
    if (error instanceof FileRefused) return error
    throw error
  }
}

function showColumn({ proposal, entry, by }: ReadingOf, column: string, from: string): Reading['columns'][number] {
  const proposed = proposal?.columns.find((one) => one.column === column && one.from === from)
  const isNamed = entry.columns === undefined
  const reason = isNamed ? { by: 'name' as const, evidence: from } : { by: statedBy({ by }), evidence: null }
  return {
    column,
    from,
    constant: null,
    confidence: proposed?.confidence ?? 1,
    reason: proposed?.reason ?? reason,
  }
}

function statedBy({ by }: Pick<ReadingOf, 'by'>): 'mapping' | 'template' {
  return by === 'template' ? 'template' : 'mapping'
}

/** A form as the door shows it; that of a file of a book's own is stated by nobody. */
function showForm<Form>({ form, by, evidence, problem }: FoundForm<Form>, stated: Form | undefined) {
  const shown = by === 'stated' && stated === undefined ? 'default' : by
  return { form, by: shown, evidence: [...evidence], problem }
}

function isInvalidInput(error: unknown): error is Error {
  return error instanceof Error && error.message.startsWith('Invalid Input Error')
}
