import { access, readdir } from 'node:fs/promises'
import { z } from 'zod'
import { importOperations } from '../../contract/import.ts'
import type { ImportSummary as ShownSummary } from '../../contract/import.ts'
import type { Json } from '../../records/decode.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { findSummary } from '../import/find-summary.ts'
import type { ImportSummary } from '../import/import-summary.ts'
import { previewImport } from '../import/preview-import.ts'
import { runImport } from '../import/run-import.ts'
import { dropKeptFiles, keptFolderOf } from './copy-files.ts'
import { requireMaySelect } from './put-upload-file.ts'
import { sayingUpload, toImportOptions } from './request-import.ts'
import type { UploadOptions } from './request-import.ts'
import { isSelect } from './upload.ts'

const inputShape = z.strictObject({
  upload: z.string(),
  kept: z.string(),
  importId: z.string(),
  options: importOperations.runImport.body,
})

/** How many differences, problems and rows taken out a job keeps: what a person looks through on a screen. */
const keptAtMost = 200

/** The body of a job that reads an upload and says what an import would do. */
export async function previewUpload(ctx: Ctx, input: Json, signal: AbortSignal): Promise<Json> {
  return overKeptFiles(ctx, input, (folder, { options }) =>
    previewImport(ctx, toImportOptions(folder, options), signal),
  )
}

/** The body of a job that imports an upload. One that was in the book before the server died is not imported again. */
export async function importUpload(ctx: Ctx, input: Json, signal: AbortSignal): Promise<Json> {
  const done = await findSummary(ctx, inputShape.parse(input).importId)
  if (done) return toResult(done)
  return overKeptFiles(ctx, input, (folder, { options, importId }) =>
    runImport(ctx, { ...toImportOptions(folder, options), id: importId }, signal),
  )
}

/** Runs work over the files a job was asked for. They stay after a failure, for a day, so that it can be tried again. */
async function overKeptFiles(
  ctx: Ctx,
  input: Json,
  work: (
    folder: string,
    input: { readonly options: UploadOptions; readonly importId: string },
  ) => Promise<ImportSummary>,
): Promise<Json> {
  const { kept, options, importId } = inputShape.parse(input)
  const folder = keptFolderOf(ctx, kept)
  await access(folder).catch(() => {
    throw new BookError('not-found', 'Cannot find the files of this upload: they are kept for a day; bring them again')
  })
  // Whoever asked may have lost the right since.
  for (const name of await readdir(folder)) if (isSelect(name)) requireMaySelect(ctx, name)
  const summary = await sayingUpload(folder, () => work(folder, { options, importId }))
  await dropKeptFiles(ctx, kept)
  return toResult(summary)
}

/** A summary as the job keeps it: without the places of the server, and no longer than a screen can show. */
function toResult(summary: ImportSummary): Json {
  const { id, number, source, baseCurrency, rejected, headerOnly, ignored } = summary
  const result: ShownSummary = {
    id,
    number,
    source,
    baseCurrency,
    rejected,
    kinds: summary.kinds.map((kind) => ({ ...kind })),
    differences: summary.differences.slice(0, keptAtMost).map((difference) => ({ ...difference })),
    retiring: summary.retiring.slice(0, keptAtMost).map(({ kind, row }) => ({ kind, row: { ...row } })),
    problems: summary.problems.slice(0, keptAtMost).map((problem) => ({ ...problem })),
    headerOnly: [...headerOnly],
    ignored: [...ignored],
  }
  return result
}
