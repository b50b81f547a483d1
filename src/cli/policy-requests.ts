import type { Command } from 'commander'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { setFourEyes } from '../app/policy/four-eyes.ts'
import { decidePolicyRequest } from '../app/policy-studio/decide-policy-request.ts'
import { listPolicyRequests } from '../app/policy-studio/policy-requests.ts'
import { showPolicies } from '../app/policy-studio/show-policies.ts'
import type { Output } from '../contract/operations.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

type Request = Output<'decidePolicyRequest'>

interface Options extends CommonOptions {
  readonly note?: string
}

/** Having somebody else approve a policy before it is adopted. */
export function policyRequestCommands(policy: Command, cli: Cli): void {
  withCommonOptions(policy.command('requests'))
    .description('policies that wait for the approval of somebody else, and what became of others')
    .action(async (options: CommonOptions) => {
      const requests = await withBook(cli, options, allRequests)
      if (options.json) printJson(cli.terminal, requests)
      else printRequests(cli, requests)
    })
  for (const decision of ['approve', 'refuse', 'withdraw'] as const) {
    withCommonOptions(policy.command(decision))
      .description(descriptions[decision])
      .argument('<id>', 'id of the request, see policy requests')
      .option('--note <text>', 'why')
      .action(async (id: string, options: Options) => {
        const note = options.note ?? null
        const decided = await withBook(cli, options, (ctx) => decidePolicyRequest(ctx, { id, decision, note }))
        if (options.json) printJson(cli.terminal, [decided])
        else cli.terminal.out(`${sentenceOf(decided)}\n`)
      })
  }
  withCommonOptions(policy.command('four-eyes'))
    .description('whether somebody else must approve a policy before it is adopted')
    .argument('[state]', 'on or off; without it: as it is')
    .action(async (state: string | undefined, options: CommonOptions) => {
      if (state !== undefined && state !== 'on' && state !== 'off') {
        throw new BookError('usage', `Cannot set four eyes to "${state}": write on or off`)
      }
      const { fourEyes } = await withBook(cli, options, (ctx) =>
        state === undefined ? showPolicies(ctx, {}) : setFourEyes(ctx, { fourEyes: state === 'on' }),
      )
      if (options.json) printJson(cli.terminal, [{ fourEyes }])
      else cli.terminal.out(fourEyes ? 'Somebody else must approve a policy\n' : 'Nobody need approve a policy\n')
    })
}

const descriptions = {
  approve: 'adopt a policy that somebody else asks for',
  refuse: 'refuse a policy that somebody else asks for',
  withdraw: 'take back a policy one asked for oneself',
}

async function allRequests(ctx: Ctx): Promise<Request[]> {
  const requests: Request[] = []
  for (let cursor: string | undefined; ;) {
    const { items, next } = await listPolicyRequests(ctx, { cursor, limit: 200 })
    requests.push(...items)
    if (next === null) return requests
    cursor = next
  }
}

function printRequests(cli: Cli, requests: readonly Request[]): void {
  printTable(
    cli.terminal,
    [
      { title: 'id', cell: ({ id }) => id },
      { title: 'policy', cell: ({ policy }) => policy.name },
      { title: 'effective from', cell: ({ policy }) => policy.effectiveFrom },
      { title: 'asked for by', cell: ({ requested }) => requested.by.name },
      { title: 'at', cell: ({ requested }) => requested.at.slice(0, 19).replace('T', ' ') },
      { title: 'note', cell: ({ note }) => note },
      { title: 'decision', cell: ({ decided }) => decided?.decision ?? 'waits' },
      { title: 'by', cell: ({ decided }) => decided?.by.name ?? null },
      { title: 'because', cell: ({ decided }) => decided?.note ?? null },
    ],
    requests,
  )
}

function sentenceOf({ policy, decided }: Request): string {
  if (decided?.decision !== 'approved') return `Policy "${policy.name}" is ${decided?.decision ?? 'waiting'}`
  return `Saved policy "${policy.name}" version ${String(decided.version)}, effective from ${policy.effectiveFrom}`
}
