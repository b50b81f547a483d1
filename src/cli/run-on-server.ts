import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { commandHeader } from '../app/command-request.ts'
import type { CommandRequest } from '../app/command-request.ts'
import { readServerFile } from '../app/server-file.ts'
import type { ServerFile } from '../app/server-file.ts'
import type { Frame } from './command-messages.ts'
import { exitCodes } from './exit-code.ts'
import type { Cli } from './run.ts'

/**
 * Has the server that has the data directory open run the command, with its output here; gives its exit code. Null when there
 * is no server to ask: then the directory is in use by something else.
 */
export async function runOnServer(data: string, argv: readonly string[], cli: Cli): Promise<number | null> {
  const server = await readServerFile(data)
  if (!server) return null
  const { user, terminal, signal } = cli
  const answer = await ask(server, { argv, user, interactive: terminal.interactive, directory: process.cwd() })
  // A server that was killed left the file; its port may be another program's by now.
  const id = answer?.headers[commandHeader]
  if (answer?.statusCode !== 200 || typeof id !== 'string') {
    answer?.resume()
    return null
  }
  cli.heedsSignal = true
  const stop = (): void => void ask(server, { stop: id }).then((told) => told?.resume())
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  for await (const frame of framesOf(answer)) {
    if ('exit' in frame) return frame.exit
    if ('out' in frame) terminal.out(frame.out)
    else terminal.err(frame.err)
  }
  terminal.err('Lost the server while the command ran: look at what it did before giving it again\n')
  return exitCodes.unavailable
}

/** Asks the server; null when nobody answers. */
async function ask({ address, token }: ServerFile, body: CommandRequest): Promise<IncomingMessage | null> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return new Promise((resolve) => {
    const asked = request(address, { method: 'POST', headers }, resolve)
    asked.on('error', () => {
      resolve(null)
    })
    asked.end(JSON.stringify(body))
  })
}

/** The frames as they arrive; ends early when the server is gone. */
async function* framesOf(answer: IncomingMessage): AsyncGenerator<Frame, void, void> {
  let rest = ''
  answer.setEncoding('utf8')
  try {
    for await (const text of answer as AsyncIterable<string>) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield JSON.parse(line) as Frame
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error
  }
}
