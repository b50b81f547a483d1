// npm run bench: every part in turn, each in a process of its own, with the fixed loop before it; ends with one table of all
// limits. --quick does the same with little data, to see that all of it runs: its figures hold for nothing. --only import,serve
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { calibrate } from './calibrate.ts'
import { describeMachine } from './machine.ts'

interface Part {
  readonly name: string
  /** What makes it small. */
  readonly quick: readonly string[]
}

const parts: readonly Part[] = [
  { name: 'import', quick: ['--lines', '100000', '--runs', '1'] },
  { name: 'workbook', quick: ['--lines', '20000', '--runs', '1'] },
  { name: 'lifetime', quick: ['--accounts', '20000', '--runs', '1'] },
  { name: 'facts', quick: ['--lines', '100000', '--runs', '1'] },
  { name: 'movement', quick: ['--lines', '100000', '--runs', '1'] },
  { name: 'policy', quick: ['--accounts', '5000', '--rounds', '1'] },
  {
    name: 'serve',
    quick: [
      '--accounts',
      '5000',
      '--search-accounts',
      '5000',
      '--import-lines',
      '50000',
      '--seconds',
      '1',
      '--rounds',
      '1',
    ],
  },
]

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: parts.map(({ name }) => name).join(',') },
  },
})
const names = values.only.split(',')
const unknown = names.find((name) => !parts.some((part) => part.name === name))
if (unknown !== undefined)
  throw new RangeError(`Cannot measure "${unknown}": parts are ${parts.map(({ name }) => name).join(', ')}`)

console.log(await describeMachine())
const outcomes: string[] = []
let failed = 0
for (const { name, quick } of parts.filter((part) => names.includes(part.name))) {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
  console.log(`\n## ${name}\nfixed loop ${calibrate().toFixed(2)} s\n`)
  const child = spawn(process.execPath, [file, ...(values.quick ? quick : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    if (/ (?:PASS|FAIL)$/.test(line)) outcomes.push(`${name.padEnd(10)}${line}`)
  }
  if (child.exitCode === null) await once(child, 'exit')
  if (child.exitCode !== 0) failed++
}
console.log(`\n## All limits\nfixed loop ${calibrate().toFixed(2)} s\n\n${outcomes.join('\n')}`)
process.exitCode = failed === 0 ? 0 : 1
