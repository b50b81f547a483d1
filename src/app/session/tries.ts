import { createHmac } from 'node:crypto'
import { forgetOldTries, forgetTries, lockTries, putTries } from '../../records/sign-in-try.ts'
import type { SignInTries } from '../../records/sign-in-try.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'

/** How long tries at one thing must wait after failures in a row. */
interface Rule {
  /** Failures that cost nothing: people mistype. */
  readonly free: number
  /** Seconds after the first failure that costs; every further one doubles them. */
  readonly seconds: number
  readonly maxSeconds: number
  /** Failures after which only an administrator helps, as NIST SP 800-63B-4 asks (at most 100). */
  readonly last: number | null
}

const rules = {
  account: { free: 5, seconds: 15, maxSeconds: 3600, last: 100 },
  // Whole offices share an address, and whoever has many cannot be told from it.
  address: { free: 30, seconds: 15, maxSeconds: 900, last: null },
} as const satisfies Readonly<Record<string, Rule>>

/** Tries at an address are forgotten after this long without one; those at an account only when it is signed in to, or reset. */
const addressMemoryDays = 2

type Stores = Pick<Ctx, 'records' | 'now'>

interface Tried {
  /** Keys the hashes of what was tried, so that the table names neither people nor machines. */
  readonly secret: string
  readonly email: string
  readonly address: string
}

/**
 * Takes one try at a password: it counts as failed from here on, so that many at once count too. Throws `too-many` while one
 * has to wait, whether or not anybody has the address.
 */
export async function takeTry(ctx: Stores, tried: Tried): Promise<void> {
  const now = ctx.now()
  await ctx.records.write(async (trx) => {
    // Both in one order, so that no two tries wait for each other.
    await take(trx, subjectOf('account', tried), rules.account, now)
    await take(trx, subjectOf('address', tried), rules.address, now)
  })
}

/** Forgets the failures at an account that has been signed in to, and gives the address its try back. */
export async function forgiveTries(ctx: Stores, tried: Tried): Promise<void> {
  await ctx.records.write(async (trx) => {
    await forgetTries(trx, subjectOf('account', tried))
    const subject = subjectOf('address', tried)
    const tries = await lockTries(trx, subject, ctx.now())
    await putTries(trx, subject, { ...tries, failures: Math.max(0, tries.failures - 1), waitUntil: null })
  })
}

/** Forgets the failures at an account that an administrator has reset. */
export async function forgetAccountTries(trx: RecordsTransaction, secret: string, email: string): Promise<void> {
  await forgetTries(trx, subjectOf('account', { secret, email, address: '' }))
}

/** Forgets what nobody tries any more. */
export async function forgetStaleTries(ctx: Stores): Promise<void> {
  const before = new Date(Date.parse(ctx.now()) - addressMemoryDays * 86_400_000).toISOString()
  await ctx.records.write((trx) => forgetOldTries(trx, before, 'address:'))
}

async function take(trx: RecordsTransaction, subject: string, rule: Rule, now: string): Promise<void> {
  const tries = await lockTries(trx, subject, now)
  const seconds = secondsToWait(tries, rule, now)
  if (seconds === null) {
    throw new BookError('too-many', 'Cannot sign in: there were too many failures; ask an administrator for a new link')
  }
  if (seconds > 0) {
    throw new BookError('too-many', `Cannot sign in yet: there were too many failures; wait ${waitText(seconds)}`)
  }
  const failures = tries.failures + 1
  const wait = waitAfter(failures, rule)
  const waitUntil = wait === 0 ? null : new Date(Date.parse(now) + wait * 1000).toISOString()
  await putTries(trx, subject, { failures, lastAt: now, waitUntil })
}

/** Seconds until the next try is looked at; null when none is any more. */
export function secondsToWait(
  { failures, waitUntil }: Omit<SignInTries, 'lastAt'>,
  rule: Rule,
  now: string,
): number | null {
  if (rule.last !== null && failures >= rule.last) return null
  return waitUntil === null ? 0 : Math.max(0, Math.ceil((Date.parse(waitUntil) - Date.parse(now)) / 1000))
}

/** Seconds that follow so many failures in a row. */
export function waitAfter(failures: number, { free, seconds, maxSeconds }: Rule): number {
  return failures < free ? 0 : Math.min(maxSeconds, seconds * 2 ** Math.min(30, failures - free))
}

function waitText(seconds: number): string {
  return seconds < 90 ? `${String(seconds)} seconds` : `${String(Math.ceil(seconds / 60))} minutes`
}

function subjectOf(kind: keyof typeof rules, { secret, email, address }: Tried): string {
  const what = kind === 'account' ? email.toLowerCase() : address
  return `${kind}:${createHmac('sha256', secret).update(`${kind} ${what}`).digest('base64url')}`
}
