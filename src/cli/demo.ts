import { resolve } from 'node:path'
import type { Command } from 'commander'
import { makeBeside } from '../app/beside.ts'
import { makeDemoBook } from '../app/demo-book.ts'
import { BookError } from '../app/error.ts'
import { shownCount } from './format.ts'
import { printJson } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly accounts: string
  readonly years: string
  readonly until: string
  readonly seed: string
}

export function demoCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('demo'))
    .description('make a book of a generated industrial distributor to look round in')
    .option('--accounts <number>', 'how many accounts', '1200')
    .option('--years <number>', 'how many years', '4')
    .option('--until <day>', 'the last day of the book', '2026-10-31')
    .option('--seed <number>', 'same seed, same bytes', '7')
    .action(async (options: Options) => {
      const input = {
        accounts: wholeNumber('--accounts', options.accounts),
        years: wholeNumber('--years', options.years),
        until: options.until,
        seed: wholeNumber('--seed', options.seed),
      }
      cli.heedsSignal = true
      const made = await makeBeside(resolve(options.data), (data) =>
        withBook(cli, { ...options, data }, (ctx) => makeDemo(ctx, input, cli.signal), { create: true }),
      )
      if (options.json) {
        printJson(cli.terminal, [made.demo])
        return
      }
      const { accounts, lines, invoices, from, until } = made.demo
      cli.terminal.out(
        `Made a demo book of ${shownCount(accounts)} accounts, ${shownCount(invoices)} invoices and ${shownCount(lines)} lines from ${from} to ${until}\n`,
      )
    })
}

async function makeDemo(...[ctx, input, signal]: Parameters<typeof makeDemoBook>): ReturnType<typeof makeDemoBook> {
  try {
    return await makeDemoBook(ctx, input, signal)
  } catch (error) {
    if (error instanceof RangeError) throw new BookError('usage', error.message)
    throw error
  }
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new BookError('usage', `Cannot read ${option} "${text}": write a whole number`)
  return Number(text)
}
