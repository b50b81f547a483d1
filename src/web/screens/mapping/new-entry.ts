import { kindOf } from '../../../domain/kind.ts'
import { proposeReadings } from '../../../domain/mapping/propose.ts'
import { fileColumnsOf, proposeColumns, type ProposedColumn } from '../../../domain/mapping/propose-kind.ts'
import { proposeTransforms } from '../../../domain/mapping/propose-transforms.ts'
import type { SourceFile } from '../../../contract/source.ts'
import type { Transform } from '../../../domain/mapping/document.ts'
import { tidied, type Step } from './edit-mapping.ts'
import type { InspectedFile } from './inspection.ts'

/**
 * A file as another kind that somebody chose for it, written as it was before: its columns by their headers and by the first
 * values, as the server proposes them. Beside another kind, what it only names counts once for each key.
 */
export function newEntry(
  kind: SourceFile['kind'],
  like: SourceFile,
  file: Pick<InspectedFile, 'columns'>,
  { isBeside = false } = {},
): SourceFile {
  const { encoding, delimiter, sheet, decimal, date } = like
  const { header, rows } = sampleOf(file)
  const own = fileColumnsOf(header, rows)
  const { columns, transforms, constants } = proposeTransforms(kind, proposeColumns(kind, own), own, rows)
  return tidied({
    file: like.file,
    kind,
    columns: Object.fromEntries(columns.map(({ column, from }) => [column, from])),
    constants: { ...constants },
    transforms: Object.fromEntries(Object.entries(transforms).map(([column, steps]) => [column, steps.map(toStep)])),
    ...(isBeside && kindOf(kind).store === 'records' ? { distinct: true } : {}),
    encoding,
    delimiter,
    sheet,
    decimal,
    date,
  })
}

/** What the headers and first values of a file say of the columns of a kind, each with the reason. */
export function columnsFor(kind: SourceFile['kind'], file: Pick<InspectedFile, 'columns'>): readonly ProposedColumn[] {
  const { header, rows } = sampleOf(file)
  return proposeColumns(kind, fileColumnsOf(header, rows))
}

/** A file as it would be read when nobody had decided anything, going by its headers as they are now, written as is stated. */
export function proposeAnew(
  name: string,
  forms: SourceFile,
  file: Pick<InspectedFile, 'columns'>,
): readonly SourceFile[] {
  const { header, rows } = sampleOf(file)
  const proposals = proposeReadings([{ name, header, rows, isWhole: false }]).get(name) ?? []
  return proposals.map(({ entry: { kind } }, at) => newEntry(kind, forms, file, { isBeside: at > 0 }))
}

function sampleOf({ columns }: Pick<InspectedFile, 'columns'>) {
  const most = Math.max(0, ...columns.map(({ samples }) => samples.length))
  return {
    header: columns.map(({ name }) => name),
    rows: Array.from({ length: most }, (_, row) => columns.map(({ samples }) => samples[row] ?? '')),
  }
}

/** A transform as a document holds it, whose lists are its own. */
function toStep(transform: Transform): Step {
  if (transform.do !== 'negate') return transform
  if (transform.where === undefined) return { do: 'negate' }
  const { column, values } = transform.where
  return { do: 'negate', where: { column, ...(values === undefined ? {} : { values: [...values] }) } }
}
