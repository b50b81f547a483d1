import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** One thing has one word (docs/glossary.md); these mean an account, and are not used for it. */
const banned = /customer|client|company|companies|debtor/gi

/** Where the word means something else, or says what an account is: file -> the text that may stand there. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'cli/program.ts': ['a book of business customers'],
  'domain/kind.ts': ['The business customers.', 'its customer number', 'Which of our companies sold it.'],
  'ledger/read/scan-csv.ts': ['such records come in company'],
  // A connection to PostgreSQL is a client in the language of the driver.
  'ledger/store/postgres.ts': ['client', 'Client'],
}

/** Where the words of other programs stand, which have names of their own for an account. */
const strangers = ['domain/mapping/words.ts', 'domain/mapping/templates']

/** Names that a library gave, in whatever file. */
const borrowed =
  /\b\w*QueryClient\w*\b(?: client=)?|\bclient(?:X|Y|Width|Height|Left|Top)\b|'react-dom\/client'|\bgetBoundingClientRect\b/g

function withoutExceptions(file: string, text: string): string {
  return (exceptions[file] ?? []).reduce((rest, allowed) => rest.replaceAll(allowed, ''), text.replaceAll(borrowed, ''))
}

describe('words', () => {
  it('call an account an account', () => {
    const src = join(import.meta.dirname, '..', 'src')
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => /\.(?:ts|tsx|sql)$/.test(file) && !file.includes('.test.'))
      .filter((file) => !strangers.some((place) => file.startsWith(place)))
    const found = files.flatMap((file) => {
      const lines = readFileSync(join(src, file), 'utf8').split('\n')
      return lines.flatMap((line, index) =>
        (withoutExceptions(file, line).match(banned) ?? []).map((word) => `${file}:${String(index + 1)} ${word}`),
      )
    })
    expect(found).toEqual([])
  })
})
