import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Output } from '../../contract/operations.ts'
import type { SourceFile } from '../../contract/source.ts'
import { matchesName } from '../../domain/mapping/file-pattern.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import { filesOf } from './find-mapping.ts'
import { inspectFiles } from './inspect-files.ts'

type Inspection = Output<'inspectUpload'>

/** How the files of a path would be read: by the mapping of their source where the book remembers one, else as is proposed. */
export async function proposeMapping(ctx: Ctx, path: string, source: string | null): Promise<Inspection> {
  requireRight(ctx, 'import')
  const { folder, names } = await filesOf(path)
  const scratch = await mkdtemp(join(tmpdir(), 'bookvalue-look-'))
  try {
    const found = await inspectFiles(ctx, { folder, names, scratch, mapping: null, source })
    return found.origin.by === 'proposed' ? withFoundForms(found) : found
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/**
 * The same with what the values showed of how they are written: the mapping is for the next files too, which may be so short that
 * their own values do not show it.
 */
function withFoundForms(found: Inspection): Inspection {
  const files = found.mapping.files?.map((entry): SourceFile => {
    const seen = found.files.filter(({ name }) => matchesName(entry.file, name))
    const readings = seen.flatMap((file) => file.readings.filter(({ kind }) => kind === entry.kind))
    const decimal = entry.decimal ?? shownForm(readings.map((reading) => reading.decimal))
    const date = entry.date ?? shownForm(readings.map((reading) => reading.dayOrder))
    return { ...entry, ...(decimal && { decimal }), ...(date && { date }) }
  })
  return { ...found, mapping: { ...found.mapping, ...(files && { files }) } }
}

/** The form that the values of all readings show; undefined when they show none, or not the same. */
function shownForm<Form>(
  found: readonly ({ readonly form: Form | null; readonly by: string } | null)[],
): Form | undefined {
  const [form, ...others] = new Set(found.map((one) => (one?.by === 'values' ? one.form : null)))
  return others.length === 0 ? (form ?? undefined) : undefined
}
