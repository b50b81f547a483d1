import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import {
  aspects,
  intents,
  lineOf,
  potentialSources,
  references,
  relationships,
  standings,
} from '../domain/judgement/judgement.ts'
import type { Aspect, Judgement, Potential, Verdict } from '../domain/judgement/judgement.ts'
import { formatMicros, parseMicros } from '../domain/money.ts'
import { jsonToStored, storedToJson } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

export async function insertJudgement(trx: RecordsTransaction, judgement: Judgement): Promise<void> {
  const { id, accountId, verdict, evidence, from, author, at } = judgement
  const { aspect, value } = verdict
  await trx
    .insertInto('judgement')
    .values({
      id,
      account_id: accountId,
      aspect,
      line: lineOf(verdict),
      value: value === null ? null : jsonToStored(toJson(verdict)),
      evidence,
      valid_from: from,
      author,
      at,
    })
    .execute()
}

interface Place {
  readonly limit: number
  /** The id of the judgement before the first of the page; null for the first page. */
  readonly before: string | null
}

/** What was ever written down of an account, the newest first. */
export async function listJudgementsOf(
  view: RecordsView,
  accountId: string,
  { limit, before }: Place,
): Promise<Judgement[]> {
  let query = view.selectFrom('judgement').selectAll().where('account_id', '=', accountId)
  if (before !== null) query = query.where('id', '<', before)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toJudgement)
}

/**
 * The judgements that hold on a day, one for each matter, of one account or of all (null), on some aspects: as `holdingOn` of the
 * domain has it, without reading what was replaced.
 */
export async function listJudgementsOn(
  view: RecordsView,
  { day, aspects: wanted, accountId = null }: { day: Day; aspects: readonly Aspect[]; accountId?: string | null },
): Promise<Judgement[]> {
  let query = view
    .selectFrom('judgement')
    .selectAll()
    .where('valid_from', '<=', day)
    .where('aspect', 'in', [...wanted])
    .where('value', 'is not', null)
    .where(
      sql<boolean>`not exists (
        select 1 from judgement as later
        where later.account_id = judgement.account_id and later.aspect = judgement.aspect and later.line = judgement.line
          and later.valid_from <= ${day}
          and (later.valid_from, later.id) > (judgement.valid_from, judgement.id))`,
    )
  if (accountId !== null) query = query.where('account_id', '=', accountId)
  const rows = await query.orderBy('account_id').orderBy('aspect').orderBy('line').execute()
  return rows.map(toJudgement)
}

function toJudgement(row: Tables['judgement']): Judgement {
  const { id, account_id, evidence, valid_from, author, at } = row
  return { id, accountId: account_id, verdict: toVerdict(row), evidence, from: valid_from, author, at }
}

function toJson(verdict: Verdict): Json {
  if (verdict.aspect !== 'growth-potential' || verdict.value === null) return verdict.value as Json
  const { source, low, likely, high } = verdict.value
  return { source, low: formatMicros(low), likely: formatMicros(likely), high: formatMicros(high) }
}

/** What `toJson` wrote. Throws on anything else: a table is written by this file alone. */
function toVerdict({ id, aspect: name, line, value: stored }: Tables['judgement']): Verdict {
  const aspect = oneOf(aspects, name)
  const value = stored === null ? null : storedToJson(stored)
  switch (aspect) {
    case 'standing':
      return { aspect, line, value: value === null ? null : oneOf(standings, value) }
    case 'reference':
      return { aspect, value: value === null ? null : oneOf(references, value) }
    case 'relationship':
      return { aspect, value: value === null ? null : oneOf(relationships, value) }
    case 'intent':
      return { aspect, value: value === null ? null : oneOf(intents, value) }
    case 'travel':
      return { aspect, value: value === null ? null : Number(value) }
    case 'regions':
      return { aspect, value: Array.isArray(value) ? value.map(String) : null }
    case 'growth-potential':
      return { aspect, value: value === null ? null : toPotential(value) }
  }

  function oneOf<const T extends readonly string[]>(known: T, given: Json): T[number] {
    const found = known.find((one) => one === given)
    if (found === undefined) throw new Error(`Cannot read judgement "${id}": "${JSON.stringify(given)}" is unknown`)
    return found
  }

  function toPotential(given: NonNullable<Json>): Potential {
    const { source, low, likely, high } = given as unknown as Readonly<Record<keyof Potential, string>>
    return {
      source: oneOf(potentialSources, source),
      low: parseMicros(low),
      likely: parseMicros(likely),
      high: parseMicros(high),
    }
  }
}
