import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getOwnUpload, showUpload } from './upload.ts'

/** The files of an upload of one's own. */
export const getUpload: Verb<'getUpload'> = async (ctx, { id }) => {
  requireRight(ctx, 'import')
  return showUpload(await getOwnUpload(ctx, id))
}
