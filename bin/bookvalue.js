#!/usr/bin/env node
// Plain JavaScript with built-ins of Node 20.19 only. In a clone it runs src/main.ts under the pinned Node;
// in the published package it runs dist/main.js.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Statements of DuckDB each hold a thread while they run; the usual four would have files and questions wait for an import.
process.env['UV_THREADPOOL_SIZE'] ??= '12'

const here = new URL('..', import.meta.url)
const isClone = existsSync(new URL('src/main.ts', here))

if (isClone) await runClone()
else await runPublished()

async function runClone() {
  if (!existsSync(new URL('node_modules', here))) {
    return refuse(`Cannot start: the folder "node_modules" is missing. Run "npm ci" (or "npm start") first.`)
  }
  const pinned = await import(new URL('scripts/pinned-node.mjs', here).href)
  if (pinned.isNewEnough()) {
    pinned.endWithParent()
    return runProgram('src/main.ts')
  }
  const node = pinned.findPinnedNode(fileURLToPath(here))
  if (node === undefined) return refuse(pinned.missingNodeAdvice())
  try {
    process.exitCode = await pinned.runForeground(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    refuse(`Cannot run the pinned Node "${node}" (${reason}). Install Node 24 or newer and try again.`)
  }
}

async function runPublished() {
  if (Number(process.versions.node.split('.', 1)[0]) < 24) {
    return refuse(`Cannot run on Node ${process.versions.node}. Install Node 24 or newer and try again.`)
  }
  if (!existsSync(new URL('dist/main.js', here))) {
    return refuse('Cannot start: neither "src/main.ts" nor "dist/main.js" is there. Install the package again.')
  }
  return runProgram('dist/main.js')
}

/** @param {string} path */
async function runProgram(path) {
  hideWarningsOf(/type stripping|SQLite/i)
  module.enableCompileCache?.()
  const program = await import(new URL(path, here).href)
  if (typeof program.main === 'function') process.exitCode = await program.main(process.argv.slice(2))
}

/**
 * Only what is known to be experimental and relied upon stays silent; every other warning is shown.
 * @param {RegExp} features
 */
function hideWarningsOf(features) {
  const emit = process.emit.bind(process)
  /** @param {[event: string, warning: Error | undefined]} args */
  const emitUnlessKnown = (...args) => {
    const [event, warning] = args
    if (event === 'warning' && warning?.name === 'ExperimentalWarning' && features.test(warning.message)) return false
    return Reflect.apply(emit, undefined, args)
  }
  process.emit = /** @type {typeof process.emit} */ (/** @type {unknown} */ (emitUnlessKnown))
}

/** @param {string} sentence */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
