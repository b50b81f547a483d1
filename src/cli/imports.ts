import type { Command } from 'commander'
import { getImport, listImports } from '../app/import/list-imports.ts'
import type { ListedImport } from '../app/import/list-imports.ts'
import { undoImport } from '../app/import/undo-import.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

export function importsCommand(program: Command, cli: Cli): void {
  const imports = program.command('imports').description('the history of imports, and undo')
  withCommonOptions(imports.command('list', { isDefault: true }))
    .description('every import, newest first')
    .action(async (options: CommonOptions) => {
      const rows = await withBook(cli, options, listImports)
      if (options.json) printJson(cli.terminal, rows)
      else printTable(cli.terminal, historyColumns, rows)
    })
  withCommonOptions(imports.command('show'))
    .description('one import: its files and what it did')
    .argument('<import>', 'number or id')
    .action(async (id: string, options: CommonOptions) => {
      const row = await withBook(cli, options, (ctx) => getImport(ctx, { id }))
      if (options.json) {
        printJson(cli.terminal, [row])
        return
      }
      printTable(cli.terminal, historyColumns, [row])
      cli.terminal.out('\n')
      printTable(
        cli.terminal,
        [
          { title: 'file', cell: (file) => file.name },
          { title: 'bytes', cell: (file) => file.bytes, align: 'right' },
          { title: 'sha256', cell: (file) => file.sha256 },
        ],
        row.files,
      )
      cli.terminal.out('\n')
      printTable(
        cli.terminal,
        [
          { title: 'kind', cell: (kind) => kind.kind },
          { title: 'new', cell: (kind) => kind.new, align: 'right' },
          { title: 'changed', cell: (kind) => kind.changed, align: 'right' },
          { title: 'unchanged', cell: (kind) => kind.unchanged, align: 'right' },
          { title: 'retired', cell: (kind) => kind.retired, align: 'right' },
          { title: 'rejected', cell: (kind) => kind.rejected, align: 'right' },
        ],
        row.kinds,
      )
    })
  withCommonOptions(imports.command('undo'))
    .description('take an import back whole; imports may be undone in any order')
    .argument('<import>', 'number or id')
    .action(async (id: string, options: CommonOptions) => {
      cli.heedsSignal = true
      const undone = await withBook(cli, options, (ctx) => undoImport(ctx, { id }, cli.signal))
      if (options.json) printJson(cli.terminal, [{ id: undone.id, number: undone.seq, undoneBy: undone.undoneBy }])
      else cli.terminal.out(`Import ${String(undone.seq)} (${undone.id}) is undone\n`)
    })
}

const historyColumns = [
  { title: 'number', cell: (row: ListedImport) => String(row.number), align: 'right' as const },
  { title: 'id', cell: (row: ListedImport) => row.id },
  { title: 'at', cell: (row: ListedImport) => row.at.slice(0, 19).replace('T', ' ') },
  { title: 'by', cell: (row: ListedImport) => row.actor },
  { title: 'source', cell: (row: ListedImport) => row.source },
  {
    title: 'rows',
    cell: (row: ListedImport) => row.kinds.reduce((sum, kind) => sum + kind.rows, 0),
    align: 'right' as const,
  },
  { title: 'undone', cell: (row: ListedImport) => row.undoneAt?.slice(0, 19).replace('T', ' ') ?? null },
]
