import type { BadLines } from './bad-lines.ts'
import { createBadLines } from './bad-lines.ts'
import { encodingNames, OtherEncoding, toUtf8, watchEncoding } from './encoding.ts'
import type { DetectedEncoding } from './encoding.ts'
import { checkHeader } from './header.ts'
import type { LineMap } from './line-map.ts'
import { createLineMap } from './line-map.ts'
import type { Source, SourceLimits } from './open-source.ts'
import { openSource } from './open-source.ts'
import { refuseHeaderOnly } from './prepared-file.ts'
import type { PreparedFile } from './prepared-file.ts'
import { FileRefused, quoteValue } from './problem.ts'
import type { RepairedCopy } from './repaired-copy.ts'
import { createRepairedCopy } from './repaired-copy.ts'
import { NdjsonPass } from './rewrite-ndjson.ts'
import type { Edit } from './scan-csv.ts'
import { CsvScan } from './scan-csv.ts'

interface TextForm {
  readonly format: 'csv' | 'ndjson'
  readonly encoding: DetectedEncoding
  readonly delimiter: string | null
  /** As of `CsvScan`. */
  readonly countsRecords?: boolean
}

/**
 * Prepares a text file. One of which only ASCII has been seen is read as UTF-8 until a letter says otherwise, and then from
 * its beginning again.
 */
export async function prepareText(path: string, form: TextForm, limits: SourceLimits): Promise<PreparedFile> {
  const { format, encoding } = form
  try {
    return await (format === 'ndjson' ? prepareNdjson(path, encoding, limits) : prepareCsv(path, form, limits))
  } catch (error) {
    if (!(error instanceof OtherEncoding)) throw error
    return prepareText(path, { ...form, encoding: { ...error.found, certain: true, isMarked: false } }, limits)
  }
}

interface Work {
  readonly source: Source
  readonly encoding: DetectedEncoding
  readonly limits: SourceLimits
  readonly badLines: BadLines
  readonly lineMap: LineMap
}

async function startWork(path: string, encoding: DetectedEncoding, limits: SourceLimits): Promise<Work> {
  const source = await openSource(path, limits)
  return { source, encoding, limits, badLines: createBadLines(limits.tempDir), lineMap: createLineMap() }
}

/** The text of the file in UTF-8. */
function textChunks({ source, encoding }: Work): AsyncGenerator<Buffer, void> {
  return encoding.certain ? toUtf8(source.chunks(), encoding.name) : watchEncoding(source.chunks())
}

async function prepareCsv(
  path: string,
  { encoding, delimiter, countsRecords = false }: TextForm,
  limits: SourceLimits,
): Promise<PreparedFile> {
  const work = await startWork(path, encoding, limits)
  const { source, badLines, lineMap } = work
  const { label, tempDir } = limits
  const named = encodingNames[encoding.name]
  const scan = new CsvScan({ label, delimiter, badLines, lineMap, encoding: named, countsRecords })
  const out: { copy: RepairedCopy | null } = { copy: null }
  const isAsGiven = source.packing === 'none' && encoding.name === 'utf-8'
  if (!isAsGiven) out.copy = await createRepairedCopy(tempDir, label, source.bytes)
  try {
    let offset = 0
    await eachPiece(work, scan, async (bytes, start, end, final) => {
      const edits: Edit[] = []
      const stop = scan.scan(bytes, start, end, final, edits)
      if (edits.length > 0 && !out.copy) {
        out.copy = await createRepairedCopy(tempDir, label, source.bytes)
        await out.copy.copyFrom(path, 0, offset)
      }
      if (out.copy) await writeEdited(out.copy, bytes, start, stop, edits)
      offset += stop - start
      return stop
    })
    if (!scan.started) {
      throw new FileRefused('empty-file', label, `Cannot read ${quoteValue(label)}: it holds nothing but blank lines`)
    }
    refuseHeaderOnly(scan.rows, badLines.count, label, scan.header)
    await out.copy?.close()
  } catch (error) {
    await out.copy?.discard()
    await badLines.discard()
    throw error
  }
  const written = out.copy?.path ?? path
  const { newline, header } = scan
  return finish(work, scan, {
    format: 'csv',
    path: written,
    delimiter: scan.delimiter,
    newline,
    header,
    numbers: new Set<number>(),
    doubts: new Map<number, string>(),
  })
}

async function prepareNdjson(path: string, encoding: DetectedEncoding, limits: SourceLimits): Promise<PreparedFile> {
  const { label, tempDir } = limits
  let columns: readonly string[] = []
  for (;;) {
    const work = await startWork(path, encoding, limits)
    const { source, badLines, lineMap } = work
    const pass = new NdjsonPass({ label, badLines, lineMap, columns, encoding: encodingNames[encoding.name] })
    const copy = await createRepairedCopy(tempDir, label, source.bytes)
    try {
      await eachPiece(work, pass, async (bytes, start, end, final) => {
        const stop = pass.scan(bytes, start, end, final, (text) => copy.append(text))
        await copy.flush()
        return stop
      })
      columns = checkedColumns(pass, badLines, label)
      await copy.close()
    } catch (error) {
      await copy.discard()
      await badLines.discard()
      throw error
    }
    if (!pass.grew) {
      const { numbers, doubts } = pass.numberColumns()
      return finish(work, pass, {
        format: 'ndjson',
        path: copy.path,
        delimiter: ',',
        newline: '\n',
        header: columns,
        numbers,
        doubts,
      })
    }
    await copy.discard()
    await badLines.discard()
  }
}

/** Feeds a reader the text in pieces that start where it stopped, and refuses a NUL byte before it sees one. */
async function eachPiece(
  work: Work,
  reader: { lineAt(bytes: Buffer, from: number, at: number): number },
  read: (bytes: Buffer, start: number, end: number, final: boolean) => Promise<number>,
): Promise<void> {
  let bytes = Buffer.allocUnsafe(0)
  let used = 0
  let offset = 0
  for await (const chunk of textChunks(work)) {
    if (used + chunk.length > bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(bytes.length * 2, used + chunk.length))
      bytes.copy(grown, 0, 0, used)
      bytes = grown
    }
    chunk.copy(bytes, used)
    const nul = chunk.indexOf(0)
    if (nul >= 0) refuseNul(work.limits.label, reader.lineAt(bytes, 0, used + nul), offset + nul)
    offset += chunk.length
    used += chunk.length
    const stop = await read(bytes, 0, used, false)
    bytes.copyWithin(0, stop, used)
    used -= stop
    await work.badLines.flush()
  }
  await read(bytes, 0, used, true)
  await work.badLines.flush()
}

async function writeEdited(
  copy: RepairedCopy,
  bytes: Buffer,
  start: number,
  stop: number,
  edits: readonly Edit[],
): Promise<void> {
  let at = start
  for (const edit of edits) {
    copy.append(bytes.subarray(at, edit.from))
    if (edit.text !== '') copy.append(Buffer.from(edit.text))
    at = edit.to
  }
  copy.append(bytes.subarray(at, stop))
  await copy.flush()
}

function finish(
  work: Work,
  read: { readonly rows: number; readonly longestRecord: number; readonly quotedNewlines: boolean },
  shape: Pick<PreparedFile, 'format' | 'path' | 'delimiter' | 'newline' | 'header' | 'numbers' | 'doubts'>,
): PreparedFile {
  const { source, encoding, limits, badLines, lineMap } = work
  return {
    ...shape,
    encoding: { name: encoding.name, evidence: encoding.evidence },
    label: limits.label,
    quote: '"',
    rows: read.rows,
    bad: badLines.kept,
    badCount: badLines.count,
    badPath: badLines.path,
    longestRecord: read.longestRecord,
    quotedNewlines: read.quotedNewlines,
    bytes: source.bytes,
    sha256: source.sha256(),
    lineOf: (row) => lineMap.lineOf(row),
  }
}

function checkedColumns(pass: NdjsonPass, badLines: BadLines, label: string): readonly string[] {
  if (pass.rows > 0 && pass.columns.length > 0) return checkHeader(pass.columns, label, 1)
  const first = badLines.kept[0]
  if (!first) throw new FileRefused('empty-file', label, `Cannot read ${quoteValue(label)}: it holds no JSON object`)
  const message = `Cannot read ${quoteValue(label)}: no line is a JSON object. ${first.problem.message}`
  throw new FileRefused('bad-header', label, message, first.line)
}

function refuseNul(label: string, line: number, offset: number): never {
  const where = `a NUL byte (\\x00) is on line ${line}, ${offset} bytes from the start`
  throw new FileRefused('nul-byte', label, `Cannot read ${quoteValue(label)} as text: ${where}`, line)
}
