import { cellText } from './cell-xml.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Styles of cells by their place in `styles`. */
export const cellStyles = { plain: 0, title: 1, amount: 2, share: 3, day: 4, formulaText: 5, rounded: 6 } as const

/**
 * Two cells that look like formulas and are text: `quotePrefix` keeps them text when somebody edits them. An amount that stands
 * as text is set to the right, where amounts are.
 */
const styles =
  `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="right"/></xf>' +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

/** Where the XML of a sheet stands in the archive, by its place among the sheets. */
export function sheetPart(index: number): string {
  return `xl/worksheets/sheet${String(index + 1)}.xml`
}

/** What opens the XML of a sheet: columns as wide as they are, and the titles kept in sight. */
export function sheetHead(widths: readonly number[], { isFrozen }: { readonly isFrozen: boolean }): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const columns = widths.map((width, index) => {
    const place = String(index + 1)
    return `<col min="${place}" max="${place}" width="${String(width)}" customWidth="1"/>`
  })
  return (
    `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${isFrozen ? pane : ''}</sheetView></sheetViews>` +
    `<cols>${columns.join('')}</cols><sheetData>`
  )
}

/** The parts that say what the others are, for sheets of these names. */
export function frameParts(names: readonly string[]): readonly (readonly [part: string, xml: string])[] {
  const ids = names.map((name, index) => ({ name, id: `rId${String(index + 1)}`, part: sheetPart(index) }))
  const part = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${spreadsheet}.${type}+xml"/>`
  const link = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  const links = (all: string): string =>
    `${xmlHead}<Relationships xmlns="${packages}/relationships">${all}</Relationships>`
  return [
    ['xl/styles.xml', styles],
    [
      'xl/workbook.xml',
      `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${ids
        .map(({ name, id }, index) => `<sheet name="${cellText(name)}" sheetId="${String(index + 1)}" r:id="${id}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      links(
        ids.map(({ id, part: target }) => link(id, 'worksheet', `/${target}`)).join('') +
          link('rIdStyles', 'styles', '/xl/styles.xml'),
      ),
    ],
    ['_rels/.rels', links(link('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      '[Content_Types].xml',
      `${xmlHead}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="xml" ContentType="application/xml"/>${part('xl/workbook.xml', 'sheet.main')}` +
        `${ids.map((sheet) => part(sheet.part, 'worksheet')).join('')}${part('xl/styles.xml', 'styles')}</Types>`,
    ],
  ]
}
