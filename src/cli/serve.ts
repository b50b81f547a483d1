import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Cli } from './run.ts'

interface Options {
  readonly data: string
  readonly port?: string
  readonly host?: string
  /** False for `--no-demo`. */
  readonly demo?: string | false
}

export function serveCommand(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description('show the book in a browser, to everybody who has been given access, until Ctrl-C')
    .option('--data <dir>', 'data directory of the book; an empty book is made where there is none', './data/book')
    .option('--port <number>', 'port to listen to; 3000, or the next one that is free, when nothing is said')
    .option('--host <address>', 'address to listen to; only this machine can reach the default', '127.0.0.1')
    .option('--demo <dir>', 'data directory of the demo book; "demo" beside the book when nothing is said')
    .option('--no-demo', 'show no demo book')
    .action(async (options: Options, command: Command) => {
      cli.heedsSignal = true
      const data = resolve(options.data)
      cli.exitCode = await cli.serve({
        data,
        demo: demoOf(options.demo, data),
        port: options.port ?? null,
        host: command.getOptionValueSource('host') === 'default' ? null : (options.host ?? null),
      })
    })
}

function demoOf(demo: string | false | undefined, data: string): string | null {
  if (demo === false) return null
  return demo === undefined ? join(dirname(data), 'demo') : resolve(demo)
}
