// Run after a change of dependencies: node scripts/complete-lock.mjs
// A registry mirror may lack packages of platforms nobody near it uses. npm install then leaves them out of the lock
// file without a word, and npm 11 refuses to npm ci from it, on every platform. This adds them by version and platform,
// without integrity; run "npm install" against a registry that has them to fill that in.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const file = join(import.meta.dirname, '..', 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))

/** @type {string[]} */
const added = []
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isPresent(path, name)) continue
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...(entry.peer ? { peer: true } : {}),
    }
    added.push(`${name}@${version}`)
  }
}
const packages = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'))
lock.packages = Object.fromEntries(packages)
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length === 0 ? 'The lock file is complete' : `Added to the lock file:\n  ${added.join('\n  ')}`)

/** @param {string} path @param {string} name */
function isPresent(path, name) {
  return `${path}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages
}

/** @param {string} name */
function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split(/[-_]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  if (os.length !== 1 || cpu.length !== 1) {
    throw new Error(`Cannot tell the platform of "${name}" by its name: add it to the lock file by hand`)
  }
  const isMusl = words.some((word) => word.startsWith('musl'))
  const isGlibc = words.some((word) => word.startsWith('gnu'))
  if (os[0] !== 'linux' || (!isMusl && !isGlibc)) return { cpu, os }
  return { cpu, libc: [isMusl ? 'musl' : 'glibc'], os }
}
