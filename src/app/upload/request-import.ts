import { readdir } from 'node:fs/promises'
import { sep } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Input, Output } from '../../contract/operations.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { findJob } from '../../records/job.ts'
import type { Job } from '../../records/job.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import type { ImportOptions } from '../import/import-input.ts'
import { planImport } from '../import/plan-import.ts'
import { requestJob } from '../job/request-job.ts'
import { showJob } from '../job/show-job.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { dropKeptFiles, keepFiles } from './copy-files.ts'
import { requireMaySelect } from './put-upload-file.ts'
import { getOwnUpload, isPart, isSelect } from './upload.ts'

type Request = Input<'runImport'>

/** How the files of an upload are to be read, as the job keeps it. */
export type UploadOptions = Omit<Request, 'id'>

/** Puts the reading of an upload in the line, which says what an import would do. */
export const requestPreview: Verb<'previewImport'> = (ctx, input) => request(ctx, 'preview', input)

/** Puts the import of an upload in the line. */
export const requestImport: Verb<'runImport'> = (ctx, input) => request(ctx, 'import', input)

/** The same, as the job of an id: asked for again under that id, whatever has become of it, it is put in the line once. */
export function requestImportAs(ctx: Ctx, jobId: string | undefined, input: Request): Promise<Output<'getJob'>> {
  return request(ctx, 'import', input, jobId)
}

async function request(
  ctx: Ctx,
  kind: 'preview' | 'import',
  input: Request,
  jobId?: string,
): Promise<Output<'getJob'>> {
  requireRight(ctx, 'import')
  const { id, ...options } = input
  const upload = await getOwnUpload(ctx, id)
  const names = (await readdir(upload.files)).filter((name) => !isPart(name))
  for (const name of names) if (isSelect(name)) requireMaySelect(ctx, name)
  await assertReadable(ctx, names, options)
  const plan = await sayingUpload(upload.files, () => planImport(ctx, toImportOptions(upload.files, options)))
  const known = jobId === undefined ? undefined : await findJob(ctx.records.view, jobId)
  if (known) return showJob(ctx, known)
  const kept = await keepFiles(ctx, upload)
  let isAsked = false
  try {
    const job = await requestJob(ctx, {
      kind,
      id: jobId,
      subject: plan.isUnnamed ? (names[0] ?? null) : plan.source,
      // The id of the import is given now: a job that is begun again knows whether it is in the book already.
      input: { upload: id, kept, importId: uuidv7(), options },
      isSame: (open) => {
        const same = isOfUpload(open, id, options)
        isAsked ||= same
        return same
      },
    })
    return job
  } catch (error) {
    isAsked = true
    throw error
  } finally {
    // A job that is asked for already has files of its own.
    if (isAsked) await dropKeptFiles(ctx, kept)
  }
}

/** Throws on what can be seen to be wrong without reading a file. */
async function assertReadable(ctx: Ctx, names: readonly string[], options: UploadOptions): Promise<void> {
  const unknown = Object.keys(options.kinds).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new BookError(
      'bad-input',
      `Cannot read "${unknown}" as ${options.kinds[unknown] ?? ''}: the upload has no such file`,
    )
  }
  if (options.replace && options.replace.from > options.replace.to) {
    const { from, to } = options.replace
    throw new BookError('bad-input', `Cannot replace from "${from}" to "${to}": the range ends before it starts`)
  }
  const known = await baseCurrencyOf(ctx.ledger)
  if (known !== undefined && options.baseCurrency !== null && options.baseCurrency !== known) {
    throw new BookError('conflict', `Cannot use base currency "${options.baseCurrency}": the book is kept in ${known}`)
  }
}

/** What the importer is told of a folder of uploaded files. */
export function toImportOptions(path: string, options: UploadOptions): ImportOptions {
  return {
    path,
    sourceDirectory: null,
    kind: null,
    sourceName: options.source,
    kinds: options.kinds,
    strict: options.strict,
    unknownAccounts: options.unknownAccounts,
    replace: options.replace,
    baseCurrency: options.baseCurrency,
    mapping: options.mapping,
  }
}

/** Runs work on a folder of uploaded files whose errors say nothing of where the server keeps them. */
export async function sayingUpload<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof BookError)) throw error
    const message = error.message.replaceAll(`"${folder}"`, 'this upload').replaceAll(`${folder}${sep}`, '')
    throw new BookError(error.code, message)
  }
}

function isOfUpload(open: Job, upload: string, options: UploadOptions): boolean {
  const input = open.input as { readonly upload?: unknown; readonly options?: unknown }
  return input.upload === upload && JSON.stringify(input.options) === JSON.stringify(options)
}
