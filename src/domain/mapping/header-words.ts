import { fold } from '../fold.ts'
import { compoundEnds, fillers, meanings } from './words.ts'
import type { Meaning } from './words.ts'

/** A header taken apart: what its words mean, and those that mean nothing we know. */
export interface HeaderWords {
  readonly known: ReadonlySet<Meaning>
  readonly unknown: readonly string[]
  /** The word of the header for a meaning, as it stands there without marks and case. */
  readonly wordOf: ReadonlyMap<Meaning, string>
}

/** `Straße` is also typed `Strasse`, `für` is `fuer` where there are no umlauts. */
export function spellings(word: string): readonly string[] {
  const typed = word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
  return typed === word ? [fold(word)] : [fold(word), fold(typed)]
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).flatMap(spellings)
}

const meaningByWord = new Map<string, Meaning>(
  (Object.keys(meanings) as Meaning[]).flatMap((meaning) =>
    wordsOf(meanings[meaning]).map((word): [string, Meaning] => [word, meaning]),
  ),
)
const saysNothing = new Set(wordsOf(fillers))
const ends = wordsOf(compoundEnds).toSorted((one, other) => other.length - one.length)

/** A name of a column is shorter. */
const longestHeader = 200

/** Takes a header apart at spaces, signs, changes of case and the joints of German compounds. */
export function readHeader(given: string): HeaderWords {
  const header = given.slice(0, longestHeader)
  const spaced = header
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replaceAll(/n[°º]|№|#/giu, ' no ')
  const whole = fold(header).replaceAll(/[^\p{L}\p{N}]+/gu, '')
  const words = fold(spaced)
    .split(/[^\p{L}\p{N}%]+/u)
    .filter((word) => word !== '' && !saysNothing.has(word))
  const known = new Set<Meaning>()
  const unknown: string[] = []
  const wordOf = new Map<Meaning, string>()
  const note = (meaning: Meaning, word: string): void => {
    known.add(meaning)
    if (!wordOf.has(meaning)) wordOf.set(meaning, word)
  }
  const single = meaningByWord.get(whole)
  if (single !== undefined) return { known: new Set([single]), unknown: [], wordOf: new Map([[single, whole]]) }
  for (const word of words) {
    const parts = partsOf(word)
    if (parts === null) unknown.push(word)
    else for (const [meaning, part] of parts) note(meaning, part)
  }
  return { known, unknown, wordOf }
}

/** What a word means, or its two parts where it is a compound; null when it means nothing known. */
function partsOf(word: string): readonly (readonly [Meaning, string])[] | null {
  const plain = word.replace(/\d+$/, '')
  const meaning = meaningByWord.get(word) ?? meaningByWord.get(plain) ?? meaningByWord.get(plain.replace(/s$/, ''))
  if (meaning !== undefined) return [[meaning, word]]
  for (const end of ends) {
    if (!word.endsWith(end) || word.length - end.length < 2) continue
    const endMeaning = meaningByWord.get(end)
    const stem = word.slice(0, -end.length)
    const stems = [stem, stem.replace(/s$/, ''), stem.replace(/n$/, ''), stem.replace(/en$/, '')]
    const stemMeaning = stems.map((one) => meaningByWord.get(one)).find((one) => one !== undefined)
    if (endMeaning !== undefined && stemMeaning !== undefined)
      return [
        [stemMeaning, stem],
        [endMeaning, end],
      ]
  }
  return null
}
