import type { Input } from '../../contract/operations.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { createUpload } from './create-upload.ts'
import { deleteUpload } from './delete-upload.ts'
import { fileNameOf } from './file-name.ts'
import { putUploadFile } from './put-upload-file.ts'
import { requestImportAs } from './request-import.ts'

/** Takes one file and puts its import in the line: upload, import and clearing up in one request. */
export const importFile: Verb<'importFile'> = async (ctx, { body, madeId, ...asked }) => {
  requireRight(ctx, 'import')
  const { source, kind, strict, unknownAccounts, baseCurrency } = asked
  const name = fileNameOf(asked.file ?? `${kind ?? 'import'}.csv`)
  const replace = replaceOf(asked)
  const { id } = await createUpload(ctx, {})
  try {
    await putUploadFile(ctx, { id, name, body })
    return await requestImportAs(ctx, madeId?.(), {
      id,
      source,
      kinds: kind === undefined ? {} : { [name]: kind },
      strict: strict === 'yes',
      unknownAccounts,
      replace,
      baseCurrency: baseCurrency ?? null,
      mapping: null,
    })
  } finally {
    // The job has files of its own.
    await deleteUpload(ctx, { id })
  }
}

function replaceOf({ replaceFrom: from, replaceTo: to }: Pick<Input<'importFile'>, 'replaceFrom' | 'replaceTo'>) {
  if (from === undefined && to === undefined) return null
  if (from !== undefined && to !== undefined) return { from, to }
  throw new BookError('bad-input', 'Cannot replace a range without both ends: give replaceFrom and replaceTo')
}
