import { SaxesParser } from 'saxes'

export type Attributes = Readonly<Record<string, string>>

export interface XmlHandler {
  /** Names come without their prefix. */
  open?(name: string, attributes: Attributes): void
  close?(name: string): void
  /** Text comes in pieces. */
  text?(text: string): void
}

/** Elements that may stand within one another: a workbook has a dozen, and the parser remembers each that is open. */
const mostDepth = 256

/**
 * Reads XML in pieces, handing on after each what the handler has gathered. Entities of its own that a document declares are
 * not expanded. Throws where it is not well formed.
 */
export async function* readXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void, void> {
  const parser = new SaxesParser<{ position: false }>({ position: false })
  parser.on('error', (error) => {
    throw error
  })
  let depth = 0
  parser.on('opentag', (tag) => {
    if (++depth > mostDepth) throw new Error(`more than ${mostDepth} elements stand within one another`)
    handler.open?.(localName(tag.name), tag.attributes as Attributes)
  })
  parser.on('closetag', (tag) => {
    depth--
    handler.close?.(localName(tag.name))
  })
  const onText = (text: string): void => {
    handler.text?.(text)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true })
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.write(decoder?.decode() ?? '').close()
  yield
}

/** Reads a small document whole. */
export async function readWholeXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const pieces = readXml(chunks, handler)
  while (!(await pieces.next()).done);
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** The value of an attribute whatever prefix its name has. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const found = attributes[name]
  if (found !== undefined) return found
  const key = Object.keys(attributes).find((candidate) => localName(candidate) === name)
  return key === undefined ? undefined : attributes[key]
}
