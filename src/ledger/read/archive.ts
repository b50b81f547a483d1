import { crc32 } from 'node:zlib'
import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { FileRefused, quoteValue, showValue } from './problem.ts'
import type { UnpackLimits } from './unpack-limits.ts'
import { assertUnpacked } from './unpack-limits.ts'

/** Entries of an archive: many more than a folder of exports has, or a workbook. */
const mostEntries = 20_000

/** A ZIP archive, which may be a workbook. Dispose of it to close the file. */
export class Archive implements Disposable {
  /** Files by their whole name, without folders. */
  readonly entries: ReadonlyMap<string, Entry>
  readonly #zip: ZipFile
  readonly #label: string

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, label: string) {
    this.#zip = zip
    this.entries = entries
    this.#label = label
  }

  /** Opens an archive and reads what it lists. Throws `FileRefused` on a damaged list, and on names that lead elsewhere. */
  static async open(path: string, label: string): Promise<Archive> {
    let zip: ZipFile | null = null
    try {
      zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true })
      const entries = new Map<string, Entry>()
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName.endsWith('/')) continue
        if (entries.size >= mostEntries)
          throw refused('zip-too-large', label, `it holds more than ${mostEntries} files`)
        if (entries.has(entry.fileName)) {
          throw refused('zip-damaged', label, `it holds ${quoteValue(entry.fileName)} twice`)
        }
        entries.set(entry.fileName, entry)
      }
      return new Archive(zip, entries, label)
    } catch (error) {
      zip?.close()
      throw error instanceof FileRefused ? error : damaged(label, error)
    }
  }

  /** The files in it that may hold data: what systems put beside them is left out. */
  get dataNames(): readonly string[] {
    return [...this.entries.keys()].filter((name) => !/(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$)/.test(name))
  }

  /** The bytes of a file in it, checked against its length and sum. Throws `FileRefused` when they are not to be had. */
  async *read(name: string, limits: UnpackLimits): AsyncGenerator<Buffer, void> {
    const entry = this.entries.get(name)
    if (!entry) throw refused('zip-damaged', this.#label, `it does not hold ${quoteValue(name)}`)
    const shown = quoteValue(name)
    if (entry.isEncrypted()) {
      throw refused('zip-protected', this.#label, `${shown} in it is protected by a password; pack it without one`)
    }
    if (!entry.canDecodeFileData()) {
      const method = `method ${String(entry.compressionMethod)}, not with Deflate`
      throw refused('zip-damaged', this.#label, `${shown} in it is packed with ${method}`)
    }
    let unpacked = 0
    let sum = 0
    try {
      const stream = await this.#zip.openReadStreamPromise(entry)
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          limits.signal?.throwIfAborted()
          unpacked += chunk.length
          assertUnpacked(unpacked, entry.compressedSize, 'zip-too-large', limits)
          sum = crc32(chunk, sum)
          yield chunk
        }
      } finally {
        stream.destroy()
      }
    } catch (error) {
      if (error instanceof FileRefused || limits.signal?.aborted) throw error
      throw damaged(this.#label, error)
    }
    if (sum !== entry.crc32)
      throw refused('zip-damaged', this.#label, `the bytes of ${shown} in it are not those packed`)
  }

  [Symbol.dispose](): void {
    this.#zip.close()
  }
}

/** Whether an archive is one of the documents that are archives inside; a sentence for those that are not read. */
export function documentOf(archive: Archive): 'workbook' | { readonly is: string } | null {
  const { entries } = archive
  const holds = (name: string): boolean => entries.has(name)
  if (holds('[Content_Types].xml')) {
    if (holds('xl/workbook.bin')) return { is: 'a binary Excel workbook (XLSB)' }
    if ([...entries.keys()].some((name) => /(?:^|\/)workbook\d*\.xml$/i.test(name))) return 'workbook'
    return { is: 'an Office document that is no workbook' }
  }
  if (holds('mimetype') && holds('content.xml')) return { is: 'an OpenDocument file (ODS)' }
  return null
}

/** The one file of an archive that holds data, or the one that is asked for. Throws `FileRefused` when it cannot be told. */
export function chosenEntry(archive: Archive, asked: string | undefined, label: string): string {
  if (asked !== undefined) {
    if (archive.entries.has(asked)) return asked
    throw refused('zip-damaged', label, `it does not hold ${quoteValue(asked)}`)
  }
  const [first, ...others] = archive.dataNames
  if (first === undefined) throw refused('empty-file', label, 'the archive holds no file')
  if (others.length === 0) return first
  const names = [first, ...others].slice(0, 5).map(quoteValue).join(', ')
  throw refused('zip-choice', label, `it holds ${others.length + 1} files, ${names}: say which one`)
}

function damaged(label: string, error: unknown): FileRefused {
  const reason = showValue(error instanceof Error ? error.message : String(error))
  if (/^(?:invalid )?(?:relative path|absolute path|characters in fileName)/i.test(reason)) {
    return refused('zip-damaged', label, `a name in it leads out of the archive (${reason})`)
  }
  if (/strong encryption/i.test(reason)) return refused('zip-protected', label, 'it is protected by a password')
  return refused('zip-damaged', label, `the archive is damaged (${reason})`)
}

function refused(code: FileRefused['code'], label: string, reason: string): FileRefused {
  return new FileRefused(code, label, `Cannot read ${quoteValue(label)}: ${reason}`)
}
