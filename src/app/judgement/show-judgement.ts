import type { Output } from '../../contract/operations.ts'
import { bandOf } from '../../domain/band.ts'
import type { Day } from '../../domain/day.ts'
import { isAfter, lineOf, matterOf } from '../../domain/judgement/judgement.ts'
import type { Judgement, Potential } from '../../domain/judgement/judgement.ts'
import { formatMicros } from '../../domain/money.ts'
import type { RecordsReading } from '../../records/records.ts'
import { readActors } from '../actor-name.ts'
import { nameFamilies } from '../card/product-name.ts'

type Shown = Output<'addJudgement'>

/** What a judgement is shown with. */
export interface Names {
  readonly actorOf: Awaited<ReturnType<typeof readActors>>
  /** What a line of products is called, by `source/key`. */
  readonly lineNameOf: (line: string) => string
}

export async function readNames(records: RecordsReading, judgements: readonly Judgement[]): Promise<Names> {
  const actorOf = await readActors(records.view, [...new Set(judgements.map(({ author }) => author))])
  const lines = await nameFamilies(records, [...new Set(judgements.map(({ verdict }) => lineOf(verdict)))])
  return { actorOf, lineNameOf: (line) => lines.get(line) ?? line }
}

/** Who wrote it down, when, and from which day it holds. */
export function writtenOf({ id, from, author, at }: Judgement, { actorOf }: Names) {
  return { id, from, by: actorOf(author), at }
}

/** A potential as it may be shown: its amounts and what they rest on are money, its band is not. */
export function showPotential({ source, low, likely, high }: Potential, evidence: string, seesSpend: boolean) {
  return {
    source,
    likelyBand: bandOf(likely),
    ...(seesSpend && { evidence, low: formatMicros(low), likely: formatMicros(likely), high: formatMicros(high) }),
  }
}

/** The ids of the judgements that hold on a day, of all that were ever written of an account. */
export function idsInForce(judgements: readonly Judgement[], day: Day): ReadonlySet<string> {
  const latest = new Map<string, Judgement>()
  for (const judgement of judgements) {
    const matter = matterOf(judgement.accountId, judgement.verdict)
    const known = latest.get(matter)
    if (judgement.from <= day && (!known || isAfter(judgement, known))) latest.set(matter, judgement)
  }
  return new Set([...latest.values()].map(({ id }) => id))
}

export function showJudgement(
  judgement: Judgement,
  names: Names,
  { seesSpend, isInForce }: { readonly seesSpend: boolean; readonly isInForce: boolean },
): Shown {
  const { verdict, evidence } = judgement
  const line = lineOf(verdict)
  const shown: Shown = {
    ...writtenOf(judgement, names),
    aspect: verdict.aspect,
    line: line === '' ? null : { key: line, name: names.lineNameOf(line) },
    isWithdrawal: verdict.value === null,
    isInForce,
    standing: null,
    reference: null,
    potential: null,
    regions: null,
    minutes: null,
    relationship: null,
    intent: null,
    evidence,
  }
  switch (verdict.aspect) {
    case 'standing':
      return { ...shown, standing: verdict.value }
    case 'reference':
      return { ...shown, reference: verdict.value }
    case 'growth-potential':
      return {
        ...shown,
        evidence: null,
        potential: verdict.value && showPotential(verdict.value, evidence, seesSpend),
      }
    case 'regions':
      return { ...shown, regions: verdict.value && [...verdict.value] }
    case 'travel':
      return { ...shown, minutes: verdict.value }
    case 'relationship':
      return { ...shown, relationship: verdict.value }
    case 'intent':
      return { ...shown, intent: verdict.value }
  }
}
