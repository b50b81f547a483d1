import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { Ctx } from '../app/context.ts'
import { beginOnce, renewMs } from '../app/once/once.ts'
import type { HeldRequest } from '../app/once/once.ts'
import { HttpProblem } from './problem.ts'

type Input = Readonly<Record<string, unknown>>

/** A request that may come again, and what carries it out. */
interface Repeatable {
  /** The Idempotency-Key. */
  readonly name: string
  readonly operation: string
  readonly input: Input
  readonly carryOut: (input: Input) => Promise<unknown>
}

/** The Idempotency-Key of a request; null without one. Throws on one that cannot be used. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const text = headers.get('idempotency-key')
  if (text === null || /^[!-~]{1,200}$/.test(text)) return text
  const message = 'Use 1 to 200 visible ASCII characters'
  throw new HttpProblem(400, 'bad-input', `Cannot use the Idempotency-Key "${text.slice(0, 60)}": ${message}`)
}

/**
 * Carries a request out once, however often it comes under its name: again with the same content it is answered as the first
 * time. What was refused or failed has not been carried out, and may come again, mended.
 */
export async function doOnce(ctx: Ctx, { name, operation, input, carryOut }: Repeatable): Promise<unknown> {
  const begun = await beginOnce(ctx, { name, operation })
  if (begun.state === 'other') throw reused(name, 'another operation')
  if (begun.state === 'answered') {
    if ((await fingerprintOf(input)) !== begun.fingerprint) throw reused(name, 'another content')
    return begun.answer
  }
  return hold(begun.request, input, carryOut)
}

async function hold(held: HeldRequest, input: Input, carryOut: Repeatable['carryOut']): Promise<unknown> {
  const renewal = setInterval(() => void held.renew().catch(() => undefined), renewMs)
  try {
    const { seen, fingerprint } = watch(input)
    const output = await carryOut({ ...seen, madeId: () => idFrom(held.id, fingerprint()) })
    await held.answer(fingerprint(), output)
    return output
  } catch (error) {
    await held.release()
    throw error
  } finally {
    clearInterval(renewal)
  }
}

/** An input whose file, if it has one, is hashed while it is read; the fingerprint is that of all of it once it is. */
function watch(input: Input): { readonly seen: Input; readonly fingerprint: () => string } {
  const { body, ...rest } = input
  const hash = createHash('sha256').update(JSON.stringify(isStream(body) ? rest : input))
  const seen = isStream(body) ? { ...rest, body: hashed(body, hash) } : input
  return { seen, fingerprint: () => hash.copy().digest('hex') }
}

async function fingerprintOf(input: Input): Promise<string> {
  const { seen, fingerprint } = watch(input)
  const { body } = seen
  if (isStream(body)) for await (const _ of body);
  return fingerprint()
}

async function* hashed(body: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    hash.update(piece)
    yield piece
  }
}

/** A body that is a file is the only stream an input ever holds. */
function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

/** A UUID of the time of a UUIDv7 and of a text: the same again for the same two, and another for another text. */
function idFrom(id: string, text: string): string {
  const hash = createHash('sha256').update(id).update(text).digest('hex')
  return `${id.slice(0, 15)}${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}

function reused(name: string, what: string): HttpProblem {
  return new HttpProblem(
    422,
    'key-reused',
    `Cannot use the Idempotency-Key "${name}" again: it came with ${what} in the last 24 hours`,
  )
}
