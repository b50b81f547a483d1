import { constants } from 'node:fs'
import { copyFile, link, lstat, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { findJob } from '../../records/job.ts'
import type { Job } from '../../records/job.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { fileNameOf } from '../upload/file-name.ts'
import { requestImportAs } from '../upload/request-import.ts'
import { isSelect, makeUpload } from '../upload/upload.ts'
import { inboxFolderOf, isForbidden, isInboxWatched, isMissing, listSources, mappingFile, readFiles } from './places.ts'
import { areSettled, sight } from './settle.ts'
import type { Sighting } from './settle.ts'
import { adoptAbandoned, filesOf, listTaken, putAside, takeFiles } from './take.ts'
import type { Taken } from './take.ts'

/** Who brings what comes by the watched folder, as imports and the audit name it. */
const watcher = { kind: 'local-operator', name: 'watched folder' } as const

/** What one server remembers from look to look. */
export interface InboxMemory {
  sightingsByFolder: ReadonlyMap<string, ReadonlyMap<string, Sighting>>
}

/**
 * Looks into the watched folder once: asks for the import of what has come whole, and puts aside what was imported or could not
 * be. `clock` gives milliseconds that only go forward. What goes wrong with one source is said to `onTrouble`, and the others
 * go on.
 */
export async function lookAtInbox(
  given: Ctx,
  memory: InboxMemory,
  clock: () => number,
  onTrouble: (source: string, error: unknown) => void,
): Promise<void> {
  const ctx: Ctx = { ...given, actor: watcher }
  if (!(await isInboxWatched(ctx))) return
  const sources = await listSources(inboxFolderOf(ctx))
  const seen = new Map<string, ReadonlyMap<string, Sighting>>()
  for (const source of sources) {
    try {
      await adoptAbandoned(source, Date.parse(ctx.now()))
      for (const taken of await listTaken(source)) await follow(ctx, taken)
      const files = await readFiles(source)
      const sightings = sight(memory.sightingsByFolder.get(source.path) ?? new Map(), files, clock())
      seen.set(source.path, sightings)
      const taken = areSettled(sightings, clock()) ? await takeFiles(source, files) : null
      if (taken) await follow(ctx, taken)
    } catch (error) {
      onTrouble(source.source, error)
    }
  }
  memory.sightingsByFolder = seen
}

/** Brings taken files one step further, as far as their job is. */
async function follow(ctx: Ctx, taken: Taken): Promise<void> {
  const job = await findJob(ctx.records.view, taken.id)
  if (job === undefined) return begin(ctx, taken)
  if (job.state === 'done') return putAside(ctx, taken, 'done', sentenceOf(job))
  if (job.state === 'failed' || job.state === 'cancelled') {
    await putAside(ctx, taken, 'failed', job.error ?? 'Somebody stopped the import of these files')
  }
}

/** Asks for the import of taken files; what can be seen to be wrong at once is said beside them. */
async function begin(ctx: Ctx, taken: Taken): Promise<void> {
  const names = await filesOf(taken.folder)
  try {
    const upload = await makeUpload(ctx, uuidv7())
    try {
      for (const [name, given] of namesOf(names)) await bring(join(taken.folder, given), join(upload.files, name))
      await bring(join(taken.home, mappingFile), join(upload.files, mappingFile)).catch((error: unknown) => {
        if (!isMissing(error)) throw error
      })
      await requestImportAs(ctx, taken.id, {
        id: upload.id,
        source: taken.source,
        kinds: {},
        strict: false,
        unknownAccounts: 'stub',
        replace: null,
        baseCurrency: null,
        mapping: null,
      })
    } finally {
      await rm(upload.folder, { recursive: true, force: true })
    }
  } catch (error) {
    if (!(error instanceof BookError)) throw error
    await putAside(ctx, taken, 'failed', error.message)
  }
}

/** Files by the names they are imported by. Throws where two of them would have one, such as two ways to write an accent. */
function namesOf(given: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const file of given) {
    const name = nameOf(file)
    if (names.has(name)) {
      throw new BookError('bad-input', `Cannot take "${name}": another file here has the same name`)
    }
    names.set(name, file)
  }
  return names
}

/** The name a file is imported by. Whoever can write into a folder may not thereby run SQL. */
function nameOf(given: string): string {
  const name = fileNameOf(given)
  if (!isSelect(name)) return name
  throw new BookError('bad-input', `Cannot take "${name}": a watched folder takes no selects; use source.json`)
}

/** Gives a file a second name, or copies it where the watched folder lies on another disk or the file is somebody else's. */
async function bring(from: string, to: string): Promise<void> {
  // A link that took the place of the file would lead to whatever it names.
  if (!(await lstat(from)).isFile()) throw new BookError('bad-input', `Cannot take "${basename(from)}": it is no file`)
  try {
    await link(from, to).catch((error: unknown) => {
      if (isMissing(error)) throw error
      return copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    })
  } catch (error) {
    if (!isForbidden(error)) throw error
    throw new BookError('bad-input', `Cannot take "${basename(from)}": the server may not read it`)
  }
}

const resultShape = z.object({
  number: z.number().nullable(),
  rejected: z.number(),
  kinds: z.array(z.object({ new: z.number(), changed: z.number(), unchanged: z.number() })),
})

/** What an import did, as whoever looks at the folder reads it. */
function sentenceOf({ result }: Job): string {
  const { number, rejected, kinds } = resultShape.parse(result)
  const sum = (figure: 'new' | 'changed' | 'unchanged') => kinds.reduce((total, kind) => total + kind[figure], 0)
  const rows = `${String(sum('new'))} new, ${String(sum('changed'))} changed, ${String(sum('unchanged'))} as they were`
  const left =
    rejected === 0
      ? 'Nothing was left out.'
      : `Left out: ${rejected === 1 ? '1 line' : `${String(rejected)} lines`}; the import says which, and why.`
  return `Imported as number ${String(number)}. Rows: ${rows}. ${left}`
}
