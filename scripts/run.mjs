// npm test, npm start and their sisters. Plain JavaScript with built-ins of Node 20.19 only: it brings what is
// missing with npm ci, then runs itself again under the pinned Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithParent, findPinnedNode, isNewEnough, missingNodeAdvice, runForeground } from './pinned-node.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const self = fileURLToPath(import.meta.url)
const bookvalue = join(root, 'bin', 'bookvalue.js')

/** What the screens are made from. */
const webSources = ['src/web', 'src/contract', 'src/domain', 'vite.config.ts', 'package-lock.json']

/** @typedef {{ name: string, tool: string, args: string[], counts?: boolean }} Step */

/** @param {string} project @returns {Step} */
const types = (project) => ({
  name: `types: ${project}`,
  tool: 'typescript/bin/tsc',
  args: ['-p', `tsconfig.${project}.json`],
})

/** @param {string} project @param {string} name @returns {Step} */
const vitest = (project, name) => ({
  name,
  tool: 'vitest/vitest.mjs',
  args: ['run', '--project', project],
  counts: true,
})

/** @type {Step[]} */
const fastSteps = [
  { name: 'format', tool: 'oxfmt/bin/oxfmt', args: ['--check'] },
  { name: 'lint', tool: 'oxlint/bin/oxlint', args: [] },
  types('domain'),
  types('src'),
  types('test'),
  types('web'),
  types('browser'),
  { name: 'screens: build and size', tool: 'vite/bin/vite.js', args: ['build'] },
  { name: 'unused code', tool: 'knip/bin/knip.js', args: ['--no-config-hints'] },
  vitest('unit', 'unit and architecture'),
]

/** @type {Step[]} */
const slowSteps = [
  vitest('files', 'files and processes'),
  vitest('stores', 'stores: SQLite, DuckDB, PostgreSQL'),
  vitest('api', 'HTTP'),
  vitest('cli', 'command line'),
  vitest('server', 'servers'),
  vitest('browser', 'journeys in a browser'),
]

/** @type {Record<string, (args: string[]) => number | Promise<number>>} */
const commandsByName = {
  test: () => runSteps([...fastSteps, ...slowSteps]),
  verify: () => runSteps(fastSteps),
  format: () => runForeground(process.execPath, [toolPath('oxfmt/bin/oxfmt')], { cwd: root, stdio: 'inherit' }),
  docs: () => runForeground(process.execPath, [join(root, 'scripts', 'write-docs.ts')], { cwd: root }),
  build,
  screens: buildWeb,
  start,
  bench: ([what, ...args]) => {
    const isNamed = what !== undefined && ['import', 'workbook', 'lifetime', 'policy', 'serve'].includes(what)
    const [script, rest] = isNamed ? [`${what}.ts`, args] : ['all.ts', what === undefined ? [] : [what, ...args]]
    return runForeground(process.execPath, [join(root, 'test', 'bench', script), ...rest], { cwd: root })
  },
}

process.exitCode = await run(process.argv[2] ?? '', process.argv.slice(3))

/** @param {string} name @param {string[]} args */
async function run(name, args) {
  const command = Object.hasOwn(commandsByName, name) ? commandsByName[name] : undefined
  if (command === undefined) {
    return refuse(`Unknown command "${name}". Known: ${Object.keys(commandsByName).join(', ')}.`)
  }
  if (process.env['BOOKVALUE_RUN_NODE'] === process.versions.node) {
    endWithParent()
    return command(args)
  }
  const installed = await installPackages()
  if (installed !== 0) return installed

  const pinned = findPinnedNode(root)
  if (pinned === undefined && !isNewEnough()) return refuse(missingNodeAdvice())
  if (pinned === undefined || realpathSync(pinned) === realpathSync(process.execPath)) return command(args)
  return runAgainUnder(pinned, name, args)
}

/** @param {string} node @param {string} name @param {string[]} args */
async function runAgainUnder(node, name, args) {
  const asked = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  if (asked.status !== 0) {
    if (isNewEnough()) return commandsByName[name]?.(args) ?? 1
    return refuse(`Cannot run the pinned Node "${node}" on this machine. Install Node 24 or newer and try again.`)
  }
  const version = asked.stdout.trim()
  return runForeground(node, [self, name, ...args], { env: { ...process.env, BOOKVALUE_RUN_NODE: version } })
}

/** Runs npm ci when node_modules is missing or was made from another lock file. */
async function installPackages() {
  const stamp = join(root, 'node_modules', '.bookvalue-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return 0
  if (process.platform === 'win32' && process.execPath.startsWith(root + sep)) {
    return refuse('The lock file changed, and Windows does not replace a running program. Run "npm ci" yourself first.')
  }
  console.log('Installing packages (npm ci)')
  const code = await npmCi()
  if (code !== 0) return refuse(`Cannot install the packages: npm ci ended with exit code ${code}.`)
  writeFileSync(stamp, lock)
  return 0
}

function npmCi() {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  // npm ci replaces node_modules, so it must not be run by the Node that lies in there.
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.startsWith(root + sep))
  const options = { cwd: root, env: { ...process.env, PATH: path.join(delimiter), NODE_ENV: 'development' } }
  const { npm_node_execpath: node, npm_execpath: npm } = process.env
  if (node !== undefined && npm !== undefined && existsSync(node) && existsSync(npm) && !node.startsWith(root + sep)) {
    return runForeground(node, [npm, ...args], { ...options, stdio: 'inherit' })
  }
  return runForeground('npm', args, { ...options, stdio: 'inherit', shell: process.platform === 'win32' })
}

/** @param {Step[]} steps */
async function runSteps(steps) {
  const reports = mkdtempSync(join(tmpdir(), 'bookvalue-run-'))
  const total = { passed: 0, failed: 0, skipped: 0 }
  const started = performance.now()
  try {
    for (const step of steps) {
      const report = join(reports, `${step.args.at(-1)}.json`)
      const at = performance.now()
      const code = await runStep(step, report)
      const seconds = ((performance.now() - at) / 1000).toFixed(1)
      const counted = step.counts ? readCounts(report) : { passed: 0, failed: 0, skipped: 0 }
      total.passed += counted.passed
      total.skipped += counted.skipped
      // A step that fails without a failed test (format, types, a file that does not load) counts as one.
      total.failed += code === 0 ? counted.failed : Math.max(counted.failed, 1)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`)
      if (code !== 0) break
    }
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s in all`)
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
  return total.failed === 0 ? 0 : 1
}

/** @param {Step} step @param {string} report */
function runStep(step, report) {
  const command = [toolPath(step.tool), ...step.args]
  if (step.counts) {
    command.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`)
    return runForeground(process.execPath, command, { cwd: root, stdio: 'inherit' })
  }
  return runQuietly(command)
}

/**
 * Shows what a tool printed only when it fails.
 * @param {string[]} command
 * @param {Record<string, string>} env
 * @returns {Promise<number>}
 */
function runQuietly(command, env = {}) {
  return new Promise((resolve, reject) => {
    /** @type {Buffer[]} */
    const output = []
    const options = { cwd: root, env: { ...process.env, ...env } }
    const child = spawn(process.execPath, command, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const stop = () => child.kill('SIGTERM')
    process.once('SIGINT', stop).once('SIGTERM', stop)
    child.stdout.on('data', (data) => output.push(data))
    child.stderr.on('data', (data) => output.push(data))
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      if (code !== 0) process.stdout.write(Buffer.concat(output))
      resolve(code ?? 1)
    })
  })
}

/** @param {string} report */
function readCounts(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0 }
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests,
    skipped: counts.numPendingTests + counts.numTodoTests,
  }
}

/** Compiles src to dist, copies the SQL beside it and builds the screens into dist/web. */
async function build() {
  const dist = join(root, 'dist')
  rmSync(dist, { recursive: true, force: true })
  const code = await runForeground(
    process.execPath,
    [toolPath('typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
    { cwd: root, stdio: 'inherit' },
  )
  if (code !== 0) return code
  const src = join(root, 'src')
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.sql')) continue
    mkdirSync(dirname(join(dist, file)), { recursive: true })
    copyFileSync(join(src, file), join(dist, file))
  }
  return buildWeb()
}

/** Builds the screens unless they were built from these very sources. */
async function buildWeb() {
  const stamp = join(root, 'node_modules', '.bookvalue-web')
  const made = hashOf(webSources)
  const isThere = existsSync(join(root, 'dist', 'web', 'index.html'))
  if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return 0
  console.log('Building the screens')
  const code = await runQuietly([toolPath('vite/bin/vite.js'), 'build'], { NODE_ENV: 'production' })
  if (code !== 0) return refuse(`Cannot build the screens: vite ended with exit code ${code}.`)
  writeFileSync(stamp, made)
  return 0
}

/**
 * One hash of the names and contents of files and of all files in folders.
 * @param {string[]} paths
 */
function hashOf(paths) {
  const hash = createHash('sha256')
  const files = paths.flatMap((path) => {
    if (!statSync(join(root, path)).isDirectory()) return [path]
    const found = readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    return found.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)))
  })
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

/**
 * Serves the book in data/book and the demo book beside it, which is made on the first start.
 * @param {string[]} args
 */
async function start(args) {
  const code = await buildWeb()
  if (code !== 0) return code
  const data = args.includes('--data') ? [] : ['--data', join(root, 'data', 'book')]
  return runForeground(process.execPath, [bookvalue, 'serve', ...data, ...args], { cwd: root })
}

/** @param {string} tool */
function toolPath(tool) {
  return join(root, 'node_modules', ...tool.split('/'))
}

/** @param {string} sentence */
function refuse(sentence) {
  console.error(sentence)
  return 1
}
