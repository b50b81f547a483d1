import type { Output } from '../../contract/operations.ts'
import { emptyFacts } from '../../domain/facts.ts'
import { aspects, standings } from '../../domain/judgement/judgement.ts'
import type { Aspect, Judgement, Verdict } from '../../domain/judgement/judgement.ts'
import { operatingFit } from '../../domain/judgement/operating-fit.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { handledOrders, handlingSince, standardSpend } from '../../ledger/facts/fit-facts.ts'
import { listJudgementsOn } from '../../records/judgement.ts'
import { listProductFamilies } from '../../records/list-products.ts'
import { listStandardProducts } from '../../records/standard-products.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { getAccountInView } from '../card/open-account.ts'
import type { OpenAccount } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { travelOf } from '../grade/travel-facts.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { mayJudge } from './judge-right.ts'
import { readNames, showPotential, writtenOf } from './show-judgement.ts'
import type { Names } from './show-judgement.ts'

type Shown = Output<'getAccountFit'>

/** How an account fits us at the end of a period: what holds of what people judged of it, and what its orders and place tell. */
export const getAccountFit: Verb<'getAccountFit'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  const held = await listJudgementsOn(ctx.records.view, { day: view.to, aspects, accountId: id })
  const names = await readNames(ctx.records, held)
  return {
    ...basisOf(view),
    mayJudge: mayJudge(ctx, account),
    standing: standingsOf(held, names),
    reference: shownOf(held, 'reference', names),
    growthPotential: potentialOf(held, names, seen.spend),
    regions: regionsOf(held, names),
    relationship: shownOf(held, 'relationship', names),
    intent: shownOf(held, 'intent', names),
    travel: await travelTo(ctx, account, held, names),
    operating: await operatingOf(ctx, account),
    lines: await linesOf(ctx),
  }
}

type VerdictOn<A extends Aspect> = Extract<Verdict, { readonly aspect: A }>

interface Held<A extends Aspect> {
  readonly judgement: Judgement
  readonly value: NonNullable<VerdictOn<A>['value']>
}

/** The judgement on an aspect that holds; null where none does. */
function findHeld<A extends Aspect>(held: readonly Judgement[], aspect: A): Held<A> | null {
  const judgement = held.find(({ verdict }) => verdict.aspect === aspect)
  const value = judgement?.verdict.value ?? null
  // `find` does not narrow: the aspect says which values there are.
  return judgement && value !== null ? { judgement, value: value as Held<A>['value'] } : null
}

function openOf(judgement: Judgement, names: Names) {
  return { ...writtenOf(judgement, names), evidence: judgement.evidence }
}

function shownOf<A extends 'reference' | 'relationship' | 'intent'>(
  held: readonly Judgement[],
  aspect: A,
  names: Names,
) {
  const found = findHeld(held, aspect)
  return found && { ...openOf(found.judgement, names), value: found.value }
}

function regionsOf(held: readonly Judgement[], names: Names): Shown['regions'] {
  const found = findHeld(held, 'regions')
  return found && { ...openOf(found.judgement, names), value: [...found.value] }
}

function potentialOf(held: readonly Judgement[], names: Names, seesSpend: boolean): Shown['growthPotential'] {
  const found = findHeld(held, 'growth-potential')
  if (!found) return null
  const { judgement, value } = found
  return { ...writtenOf(judgement, names), ...showPotential(value, judgement.evidence, seesSpend) }
}

/** By line of products, those we are the first call for first, then by name. */
function standingsOf(held: readonly Judgement[], names: Names): Shown['standing'] {
  const found = held.flatMap((judgement) => {
    const { verdict } = judgement
    if (verdict.aspect !== 'standing' || verdict.value === null) return []
    const line = { key: verdict.line, name: names.lineNameOf(verdict.line) }
    return [{ ...openOf(judgement, names), line, standing: verdict.value }]
  })
  return found.toSorted(
    (one, other) =>
      standings.indexOf(one.standing) - standings.indexOf(other.standing) ||
      byText(one.line.name, other.line.name) ||
      byText(one.line.key, other.line.key),
  )
}

async function travelTo(
  ctx: Ctx,
  { view, row: { account_id: id } }: OpenAccount,
  held: readonly Judgement[],
  names: Names,
): Promise<Shown['travel']> {
  const found = findHeld(held, 'travel')
  const given = new Map(found ? [[id, found.value]] : [])
  const travel = (await travelOf(ctx.records, { day: view.to, ids: [id], given })).get(id)
  return travel ? { ...travel, given: found && openOf(found.judgement, names) } : null
}

/** Of the account itself, whatever the policy grades, in the window of the period. */
async function operatingOf(ctx: Ctx, account: OpenAccount): Promise<Shown['operating']> {
  const { view, row, seen } = account
  const window = { from: view.from, to: view.to, watermark: view.watermark }
  const scope = await accountScope(ctx.ledger, [row.account_id])
  const products = await listStandardProducts(ctx.records.view)
  const since = await handlingSince(ctx.ledger, window)
  const { kinds } = view.policy
  const spent = await standardSpend(ctx.ledger, window, kinds, { products, scope })
  const ordered = await handledOrders(ctx.ledger, window, kinds, { since, scope })
  const facts = { ...emptyFacts(row.account_id), ...spent.get(row.account_id), ...ordered.get(row.account_id) }
  const { fit, standard, plain } = operatingFit(facts)
  return {
    plain,
    handledOrders: facts.handledOrders,
    plainOrders: facts.plainOrders,
    handlingSince: since,
    knowsStandard: products.length > 0,
    ...(seen.spend && { fit, standard }),
  }
}

/** Families of products by name: the lines in which somebody may judge the standing. */
async function linesOf(ctx: Ctx): Promise<Shown['lines']> {
  const families = await listProductFamilies(ctx.records)
  return families
    .map(({ source, key, name }) => ({ key: `${source}/${key}`, name }))
    .toSorted((one, other) => byText(one.name, other.name) || byText(one.key, other.key))
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
