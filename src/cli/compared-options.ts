import { Option } from 'commander'
import type { Command } from 'commander'
import { findPart } from '../app/movement/named-part.ts'
import type { Ctx } from '../app/context.ts'
import type { Output } from '../contract/operations.ts'
import { withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

/** What every command that compares two ends takes. */
export interface ComparedOptions extends CommonOptions {
  readonly from?: string
  readonly to?: string
  readonly closed: 'yes' | 'no'
  readonly owner?: readonly string[]
  readonly territory?: string
  readonly segment?: readonly string[]
  readonly parent?: string
}

/** The options by which a part of the book is named. */
export function withPartOptions(command: Command): Command {
  return withCommonOptions(command)
    .option(
      '--owner <rep...>',
      'only accounts of these reps at the later end: keys, source/key or names; none for nobody',
    )
    .option('--territory <territory>', 'only accounts of a territory and all below it')
    .option('--segment <segment...>', 'only accounts of these segments')
    .option('--parent <account>', 'only the family of an ultimate parent')
}

/** The options of a command that compares two ends. */
export function withComparedOptions(command: Command): Command {
  return withPartOptions(command)
    .option('--from <period>', 'the earlier period; a year before the later one when left out')
    .option('--to <period>', 'the later period; the twelve months up to the last invoice line when left out')
    .addOption(
      new Option('--closed <yes|no>', 'whether a closed period shows the grades and money of its closing')
        .choices(['yes', 'no'])
        .default('yes'),
    )
}

/** The part of the book and the ends as the contract takes them. */
export async function readCompared(ctx: Ctx, options: ComparedOptions) {
  return {
    ...(options.from !== undefined && { from: options.from }),
    ...(options.to !== undefined && { to: options.to }),
    closed: options.closed,
    ...(await readPart(ctx, options)),
  }
}

/** The part of the book as the contract takes it. */
export async function readPart(ctx: Ctx, options: Omit<ComparedOptions, 'closed'>) {
  return { within: 'book' as const, ...(await findPart(ctx, options)) }
}

type Basis = Output<'getMovement'>['basis']

/** Says what both ends are, and where their grades and money are from. */
export function printBasis({ terminal }: Cli, { before, after, policy, sharedDays, currency }: Basis): void {
  const about = ({ source, why, closing }: Basis['before']): string => {
    if (source === 'closing' && closing) return ` as closed on ${closing.closedAt.slice(0, 10)}`
    if (why === 'other-grades') return ' as the book says now: its closing has other grades'
    if (why === 'accounts-gone') return ' as the book says now: an account of its closing is in it no more'
    return why === 'not-asked' ? ' as the book says now, not as it was closed' : ''
  }
  terminal.out(
    `\n${before.period} is ${before.from} to ${before.to}${about(before)}; ${after.period} is ${after.from} to ${after.to}${about(after)}. Money in ${currency}.\n`,
  )
  if (!before.isWhole)
    terminal.out(`The book does not reach back to ${before.from}: the earlier window is not whole.\n`)
  if (sharedDays > 0) terminal.out(`${String(sharedDays)} days are in both windows.\n`)
  terminal.out(`Both ends graded by policy ${policy.name} version ${String(policy.version)}\n`)
}
