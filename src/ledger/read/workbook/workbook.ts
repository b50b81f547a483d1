import { posix } from 'node:path'
import { Archive, documentOf } from '../archive.ts'
import { FileRefused, quoteValue, showValue } from '../problem.ts'
import type { UnpackLimits } from '../unpack-limits.ts'
import { meaningOfBuiltIn, meaningOfCode, unescapeText } from './cell-text.ts'
import type { NumberMeaning } from './cell-text.ts'
import { attribute, readWholeXml } from './xml.ts'
import type { XmlHandler } from './xml.ts'

/** Characters of all shared texts: a workbook of a million rows with a text of its own in each has a tenth of this. */
const mostSharedCharacters = 320 << 20
/** What each text takes beside its characters, as characters. */
const charactersPerText = 26
/** Bytes of the parts that say what the others are: those of a large workbook are a hundredth of this. */
const mostSmallPart = 64 << 20

export interface Sheet {
  readonly name: string
  /** The name of its part in the archive. */
  readonly part: string
  readonly hidden: boolean
}

/** An XLSX workbook, its sheets not read yet. Dispose of it to close the file. */
export class Workbook implements Disposable {
  readonly sheets: readonly Sheet[]
  readonly from1904: boolean
  readonly #archive: Archive
  readonly #limits: UnpackLimits
  readonly #parts: Parts
  #texts: Promise<readonly string[]> | null = null
  #meanings: Promise<readonly NumberMeaning[]> | null = null

  private constructor(archive: Archive, limits: UnpackLimits, parts: Parts) {
    this.#archive = archive
    this.#limits = limits
    this.#parts = parts
    this.sheets = parts.sheets
    this.from1904 = parts.from1904
  }

  /** Throws `FileRefused` when the file is damaged or holds no sheet of cells. */
  static async open(path: string, limits: UnpackLimits): Promise<Workbook> {
    const archive = await Archive.open(path, limits.label)
    try {
      if (documentOf(archive) !== 'workbook') {
        const reason = 'it is an archive inside an archive; unpack the outer one'
        throw new FileRefused('not-text', limits.label, `Cannot read ${quoteValue(limits.label)}: ${reason}`)
      }
      const parts = await sayingDamage(limits.label, () => readParts(archive, limits))
      if (parts.sheets.length === 0) {
        throw new FileRefused('empty-file', limits.label, `Cannot read ${quoteValue(limits.label)}: it holds no sheet`)
      }
      return new Workbook(archive, limits, parts)
    } catch (error) {
      archive[Symbol.dispose]()
      throw error
    }
  }

  /** The bytes of a sheet. */
  chunks(sheet: Sheet): AsyncGenerator<Buffer, void> {
    return this.#archive.read(sheet.part, this.#limits)
  }

  /** The texts that cells name by their number. */
  texts(): Promise<readonly string[]> {
    return (this.#texts ??= this.#readTexts())
  }

  /** What numbers mean by the style of their cell. */
  meanings(): Promise<readonly NumberMeaning[]> {
    return (this.#meanings ??= this.#readMeanings())
  }

  async #readTexts(): Promise<readonly string[]> {
    const texts: string[] = []
    const part = this.#parts.texts
    if (part === null) return texts
    let characters = 0
    await readWholeXml(
      this.#archive.read(part, this.#limits),
      textsHandler('si', (text) => {
        characters += text.length + charactersPerText
        if (characters > mostSharedCharacters) {
          const { label } = this.#limits
          const reason = 'its texts are too many or too long; save it as CSV'
          throw new FileRefused('too-wide', label, `Cannot read ${quoteValue(label)}: ${reason}`)
        }
        texts.push(text)
      }),
    )
    return texts
  }

  async #readMeanings(): Promise<readonly NumberMeaning[]> {
    const part = this.#parts.styles
    if (part === null) return []
    const codes = new Map<number, string>()
    const formats: number[] = []
    let inCells = false
    await readWholeXml(readSmall(this.#archive, part, this.#limits), {
      open: (name, attributes) => {
        if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
        else if (name === 'cellXfs') inCells = true
        else if (name === 'xf' && inCells) formats.push(Number(attributes['numFmtId'] ?? 0))
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false
      },
    })
    return formats.map((id) => {
      const code = codes.get(id)
      return code === undefined ? meaningOfBuiltIn(id) : meaningOfCode(code)
    })
  }

  [Symbol.dispose](): void {
    this.#archive[Symbol.dispose]()
  }
}

/** Gathers the text of elements, without the readings that stand beside Japanese text. */
function textsHandler(element: string, take: (text: string) => void): XmlHandler {
  let text = ''
  let inText = false
  let inReading = false
  return {
    open: (name) => {
      if (name === element) text = ''
      else if (name === 't') inText = !inReading
      else if (name === 'rPh') inReading = true
    },
    text: (piece) => {
      if (inText) text += piece
    },
    close: (name) => {
      if (name === element) take(unescapeText(text))
      else if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
    },
  }
}

/** Runs what reads a workbook; an error that is no refusal is damage of the file, said in a sentence. */
async function sayingDamage<Value>(label: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    throw sayDamage(label, error)
  }
}

export function sayDamage(label: string, error: unknown): unknown {
  if (error instanceof FileRefused || !(error instanceof Error) || error.name === 'AbortError') return error
  const [reason = ''] = error.message.split('\n')
  return new FileRefused(
    'workbook-damaged',
    label,
    `Cannot read ${quoteValue(label)}: the workbook is damaged (${showValue(reason)})`,
  )
}

function readSmall(archive: Archive, part: string, limits: UnpackLimits): AsyncGenerator<Buffer, void> {
  return archive.read(part, { ...limits, maxBytes: Math.min(limits.maxBytes, mostSmallPart) })
}

interface Parts {
  readonly sheets: readonly Sheet[]
  readonly from1904: boolean
  readonly texts: string | null
  readonly styles: string | null
}

async function readParts(archive: Archive, limits: UnpackLimits): Promise<Parts> {
  const root = await readLinks(archive, limits, '')
  const main = root.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml'
  const links = await readLinks(archive, limits, main)
  const byId = new Map(links.map((link) => [link.id, link]))
  const sheets: Sheet[] = []
  let from1904 = false
  await readWholeXml(readSmall(archive, main, limits), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const link = byId.get(attribute(attributes, 'id') ?? '')
      if (link?.type !== 'worksheet') return
      const hidden = (attributes['state'] ?? 'visible') !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', part: link.part, hidden })
    },
  })
  const partOf = (type: string): string | null => links.find((link) => link.type === type)?.part ?? null
  return { sheets, from1904, texts: partOf('sharedStrings'), styles: partOf('styles') }
}

interface Link {
  readonly id: string
  /** The last word of its type. */
  readonly type: string
  readonly part: string
}

/** What a part of the package refers to. */
async function readLinks(archive: Archive, limits: UnpackLimits, part: string): Promise<Link[]> {
  const folder = posix.dirname(part)
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const links: Link[] = []
  if (!archive.entries.has(name)) return links
  await readWholeXml(readSmall(archive, name, limits), {
    open: (element, attributes) => {
      if (element !== 'Relationship') return
      const target = attributes['Target'] ?? ''
      const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
      links.push({ id: attributes['Id'] ?? '', type: posix.basename(attributes['Type'] ?? ''), part: path })
    },
  })
  return links
}
