/** Milliseconds for which an answer of the records is believed; what another process changes bites after them at the latest. */
const believedMs = 2000
/** Answers kept; more questions at once only cost more of them. */
const maxKept = 5000

/** Answers of the records that every request needs, asked for once in a while and not by every request. */
export class Believed<T> {
  readonly #clock: () => number
  readonly #kept = new Map<string, { readonly at: number; readonly answer: Promise<T> }>()

  /** `clock` gives milliseconds. */
  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** The answer to a question, which `ask` gets when none is known or the known one is too old. */
  get(question: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#clock()
    const kept = this.#kept.get(question)
    if (kept !== undefined && now - kept.at < believedMs) return kept.answer
    const answer = ask()
    this.#kept.delete(question)
    if (this.#kept.size >= maxKept) this.#kept.delete(this.#kept.keys().next().value ?? '')
    this.#kept.set(question, { at: now, answer })
    // An error is nobody's answer.
    answer.catch(() => this.#kept.delete(question))
    return answer
  }

  /** Believes nothing it was told before. */
  forget(): void {
    this.#kept.clear()
  }
}
