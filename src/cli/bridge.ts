import { Option } from 'commander'
import type { Command } from 'commander'
import { reportAccountBridge, reportBridgeProducts } from '../app/bridge/report-bridge.ts'
import { getMovementBridge } from '../app/movement-bridge/get-movement-bridge.ts'
import { reportBridges } from '../app/movement-bridge/report-bridges.ts'
import { movementGroupings } from '../contract/movement.ts'
import type { Input } from '../contract/operations.ts'
import { bridgeMeasures, bridgeParts } from '../domain/bridge/bridge-parts.ts'
import type { BridgeMeasure, BridgePart } from '../domain/bridge/bridge-parts.ts'
import { bridgeRates } from '../domain/bridge/bridge-shown.ts'
import type { BridgeRates } from '../domain/bridge/bridge-shown.ts'
import { readCompared, withComparedOptions } from './compared-options.ts'
import type { ComparedOptions } from './compared-options.ts'
import { listedBridge, printBridge, printGroups, printList, printProducts } from './print-bridge.ts'
import { printJson } from './print.ts'
import { withBook } from './run.ts'
import type { Cli } from './run.ts'

interface Options extends ComparedOptions {
  readonly account?: string
  readonly of?: 'account' | 'family'
  readonly measure?: BridgeMeasure
  readonly rates: BridgeRates
  readonly by?: (typeof movementGroupings)[number]
  readonly list?: boolean
  readonly sort: string
  readonly products?: boolean
  readonly part?: BridgePart
}

/** Why an account or a part of the book is worth more or less than before. */
export function bridgeCommand(program: Command, cli: Cli): void {
  withComparedOptions(program.command('bridge'))
    .description('why an account, a part of the book or all of it is worth more or less than before')
    .option('--account <account>', 'one account: key, source/key, id or name')
    .addOption(
      new Option('--of <what>', 'the account by itself or its family; by default what the policy grades').choices([
        'account',
        'family',
      ]),
    )
    .addOption(
      new Option('--measure <measure>', 'what is told; by default what the policy grades by').choices(bridgeMeasures),
    )
    .addOption(
      new Option('--rates <rates>', 'money at the rates of the invoices, or all of it at those of the earlier window')
        .choices(bridgeRates)
        .default('booked'),
    )
    .addOption(new Option('--by <what>', 'the same for each group of accounts').choices(movementGroupings))
    .option('--list', 'the same for every account')
    .option(
      '--sort <figure>',
      'what --list goes by: change, size, before, after or a part; a minus has the most first',
      '-size',
    )
    .option('--products', 'the products behind the bridge of an account')
    .addOption(new Option('--part <part>', 'only the products that are in this part').choices(bridgeParts))
    .action(async (options: Options) => {
      if (options.account !== undefined) return showAccount(cli, options, options.account)
      return options.list ? showList(cli, options) : showPart(cli, options)
    })
}

/** What is asked of an account and of a part of the book alike. */
function askedOf({ measure, rates }: Options) {
  return { rates, ...(measure !== undefined && { measure }) }
}

async function showAccount(cli: Cli, options: Options, named: string): Promise<void> {
  const { from, to, of, measure, part } = options
  const ends = { ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(of !== undefined && { of }) }
  const { report, products } = await withBook(cli, options, async (ctx) => {
    const found = await reportAccountBridge(ctx, named, { ...ends, ...askedOf(options) })
    if (!options.products) return { report: found, products: null }
    const question: Omit<Input<'listBridgeProducts'>, 'limit' | 'cursor'> = {
      ...ends,
      id: found.account.id,
      measure: measure === 'gross-profit' ? measure : 'revenue',
      ...(part !== undefined && { part }),
    }
    const pages = await Array.fromAsync(reportBridgeProducts(ctx, question))
    return { report: found, products: pages.flat() }
  })
  const { account, bridge } = report
  if (options.json) {
    printJson(cli.terminal, products ?? [{ account, ...bridge }])
    return
  }
  printBridge(cli, bridge, `${account.name} (${account.key})${bridge.of === 'family' ? ' with its family' : ''}`)
  if (products) printProducts(cli, products)
}

async function showPart(cli: Cli, options: Options): Promise<void> {
  const { by } = options
  const bridge = await withBook(cli, options, async (ctx) =>
    getMovementBridge(ctx, {
      ...(await readCompared(ctx, options)),
      ...askedOf(options),
      ...(by !== undefined && { by }),
    }),
  )
  if (options.json) {
    const { groups, rest, ...whole } = bridge
    printJson(cli.terminal, by === undefined ? [whole] : [...groups, ...(rest ? [rest.sum] : [])])
    return
  }
  printBridge(cli, bridge, null)
  if (by !== undefined) printGroups(cli, bridge, by)
}

async function showList(cli: Cli, options: Options): Promise<void> {
  const { sort } = options
  const pages = await withBook(cli, options, async (ctx) =>
    Array.fromAsync(reportBridges(ctx, { ...(await readCompared(ctx, options)), ...askedOf(options), sort })),
  )
  const rows = pages.flat()
  if (options.json) printJson(cli.terminal, rows.map(listedBridge))
  else printList(cli, rows)
}
