import type { Command } from 'commander'
import { listMappingTemplates } from '../app/mapping/list-templates.ts'
import { proposeMapping } from '../app/mapping/propose-mapping.ts'
import { readMappingFile } from '../app/mapping/read-mapping.ts'
import { deleteMapping, getMapping, listMappings, saveMapping } from '../app/mapping/saved-mappings.ts'
import { BookError } from '../app/error.ts'
import type { Output } from '../contract/operations.ts'
import { matchesName, patternFor } from '../domain/mapping/file-pattern.ts'
import type { Transform } from '../domain/mapping/document.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withBookOrEmpty, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

export function mappingCommand(program: Command, cli: Cli): void {
  const mapping = program.command('mapping').description('how the files of a source are read')
  listCommand(mapping, cli)
  showCommands(mapping, cli)
  proposeCommand(mapping, cli)
  saveCommands(mapping, cli)
}

function listCommand(mapping: Command, cli: Cli): void {
  withCommonOptions(mapping.command('list', { isDefault: true }))
    .description('the saved mappings, and with --ready those the program brings')
    .option('--ready', 'the ready mappings for exports of known systems')
    .action(async (options: CommonOptions & { readonly ready?: boolean }) => {
      if (options.ready) {
        const { items } = await withBookOrEmpty(cli, options, (ctx) => listMappingTemplates(ctx, {}))
        if (options.json) printJson(cli.terminal, items)
        else
          printTable(
            cli.terminal,
            [
              { title: 'mapping', cell: (row) => row.id },
              { title: 'system', cell: (row) => row.system },
              { title: 'export', cell: (row) => row.how },
              { title: 'described at', cell: (row) => row.page },
            ],
            items,
          )
        return
      }
      const { items } = await withBook(cli, options, (ctx) => listMappings(ctx, {}))
      if (options.json) printJson(cli.terminal, items)
      else
        printTable(
          cli.terminal,
          [
            { title: 'source', cell: (row) => row.source },
            { title: 'version', cell: (row) => String(row.version), align: 'right' },
            { title: 'files', cell: (row) => row.files.map(({ file, kind }) => `${file} as ${kind}`).join(', ') },
            { title: 'saved by', cell: (row) => row.author.name },
            { title: 'at', cell: (row) => row.at },
          ],
          items,
        )
    })
}

function showCommands(mapping: Command, cli: Cli): void {
  withCommonOptions(mapping.command('show'))
    .description('the columns of the mapping of a source, and who saved which version')
    .argument('<source>', 'name of the source')
    .action(async (source: string, options: CommonOptions) => {
      const found = await withBook(cli, options, (ctx) => getMapping(ctx, { source }))
      if (options.json) {
        printJson(cli.terminal, [found])
        return
      }
      printTable(
        cli.terminal,
        [
          { title: 'file', cell: (row) => row.file },
          { title: 'kind', cell: (row) => row.kind },
          { title: 'column', cell: (row) => row.column },
          { title: 'from', cell: (row) => row.from },
          { title: 'done to it', cell: (row) => row.done },
        ],
        columnsOf(found.document),
      )
      for (const { version, author, at } of [found, ...found.history]) {
        cli.terminal.out(`Version ${String(version)} was saved by ${author.name} at ${at}\n`)
      }
    })
  withCommonOptions(mapping.command('export'))
    .description('the mapping of a source as a document that mapping save and import --mapping take')
    .argument('<source>', 'name of the source')
    .action(async (source: string, options: CommonOptions) => {
      const { document } = await withBook(cli, options, (ctx) => getMapping(ctx, { source }))
      printDocument(cli, document, options)
    })
}

function proposeCommand(mapping: Command, cli: Cli): void {
  withCommonOptions(mapping.command('propose'))
    .description('how a file, or the files of a folder, would be read: the document, with the reasons beside it')
    .argument('<path>', 'folder or file')
    .option('--as <name>', 'name of the source')
    .action(async (path: string, options: CommonOptions & { readonly as?: string }) => {
      const found = await withBookOrEmpty(cli, options, (ctx) => proposeMapping(ctx, path, options.as ?? null))
      // The document alone goes where a file is made of it.
      if (!options.json) for (const file of found.files) explainFile(cli, file, found.mapping)
      const names = found.files.map(({ name }) => name)
      const files = found.mapping.files?.map((file) => ({ ...file, file: patternFor(file.file, names) }))
      printDocument(cli, { ...found.mapping, files }, options)
    })
}

function saveCommands(mapping: Command, cli: Cli): void {
  withCommonOptions(mapping.command('save'))
    .description('save a document as the mapping of its source')
    .argument('<file>', 'a document like the one mapping propose prints')
    .option('--as <name>', 'name of the source; default: the one in the document')
    .action(async (file: string, options: CommonOptions & { readonly as?: string }) => {
      const document = await readMappingFile(file)
      if (document === null) throw new BookError('not-found', `Cannot find mapping "${file}"`)
      const source = options.as ?? document.source
      const saved = await withBook(cli, options, async (ctx) => {
        const known = (await listMappings(ctx, {})).items.find((one) => one.source === source)
        return saveMapping(ctx, { source, document, ifMatch: known?.version ?? 0 })
      })
      if (options.json) printJson(cli.terminal, [saved])
      else cli.terminal.out(`Saved the mapping of "${source}", version ${String(saved.version)}\n`)
    })
  withCommonOptions(mapping.command('delete'))
    .description('forget the mapping of a source; what was imported by it stays')
    .argument('<source>', 'name of the source')
    .action(async (source: string, options: CommonOptions) => {
      await withBook(cli, options, async (ctx) => {
        const { version } = await getMapping(ctx, { source })
        await deleteMapping(ctx, { source, ifMatch: version })
      })
      if (!options.json) cli.terminal.out(`Forgot the mapping of "${source}"\n`)
    })
}

type Document = Output<'inspectUpload'>['mapping']
type InspectedFile = Output<'inspectUpload'>['files'][number]
type Reason = InspectedFile['readings'][number]['reason']

function printDocument(cli: Cli, document: Document, { json }: CommonOptions): void {
  cli.terminal.out(`${JSON.stringify(document, null, json ? undefined : 2)}\n`)
}

interface MappedColumn {
  readonly file: string
  readonly kind: string
  /** Null for all of them. */
  readonly column: string | null
  readonly from: string
  readonly done: string
}

/** One row for each column of a mapping. */
function columnsOf({ files = [] }: Document): MappedColumn[] {
  return files.flatMap(({ file, kind, columns = {}, constants = {}, transforms = {} }) => {
    const row = (column: string, from: string): MappedColumn => ({
      file,
      kind,
      column,
      from,
      done: (transforms[column] ?? []).map(sayTransform).join(', '),
    })
    const rows = [
      ...Object.entries(columns).map(([column, from]) => row(column, from)),
      ...Object.entries(constants).map(([column, value]) => row(column, `"${value}" in every row`)),
    ]
    return rows.length > 0 ? rows : [{ file, kind, column: null, from: 'columns of our own names', done: '' }]
  })
}

/** Says what a file is and why it would be read so. */
function explainFile(
  { terminal }: Cli,
  { name, label, problem, head, readings }: InspectedFile,
  { files = [] }: Document,
): void {
  if (problem !== null || head === null) {
    terminal.err(`${problem ?? label}\n`)
    return
  }
  const { format, encoding, delimiter, sheet } = head
  const parts = [
    format,
    ...(encoding === null ? [] : [`${encoding.name} (${encoding.evidence})`]),
    ...(delimiter === null ? [] : [`columns parted by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}`]),
    ...(sheet === null ? [] : [`sheet "${sheet}"`]),
  ]
  terminal.err(`${label}: ${parts.join(', ')}\n`)
  if (readings.length === 0) terminal.err('  nothing is read from it\n')
  for (const reading of readings) {
    terminal.err(`  as ${reading.kind}: ${sayReason(reading.reason)}\n`)
    const entry = files.find(({ file, kind }) => kind === reading.kind && matchesName(file, name))
    for (const { column, from, constant, confidence, reason } of reading.columns) {
      const done = (entry?.transforms?.[column] ?? []).map((transform) => `, ${sayTransform(transform)}`)
      const origin = from === null ? `"${constant ?? ''}" in every row` : `"${from}"${done.join('')}`
      terminal.err(`    ${column} from ${origin}, ${String(Math.round(confidence * 100))} %: ${sayReason(reason)}\n`)
    }
    const unclear = [reading.problem, reading.decimal?.problem, reading.dayOrder?.problem].flatMap((one) => one ?? [])
    for (const sentence of unclear) terminal.err(`    ${sentence}\n`)
    for (const column of reading.missing) terminal.err(`    ${column} is missing: nothing is read for it\n`)
  }
}

/** What is done to cells, in the word of the document, with the other column it asks for. */
function sayTransform(transform: Transform): string {
  const asked =
    transform.do === 'times' ? transform.column : transform.do === 'negate' ? transform.where?.column : undefined
  return asked === undefined ? transform.do : `${transform.do} by "${asked}"`
}

function sayReason({ by, evidence }: Reason): string {
  const quoted = evidence === null ? '' : ` "${evidence}"`
  switch (by) {
    case 'mapping':
      return 'the mapping says so'
    case 'template':
      return 'a ready mapping says so'
    case 'file-name':
      return `the name of the file says${quoted}`
    case 'name':
      return 'the header is the name of our column'
    case 'word':
      return `the header says${quoted}`
    case 'part':
      return `the header holds${quoted}`
    case 'values':
      return `the values show${quoted}`
    case 'columns':
      return 'its columns are those of this kind'
  }
}
