import { kindOf } from '../kind.ts'
import type { Column, Kind, KindId } from '../kind.ts'
import { readHeader } from './header-words.ts'
import type { HeaderWords } from './header-words.ts'
import { phrases, prices } from './phrases.ts'
import type { Phrase } from './phrases.ts'
import { profileOf } from './profile.ts'
import type { Profile } from './profile.ts'

/** Why something is proposed. */
export interface Reason {
  readonly by: 'mapping' | 'template' | 'file-name' | 'name' | 'word' | 'part' | 'values' | 'columns'
  /** The word, name or value that decided; null when nothing single did. */
  readonly evidence: string | null
}

/** A column of the kind and the column of the file it is read from. */
export interface ProposedColumn {
  readonly column: string
  readonly from: string
  /** The column of the file it is multiplied with; absent where it stands for itself. */
  readonly times?: string
  /** 0 to 1. */
  readonly confidence: number
  readonly reason: Reason
}

/** A column of a file: its header, what its words mean, what stands in it. */
export interface FileColumn {
  readonly name: string
  readonly words: HeaderWords
  readonly profile: Profile
}

/** Below it a column is better left to the person. */
const leastSure = 0.35

export function fileColumnsOf(header: readonly string[], rows: readonly (readonly string[])[]): readonly FileColumn[] {
  return header.map((name, at) => ({
    name,
    words: readHeader(name),
    profile: profileOf(rows.map((row) => row[at] ?? '')),
  }))
}

/** A column of prices of one unit; null when the file has none. */
export function priceColumn(
  columns: readonly FileColumn[],
): Pick<ProposedColumn, 'from' | 'confidence' | 'reason'> | null {
  const found = columns.flatMap((own) => {
    const fits = prices.flatMap((phrase) => phraseFit(phrase, own.words) ?? [])
    const isAmount = own.profile.amounts >= 0.8 && own.profile.days < 0.8
    return isAmount ? fits.map((fit) => ({ ...fit, from: own.name })) : []
  })
  return found.toSorted((one, other) => other.confidence - one.confidence)[0] ?? null
}

/** The columns of a kind that a file has: each at most once, no column of the file twice, the surest first. */
export function proposeColumns(kindId: KindId, columns: readonly FileColumn[]): readonly ProposedColumn[] {
  const kind = kindOf(kindId)
  const candidates = kind.columns
    .flatMap((column) => columns.flatMap((own) => candidateOf(kind, column, own)))
    .toSorted((one, other) => other.confidence - one.confidence)
  const taken = new Map<string, ProposedColumn>()
  const used = new Set<string>()
  for (const candidate of candidates) {
    if (taken.has(candidate.column) || used.has(candidate.from)) continue
    taken.set(candidate.column, candidate)
    used.add(candidate.from)
  }
  return kind.columns.flatMap(({ name }) => taken.get(name) ?? [])
}

function candidateOf(kind: Kind, column: Column, own: FileColumn): ProposedColumn[] {
  const found = headerFit(kind, column, own)
  if (found === null) return []
  const confidence = found.confidence * valueFit(column, own.profile)
  return confidence < leastSure ? [] : [{ column: column.name, from: own.name, confidence, reason: found.reason }]
}

/** How sure the header alone makes it; null when it says nothing of the column. */
function headerFit(kind: Kind, column: Column, own: FileColumn): Pick<ProposedColumn, 'confidence' | 'reason'> | null {
  if (own.name.trim().toLowerCase() === column.name) {
    return { confidence: 0.98, reason: { by: 'name', evidence: own.name } }
  }
  const known = phrases[kind.id]?.[column.name] ?? []
  const fits = known.flatMap((phrase) => phraseFit(phrase, own.words) ?? [])
  return fits.toSorted((one, other) => other.confidence - one.confidence)[0] ?? null
}

/** Words that leave the meaning of the others as it is. */
const harmless = new Set(['document', 'line', 'invoice', 'to', 'from'])

function phraseFit({ means, sure }: Phrase, words: HeaderWords): Pick<ProposedColumn, 'confidence' | 'reason'> | null {
  if (!means.every((meaning) => words.known.has(meaning))) return null
  const extra = [...words.known].filter((meaning) => !means.includes(meaning))
  const isBare = means.length === 1 && (means[0] === '#' || means[0] === 'name' || means[0] === 'text')
  if (extra.some((meaning) => isBare || !harmless.has(meaning))) return null
  const beside = Math.min(words.unknown.length, 3)
  const evidence = [...words.wordOf].flatMap(([meaning, word]) => (means.includes(meaning) ? [word] : [])).join(' ')
  return {
    // Where a program writes its own id beside the number of a document, people mean the number.
    confidence: sure - 0.08 * beside - 0.1 * extra.length - (words.wordOf.get('#') === 'id' ? 0.01 : 0),
    reason: { by: beside + extra.length === 0 ? 'word' : 'part', evidence },
  }
}

/** How well values go with a column: 1 where they do, far below where they are of another type. */
function valueFit(column: Column, profile: Profile): number {
  // An empty column says nothing against its header.
  if (profile.filled === 0) return 0.85
  if (column.type === 'day') return profile.days >= 0.8 ? 1 : 0.2
  if (column.type === 'amount') return profile.amounts >= 0.8 && profile.days < 0.8 ? 1 : 0.2
  if (column.type === 'currency') return profile.currencies >= 0.8 ? 1 : 0.2
  if (profile.days >= 0.8 && profile.amounts < 0.8) return 0.2
  if (column.name === 'name') return profile.letters >= 0.5 ? 1 : 0.5
  return 1
}
