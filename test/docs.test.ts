import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exitCodes } from '../src/cli/exit-code.ts'
import { runProgram } from '../src/cli/program.ts'
import { SourceMapping } from '../src/contract/source.ts'
import { generatedParts, withPart } from '../scripts/generated-docs.ts'

const page = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8')

describe('generated parts of the docs', () => {
  it.each(generatedParts)('$page says what the code says: run npm run docs', (part) => {
    expect(page(part.page)).toBe(withPart(page(part.page), part))
  })
})

describe('docs/import-kinds.md', () => {
  const mapping = z.toJSONSchema(SourceMapping).properties ?? {}
  const file = (mapping['files'] as { items: { properties: object } }).items.properties

  it.each([...Object.keys(mapping), ...Object.keys(file).map((name) => `files[].${name}`)])(
    'has the field %s of source.json',
    (field) => {
      expect(page('docs/import-kinds.md')).toContain(`| \`${field}\` |`)
    },
  )
})

describe('docs/cli.md', () => {
  const text = page('docs/cli.md')

  it('has every exit code', () => {
    const rows = [...text.matchAll(/^\| (\d+) \| (\w+) \|/gm)].map(([, code, name]) => [name, Number(code)])
    expect(Object.fromEntries(rows)).toEqual(exitCodes)
  })

  it('has a section for every command, with every option', async () => {
    const missing: string[] = []
    for (const command of await namesIn([])) {
      const section = text.split(`\n## ${command}\n`)[1]?.split('\n## ')[0]
      if (section === undefined) {
        missing.push(command)
        continue
      }
      const helps = [await help([command])]
      for (const inner of await namesIn([command])) helps.push(await help([command, inner]))
      const options = helps.join('\n').match(/^ {2}(?:-\w, )?(--[\w-]+)/gm) ?? []
      for (const option of new Set(options.map((line) => line.replace(/.*--/, '--')))) {
        if (!common.includes(option) && !section.includes(`\`${option}`)) missing.push(`${command} ${option}`)
      }
    }
    expect(missing).toEqual([])
  })
})

/** Options that stand once, at the top of the page. */
const common = ['--data', '--json', '--quiet', '--help']

/** The commands below a command, as its help lists them. */
async function namesIn(command: readonly string[]): Promise<string[]> {
  const listed = (await help(command)).split('\nCommands:\n')[1] ?? ''
  const names = [...listed.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name ?? '')
  return names.filter((name) => name !== 'help')
}

async function help(command: readonly string[]): Promise<string> {
  let text = ''
  const terminal = { out: (part: string) => (text += part), err: (part: string) => (text += part), interactive: false }
  await runProgram([...command, '--help'], {
    terminal,
    user: 'tester',
    configOf: () => {
      throw new Error('help opens no book')
    },
    openBook: () => {
      throw new Error('help opens no book')
    },
    serve: () => {
      throw new Error('help serves nothing')
    },
    onProgress: null,
    lockedDirectory: null,
    now: () => '2026-01-01T00:00:00.000Z',
    signal: new AbortController().signal,
    heedsSignal: false,
    exitCode: 0,
  })
  return text
}
