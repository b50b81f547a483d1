import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { listPolicies } from '../app/policy/list-policies.ts'
import { savePolicy } from '../app/policy/save-policy.ts'
import { BookError } from '../app/error.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

export function policyCommand(program: Command, cli: Cli): void {
  const policy = program.command('policy').description('the policies accounts are graded by')
  withCommonOptions(policy.command('list', { isDefault: true }))
    .description('every version of every policy')
    .action(async (options: CommonOptions) => {
      const listed = await withBook(cli, options, listPolicies)
      if (options.json) {
        printJson(
          cli.terminal,
          listed.map(({ policy: one, saved }) => ({ ...one, saved })),
        )
        return
      }
      printTable(
        cli.terminal,
        [
          { title: 'policy', cell: (row) => row.policy.name },
          { title: 'version', cell: (row) => String(row.policy.version), align: 'right' },
          { title: 'effective from', cell: (row) => row.policy.effectiveFrom },
          { title: 'grades by', cell: (row) => row.policy.gradeBy },
          { title: 'level', cell: (row) => row.policy.level },
          { title: 'window', cell: (row) => row.policy.window },
          {
            title: 'bounds',
            cell: (row) =>
              row.policy.grades
                .map(({ label, atLeast }) => (atLeast === null ? `${label} below` : `${label} >= ${atLeast}`))
                .join(', '),
          },
          { title: 'saved by', cell: (row) => row.saved?.by ?? null },
          { title: 'note', cell: (row) => row.saved?.note ?? null },
        ],
        listed,
      )
    })
  withCommonOptions(policy.command('show'))
    .description('one policy as a document that policy save takes')
    .argument('[name]', 'name of the policy; default: the last one in the list')
    .option('--policy-version <number>', 'version; default: the last one')
    .action(async (name: string | undefined, options: CommonOptions & { readonly policyVersion?: string }) => {
      const listed = await withBook(cli, options, listPolicies)
      const found = listed.findLast(
        ({ policy: one }) =>
          (name === undefined || one.name === name) &&
          (options.policyVersion === undefined || String(one.version) === options.policyVersion),
      )
      if (!found) throw new BookError('not-found', `Cannot find policy "${name ?? ''}": see bookvalue policy list`)
      cli.terminal.out(`${JSON.stringify(found.policy, null, options.json ? undefined : 2)}\n`)
    })
  withCommonOptions(policy.command('save'))
    .description('save a document as the next version of its policy; it holds from its effectiveFrom day on')
    .argument('<file>', 'a JSON document like the one policy show prints')
    .option('--note <text>', 'why')
    .action(async (file: string, options: CommonOptions & { readonly note?: string }) => {
      const document = await readDocument(file)
      const saved = await withBook(cli, options, (ctx) => savePolicy(ctx, { document, note: options.note ?? null }))
      if (options.json) printJson(cli.terminal, [saved])
      else
        cli.terminal.out(
          `Saved policy "${saved.name}" version ${String(saved.version)}, effective from ${saved.effectiveFrom}\n`,
        )
    })
}

async function readDocument(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new BookError(
      'bad-input',
      `Cannot read policy "${file}": ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
