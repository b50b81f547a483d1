import { v7 as uuidv7 } from 'uuid'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { dropOldUploads } from './drop-old-uploads.ts'
import { countOwnUploads, makeUpload, showUpload } from './upload.ts'

/** Uploads of one person at a time: many more than anybody needs, and no way to fill the disk with folders. */
const mostUploads = 50

/** Begins an upload that belongs to whoever asks. */
export const createUpload: Verb<'createUpload'> = async (ctx) => {
  requireRight(ctx, 'import')
  await dropOldUploads(ctx)
  if ((await countOwnUploads(ctx)) >= mostUploads) {
    throw new BookError(
      'too-many',
      `Cannot begin another upload: there are ${String(mostUploads)} of yours; wait a day`,
    )
  }
  return showUpload(await makeUpload(ctx, uuidv7()))
}
