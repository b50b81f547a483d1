import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Output } from '../../contract/operations.ts'
import { inspectFiles } from '../mapping/inspect-files.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { sayingUpload } from './request-import.ts'
import { getOwnUpload, isPart } from './upload.ts'

/** What the files of an upload of one's own are, and how they would be read. */
export const inspectUpload: Verb<'inspectUpload'> = async (ctx, { id, mapping, source }) => {
  requireRight(ctx, 'import')
  const upload = await getOwnUpload(ctx, id)
  const names = (await readdir(upload.files)).filter((name) => !isPart(name)).toSorted()
  // Beside the files, not among the scratch files: an import that runs meanwhile has those to itself.
  const scratch = await mkdtemp(join(upload.folder, 'look-'))
  try {
    return await sayingUpload(upload.files, (): Promise<Output<'inspectUpload'>> =>
      inspectFiles(ctx, { folder: upload.files, names, scratch, mapping, source }),
    )
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
