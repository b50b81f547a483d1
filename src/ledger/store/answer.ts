import type { Micros } from '../../domain/money.ts'
import type { Row } from './session.ts'

/** One column of an answer, in the order of its rows. */
export interface AnswerColumn {
  readonly values: readonly (string | number | bigint | boolean | null)[]
  /** Where decimals are handed out as whole numbers: how many of their digits are places. */
  readonly places: number
}

/** An answer column by column: of tens of thousands of rows it is read several times as fast as row by row. */
export class Answer {
  readonly size: number
  readonly #columns: ReadonlyMap<string, AnswerColumn>

  constructor(size: number, columns: ReadonlyMap<string, AnswerColumn>) {
    this.size = size
    this.#columns = columns
  }

  /** The same of rows. */
  static ofRows(rows: readonly Row[]): Answer {
    const names = Object.keys(rows[0] ?? {})
    const columns = names.map((name) => [name, { values: rows.map((row) => row[name] ?? null), places: 0 }] as const)
    return new Answer(rows.length, new Map(columns))
  }

  /** Whether there is such a column; an answer without rows may not know. */
  has(name: string): boolean {
    return this.#columns.has(name)
  }

  /** Texts; throws where one is null: the query promised none. */
  texts(name: string): readonly string[] {
    return this.#valuesOf(name).map((value) => {
      if (typeof value !== 'string') throw new TypeError(`Cannot read text from ledger column "${name}"`)
      return value
    })
  }

  textsOrNull(name: string): readonly (string | null)[] {
    return this.#valuesOf(name).map((value) => (value === null ? null : String(value)))
  }

  /** Counts and other whole numbers that are small; none where nothing was counted. */
  counts(name: string): readonly number[] {
    return this.#valuesOf(name).map((value) => {
      const count = Number(value ?? 0)
      if (!Number.isSafeInteger(count)) throw new TypeError(`Cannot read a count from ledger column "${name}"`)
      return count
    })
  }

  /** Exact amounts in millionths; where nothing was summed, nothing. */
  micros(name: string): readonly Micros[] {
    return this.digits(name, 6)
  }

  /** Exact amounts in units of so many places, which the query gives them with; where nothing was summed, nothing. */
  digits(name: string, places: number): readonly bigint[] {
    const own = this.#columns.get(name)?.places ?? 0
    const values = this.#valuesOf(name)
    if (own === places && values.every((value) => typeof value === 'bigint')) return values
    return values.map((value) => {
      if (value === null) return 0n
      if (typeof value === 'bigint') return own === places ? value : scaled(value, places - own)
      if (typeof value === 'string') return digitsOf(value, places)
      throw new TypeError(`Cannot read an exact amount from ledger column "${name}"`)
    })
  }

  #valuesOf(name: string): AnswerColumn['values'] {
    const column = this.#columns.get(name)
    // An answer without rows may not know its columns.
    if (!column && this.size > 0) throw new TypeError(`Cannot find ledger column "${name}" in an answer`)
    return column?.values ?? []
  }
}

/** The digits of a decimal with `more` places than it has, or fewer: those are zero. */
function scaled(digits: bigint, more: number): bigint {
  const step = 10n ** BigInt(Math.abs(more))
  if (more >= 0) return digits * step
  if (digits % step !== 0n) throw new RangeError(`Cannot read amount "${String(digits)}": too many decimal places`)
  return digits / step
}

function digitsOf(text: string, places: number): bigint {
  // Nearly every decimal comes with the places that are asked for: its digits are the answer.
  if (places > 0 && text.at(-1 - places) === '.') return BigInt(text.slice(0, -1 - places) + text.slice(-places))
  const point = text.indexOf('.')
  const own = point < 0 ? 0 : text.length - point - 1
  return scaled(BigInt(text.replace('.', '')), places - own)
}
