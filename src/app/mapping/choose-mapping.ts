import type { Output } from '../../contract/operations.ts'
import { SourceFile, SourceMapping } from '../../contract/source.ts'
import { kindOf } from '../../domain/kind.ts'
import type { KindId } from '../../domain/kind.ts'
import { proposeReadings } from '../../domain/mapping/propose.ts'
import type { FileSample } from '../../domain/mapping/file-sample.ts'
import type { Proposal } from '../../domain/mapping/propose.ts'
import { mappingTemplates } from '../../domain/mapping/templates.ts'
import { listLastMappings } from '../../records/source-mapping.ts'
import type { RecordsView } from '../../records/records.ts'
import { fitMapping } from './fit-mapping.ts'
import type { NamedFile } from './fit-mapping.ts'
import { standardKind } from './name-files.ts'
import { savedMapping } from './remembered-mapping.ts'

/** A mapping for some files, where it comes from, and what was proposed where nothing was known. */
export interface Chosen {
  readonly origin: Output<'inspectUpload'>['origin']
  readonly mapping: SourceMapping
  readonly proposals: ReadonlyMap<string, readonly Proposal[]>
}

/** What is to be found out of the files: nothing of those that cannot be read. */
export type Samples = ReadonlyMap<string, FileSample>

/**
 * The mapping to read files by: what the book remembers of their source, else of the one source that knows most of them, else a
 * ready one of a system whose export they are, else a proposal. Files that it does not know are proposed.
 */
export async function chooseMapping(view: RecordsView, samples: Samples, source: string | null): Promise<Chosen> {
  const files = [...samples.values()].map(({ name, header }) => ({ name, header: () => Promise.resolve(header) }))
  const saved = source === null ? await knowingSource(view, files) : await savedMapping(view, source)
  if (saved !== null) {
    const { source: name } = saved.document
    return completed(saved.document, { by: 'saved', name, version: saved.version }, files, samples)
  }
  const template = await knowingTemplate(files)
  if (template !== null) {
    const document = { ...template.document, source: source ?? template.document.source }
    return completed(document, { by: 'template', name: template.id, version: null }, files, samples)
  }
  return completed({ source: source ?? 'main' }, { by: 'proposed', name: null, version: null }, files, samples)
}

/** A mapping with what is proposed for the files it does not know: as what they are named after where all their columns are ours. */
async function completed(
  document: SourceMapping,
  origin: Chosen['origin'],
  files: readonly NamedFile[],
  samples: Samples,
): Promise<Chosen> {
  const { mapping, known } = await fitMapping(document, files, { trustsNames: origin.by === 'saved' })
  const unknown = [...samples.values()].filter(({ name }) => !known.includes(name))
  const proposals = proposeReadings(unknown)
  const proposed = unknown.flatMap(({ name, header }): SourceFile[] => {
    const kind = standardKind(name)
    const found = proposals.get(name) ?? []
    if (kind !== null && (found.length === 0 || isOurs(header, kind))) return [{ file: name, kind }]
    // What is longer than a mapping takes, such as the name of a file in an archive, is left to the person.
    return found.flatMap(({ entry }) => SourceFile.safeParse(entry).data ?? [])
  })
  return { origin, mapping: { ...mapping, files: [...(mapping.files ?? []), ...proposed] }, proposals }
}

function isOurs(header: readonly string[], kind: KindId): boolean {
  const own = ['source', ...kindOf(kind).columns.map(({ name }) => name)]
  return header.every((name) => own.includes(name.toLowerCase()))
}

/** The mapping of the one source that knows most of these files; null when none knows any, or two know as many. */
async function knowingSource(view: RecordsView, files: readonly NamedFile[]): ReturnType<typeof savedMapping> {
  const counted = await Promise.all(
    (await listLastMappings(view)).flatMap(({ document, version }) => {
      if (document === null) return []
      const parsed = SourceMapping.parse(document)
      return [
        fitMapping(parsed, files, { trustsNames: false }).then(({ known }) => ({
          document: parsed,
          version,
          known: known.length,
        })),
      ]
    }),
  )
  const [best, second] = counted.toSorted((one, other) => other.known - one.known)
  return best === undefined || best.known === 0 || best.known === second?.known ? null : best
}

/** The ready mapping that knows most of these files; null when none knows any. */
async function knowingTemplate(files: readonly NamedFile[]) {
  const counted = await Promise.all(
    mappingTemplates.map(async (template) => {
      const document = SourceMapping.parse(template.document)
      return {
        id: template.id,
        document,
        known: (await fitMapping(document, files, { trustsNames: false })).known.length,
      }
    }),
  )
  const [best] = counted.toSorted((one, other) => other.known - one.known)
  return best === undefined || best.known === 0 ? null : best
}
