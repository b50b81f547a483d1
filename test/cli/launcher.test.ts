import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** A clone with the real launcher and a program of our own. */
async function makeClone(program: string): Promise<string> {
  const clone = await mkdtemp(join(tmpdir(), 'bookvalue-clone-'))
  onTestFinished(() => rm(clone, { recursive: true, force: true }))
  await cp(join(root, 'bin'), join(clone, 'bin'), { recursive: true })
  await cp(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true })
  await mkdir(join(clone, 'src'))
  await mkdir(join(clone, 'node_modules'))
  await writeFile(join(clone, 'package.json'), '{ "type": "module" }')
  await writeFile(join(clone, 'src', 'main.ts'), program)
  return clone
}

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

async function run(args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}

test('the launcher hands over the arguments and keeps the exit code', async () => {
  const clone = await makeClone(`
    export async function main(args: readonly string[]): Promise<number> {
      console.log(args.join('+'))
      return 7
    }`)

  const outcome = await run([join(clone, 'bin', 'bookvalue.js'), 'grade', '--json'])

  expect(outcome).toEqual({ code: 7, stdout: 'grade+--json\n', stderr: '' })
})

test('the launcher says what to do when nothing is installed', async () => {
  const clone = await makeClone('')
  await rm(join(clone, 'node_modules'), { recursive: true })

  const outcome = await run([join(clone, 'bin', 'bookvalue.js')])

  expect(outcome.code).toBe(1)
  expect(outcome.stderr).toBe(
    'Cannot start: the folder "node_modules" is missing. Run "npm ci" (or "npm start") first.\n',
  )
})

test('the launcher hides only the warnings about features it relies on', async () => {
  const clone = await makeClone(`
    export function main() {
      process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning')
      process.emitWarning('Another thing is an experimental feature', 'ExperimentalWarning')
      process.emitWarning('This thing is deprecated', 'DeprecationWarning')
    }`)

  const { stderr } = await run([join(clone, 'bin', 'bookvalue.js')])

  expect(stderr).not.toContain('SQLite')
  expect(stderr).toContain('Another thing')
  expect(stderr).toContain('deprecated')
})

/** A process that runs another in the foreground, as the launcher does under an older Node. */
async function startInForeground(program: string): Promise<{ outer: ChildProcess; innerPid: number }> {
  const clone = await makeClone(program)
  const pinned = JSON.stringify(new URL(`file://${join(clone, 'scripts', 'pinned-node.mjs')}`))
  const inner = JSON.stringify(join(clone, 'bin', 'bookvalue.js'))
  const script = `
    import { runForeground } from ${pinned}
    process.exitCode = await runForeground(process.execPath, [${inner}])`
  const outer = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [pid] = (await once(outer.stdout.setEncoding('utf8'), 'data')) as [string]
  return { outer, innerPid: Number(pid) }
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s reaches the program behind the launcher', async (signal) => {
  const { outer } = await startInForeground(`
    export function main() {
      process.on('${signal}', () => process.exit(9))
      setInterval(() => {}, 1000)
      console.log(process.pid)
    }`)

  outer.kill(signal)

  expect(await once(outer, 'exit')).toEqual([9, null])
})

test('the program ends when the launcher is killed', async () => {
  const { outer, innerPid } = await startInForeground(`
    export function main() {
      setInterval(() => {}, 1000)
      console.log(process.pid)
    }`)

  outer.kill('SIGKILL')

  await once(outer, 'close')
  await expect.poll(() => isAlive(innerPid), { timeout: 10_000 }).toBe(false)
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
