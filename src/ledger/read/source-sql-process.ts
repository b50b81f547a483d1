import { runLockedSelect } from './run-locked-select.ts'
import type { SelectJob } from './run-locked-select.ts'

// A process that reads one job from its standard input, as a line of JSON, and answers on its standard output.

/** Reads the job up to the line end; when the parent goes away afterwards, so does this process. */
async function readJob(): Promise<SelectJob> {
  const { promise, resolve } = Promise.withResolvers<string>()
  let received = ''
  process.stdin.setEncoding('utf8')
  process.stdin.on('data', (part: string) => {
    received += part
    if (received.includes('\n')) resolve(received)
  })
  process.stdin.on('end', () => process.exit(1))
  return JSON.parse(await promise) as SelectJob
}

const answer = await runLockedSelect(await readJob())
process.stdout.write(JSON.stringify(answer), () => process.exit(0))
