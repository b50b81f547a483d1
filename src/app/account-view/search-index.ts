import { fold, foldNumber } from '../../domain/fold.ts'
import type { Findable, FindableSite } from '../../records/list-findable.ts'
import { bytesOf } from './pack.ts'

/** What an account was found by, the best first. */
export const foundBy = ['name', 'key', 'word', 'keyPart', 'alias', 'aliasPart', 'site'] as const
export type FoundBy = (typeof foundBy)[number]

/** A posting is a position and, in its last bits, what the word is of. */
export const foundByBits = 3

/** The columns that accounts are found through as somebody types. */
export const searchColumns = {
  /** Every word there is, sorted, each ended by a line feed. */
  words: 'search words',
  /** Where the postings of each word start. */
  starts: 'search starts',
  postings: 'search postings',
  /** A line for each account: folded name, key and aliases. What a list is filtered by, too. */
  texts: 'texts',
  /** A line for each account: its city, aliases and sites as they are written, `fieldEnd` after each. */
  written: 'search written',
}

/** Ends a part of the line of an account: first a city, then aliases, then sites. No text that is looked for holds it. */
const fieldEnd = { city: '\u0001', alias: '\u0002', site: '\u0003' } as const

/** The words of a folded text. */
export function wordsOf(folded: string): string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** How a site is shown where it was found. */
function siteText({ name, postcode, city }: FindableSite): string {
  return [name, [postcode, city].filter((part) => part !== null).join(' ')]
    .filter((part) => part !== null && part !== '')
    .join(', ')
}

function oneLine(text: string): string {
  // Control characters end lines and parts here.
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ')
}

/** The parts of the line of an account. */
export function partsOf(line: string): {
  readonly city: string | null
  readonly alias: string[]
  readonly site: string[]
} {
  const afterCity = line.indexOf(fieldEnd.city) + 1
  const afterAliases = Math.max(line.lastIndexOf(fieldEnd.alias) + 1, afterCity)
  const city = line.slice(0, Math.max(0, afterCity - 1))
  return {
    city: city === '' ? null : city,
    alias: line.slice(afterCity, afterAliases).split(fieldEnd.alias).slice(0, -1),
    site: line.slice(afterAliases).split(fieldEnd.site).slice(0, -1),
  }
}

/** Collects the words that accounts are found by; only their texts where nothing but lists will ask. */
export class SearchBuilder {
  readonly #isSearched: boolean
  readonly #postingsByWord = new Map<string, number[]>()
  readonly #texts: string[] = []
  readonly #written: string[] = []

  constructor(isSearched: boolean) {
    this.#isSearched = isSearched
  }

  /** Adds an account; they come in the order of their positions, without a gap. `text` is what a list finds it by, folded. */
  add(
    {
      position,
      account,
    }: { readonly position: number; readonly account: { readonly name: string; readonly key: string } },
    text: string,
    { aliases, sites }: Findable,
  ): void {
    this.#texts.push(text)
    if (!this.#isSearched) return
    const [first, ...others] = wordsOf(fold(account.name))
    if (first !== undefined) this.#post(first, position, 'name')
    for (const word of others) this.#post(word, position, 'word')
    this.#postNumber(account.key, position, 'key')
    for (const alias of aliases) this.#postNumber(alias, position, 'alias')
    for (const site of sites) for (const word of wordsOf(fold(siteText(site)))) this.#post(word, position, 'site')
    this.#written.push(
      [
        oneLine(sites.find(({ city }) => city !== null)?.city ?? '') + fieldEnd.city,
        ...aliases.map((alias) => oneLine(alias) + fieldEnd.alias),
        ...sites.map((site) => oneLine(siteText(site)) + fieldEnd.site),
      ].join(''),
    )
  }

  /** Leaves out a position that is found by nothing. */
  skip(): void {
    this.#texts.push('')
    this.#written.push('')
  }

  /** Every column under its name. */
  *columns(): Generator<{ readonly name: string; readonly bytes: Uint8Array }> {
    yield { name: searchColumns.texts, bytes: linesToBytes(this.#texts) }
    if (!this.#isSearched) return
    const words = [...this.#postingsByWord.keys()].toSorted()
    const starts = new Int32Array(words.length + 1)
    for (const [index, word] of words.entries()) {
      starts[index + 1] = (starts[index] ?? 0) + (this.#postingsByWord.get(word)?.length ?? 0)
    }
    const postings = new Int32Array(starts.at(-1) ?? 0)
    for (const [index, word] of words.entries()) postings.set(this.#postingsByWord.get(word) ?? [], starts[index] ?? 0)
    yield { name: searchColumns.words, bytes: linesToBytes(words) }
    yield { name: searchColumns.starts, bytes: bytesOf(starts) }
    yield { name: searchColumns.postings, bytes: bytesOf(postings) }
    yield { name: searchColumns.written, bytes: linesToBytes(this.#written) }
  }

  /** A number is found by all of it, hyphens and spaces forgiven, and by the parts between them. */
  #postNumber(number: string, position: number, by: 'key' | 'alias'): void {
    const whole = foldNumber(number)
    this.#post(whole, position, by)
    for (const part of wordsOf(fold(number))) if (part !== whole) this.#post(part, position, `${by}Part`)
  }

  #post(word: string, position: number, by: FoundBy): void {
    if (word === '') return
    const posting = position * 2 ** foundByBits + foundBy.indexOf(by)
    const known = this.#postingsByWord.get(word)
    if (!known) this.#postingsByWord.set(word, [posting])
    else if (known.at(-1) !== posting) known.push(posting)
  }
}

function linesToBytes(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
}
