import { fold, foldNumber } from '../../domain/fold.ts'
import { foundBy, foundByBits, partsOf, wordsOf } from '../account-view/search-index.ts'
import type { FoundBy } from '../account-view/search-index.ts'
import { lineAt } from '../account-view/view-columns.ts'
import type { Lines, SearchIndex } from '../account-view/view-columns.ts'

/** An account that was found, at its position in the view. */
export interface FoundAccount {
  readonly position: number
  readonly by: FoundBy
  /** Its key or an alias is what was typed. */
  readonly isExact: boolean
  /** The alias or site it was found by, as it is written; null for its own name or key. */
  readonly written: string | null
}

/** How good a match is, the best first; among equals the account with the larger band of spend, then the first by name. */
const ranks = { exact: 0, nameStart: 1, word: 2, other: 3 } as const
/** More than there are places, so that a rank outweighs every place. */
const rankStep = 2 ** 40

/**
 * The accounts that what was typed is the beginning of: of the name, of words in it, of the key, an alias or a place. Every word
 * typed must be the beginning of one of theirs. Case, accents, hyphens and spaces are forgiven.
 */
export function findAccounts(index: SearchIndex, texts: Lines, typed: string, limit: number): FoundAccount[] {
  const folded = fold(typed)
  const words = wordsOf(folded)
  const number = foldNumber(typed)
  if (number === '') return []
  const best = new Best(index.places, limit)
  const see = (word: string, isRight: (position: number, by: FoundBy) => boolean): void => {
    const [from, to] = rangeOf(index, word)
    for (let at = from; at < to; at += 1) {
      const posting = index.postings[at] ?? 0
      const by = foundBy[posting & (2 ** foundByBits - 1)] ?? 'word'
      const position = posting >> foundByBits
      const rank = best.isWorth(position, ranks.exact) ? rankOf(by, position) : null
      if (rank !== null && best.isWorth(position, rank) && isRight(position, by)) best.add(position, rank, by)
    }
  }
  const rankOf = (by: FoundBy, position: number): number => {
    if (by === 'key' || by === 'alias')
      return isExact(position, by) ? ranks.exact : by === 'key' ? ranks.nameStart : ranks.other
    if (by === 'site') return ranks.other
    return startsWith(texts, position, folded) ? ranks.nameStart : ranks.word
  }
  const exactKeys = new Set(keysEqual(index, number))
  const isExact = (position: number, by: FoundBy): boolean =>
    exactKeys.has(position * 2 ** foundByBits + foundBy.indexOf(by))

  const [driver, others] = driverOf(index, words)
  if (driver !== undefined) {
    see(driver, (position) => others.every((word) => holdsWord(index, texts, position, word)))
  }
  // Typed with hyphens or spaces it may still be the beginning of one number.
  if (words.length > 1) see(number, (_, by) => by === 'key' || by === 'alias')
  return best.list().map(({ position, rank, by }) => ({
    position,
    by,
    isExact: rank === ranks.exact,
    written: by === 'alias' || by === 'site' ? writtenOf(index.written, position, by, words, number) : null,
  }))
}

/** Keeps the best matches, one for each account. */
class Best {
  readonly #places: Int32Array
  readonly #limit: number
  readonly #found: {
    readonly position: number
    readonly rank: number
    readonly by: FoundBy
    readonly score: number
  }[] = []

  constructor(places: Int32Array, limit: number) {
    this.#places = places
    this.#limit = limit
  }

  isWorth(position: number, rank: number): boolean {
    const last = this.#found.length < this.#limit ? undefined : this.#found.at(-1)
    return last === undefined || this.#score(position, rank) < last.score
  }

  add(position: number, rank: number, by: FoundBy): void {
    const score = this.#score(position, rank)
    const same = this.#found.findIndex((one) => one.position === position)
    if (same !== -1) {
      if ((this.#found[same]?.score ?? 0) <= score) return
      this.#found.splice(same, 1)
    }
    const after = this.#found.findIndex((one) => one.score > score)
    this.#found.splice(after === -1 ? this.#found.length : after, 0, { position, rank, by, score })
    if (this.#found.length > this.#limit) this.#found.pop()
  }

  list() {
    return this.#found
  }

  #score(position: number, rank: number): number {
    return rank * rankStep + (this.#places[position] ?? 0)
  }
}

/** The word that the fewest accounts have, and the others. */
function driverOf(index: SearchIndex, words: readonly string[]): [string | undefined, string[]] {
  const counted = words.map((word) => {
    const [from, to] = rangeOf(index, word)
    return { word, count: to - from }
  })
  const fewest = counted.toSorted((one, other) => one.count - other.count)[0]?.word
  const others = [...words]
  if (fewest !== undefined) others.splice(others.indexOf(fewest), 1)
  return [fewest, others]
}

/** The postings of all words that begin with `prefix`. */
function rangeOf({ words, starts }: SearchIndex, prefix: string): readonly [number, number] {
  const from = firstFrom(words, prefix)
  // No text holds the last code unit there is.
  const to = firstFrom(words, `${prefix}\uFFFF`)
  return [starts[from] ?? 0, starts[to] ?? 0]
}

function keysEqual({ words, starts, postings }: SearchIndex, number: string): number[] {
  const at = firstFrom(words, number)
  if (at >= words.starts.length - 1 || lineAt(words, at) !== number) return []
  return [...postings.subarray(starts[at] ?? 0, starts[at + 1] ?? 0)]
}

/** The first word that is not before `text`. */
function firstFrom(words: Lines, text: string): number {
  let [low, high] = [0, words.starts.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (lineAt(words, middle) < text) low = middle + 1
    else high = middle
  }
  return low
}

function startsWith({ text, starts }: Lines, position: number, folded: string): boolean {
  return text.startsWith(folded, starts[position])
}

/** Whether a word of the account begins with `word`: of its name, key or aliases, or of its places. */
function holdsWord(index: SearchIndex, texts: Lines, position: number, word: string): boolean {
  if (hasWordStart(lineAt(texts, position), word)) return true
  return partsOf(lineAt(index.written, position)).site.some((site) => hasWordStart(fold(site), word))
}

function hasWordStart(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true
  }
  return false
}

/** The alias or site of an account that what was typed fits best. */
function writtenOf(
  written: Lines,
  position: number,
  by: 'alias' | 'site',
  words: readonly string[],
  number: string,
): string | null {
  const ofKind = partsOf(lineAt(written, position))[by]
  const fits = (part: string): number =>
    foldNumber(part).startsWith(number)
      ? words.length + 1
      : words.filter((word) => hasWordStart(fold(part), word)).length
  return ofKind.toSorted((one, other) => fits(other) - fits(one))[0] ?? null
}
