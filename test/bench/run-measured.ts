import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { residentBytesOfTree } from './process-tree.ts'

/** What one run of a program cost. */
export interface Measured {
  readonly seconds: number
  /** Most resident memory of the process and everything below it, looked at every 50 ms. */
  readonly peakBytes: number
  readonly output: string
}

const sampleMs = 50

/** Runs a program of this project under the Node that runs the benchmark; throws when it does not end with 0. */
export async function runMeasured(program: string, args: readonly string[]): Promise<Measured> {
  const started = performance.now()
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let peakBytes = 0
  const timer = setInterval(() => {
    if (child.pid !== undefined) peakBytes = Math.max(peakBytes, residentBytesOfTree(child.pid))
  }, sampleMs)
  const stop = (): void => {
    child.kill('SIGTERM')
  }
  process.on('exit', stop)
  const output: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (data: Buffer) => output.push(data))
  child.stderr.on('data', (data: Buffer) => errors.push(data))
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    const seconds = (performance.now() - started) / 1000
    if (code === 0) return { seconds, peakBytes, output: Buffer.concat(output).toString() }
    const said = Buffer.concat(errors).toString().slice(-2000)
    throw new Error(`Cannot measure "${program} ${args.join(' ')}": it ended with ${String(code)}. ${said}`)
  } finally {
    clearInterval(timer)
    process.off('exit', stop)
  }
}
