import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { parseSync } from 'oxc-parser'

interface Room {
  /** Rooms whose files this one may import. */
  readonly rooms: readonly string[]
  /** Packages this one may import; `node:*` stands for all of Node. */
  readonly packages: readonly string[]
  /** Where code belongs that wants more. */
  readonly otherwise: string
}

const doors = ['app', 'contract', 'domain']

/** The map of src. A folder that is not here, or an import that is not allowed here, fails the test. */
const roomsByName: Readonly<Record<string, Room>> = {
  domain: {
    rooms: [],
    packages: [],
    otherwise:
      'domain/ holds pure rules: take what you need as an argument. Code that reads or writes belongs in app/.',
  },
  contract: {
    rooms: ['domain'],
    packages: ['zod'],
    otherwise: 'contract/ says what goes in and out of an operation. Code that carries it out belongs in app/.',
  },
  ledger: {
    rooms: ['domain'],
    packages: ['@duckdb/node-api', 'pg', 'pg-copy-streams', 'yauzl', 'saxes', 'node:*'],
    otherwise: 'ledger/ knows only its own store. Code that needs the records too, or a verb, belongs in app/.',
  },
  records: {
    rooms: ['domain'],
    packages: ['kysely', 'pg', 'node:*'],
    otherwise: 'records/ knows only its own store. Code that needs the ledger too, or a verb, belongs in app/.',
  },
  app: {
    rooms: ['domain', 'contract', 'ledger', 'records'],
    packages: ['node:*', 'uuid', 'tar-stream', 'yazl', 'zod'],
    otherwise:
      'app/ holds verbs that know no door and no driver. Code for a terminal belongs in cli/, for HTTP in http/, for SQL in ledger/ or records/.',
  },
  work: {
    rooms: doors,
    packages: ['node:*'],
    otherwise: 'work/ calls verbs and decides nothing. Code that needs a store belongs in app/.',
  },
  http: {
    rooms: doors,
    packages: ['node:*', 'hono', '@hono/node-server', 'better-auth', 'pino', 'zod'],
    otherwise: 'http/ translates requests into verbs. Code that needs a store belongs in app/.',
  },
  cli: {
    rooms: doors,
    packages: ['commander', 'node:*'],
    otherwise: 'cli/ translates commands into verbs. Code that needs a store belongs in app/.',
  },
  web: {
    rooms: ['contract', 'domain'],
    packages: [
      'react',
      'react-dom',
      '@tabler/icons-react',
      '@tanstack/react-router',
      '@tanstack/react-query',
      '@tanstack/react-virtual',
      '@fontsource-variable/inter',
      'i18next',
      'react-i18next',
      'echarts',
    ],
    otherwise: 'web/ runs in a browser and speaks through contract/. Code that needs a verb belongs in http/ or app/.',
  },
}

/** Files that lie in src itself. They may import everything, and only tests and main.ts may import them. */
const rootFiles = ['main.ts', 'config.ts', 'server.ts', 'command-process.ts']

const rootPackages = ['node:*']
const testPackages = ['vitest', 'fast-check', 'node:*']
const maxLines = 400

/** Source text by path inside src, with forward slashes: `domain/grade.ts`. */
export type Sources = ReadonlyMap<string, string>

export function readSources(src: string): Sources {
  const paths = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    paths.map((path) => [path.slice(src.length + 1).replaceAll(sep, '/'), readFileSync(path, 'utf8')] as const),
  )
}

export function findProblems(sources: Sources): readonly string[] {
  return [...findUnknownPlaces(sources), ...findLongFiles(sources), ...findBadImports(sources), ...findCycles(sources)]
}

function findUnknownPlaces(sources: Sources): string[] {
  const places = new Set([...sources.keys()].map((path) => (path.split('/', 2).length > 1 ? `${roomOf(path)}/` : path)))
  return [...places].flatMap((place) => {
    if (place.endsWith('/')) {
      if (Object.hasOwn(roomsByName, place.slice(0, -1))) return []
      return [`src/${place} is not on the map. Move its files into one of: ${Object.keys(roomsByName).join(', ')}.`]
    }
    if (rootFiles.includes(place.replace(/\.test\.ts$/, '.ts'))) return []
    return [`src/${place} is not on the map. In src itself lie only ${rootFiles.join(' and ')}; move it into a room.`]
  })
}

function findLongFiles(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    if (!isCode(path) || lines <= maxLines) return []
    return [`src/${path} has ${lines} lines, more than ${maxLines}. Give its second subject a file of its own.`]
  })
}

function findBadImports(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    if (!isCode(path)) return []
    return importsOf(path, text).flatMap(({ line, specifier }) => {
      const reason = reasonAgainst(path, specifier)
      return reason === undefined ? [] : [`src/${path}:${line}: cannot import "${specifier}". ${reason}`]
    })
  })
}

/** Why this file may not import this, or undefined if it may. */
function reasonAgainst(path: string, specifier: string | null): string | undefined {
  if (specifier === null) return 'Write the path of a dynamic import as a plain string, so that it can be checked.'
  const name = roomOf(path)
  const room = name === '' ? undefined : roomsByName[name]
  if (name !== '' && room === undefined) return undefined
  const otherwise =
    room?.otherwise ?? 'Code of src itself only joins the rooms: what needs a package belongs in a room.'

  if (!specifier.startsWith('.')) {
    const allowed = [...(room?.packages ?? rootPackages), ...(isTest(path) ? testPackages : [])]
    return isPackageAllowed(specifier, allowed) ? undefined : otherwise
  }
  const target = posix.join(posix.dirname(path), specifier)
  if (target.startsWith('..')) {
    if (isTest(path) && target.startsWith('../test/')) return undefined
    return 'src imports nothing that lies outside src.'
  }
  if (isTest(path)) {
    if (isTest(target)) return 'A test is imported by nothing.'
    if (rootFiles.includes(target)) return undefined
  } else if (isTest(target)) return 'A test is imported by nothing.'
  if (name === '') return undefined
  const targetRoom = roomOf(target)
  if (targetRoom === '')
    return `src/${target} joins the rooms and is imported by none of them: take what you need as an argument.`
  return targetRoom === name || room?.rooms.includes(targetRoom) ? undefined : otherwise
}

function isPackageAllowed(specifier: string, allowed: readonly string[]): boolean {
  if (specifier.startsWith('node:')) return allowed.includes('node:*')
  return allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`))
}

/**
 * Folders inside one room that need each other, directly or in a ring.
 * In a folder that holds other folders each file stands for itself: `metric.ts` may list what lies in `metrics/`,
 * which builds on `facts.ts`.
 */
function findCycles(sources: Sources): string[] {
  const parents = new Set([...sources.keys()].map((path) => posix.dirname(posix.dirname(path))))
  const unitOf = (path: string) => (parents.has(posix.dirname(path)) ? path : posix.dirname(path))
  const neededByUnit = new Map<string, Set<string>>()
  for (const [path, text] of sources) {
    if (!isCode(path) || isTest(path) || roomOf(path) === '') continue
    const unit = unitOf(path)
    const needed = neededByUnit.get(unit) ?? new Set()
    neededByUnit.set(unit, needed)
    for (const { specifier } of importsOf(path, text)) {
      if (specifier === null || !specifier.startsWith('.')) continue
      const target = posix.join(posix.dirname(path), specifier)
      if (unitOf(target) !== unit && roomOf(target) === roomOf(path)) needed.add(unitOf(target))
    }
  }
  const folders = [...neededByUnit.keys()].filter((unit) => !isCode(unit)).toSorted()
  const rings = folders.flatMap((folder) => {
    const ring = findRing(folder, neededByUnit)
    // Every folder of a ring finds it: the first one in the alphabet reports it.
    return ring === undefined || ring.some((unit) => !isCode(unit) && unit < folder) ? [] : [ring]
  })
  return rings.map(
    (ring) =>
      `${[...ring, ring[0]].map((unit) => `src/${unit}`).join(' -> ')}: folders that need each other are a defect. ` +
      'Move what both need into a folder that needs neither.',
  )
}

/** The shortest way from a unit back to itself. */
function findRing(start: string, neededByUnit: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const ways = [[start]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of neededByUnit.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return way
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return undefined
}

interface Import {
  readonly line: number
  /** Null when it is computed. */
  readonly specifier: string | null
}

/** Every way a file can name another: import, export from, import(), import type, require, and a worker's URL. */
function importsOf(path: string, text: string): readonly Import[] {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`Cannot parse src/${path}: ${errors[0]?.message}`)
  const found: Import[] = []
  visit(program, (node) => {
    const source = sourceOf(node)
    if (source === undefined) return
    const line = text.slice(0, Number(node['start'])).split('\n').length
    const value = isNode(source) ? source['value'] : undefined
    found.push({ line, specifier: typeof value === 'string' ? value : null })
  })
  return found
}

type SyntaxNode = Readonly<Record<string, unknown>>

function sourceOf(node: SyntaxNode): unknown {
  switch (node['type']) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node['source']
    case 'ExportNamedDeclaration':
      return node['source'] ?? undefined
    case 'CallExpression':
      return isNamed(node['callee'], 'require') ? firstArgument(node) : undefined
    case 'NewExpression': {
      const argument = firstArgument(node)
      const value = isNode(argument) ? argument['value'] : undefined
      const isModule = typeof value === 'string' && /^\..*\.[jt]sx?$/.test(value)
      return isNamed(node['callee'], 'URL') && isModule ? argument : undefined
    }
    default:
      return undefined
  }
}

function visit(value: unknown, see: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see)
  else if (isNode(value)) {
    if (typeof value['type'] === 'string') see(value)
    for (const part of Object.values(value)) visit(part, see)
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNamed(callee: unknown, name: string): boolean {
  return isNode(callee) && callee['type'] === 'Identifier' && callee['name'] === name
}

function firstArgument(node: SyntaxNode): unknown {
  const list: unknown = node['arguments']
  return Array.isArray(list) ? list[0] : undefined
}

/** The first folder of a path inside src, or '' for a file of src itself. */
function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : ''
}

function isCode(path: string): boolean {
  return /\.tsx?$/.test(path)
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}
