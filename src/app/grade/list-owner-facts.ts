import { emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { gradeCounts } from '../../domain/grade.ts'
import { ownerFacts } from '../../ledger/facts/value-facts.ts'
import { listReps } from '../../records/list-reps.ts'
import type { Ctx } from '../context.ts'
import { gradePeriod } from './grade-book.ts'
import type { GradedBook } from './grade-book.ts'
import { readStretch } from './read-period.ts'
import { requireWholeBook } from '../right.ts'

/** What a rep sold in the window and what they own at its end. */
export interface OwnerWithFacts {
  /** Null stands for nobody: no salesperson on the invoice and no owner on its date. */
  readonly rep: { readonly source: string; readonly key: string; readonly name: string } | null
  /** Money of the salesperson on the invoice, else of the owner on the invoice date. */
  readonly facts: AccountFacts
  /** Accounts owned at the end of the period. */
  readonly accounts: number
  /** Of these, how many have each grade; null is no grade. */
  readonly grades: ReadonlyMap<string | null, number>
}

/** The book by rep: money by who sold it, grade counts by who owns the account at the end of the period. */
export async function listOwnerFacts(
  ctx: Ctx,
  input: { readonly period: string | null },
): Promise<{ readonly book: GradedBook; readonly owners: readonly OwnerWithFacts[] }> {
  requireWholeBook(ctx)
  const book = await gradePeriod(ctx, await readStretch(ctx, input.period))
  const facts = await ownerFacts(ctx.ledger, { ...book.window, watermark: book.watermark }, book.policy.kinds)
  const owned = Map.groupBy(book.accounts, (account) =>
    account.owner ? `${account.owner.source}/${account.owner.key}` : '',
  )
  const names = new Map((await listReps(ctx.records)).map((rep) => [`${rep.source}/${rep.key}`, rep]))
  const places = [...new Set([...facts.keys(), ...owned.keys()])].toSorted()
  const owners = places.map((place) => {
    const accounts = owned.get(place) ?? []
    const [source = '', ...key] = place.split('/')
    return {
      rep: place === '' ? null : (names.get(place) ?? { source, key: key.join('/'), name: key.join('/') }),
      facts: facts.get(place) ?? emptyFacts(place),
      accounts: accounts.length,
      grades: gradeCounts(
        accounts.map((account) => account.graded.grade),
        book.policy,
      ),
    }
  })
  return { book, owners }
}
