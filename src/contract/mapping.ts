import { z } from 'zod'
import { kinds } from '../domain/kind.ts'
import { encodings } from '../domain/mapping/document.ts'
import type { Operation } from './operation.ts'
import { SourceMapping } from './source.ts'
import { id, instant } from './value.ts'

const kindId = z.enum(kinds.map((kind) => kind.id) as [string, ...string[]])
const sourceName = z.string().trim().min(1).max(60)

/** Why something is proposed, as data: a screen makes the sentence in its own language. */
const reason = z.strictObject({
  /**
   * `mapping`: the document says so; `template`: a ready mapping of a system does; `file-name`: the name of the file; `name`: the
   * header is the name of our column; `word`: it is a word that business programs use for it; `part`: it holds such a word;
   * `values`: what stands in the column; `columns`: the columns that were found.
   */
  by: z.enum(['mapping', 'template', 'file-name', 'name', 'word', 'part', 'values', 'columns']),
  /** The word, name or value that decided; null when nothing single did. */
  evidence: z.string().nullable(),
})

/** A form of values that is told from them, or was stated. */
function foundForm<T extends z.ZodType>(form: T) {
  return z.strictObject({
    /** Null when the values do not tell: it must be stated. */
    form: form.nullable(),
    /** `stated` in the mapping, shown by `values`, or the `default` because no value needs it. */
    by: z.enum(['stated', 'values', 'default']),
    /** The values that show it, or that contradict each other. */
    evidence: z.array(z.string()),
    /** Why it must be stated; null when it need not. */
    problem: z.string().nullable(),
  })
}

const cell = z.strictObject({
  /** The column of the kind. */
  column: z.string(),
  /** The text of the file; null for an empty cell or a column that the file has not. */
  raw: z.string().nullable(),
  /** The value as it will be read: an amount with a point, a day as YYYY-MM-DD; null for none. */
  value: z.string().nullable(),
  /** Why the row would be left out because of this cell; null when it would not. */
  problem: z.string().nullable(),
})

/** How a file is read as one kind. A file of lines that also names accounts is read as both. */
const reading = z.strictObject({
  kind: kindId,
  /** 0 to 1: how sure it is that rows of the file are of this kind. */
  confidence: z.number(),
  reason,
  columns: z.array(
    z.strictObject({
      /** The column of the kind. */
      column: z.string(),
      /** The column of the file; null for a constant. */
      from: z.string().nullable(),
      constant: z.string().nullable(),
      confidence: z.number(),
      reason,
    }),
  ),
  /** Columns of the file that this reading takes nothing from. */
  unread: z.array(z.string()),
  /** Required columns that nothing is read for. */
  missing: z.array(z.string()),
  /** Null when no amount, or no day, is read. */
  decimal: foundForm(z.enum(['.', ','])).nullable(),
  dayOrder: foundForm(z.enum(['YMD', 'DMY', 'MDY'])).nullable(),
  /** Why the file cannot be read so as a whole, such as a column that it has not; null when it can. */
  problem: z.string().nullable(),
  /** The first rows as they will be read; none while there is a problem. */
  rows: z.array(
    z.strictObject({
      /** The line of the file on which it begins, from 1; in a sheet the number of the row. */
      number: z.number().int(),
      cells: z.array(cell),
    }),
  ),
})

const inspectedFile = z.strictObject({
  /** The name a mapping means it by. */
  name: z.string(),
  /** The name as people see it: that of a file in an archive of several begins with the archive. */
  label: z.string(),
  /** Why nothing of the file can be read; null when it can. */
  problem: z.string().nullable(),
  /** Null with a problem. */
  head: z
    .strictObject({
      format: z.enum(['csv', 'ndjson', 'xlsx', 'parquet']),
      packing: z.enum(['none', 'gzip', 'zip']),
      encoding: z.strictObject({ name: z.enum(encodings), evidence: z.string() }).nullable(),
      /** `LF`, `CRLF` or `CR`; null where the format has none. */
      lineEnd: z.enum(['LF', 'CRLF', 'CR']).nullable(),
      delimiter: z.string().nullable(),
      sheets: z.array(z.string()),
      sheet: z.string().nullable(),
      bytes: z.number().int(),
    })
    .nullable(),
  /** The columns of the file with the first values that differ. */
  columns: z.array(z.strictObject({ name: z.string(), samples: z.array(z.string()) })),
  /** What its rows are, then what they name beside; none for a file that nothing is read from. */
  readings: z.array(reading),
})

/** What is seen of the files of an upload, and how they would be read. */
const inspection = z.strictObject({
  /** Where the mapping comes from. */
  origin: z.strictObject({
    /**
     * `given` in the request, `uploaded` as source.json, `saved` for the source, a ready `template`, else `proposed`.
     */
    by: z.enum(['given', 'uploaded', 'saved', 'template', 'proposed']),
    /** The source and version that were saved, or the id of the template; null for the others. */
    name: z.string().nullable(),
    version: z.number().int().nullable(),
  }),
  /** The whole mapping: to be shown, changed, sent back, imported by and saved. */
  mapping: SourceMapping,
  files: z.array(inspectedFile),
  /** What stands beside the data: mappings, selects, and the problems of an earlier import. */
  ignored: z.array(z.string()),
})

const mappingHead = z.strictObject({
  source: sourceName,
  /** One more with every change. */
  version: z.number().int(),
  author: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  at: instant,
})

const params = z.object({ source: sourceName })
const saved = mappingHead.extend({
  document: SourceMapping,
  /** The earlier versions, the newest first. */
  history: z.array(mappingHead.omit({ source: true })),
})

/** How the files of each source are read, which the book remembers. */
export const mappingOperations = {
  inspectUpload: {
    summary: 'What the files of an upload are, how they would be read, and the first rows as they would be.',
    tag: 'mappings',
    right: 'import',
    params: z.object({ id }),
    body: z.strictObject({
      /** The mapping to read by; null for that of the upload or of the source, else a proposal. */
      mapping: SourceMapping.nullable(),
      /** The source the files are of, whose saved mapping is used; null to find one that knows these files. */
      source: sourceName.nullable().default(null),
    }),
    output: inspection,
  },
  listMappings: {
    summary: 'The saved mappings, one for each source.',
    tag: 'mappings',
    right: 'import',
    output: z.strictObject({
      items: z.array(mappingHead.extend({ files: z.array(z.strictObject({ file: z.string(), kind: kindId })) })),
    }),
  },
  getMapping: {
    summary: 'The mapping of a source, with its earlier versions by name.',
    tag: 'mappings',
    right: 'import',
    params,
    output: saved,
    etag: 'gives',
  },
  saveMapping: {
    summary: 'Saves the mapping of a source as its next version. If-Match "0" says that it has none.',
    tag: 'mappings',
    right: 'import',
    params,
    body: z.strictObject({ document: SourceMapping }),
    output: saved,
    etag: 'needs',
  },
  deleteMapping: {
    summary: 'Forgets the mapping of a source; what was imported by it stays.',
    tag: 'mappings',
    right: 'import',
    params,
    output: null,
    status: 204,
    etag: 'needs',
  },
  listMappingTemplates: {
    summary: 'Ready mappings for exports of known systems.',
    tag: 'mappings',
    right: 'import',
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          id,
          /** The system, such as Odoo. */
          system: z.string(),
          /** Which export it reads, and where that is found in the system. */
          how: z.string(),
          /** The page of the system's documentation that describes the export. */
          page: z.string(),
          document: SourceMapping,
        }),
      ),
    }),
  },
} satisfies Record<string, Operation>
