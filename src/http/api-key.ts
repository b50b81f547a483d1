import { findKeyHolder } from '../app/api-key/key-holder.ts'
import { hashSecret } from '../app/api-key/secret.ts'
import type { Ctx, KeyHolder } from '../app/context.ts'
import { Believed } from './believed.ts'
import type { Log } from './log.ts'
import { HttpProblem } from './problem.ts'

/** Which program is behind an API key. */
export interface ApiKeys {
  /** Null when the key lets nobody in. */
  find(secret: string): Promise<KeyHolder | null>
  /** Believes nothing it was told before. */
  forget(): void
}

export function createApiKeys(ctx: Ctx, log: Log): ApiKeys {
  const holders = new Believed<KeyHolder | null>(() => performance.now())
  const note = (error: unknown) => {
    log.warn({ what: 'note use of API key', error })
  }
  return {
    find(secret) {
      const hash = hashSecret(secret)
      return holders.get(hash, async () => (await findKeyHolder(ctx, hash, note)) ?? null)
    },
    forget() {
      holders.forget()
    },
  }
}

/** The API key that a request brings; null when it brings none. */
export function secretOf(headers: Headers): string | null {
  return /^Bearer +(?<secret>\S+) *$/i.exec(headers.get('authorization') ?? '')?.groups?.['secret'] ?? null
}

export function unknownKey(): HttpProblem {
  return new HttpProblem(401, 'unauthenticated', 'Cannot let this API key in: it is unknown, revoked or has expired', {
    headers: { 'www-authenticate': 'Bearer' },
  })
}
