import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { fileNameOf } from './file-name.ts'
import { getOwnUpload, showUpload } from './upload.ts'

/** Takes a file out of an upload of one's own; one that is not there is gone already. */
export const deleteUploadFile: Verb<'deleteUploadFile'> = async (ctx, { id, name }) => {
  requireRight(ctx, 'import')
  const upload = await getOwnUpload(ctx, id)
  await rm(join(upload.files, fileNameOf(name)), { force: true })
  return showUpload(upload)
}

/** Throws an upload of one's own away. What is being imported from it has its own copy. */
export const deleteUpload: Verb<'deleteUpload'> = async (ctx, { id }) => {
  requireRight(ctx, 'import')
  const upload = await getOwnUpload(ctx, id)
  await rm(upload.folder, { recursive: true, force: true })
}
