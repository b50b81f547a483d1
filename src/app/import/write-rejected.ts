import { createReadStream, createWriteStream } from 'node:fs'
import type { WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { listRejected } from '../../ledger/read/list-rejected.ts'
import { recordValues } from '../../ledger/read/csv-record.ts'
import { stemOf } from '../../ledger/read/file-format.ts'
import type { BadLine } from '../../ledger/read/bad-lines.ts'
import type { PreparedFile } from '../../ledger/read/prepared-file.ts'
import type { Problem } from '../../ledger/read/problem.ts'
import type { KindFile } from '../../ledger/read/read-kind.ts'
import { csvRecord, plainCell } from '../csv.ts'
import type { ReadImport } from './import-input.ts'
import { markUnfinished, problemsFile } from './rejected-folder.ts'

/**
 * Goes through every line left out. With a folder it writes `<file>` there, with the columns of the original so that it can be
 * corrected and imported again, and `problems.csv` beside it. Returns the first problems.
 */
export async function writeRejected(read: ReadImport, folder: string | null, atMost: number): Promise<Problem[]> {
  const shown: Problem[] = []
  const open = rejectedFiles(folder)
  const out = folder === null ? null : await openFolder(folder)
  try {
    for (const spool of read.spools) {
      const files = spool.files.map(open.fileOf)
      for (const file of files) {
        for await (const bad of badLinesOf(file.file)) {
          await note([bad.problem])
          await write(await file.open(), `${numbersAsTexts(bad.raw, file.file)}\n`)
        }
      }
      if (spool.rejected > 0) {
        for await (const row of listRejected(read.reader, spool)) {
          await note(row.problems)
          const file = files[row.fileNumber]
          const cells = row.cells.map((cell, index) => numberAsText(cell, index, file?.file))
          if (file?.isNew(row.line)) await write(await file.open(), csvRecord(cells, file.file.prepared.delimiter))
        }
      }
    }
    await open.close()
  } finally {
    if (out) {
      out.end()
      await finished(out)
    }
  }
  return shown

  async function note(problems: readonly Problem[]): Promise<void> {
    for (const problem of problems) {
      if (shown.length < atMost) shown.push(problem)
      const { file, line, column, value, message } = problem
      await write(out, csvRecord([file, String(line), column, value, message].map(plainCell)))
    }
  }
}

async function openFolder(folder: string): Promise<WriteStream> {
  await mkdir(folder, { recursive: true })
  await markUnfinished(folder)
  const stream = startStream(join(folder, problemsFile))
  stream.write(csvRecord(['file', 'line', 'column', 'value', 'message']))
  return stream
}

interface RejectedFile {
  readonly file: KindFile
  /** The stream, made with the header when the first line comes; null when nothing is to be written. */
  open(): Promise<WriteStream | null>
  /** Whether a line was not written yet: a file that is read as several kinds may have it left out as each of them. */
  isNew(line: number): boolean
  close(): Promise<void>
}

/** The files with the lines left out: one for each file that was read, however many kinds it was read as. */
function rejectedFiles(folder: string | null) {
  const taken = new Set<string>()
  const files = new Map<string, RejectedFile>()
  return {
    fileOf: (file: KindFile): RejectedFile => {
      const key = JSON.stringify([file.prepared.path, file.fromInvoices])
      const known = files.get(key)
      const made = known ?? rejectedFile(file, folder, taken)
      files.set(key, made)
      return known === undefined ? made : { ...made, file }
    },
    close: async (): Promise<void> => {
      for (const file of files.values()) await file.close()
    },
  }
}

function rejectedFile(file: KindFile, folder: string | null, taken: Set<string>): RejectedFile {
  let stream: WriteStream | null = null
  const written = new Set<number>()
  return {
    file,
    isNew(line) {
      const isNew = !written.has(line)
      written.add(line)
      return isNew
    },
    async open() {
      if (folder === null) return null
      if (!stream) {
        stream = startStream(join(folder, freeName(file.prepared.label, taken)))
        // The lines are UTF-8 whatever the file was: the mark is stronger than an encoding that the mapping states.
        if (isOtherText(file.prepared)) await write(stream, '\ufeff')
        await write(stream, csvRecord([...file.prepared.header, ...file.fromInvoices], file.prepared.delimiter))
      }
      return stream
    },
    async close() {
      if (!stream) return
      stream.end()
      await finished(stream)
    },
  }
}

function isOtherText({ encoding }: PreparedFile): boolean {
  return encoding !== null && encoding.name !== 'utf-8'
}

/**
 * A number of a workbook, or of another format that has numbers of its own, as a text of the file: in CSV it goes by the decimal
 * sign of the texts, as it is read there.
 */
function numberAsText(cell: string | null, index: number, file: KindFile | undefined): string | null {
  if (file?.forms.decimal !== ',' || !file.prepared.numbers.has(index)) return cell
  return cell !== null && /^-?\d+\.\d+$/.test(cell) ? cell.replace('.', ',') : cell
}

/** The same for a row of a workbook that has no readable shape. */
function numbersAsTexts(raw: string, file: KindFile): string {
  if (file.prepared.format !== 'xlsx' || file.forms.decimal !== ',') return raw
  const bytes = Buffer.from(raw)
  const cells = recordValues(bytes, 0, bytes.length, 0x2c)
  return csvRecord(cells.map((cell, index) => numberAsText(cell, index, file))).slice(0, -1)
}

/** The name of a file's rejected lines: `lines.csv` and `lines.csv.gz` must not end in one file, nor `a.zip/lines.csv` in a folder. */
function freeName(label: string, taken: Set<string>): string {
  const stem = stemOf(label.replace(/\.sql$/i, '')).replace(/[\\/:*?"<>|\p{C}]/gu, '-')
  let name = `${stem}.csv`
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${stem}-${String(number)}.csv`
  taken.add(name.toLowerCase())
  return name
}

/** A failure (no space) shows at the next write or at the end, not as an event that ends the process. */
function startStream(path: string): WriteStream {
  return createWriteStream(path).on('error', () => undefined)
}

async function write(stream: WriteStream | null, text: string): Promise<void> {
  if (stream?.errored) throw stream.errored
  if (stream && !stream.write(text)) await once(stream, 'drain')
}

async function* badLinesOf(file: KindFile): AsyncIterable<BadLine> {
  yield* file.prepared.bad
  const path = file.prepared.badPath
  if (path === null) return
  for await (const line of createInterface({ input: createReadStream(path) })) yield JSON.parse(line) as BadLine
}
