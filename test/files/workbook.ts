import { writeZip, zipOf } from './zip.ts'

// XLSX workbooks as spreadsheet programs write them: texts shared, days as serial numbers with a style.

/** A text, a number, a day (as its serial number), or nothing. */
export type CellValue = string | number | { readonly day: number } | { readonly xml: string } | null

export interface SheetContent {
  readonly name: string
  readonly rows: Iterable<readonly CellValue[]>
  readonly hidden?: boolean
}

/** Styles by their place: plain, a day as `dd.mm.yyyy`, an amount with two places, a day and time, hours beyond a day. */
const styles = `<styleSheet xmlns="${main()}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>
<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="4"/><xf numFmtId="22"/><xf numFmtId="165"/></cellXfs></styleSheet>`

/** A small workbook in memory. */
export function workbookOf(
  sheets: readonly SheetContent[],
  options: { readonly from1904?: boolean; readonly parts?: Readonly<Record<string, string>> } = {},
): Buffer {
  const texts = new Map<string, number>()
  const members = [
    ...frame(sheets, options.from1904 ?? false),
    ...sheets.map((sheet, index) => ({ name: partOf(index), content: [...sheetXml(sheet.rows, texts)].join('') })),
    { name: 'xl/sharedStrings.xml', content: [...textsXml(texts)].join('') },
  ]
  const others = Object.entries(options.parts ?? {}).map(([name, content]) => ({ name, content }))
  const names = new Set(others.map(({ name }) => name))
  return zipOf([...members.filter(({ name }) => !names.has(name)), ...others])
}

/** Writes a workbook of any size. */
export async function writeWorkbook(path: string, sheets: readonly SheetContent[]): Promise<void> {
  const texts = new Map<string, number>()
  await writeZip(path, [
    ...frame(sheets, false).map(({ name, content }) => ({ name, pieces: [content] })),
    ...sheets.map((sheet, index) => ({ name: partOf(index), pieces: sheetXml(sheet.rows, texts) })),
    { name: 'xl/sharedStrings.xml', pieces: textsXml(texts) },
  ])
}

/** The serial number of a day written as YYYY-MM-DD. */
export function serialOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569
}

function main(): string {
  return 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
}

function partOf(index: number): string {
  return `xl/worksheets/sheet${String(index + 1)}.xml`
}

function frame(sheets: readonly SheetContent[], from1904: boolean): { name: string; content: string }[] {
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const links = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${String(index + 1)}" Type="${types}/worksheet" Target="worksheets/sheet${String(index + 1)}.xml"/>`,
  )
  const listed = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${String(index + 1)}"${hidden ? ' state="hidden"' : ''} r:id="rId${String(index + 1)}"/>`,
  )
  const relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
  return [
    {
      name: '[Content_Types].xml',
      content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: '_rels/.rels',
      content: `<Relationships ${relationships}><Relationship Id="rId1" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships ${relationships}>${links.join('')}<Relationship Id="rIdS" Type="${types}/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="${types}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main()}" xmlns:r="${types}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    { name: 'xl/styles.xml', content: styles },
  ]
}

function* sheetXml(rows: Iterable<readonly CellValue[]>, texts: Map<string, number>): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main()}"><sheetData>`
  let line = 0
  let piece = ''
  for (const cells of rows) {
    line++
    piece += `<row r="${String(line)}">`
    for (const [column, value] of cells.entries()) {
      if (value !== null) piece += cellXml(`${lettersOf(column)}${String(line)}`, value, texts)
    }
    piece += '</row>'
    if (piece.length < 1 << 16) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData></worksheet>`
}

function cellXml(place: string, value: Exclude<CellValue, null>, texts: Map<string, number>): string {
  if (typeof value === 'number') return `<c r="${place}" s="2"><v>${String(value)}</v></c>`
  if (typeof value === 'object') {
    return 'xml' in value
      ? value.xml.replace('<c', `<c r="${place}"`)
      : `<c r="${place}" s="1"><v>${String(value.day)}</v></c>`
  }
  let number = texts.get(value)
  if (number === undefined) {
    number = texts.size
    texts.set(value, number)
  }
  return `<c r="${place}" t="s"><v>${String(number)}</v></c>`
}

function* textsXml(texts: ReadonlyMap<string, number>): Generator<string> {
  yield `<sst xmlns="${main()}" uniqueCount="${String(texts.size)}">`
  for (const text of texts.keys()) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`
  yield '</sst>'
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\r', '_x000D_')
}

function lettersOf(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? lettersOf(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}
