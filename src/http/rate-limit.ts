import { HttpProblem } from './problem.ts'

interface Bucket {
  left: number
  /** Milliseconds of the clock at which `left` held. */
  at: number
}

interface Rate {
  readonly perMinute: number
  /** What may come at once after a rest. */
  readonly burst: number
}

/** Keys kept; the ones that were not seen for longest are forgotten, which only ever lets more through. */
const maxKeys = 20_000

/** Lets so many requests through per key. Kept in this process: it protects the process. */
export class RateLimit {
  readonly #rate: Rate
  readonly #buckets = new Map<string, Bucket>()

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** Takes one; throws `too-many` when there is none left. `now` is in milliseconds. */
  take(key: string, now: number): void {
    const { perMinute, burst } = this.#rate
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) {
      this.#forget()
      this.#buckets.set(key, { left: burst - 1, at: now })
      return
    }
    const left = Math.min(burst, bucket.left + ((now - bucket.at) / 60_000) * perMinute)
    bucket.at = now
    bucket.left = left < 1 ? left : left - 1
    if (left >= 1) return
    const seconds = String(Math.max(1, Math.ceil(((1 - left) / perMinute) * 60)))
    throw new HttpProblem(429, 'too-many', `Too many requests: wait ${seconds} s`, {
      headers: { 'retry-after': seconds },
    })
  }

  #forget(): void {
    if (this.#buckets.size < maxKeys) return
    const oldest = this.#buckets.keys().next().value
    if (oldest !== undefined) this.#buckets.delete(oldest)
  }
}
