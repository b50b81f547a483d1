import { explainGrade } from '../../domain/explain.ts'
import type { GradeExplanation } from '../../domain/explain.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { gradeBook } from '../../domain/grade.ts'
import { explainedFamilies } from '../../domain/metric.ts'
import type { Policy } from '../../domain/policy.ts'
import { scoreFactors } from '../../domain/scorecard.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { accountFacts } from '../../ledger/facts/bought-facts.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import type { Ctx } from '../context.ts'
import { addFamilyFacts } from '../grade/read-facts.ts'
import { readFactorDocuments } from './factor-documents.ts'

/** An account of a family as it stands at the end of the window. */
export interface Member {
  readonly id: string
  readonly key: string
  readonly name: string
  /** Its ultimate parent; its own id when it has none. */
  readonly rootId: string
  /** Whether it is an account then: the others have no grade, and their money counts for their family. */
  readonly valid: boolean
}

/** An account with the case for its grade and the facts that make it. */
export interface Explained {
  readonly explanation: GradeExplanation
  /** Of what is graded; null where nothing is known. */
  readonly facts: AccountFacts | null
}

/**
 * Why an account has its grade at the end of a window, worked out from the facts of the accounts alone that are graded together:
 * `members`, itself among them.
 */
export async function explainFamily(
  ctx: Ctx,
  account: Member,
  {
    members,
    policy,
    window,
    withDocuments,
  }: {
    readonly members: readonly Member[]
    readonly policy: Policy
    readonly window: FactsWindow
    readonly withDocuments: boolean
  },
): Promise<Explained> {
  const ids = members.map(({ id }) => id)
  const factsById = await readMembers(ctx, window, policy, ids)
  const grades = gradeBook({
    accounts: members.map(({ id, rootId, valid }) => ({ id, rootId, facts: factsById.get(id) ?? null, graded: valid })),
    policy,
  })
  const own = grades.get(account.id)
  const facts = own?.basisFacts ?? null
  const head = members.find(({ id, valid }) => id === account.rootId && valid)
  const { key, name } = account
  const explanation = explainGrade({
    // The head of a family is one of it: its own money is not all that is graded.
    account: { key, name, root: head && members.length > 1 ? { key: head.key, name: head.name } : null },
    facts: factsById.get(account.id) ?? null,
    rootFacts: facts,
    policy,
    grade: own?.result ?? null,
    scorecard: scoreFactors(facts, policy),
    asOf: window.to,
    watermark: window.watermark,
    window: { from: window.from, to: window.to },
    documents: withDocuments ? await readFactorDocuments(ctx, ids, { window, policy }) : [],
  })
  return { explanation, facts }
}

async function readMembers(
  ctx: Ctx,
  window: FactsWindow,
  policy: Policy,
  ids: readonly string[],
): Promise<Map<string, AccountFacts>> {
  const scope = await accountScope(ctx.ledger, [...ids])
  const { kinds } = policy
  const facts = await accountFacts(ctx.ledger, window, kinds, scope)
  return addFamilyFacts(ctx, facts, { window, kinds, scope }, explainedFamilies(policy))
}
