import { watermarkOf } from '../../ledger/store/batch.ts'
import { findLifetime } from '../../records/lifetime.ts'
import type { StoredLifetime } from '../../records/lifetime.ts'
import type { Ctx } from '../context.ts'
import { lifetimeDocument } from './lifetime-document.ts'
import type { LifetimeDocument } from './lifetime-document.ts'

/** What was learnt last of the rhythm of the book. */
export interface Lifetime {
  readonly stored: StoredLifetime
  readonly document: LifetimeDocument
}

/** Undefined before it was ever learnt. */
export async function openLifetime(ctx: Pick<Ctx, 'records'>): Promise<Lifetime | undefined> {
  const stored = await findLifetime(ctx.records.view)
  return stored && { stored, document: lifetimeDocument.parse(stored.document) }
}

/** What every figure says of where it comes from. */
export async function learntOf(ctx: Pick<Ctx, 'ledger'>, { asOf, watermark }: StoredLifetime, days: number) {
  return { asOf, days, watermark, isOld: (await watermarkOf(ctx.ledger)) !== watermark }
}

/** A fraction or a count with six decimals. */
export function toShare(fraction: number): number {
  return Math.round(fraction * 1e6) / 1e6
}
