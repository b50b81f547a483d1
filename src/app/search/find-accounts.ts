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
/** How good a match of each sort is that is not exact, and the best that it can turn out to be. */
const rankBy: Readonly<Record<FoundBy, number>> = {
  name: 2,
  key: 1,
  word: 2,
  keyPart: 2,
  alias: 3,
  aliasPart: 3,
  site: 3,
}
const leastRanks: readonly number[] = foundBy.map((by) =>
  by === 'alias' || by === 'site' ? ranks.other : ranks.nameStart,
)
/** More than there are places, so that a rank outweighs every place. */
const rankStep = 2 ** 40

/**
 * The accounts that what was typed is the beginning of: of the name, of words in it, of the key, an alias or a place. Every word
 * typed must be the beginning of one of theirs; where no account has them so, inside one will do. Case, accents, hyphens and
 * spaces are forgiven.
 */
export function findAccounts(index: SearchIndex, typed: string, limit: number): FoundAccount[] {
  const { texts } = index
  const folded = fold(typed)
  const words = wordsOf(folded)
  const number = foldNumber(typed)
  if (number === '') return []
  const best = new Best(index.places, limit)
  addExact(index, best, number)
  const [driver, others] = driverOf(index, words)
  if (driver !== undefined) {
    addBeginnings(index, best, driver, {
      rankOf: (position, by) =>
        (by === 'name' || by === 'word') && startsWith(texts, position, folded) ? ranks.nameStart : rankBy[by],
      isRight: (position) => others.every((word) => holdsWord(index, texts, position, word)),
    })
  }
  // Typed with hyphens or spaces it may still be the beginning of one number.
  if (words.length > 1) {
    addBeginnings(index, best, number, {
      rankOf: (_, by) => rankBy[by],
      isRight: (_, by) => by === 'key' || by === 'alias',
    })
  }
  if (best.list().length === 0) addInside(index, best, words)
  return best.list().map(({ position, rank, by }) => ({
    position,
    by,
    isExact: rank === ranks.exact,
    written: writtenOf(index.written, position, by, words, number),
  }))
}

/** Adds the accounts whose key or alias is `number`. */
function addExact({ words, starts, postings }: SearchIndex, best: Best, number: string): void {
  const at = firstFrom(words, number)
  if (at >= words.starts.length - 1 || lineAt(words, at) !== number) return
  for (let place = starts[at] ?? 0; place < (starts[at + 1] ?? 0); place += 1) {
    const [position, by] = unpacked(postings[place] ?? 0)
    if (by === 'key' || by === 'alias') best.add(position, ranks.exact, by)
  }
}

function unpacked(posting: number): readonly [number, FoundBy] {
  return [posting >> foundByBits, foundBy[posting & (2 ** foundByBits - 1)] ?? 'word']
}

interface Judge {
  /** How good a match is if it is one; cheap, for it is asked of many. */
  readonly rankOf: (position: number, by: FoundBy) => number
  /** Whether it is one; asked only of what would be among the best. */
  readonly isRight: (position: number, by: FoundBy) => boolean
}

/** Adds the accounts with a word that begins with `prefix`. */
function addBeginnings(index: SearchIndex, best: Best, prefix: string, { rankOf, isRight }: Judge): void {
  const { places, postings } = index
  const [from, to] = rangeOf(index, prefix)
  for (let at = from; at < to; at += 1) {
    const posting = postings[at] ?? 0
    const [position, sort] = [posting >> foundByBits, posting & (2 ** foundByBits - 1)]
    const place = places[position] ?? 0
    // Most of a hundred thousand are left behind here.
    if ((leastRanks[sort] ?? 0) * rankStep + place >= best.worst) continue
    const by = foundBy[sort] ?? 'word'
    const rank = rankOf(position, by)
    if (rank * rankStep + place < best.worst && isRight(position, by)) best.add(position, rank, by)
  }
}

/** Fewer letters stand inside too many words. */
const leastInside = 3

/** Adds the accounts with the words typed inside theirs: who says "bau" may mean "Straßenbau". Numbers are not cut. */
function addInside(index: SearchIndex, best: Best, typed: readonly string[]): void {
  const { words, starts, postings, places, texts } = index
  const [longest = '', ...others] = typed.toSorted((one, other) => other.length - one.length)
  if (longest.length < leastInside || !/^\p{L}+$/u.test(longest)) return
  for (let found = words.text.indexOf(longest); found !== -1; found = words.text.indexOf(longest, found + 1)) {
    const at = lineOf(words, found)
    for (let place = starts[at] ?? 0; place < (starts[at + 1] ?? 0); place += 1) {
      const [position, by] = unpacked(postings[place] ?? 0)
      if (ranks.other * rankStep + (places[position] ?? 0) >= best.worst) continue
      if (others.every((word) => holdsWord(index, texts, position, word))) best.add(position, ranks.other, by)
    }
  }
}

/** The line that the letter at `place` of all lines stands in. */
function lineOf({ starts }: Lines, place: number): number {
  let [low, high] = [0, starts.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle
  }
  return low
}

/** Keeps the best matches, one for each account. */
class Best {
  /** A match must be better than this to be kept. */
  worst = Number.POSITIVE_INFINITY
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

  add(position: number, rank: number, by: FoundBy): void {
    const score = rank * rankStep + (this.#places[position] ?? 0)
    if (score >= this.worst) return
    const same = this.#found.findIndex((one) => one.position === position)
    if (same !== -1) {
      if ((this.#found[same]?.score ?? 0) <= score) return
      this.#found.splice(same, 1)
    }
    const after = this.#found.findIndex((one) => one.score > score)
    this.#found.splice(after === -1 ? this.#found.length : after, 0, { position, rank, by, score })
    if (this.#found.length > this.#limit) this.#found.pop()
    if (this.#found.length === this.#limit) this.worst = this.#found.at(-1)?.score ?? this.worst
  }

  list() {
    return this.#found
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
  by: FoundBy,
  words: readonly string[],
  number: string,
): string | null {
  const parts = partsOf(lineAt(written, position))
  const ofKind = by === 'site' ? parts.site : by === 'alias' || by === 'aliasPart' ? parts.alias : []
  const fitOf = (part: string, word: string): number =>
    hasWordStart(fold(part), word) ? 1 : fold(part).includes(word) ? 0.5 : 0
  const fits = (part: string): number =>
    foldNumber(part).startsWith(number) ? words.length + 1 : words.reduce((sum, word) => sum + fitOf(part, word), 0)
  return ofKind.toSorted((one, other) => fits(other) - fits(one))[0] ?? null
}
