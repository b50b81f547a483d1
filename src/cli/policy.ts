import { Argument, Option } from 'commander'
import type { Command } from 'commander'
import { listPolicies } from '../app/policy/list-policies.ts'
import { policyFromTemplate } from '../app/policy/policy-from-template.ts'
import { readPolicyDocument } from '../app/policy/save-policy.ts'
import { adoptPolicy } from '../app/policy-studio/adopt-policy.ts'
import { showPolicies } from '../app/policy-studio/show-policies.ts'
import { BookError } from '../app/error.ts'
import type { Output } from '../contract/operations.ts'
import { defaultPolicy } from '../domain/policy.ts'
import { gradeNamings, policyTemplates } from '../domain/policy-template.ts'
import type { GradeNaming, PolicyTemplate } from '../domain/policy-template.ts'
import { policyPreviewCommands } from './policy-preview.ts'
import { policyRequestCommands } from './policy-requests.ts'
import { printJson, printTable } from './print.ts'
import { readPolicyFile } from './read-policy-file.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

export function policyCommand(program: Command, cli: Cli): void {
  const policy = program.command('policy').description('the policies accounts are graded by')
  withCommonOptions(policy.command('list', { isDefault: true }))
    .description('every version of every policy, and the days it holds')
    .action(async (options: CommonOptions) => {
      const { items } = await withBook(cli, options, (ctx) => showPolicies(ctx, {}))
      if (options.json) printJson(cli.terminal, items.map(toJson))
      else printPolicies(cli, items)
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
  withCommonOptions(policy.command('template'))
    .description(
      'a policy to begin from, as a document that policy save takes: the rest of it as the policy that holds now',
    )
    .addArgument(new Argument('<template>', 'which').choices(policyTemplates))
    .addOption(new Option('--names <names>', 'names of the grades').choices(gradeNamings).default('letters'))
    .option('--from <day>', 'the day from which it is to hold; default: today')
    .action(async (template: PolicyTemplate, options: TemplateOptions) => {
      const document = await withBook(cli, options, (ctx) =>
        policyFromTemplate(ctx, { template, naming: options.names, from: options.from ?? null }),
      )
      cli.terminal.out(`${JSON.stringify(document, null, options.json ? undefined : 2)}\n`)
    })
  policyPreviewCommands(policy, cli)
  withCommonOptions(policy.command('save'))
    .description('adopt a document as the next version of its policy, from its effectiveFrom day on, or ask for it')
    .argument('<file>', 'a JSON document like the one policy show prints')
    .option('--note <text>', 'why')
    .action(async (file: string, options: CommonOptions & { readonly note?: string }) => {
      const document = readPolicyDocument(await readPolicyFile(file))
      const { adopted, request } = await withBook(cli, options, (ctx) =>
        adoptPolicy(ctx, { document, note: options.note ?? null, draftId: null }),
      )
      if (options.json) printJson(cli.terminal, adopted ? [adopted.policy] : request ? [request] : [])
      else cli.terminal.out(adopted ? saved(adopted.policy) : asked(request?.id ?? ''))
    })
  policyRequestCommands(policy, cli)
}

interface TemplateOptions extends CommonOptions {
  readonly names: GradeNaming
  readonly from?: string
}

type Shown = Output<'getPolicy'>

function saved({ name, version, effectiveFrom }: Shown['policy']): string {
  return `Saved policy "${name}" version ${String(version)}, effective from ${effectiveFrom}\n`
}

function asked(id: string): string {
  return `Asked for it as ${id}: somebody else must approve it (bookvalue policy approve ${id})\n`
}

/** The document with who saved and approved it and when it holds. */
function toJson({ policy, adopted, approved, holds }: Shown): object {
  return {
    ...policy,
    saved: adopted && { ...adopted, by: adopted.by.name },
    approved: approved && { ...approved, by: approved.by.name },
    holds,
  }
}

function printPolicies(cli: Cli, items: readonly Shown[]): void {
  printTable(
    cli.terminal,
    [
      { title: 'policy', cell: (row) => row.policy.name },
      { title: 'version', cell: (row) => String(row.policy.version), align: 'right' },
      { title: 'effective from', cell: (row) => row.policy.effectiveFrom },
      { title: 'holds', cell: (row) => spanOf(row.holds) },
      { title: 'grades by', cell: (row) => row.policy.gradeBy },
      { title: 'level', cell: (row) => row.policy.level },
      { title: 'window', cell: (row) => row.policy.window },
      { title: 'bounds', cell: (row) => boundsOf(row.policy) },
      { title: 'saved by', cell: (row) => row.adopted?.by.name ?? null },
      { title: 'approved by', cell: (row) => row.approved?.by.name ?? null },
      { title: 'note', cell: (row) => row.adopted?.note ?? null },
    ],
    items,
  )
}

function spanOf(holds: Shown['holds']): string {
  if (holds === null) return 'never'
  if (holds.from === defaultPolicy.effectiveFrom) return holds.to === null ? 'always' : `until ${holds.to}`
  return holds.to === null ? `from ${holds.from}` : `${holds.from} to ${holds.to}`
}

function boundsOf({ grades }: Shown['policy']): string {
  return grades.map(({ label, atLeast }) => (atLeast === null ? `${label} below` : `${label} >= ${atLeast}`)).join(', ')
}
