import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Place, projectRoot } from '../cli/book.ts'
import { TestServer } from './server.ts'

interface Step {
  readonly command: string
  /** What it prints, with `…` for any run of characters. */
  readonly expected: string
}

/** The code blocks of a language in a page. */
function blocksOf(page: string, language: string): string[] {
  return [...page.matchAll(/^```(?<language>\w+)\n(?<text>[^]*?)^```$/gm)].flatMap(({ groups }) =>
    groups?.['language'] === language ? [groups['text'] ?? ''] : [],
  )
}

/** The commands of a block, each with what stands below it. */
function stepsOf(block: string): Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [, command = '', expected = ''] = /^((?:.*\\\n)*.*)\n([^]*)$/.exec(part) ?? []
      return { command, expected }
    })
}

function toPattern(expected: string): RegExp {
  const literal = expected
    .trimEnd()
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
  return new RegExp(`^${literal.join('[^]*')}\\s*$`)
}

const separator = '\u001E'
const header = 'invoice,line,date,account,net,currency'
const files = {
  'lines-2026-01.csv': [header, 'I-1,1,2026-01-15,A1,100.10,EUR', 'I-2,1,2026-01-20,A2,50.00,EUR'],
  'lines-2026-02.csv': [header, 'I-3,1,2026-02-15,A1,70.00,EUR'],
  'invoices.csv': ['number,date,account,currency', 'I-4,2026-02-16,A3,EUR'],
  'lines.csv': ['invoice,line,net', 'I-4,1,12.50'],
}

describe('the integrator’s guide', () => {
  it('holds, command by command', async () => {
    const page = await readFile(join(projectRoot, 'docs', 'integrators-guide.md'), 'utf8')
    const steps = blocksOf(page, 'console').flatMap(stepsOf)
    expect(steps.length).toBeGreaterThan(25)
    await using place = await Place.make()
    const folder = place.path('work')
    const inbox = place.path('inbox')
    await Promise.all([mkdir(folder), mkdir(inbox)])
    for (const [name, lines] of Object.entries(files)) await writeFile(join(folder, name), `${lines.join('\n')}\n`)
    await writeFile(join(folder, 'deliver.mjs'), blocksOf(page, 'js')[0] ?? '')
    await using server = await TestServer.start(Place.at(place.folder, { BOOKVALUE_INBOX: inbox }))
    const admin = await server.comeIn()
    const body = { name: 'Guide', role: 'finance' as const, scope: null, territory: null, reps: [], validDays: 1 }
    const { secret } = await admin.call('createApiKey', { body })

    // One shell for all of it, so that a variable of one command is there for the next.
    const script = steps
      .map(({ command }) => (command.startsWith('export BOOK') ? ':' : command))
      .map((command) => `${command}\nprintf '${separator}'`)
      .join('\n')
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      cwd: folder,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
        BOOK: `${server.url}/api/v1`,
        KEY: secret,
        INBOX: inbox,
      },
      timeout: 120_000,
    })
    const printed = stdout.split(separator)
    for (const [index, { command, expected }] of steps.entries()) {
      expect({ command, printed: printed[index] }).toEqual({
        command,
        printed: expect.stringMatching(toPattern(expected)) as unknown,
      })
    }
    // What was sent again under its name was imported once.
    const { items } = await admin.call('listImports', { query: {} })
    expect(items.map(({ source, actor, files: [file] }) => [source, actor, file?.name])).toEqual([
      ['erp', 'Guide', 'lines-2026-02.csv'],
      ['warehouse', 'watched folder', 'lines-2026-01.csv'],
      ['erp', 'Guide', 'invoices.csv'],
      ['erp', 'Guide', 'lines-2026-02.csv'],
      ['erp', 'Guide', 'lines-2026-01.csv'],
    ])
  })
})
