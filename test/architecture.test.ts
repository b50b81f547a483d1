import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findProblems, readSources } from './architecture.ts'

function problemsOf(textByPath: Record<string, string>): readonly string[] {
  return findProblems(new Map(Object.entries(textByPath)))
}

test('src keeps to its map', () => {
  const sources = readSources(join(import.meta.dirname, '..', 'src'))
  expect(sources.size).toBeGreaterThan(0)
  expect(findProblems(sources)).toEqual([])
})

describe('allows', () => {
  test.each<[string, Record<string, string>]>([
    ['an arrow of the table', { 'app/grade/list.ts': `import { a } from '../../ledger/facts.ts'` }],
    ['a file of the same room', { 'domain/grade.ts': `import type { A } from './money.ts'` }],
    ['a package of the table', { 'contract/grade.ts': `import { z } from 'zod'` }],
    ['a part of a package of the table', { 'contract/grade.ts': `import { z } from 'zod/mini'` }],
    ['Node where the table says so', { 'ledger/open.ts': `import { join } from 'node:path'` }],
    ['test packages in a test', { 'domain/grade.test.ts': `import { test } from 'vitest'\nimport 'fast-check'` }],
    ['a helper of test/ in a test', { 'records/open.test.ts': `import { a } from '../../test/postgres.ts'` }],
    ['everything in main.ts', { 'main.ts': `import './config.ts'\nimport './ledger/open.ts'\nimport './cli/run.ts'` }],
    [
      'a path that stands in a comment or a string',
      { 'domain/a.ts': `// import '../app/b.ts'\nexport const a = "import 'pg'"` },
    ],
    [
      'a file that is not a module',
      { 'records/open.ts': `export const a = new URL('./migrations/', import.meta.url)` },
    ],
    [
      'a list of a folder that builds on a file beside the list',
      { 'domain/metric.ts': `import './metrics/a.ts'`, 'domain/metrics/a.ts': `import '../facts.ts'` },
    ],
    ['folders that need each other one way', { 'app/a/a.ts': `import '../b/b.ts'`, 'app/b/b.ts': `import './c.ts'` }],
  ])('%s', (_, sources) => {
    expect(problemsOf(sources)).toEqual([])
  })
})

describe('refuses', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'a static import against the arrows',
      { 'domain/grade.ts': `\nimport { openLedger } from '../ledger/open.ts'` },
      'src/domain/grade.ts:2: cannot import "../ledger/open.ts". domain/ holds pure rules: take what you need as an argument. Code that reads or writes belongs in app/.',
    ],
    ['a type import against the arrows', { 'domain/a.ts': `import type { A } from '../app/a.ts'` }, 'belongs in app/'],
    [
      'a type query against the arrows',
      { 'domain/a.ts': `export type A = import('../app/a.ts').A` },
      'belongs in app/',
    ],
    ['a side-effect import', { 'ledger/a.ts': `import '../records/a.ts'` }, 'cannot import "../records/a.ts"'],
    ['an export from', { 'records/a.ts': `export { a } from '../ledger/a.ts'` }, 'cannot import "../ledger/a.ts"'],
    ['an export of all', { 'web/a.ts': `export * from '../app/a.ts'` }, 'cannot import "../app/a.ts"'],
    ['a dynamic import', { 'cli/a.ts': `export const a = () => import('../records/a.ts')` }, 'belongs in app/'],
    ['a computed import', { 'cli/a.ts': `export const a = (b: string) => import(b)` }, 'as a plain string'],
    ['a worker in another room', { 'work/a.ts': `new URL('../ledger/a.ts', import.meta.url)` }, 'belongs in app/'],
    [
      'a .tsx file against the arrows',
      { 'web/a.tsx': `import '../http/a.ts'\nexport const A = () => <b />` },
      'http/a.ts',
    ],
    ['a package that is not in the table', { 'app/a.ts': `import pg from 'pg'` }, 'for SQL in ledger/ or records/'],
    ['a package whose name only begins alike', { 'contract/a.ts': `import 'zod-extra'` }, 'cannot import "zod-extra"'],
    ['Node in the domain', { 'domain/a.ts': `import 'node:fs'` }, 'cannot import "node:fs"'],
    ['test packages outside a test', { 'domain/a.ts': `import 'vitest'` }, 'cannot import "vitest"'],
    ['another room in a test too', { 'domain/a.test.ts': `import '../app/a.ts'` }, 'cannot import "../app/a.ts"'],
    ['main.ts in a room', { 'cli/a.ts': `import '../main.ts'` }, 'imported by none of them'],
    ['config.ts in a room', { 'ledger/a.ts': `import { a } from '../config.ts'` }, 'take what you need as an argument'],
    ['a test in a room', { 'cli/a.ts': `import './b.test.ts'` }, 'A test is imported by nothing'],
    ['a file outside src', { 'app/a.ts': `import '../../test/postgres.ts'` }, 'nothing that lies outside src'],
    ['an unknown folder', { 'utils/a.ts': '' }, 'src/utils/ is not on the map'],
    ['an unknown file in src itself', { 'helpers.ts': '' }, 'src/helpers.ts is not on the map'],
    ['a file of 401 lines', { 'app/a.ts': '// line\n'.repeat(401) }, 'src/app/a.ts has 401 lines, more than 400'],
    [
      'two folders that need each other',
      { 'app/a/a.ts': `import '../b/b.ts'`, 'app/b/b.ts': `import type { A } from '../a/c.ts'` },
      'src/app/a -> src/app/b -> src/app/a: folders that need each other are a defect',
    ],
    [
      'a ring of three folders',
      { 'app/a/a.ts': `import '../b/b.ts'`, 'app/b/b.ts': `import '../c/c.ts'`, 'app/c/c.ts': `import '../a/a.ts'` },
      'src/app/a -> src/app/b -> src/app/c -> src/app/a',
    ],
    [
      'a folder and a file beside it that need each other',
      { 'app/a.ts': `import './b/b.ts'`, 'app/b/b.ts': `import '../a.ts'` },
      'src/app/b -> src/app/a.ts -> src/app/b',
    ],
  ])('%s', (_, sources, message) => {
    const problems = problemsOf(sources)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(message)
  })

  test('a file it cannot parse', () => {
    expect(() => problemsOf({ 'app/a.ts': 'import {' })).toThrow('Cannot parse src/app/a.ts')
  })
})
