import { z } from 'zod'
import { kinds } from '../domain/kind.ts'
import { job } from './job.ts'
import { pageOf, paging, sheetFormat } from './operation.ts'
import type { Operation } from './operation.ts'
import { SourceMapping } from './source.ts'
import { currencyCode, decimal, id, instant } from './value.ts'

const kindId = z.enum(kinds.map((kind) => kind.id) as [string, ...string[]])
const fileName = z.string().min(1).max(200)

const upload = z.strictObject({
  id,
  createdAt: instant,
  files: z.array(
    z.strictObject({
      name: fileName,
      bytes: z.number().int(),
      /** The kind its name stands for; null when it must be chosen. */
      kind: kindId.nullable(),
      /** Whether it says how other files are read rather than being read itself. */
      isMapping: z.boolean(),
    }),
  ),
})

const options = z.strictObject({
  /** Name of the source; null for that of the mapping, else `main`. */
  source: z.string().trim().min(1).max(60).nullable(),
  /** Kinds chosen for files whose name does not say it, by file. */
  kinds: z.record(fileName, kindId),
  strict: z.boolean(),
  unknownAccounts: z.enum(['stub', 'reject']),
  replace: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).nullable(),
  baseCurrency: currencyCode.nullable(),
  /** How the files are read; null for the `source.json` among them, else what is saved for the source, else by their names. */
  mapping: SourceMapping.nullable().default(null),
})

const kindCounts = z.strictObject({
  kind: z.string(),
  rows: z.number().int(),
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  retired: z.number().int(),
  rejected: z.number().int(),
})

/** What an import does or did: the result of its job. */
const importSummary = z.strictObject({
  id: id.nullable(),
  number: z.number().int().nullable(),
  source: z.string(),
  baseCurrency: currencyCode,
  kinds: z.array(kindCounts),
  /** The first cells that change; an empty cell is null. */
  differences: z.array(
    z.strictObject({
      kind: z.string(),
      source: z.string(),
      /** The natural key, its parts joined by a slash. */
      key: z.string(),
      column: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  retiring: z.array(z.strictObject({ kind: z.string(), row: z.record(z.string(), z.string().nullable()) })),
  problems: z.array(
    z.strictObject({
      file: z.string(),
      line: z.number().int(),
      column: z.string().nullable(),
      value: z.string().nullable(),
      message: z.string(),
    }),
  ),
  /** Every line left out. */
  rejected: z.number().int(),
  /** Files that hold a header and nothing else. */
  headerOnly: z.array(z.string()),
  /** Files that nothing asks for. */
  ignored: z.array(z.string()),
})

export type ImportSummary = z.output<typeof importSummary>

const listedImport = z.strictObject({
  number: z.number().int(),
  id,
  at: instant,
  actor: z.string(),
  source: z.string(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.number().int(), sha256: z.string() })),
  kinds: z.array(kindCounts),
  rejected: z.number().int(),
  undoneAt: instant.nullable(),
})

const params = z.object({ id })
const totalFilter = {
  source: z.string().max(60).optional(),
  legalEntity: z.string().max(200).optional(),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  currency: currencyCode.optional(),
}

export const importOperations = {
  createUpload: {
    summary: 'Begins an upload: a folder that files are put into.',
    tag: 'imports',
    right: 'import',
    output: upload,
    status: 201,
  },
  getUpload: {
    summary: 'The files of an upload.',
    tag: 'imports',
    right: 'import',
    params,
    output: upload,
    etag: 'hashes',
  },
  putUploadFile: {
    summary: 'Puts a file into an upload; one of the same name is replaced.',
    tag: 'imports',
    right: 'import',
    params: z.object({ id, name: fileName }),
    upload: 'application/octet-stream',
    output: upload,
  },
  deleteUploadFile: {
    summary: 'Takes a file out of an upload.',
    tag: 'imports',
    right: 'import',
    params: z.object({ id, name: fileName }),
    output: upload,
  },
  deleteUpload: {
    summary: 'Throws an upload away.',
    tag: 'imports',
    right: 'import',
    params,
    output: null,
    status: 204,
  },
  previewImport: {
    summary: 'Reads an upload and says what an import would do. A job: its result is the summary.',
    tag: 'imports',
    right: 'import',
    params,
    body: options,
    output: job,
    status: 202,
  },
  runImport: {
    summary: 'Imports an upload. A job: its result is the summary.',
    tag: 'imports',
    right: 'import',
    params,
    body: options,
    output: job,
    status: 202,
  },
  importFile: {
    summary: 'Imports the file that is the body, read as the source has it. A job: its result is the summary.',
    tag: 'imports',
    right: 'import',
    query: z.object({
      source: options.shape.source
        .unwrap()
        .describe('Name of the source; what is saved for it says how its files are read.'),
      file: fileName.optional().describe('Name of the file; that of the kind, or import.csv, when left out.'),
      kind: kindId.optional().describe('What its rows are, where neither the name nor the source says it.'),
      strict: z.enum(['yes', 'no']).default('no').describe('Refuse everything when one line is bad.'),
      unknownAccounts: options.shape.unknownAccounts.default('stub'),
      replaceFrom: z.iso
        .date()
        .optional()
        .describe('With replaceTo: take out what the source no longer has in this range.'),
      replaceTo: z.iso.date().optional(),
      baseCurrency: currencyCode.optional(),
    }),
    upload: 'application/octet-stream',
    output: job,
    status: 202,
  },
  listImports: {
    summary: 'Every import, the newest first.',
    tag: 'imports',
    right: 'control',
    query: z.object(paging),
    output: pageOf(listedImport),
  },
  getImport: {
    summary: 'One import with its files and counts.',
    tag: 'imports',
    right: 'control',
    params,
    output: listedImport,
    etag: 'hashes',
  },
  undoImport: {
    summary: 'Takes an import back whole. A job.',
    tag: 'imports',
    right: 'import',
    params,
    output: job,
    status: 202,
  },
  listRejectedFiles: {
    summary: 'The files with the lines an import left out, ready to be corrected, and the first problems.',
    tag: 'imports',
    right: 'import',
    params,
    output: z.strictObject({
      files: z.array(z.strictObject({ name: fileName, bytes: z.number().int() })),
      problems: importSummary.shape.problems,
    }),
  },
  getRejectedFile: {
    summary: 'One file of lines left out.',
    tag: 'imports',
    right: 'import',
    params: z.object({ id, name: fileName }),
    output: null,
    media: 'text/csv',
  },
  listControlTotals: {
    summary: 'Lines, net, tax and credits per source, legal entity, month and currency.',
    tag: 'imports',
    right: 'control',
    query: z.object(totalFilter),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          source: z.string(),
          legalEntity: z.string().nullable(),
          month: z.string(),
          currency: currencyCode,
          lines: z.number().int(),
          net: decimal,
          tax: decimal.nullable(),
          credits: decimal,
          baseNet: decimal,
        }),
      ),
      watermark: z.number().int(),
      currency: currencyCode.nullable(),
    }),
  },
  listKindTotals: {
    summary: 'Rows and totals of payments, stock, promises, service and the others, per source, month and currency.',
    tag: 'imports',
    right: 'control',
    query: z.object({ source: totalFilter.source, month: totalFilter.month, currency: totalFilter.currency }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          kind: kindId,
          source: z.string(),
          month: z.string(),
          currency: currencyCode.nullable().describe('Null for what is no money.'),
          rows: z.number().int(),
          total: decimal
            .nullable()
            .describe('Money in that currency, quantity in whatever units, events or hours; null for disputes.'),
          unmatched: z
            .number()
            .int()
            .nullable()
            .describe('Rows that name an invoice or a commitment which the book has not; null where rows name none.'),
        }),
      ),
      watermark: z.number().int(),
    }),
  },
  exportControlTotals: {
    summary: 'The same as a file.',
    tag: 'imports',
    right: 'control',
    query: z.object({ ...totalFilter, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
} satisfies Record<string, Operation>
