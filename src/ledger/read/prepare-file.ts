import type { BadLine, BadLines } from './bad-lines.ts'
import { createBadLines } from './bad-lines.ts'
import { checkHeader } from './header.ts'
import type { LineMap } from './line-map.ts'
import { createLineMap } from './line-map.ts'
import type { Source, SourceLimits } from './open-source.ts'
import { openSource } from './open-source.ts'
import { FileRefused, quoteValue } from './problem.ts'
import type { RepairedCopy } from './repaired-copy.ts'
import { createRepairedCopy } from './repaired-copy.ts'
import { NdjsonPass } from './rewrite-ndjson.ts'
import type { Edit } from './scan-csv.ts'
import { CsvScan } from './scan-csv.ts'
import { assertText, bomLength } from './sniff.ts'

export interface PrepareOptions {
  /** Where a repaired copy goes; the caller removes it. */
  readonly tempDir: string
  /** The name shown to the user. */
  readonly label: string
  /** Found out from the first 100 records when not given; one ASCII character. */
  readonly delimiter?: string
  /** Most bytes a gzip file may unpack to; 64 GiB when not given. */
  readonly maxBytes?: number
  /** Most bytes out of gzip per byte in, judged after the first 64 MiB; 200 when not given. */
  readonly maxRatio?: number
  readonly signal?: AbortSignal
  /** Bytes of the file as the user gave it. */
  onProgress?(bytesDone: number, bytesTotal: number): void
}

/** A file whose every record is well formed, and what was left out to make it so. */
export interface PreparedFile {
  /** What DuckDB reads: the original when it is clean, else a copy in the temporary folder. */
  readonly path: string
  readonly label: string
  readonly delimiter: string
  readonly quote: '"'
  readonly newline: '\n' | '\r\n' | '\r'
  readonly header: readonly string[]
  /** Data rows DuckDB will see. */
  readonly rows: number
  /** Records left out; the rest of them is in `badPath` when there are very many. */
  readonly bad: readonly BadLine[]
  readonly badCount: number
  /** NDJSON of the bad lines that are not in `bad`; null when all are. */
  readonly badPath: string | null
  /** Bytes of the longest record: DuckDB refuses lines longer than its `max_line_size`. */
  readonly longestRecord: number
  /** Whether a value holds a line end: DuckDB may then not read the file in parallel. */
  readonly quotedNewlines: boolean
  /** Size of the file as the user gave it. */
  readonly bytes: number
  /** Hash of the file as the user gave it. */
  readonly sha256: string
  /** The 1-based physical line of the user's file on which the row starts that DuckDB sees as `row` (from 0). */
  lineOf(row: number): number
}

interface Work {
  readonly source: Source
  readonly limits: SourceLimits
  readonly badLines: BadLines
  readonly lineMap: LineMap
}

/**
 * Makes a CSV or NDJSON file, plain or gzip, safe for DuckDB: checks it byte by byte and leaves out what has no readable
 * shape. Bad records are data; throws `FileRefused` when nothing in the file can be trusted, leaving no file behind.
 */
export async function prepareFile(path: string, options: PrepareOptions): Promise<PreparedFile> {
  const { label, tempDir, delimiter, signal } = options
  if (delimiter !== undefined && (!/^[\t -~]$/.test(delimiter) || delimiter === '"' || delimiter === ' ')) {
    throw new RangeError(
      `Cannot use delimiter ${quoteValue(delimiter)}: it must be one ASCII character that is no quote`,
    )
  }
  signal?.throwIfAborted()
  const limits: SourceLimits = {
    label,
    tempDir,
    maxBytes: options.maxBytes ?? 64 * 2 ** 30,
    maxRatio: options.maxRatio ?? 200,
    signal,
    onProgress: options.onProgress?.bind(options),
  }
  const source = await openSource(path, limits)
  const named = /\.(ndjson|jsonl)(\.gz)?$/i
  const asNdjson = named.test(path) || named.test(label)
  const start = await firstChunk(source, limits)
  const text = start
    .subarray(bomLength(start))
    .toString('latin1', 0, 1 << 16)
    .trimStart()
  return asNdjson || text.startsWith('{') ? prepareNdjson(path, limits) : prepareCsv(path, delimiter ?? null, limits)
}

/** The first bytes of the text; throws when they are not those of a text file. */
async function firstChunk(source: Source, limits: SourceLimits): Promise<Buffer> {
  for await (const chunk of source.chunks()) {
    const start = Buffer.from(chunk.subarray(0, 1 << 16))
    assertText(start, limits.label)
    return start
  }
  throw new FileRefused('empty-file', limits.label, `Cannot read ${quoteValue(limits.label)}: it is empty`)
}

async function startWork(path: string, limits: SourceLimits): Promise<Work> {
  const source = await openSource(path, limits)
  return { source, limits, badLines: createBadLines(limits.tempDir), lineMap: createLineMap() }
}

async function prepareCsv(path: string, delimiter: string | null, limits: SourceLimits): Promise<PreparedFile> {
  const work = await startWork(path, limits)
  const { source, badLines, lineMap } = work
  const { label, tempDir } = limits
  const scan = new CsvScan({ label, delimiter, badLines, lineMap })
  const out: { copy: RepairedCopy | null } = { copy: null }
  if (source.gzip) out.copy = await createRepairedCopy(tempDir, label, source.bytes)
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
  return finish(work, scan, { path: written, delimiter: scan.delimiter, newline, header })
}

async function prepareNdjson(path: string, limits: SourceLimits): Promise<PreparedFile> {
  const { label, tempDir } = limits
  let columns: readonly string[] = []
  for (;;) {
    const work = await startWork(path, limits)
    const { source, badLines, lineMap } = work
    const pass = new NdjsonPass({ label, badLines, lineMap, columns })
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
    if (!pass.grew) return finish(work, pass, { path: copy.path, delimiter: ',', newline: '\n', header: columns })
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
  for await (const chunk of work.source.chunks()) {
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
  shape: Pick<PreparedFile, 'path' | 'delimiter' | 'newline' | 'header'>,
): PreparedFile {
  const { source, limits, badLines, lineMap } = work
  return {
    ...shape,
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

function refuseHeaderOnly(rows: number, bad: number, label: string, header: readonly string[]): void {
  if (rows > 0 || bad > 0) return
  const names = quoteValue(header.join(', '))
  throw new FileRefused(
    'header-only',
    label,
    `Cannot read ${quoteValue(label)}: it has a header, ${names}, and no rows`,
    1,
  )
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
