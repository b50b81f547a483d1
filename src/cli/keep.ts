import { resolve } from 'node:path'
import type { Command } from 'commander'
import { backupBook } from '../app/backup/backup-book.ts'
import { openBackup, restoreBook } from '../app/backup/restore-book.ts'
import type { Ctx } from '../app/context.ts'
import { makeBeside } from '../app/beside.ts'
import { doctor } from '../app/doctor.ts'
import { exportBook } from '../app/export/export-book.ts'
import { exitCodes } from './exit-code.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

/** The commands that keep a book safe: export, backup, restore, doctor. */
export function keepCommands(program: Command, cli: Cli): void {
  withCommonOptions(program.command('export'))
    .description('write the business data as one CSV per kind, in key order, without history')
    .argument('<folder>', 'a new or empty folder')
    .action(async (folder: string, options: CommonOptions) => {
      cli.heedsSignal = true
      const input = { folder: resolve(folder) }
      const files = await withBook(cli, options, (ctx) => exportBook(ctx, input, cli.signal))
      if (options.json) printJson(cli.terminal, files)
      else {
        printTable(
          cli.terminal,
          [
            { title: 'kind', cell: (row) => row.kind },
            { title: 'rows', cell: (row) => row.rows, align: 'right' },
            { title: 'file', cell: (row) => row.file },
          ],
          files,
        )
      }
    })
  withCommonOptions(program.command('backup'))
    .description('one consistent copy of both stores, with all history, in one file')
    .argument('<file>', 'a file that does not exist yet')
    .action(async (file: string, options: CommonOptions) => {
      cli.heedsSignal = true
      const input = { file: resolve(file) }
      const manifest = await withBook(cli, options, (ctx) => backupBook(ctx, input, cli.signal))
      if (options.json) printJson(cli.terminal, [{ file: resolve(file), ...manifest }])
      else cli.terminal.out(`Backed up to ${resolve(file)} at watermark ${String(manifest.watermark)}\n`)
    })
  withCommonOptions(program.command('restore'))
    .description('make a book from a backup; the data directory must be missing or empty')
    .argument('<file>', 'a backup')
    .action(async (file: string, options: CommonOptions) => {
      cli.heedsSignal = true
      await restore(cli, resolve(file), options)
      if (options.json) printJson(cli.terminal, [{ restored: resolve(options.data) }])
      else cli.terminal.out(`Restored into ${resolve(options.data)}\n`)
    })
  withCommonOptions(program.command('doctor'))
    .description('look at both stores and the seam between them, and say what is found')
    .action(async (options: CommonOptions) => {
      const findings = await withBook(cli, options, doctor)
      if (options.json) printJson(cli.terminal, findings)
      else {
        printTable(
          cli.terminal,
          [
            { title: '', cell: (row) => (row.ok ? 'ok' : 'WRONG') },
            { title: 'check', cell: (row) => row.check },
            { title: 'found', cell: (row) => row.found },
          ],
          findings,
        )
      }
      if (findings.some((finding) => !finding.ok)) cli.exitCode = exitCodes.differences
    })
}

/** Restores beside the target and moves it into place, so that a broken restore leaves nothing that looks like a book. */
async function restore(cli: Cli, file: string, options: CommonOptions): Promise<void> {
  await makeBeside(resolve(options.data), async (data) => {
    const folder = `${data}-unpacked`
    const manifest = await openBackup(file, folder, cli.signal)
    const restored = (ctx: Ctx): Promise<void> => restoreBook(ctx, { folder, manifest }, cli.signal)
    await withBook(cli, { ...options, data }, restored, { create: true })
  })
}
