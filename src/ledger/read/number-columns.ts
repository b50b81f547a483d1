/** A text that is a thousand in one country and a bit more than one in another. */
const twoWays = /^\s*[-+(]?[1-9]\d{0,2}[.,]\d{3}[-)]?\s*$/
const longestTwoWays = 12

export function canBeReadTwoWays(text: string): boolean {
  return text.length <= longestTwoWays && twoWays.test(text)
}

/** Watches which columns hold numbers of the format's own, and which of them also texts that can be read two ways. */
export class NumberColumns {
  readonly numbers = new Set<number>()
  readonly #texts = new Map<number, string>()

  seeNumber(column: number): void {
    this.numbers.add(column)
  }

  seeText(column: number, text: string): void {
    if (canBeReadTwoWays(text) && !this.#texts.has(column)) this.#texts.set(column, text)
  }

  /** Positions of columns of numbers -> the first text in them that can be read two ways. */
  get doubts(): ReadonlyMap<number, string> {
    return new Map([...this.#texts].filter(([column]) => this.numbers.has(column)))
  }
}
