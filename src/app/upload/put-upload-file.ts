import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { fileNameOf } from './file-name.ts'
import { receiveFile } from './receive-file.ts'
import { unpackArchive } from './unpack-archive.ts'
import { getOwnUpload, isSelect, showUpload } from './upload.ts'

const gibibyte = 2 ** 30

/** What one upload may hold: three times the largest export we have measured. */
const uploadLimits = { fileBytes: 8 * gibibyte, bytes: 16 * gibibyte, files: 200 } as const

/** Puts a file into an upload of one's own, in the place of one of the same name; of an archive, the files in it. */
export const putUploadFile: Verb<'putUploadFile'> = async (ctx, { id, name: given, body }) => {
  requireRight(ctx, 'import')
  const name = fileNameOf(given)
  if (isSelect(name)) requireMaySelect(ctx, name)
  const upload = await getOwnUpload(ctx, id)
  const others = (await readdir(upload.files)).filter((other) => other !== name)
  if (others.length >= uploadLimits.files) {
    throw new BookError(
      'too-large',
      `Cannot take "${name}": an upload holds ${String(uploadLimits.files)} files at most`,
    )
  }
  // Files that are on their way count with what has come of them.
  const sizes = await Promise.all(others.map((other) => stat(join(upload.files, other)).catch(() => null)))
  const taken = sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0)
  const room = { inFile: uploadLimits.fileBytes, inUpload: uploadLimits.bytes - taken }
  await receiveFile(upload.files, name, body, room)
  await unpackArchive(upload.files, name, { ...room, files: uploadLimits.files - others.length }, (member) => {
    if (isSelect(member)) requireMaySelect(ctx, member)
  })
  return showUpload(upload)
}

/** Throws unless the actor may run SQL of their own over files: administrators, and whoever has the machine. */
export function requireMaySelect({ actor }: Pick<Ctx, 'actor'>, name: string): void {
  if (actor.kind === 'local-operator' || actor.role === 'administrator') return
  throw new BookError(
    'forbidden',
    `Cannot take "${name}": only administrators may bring a select; use source.json, or bring CSV files`,
  )
}
