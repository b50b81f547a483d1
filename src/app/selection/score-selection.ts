import { v7 as uuidv7 } from 'uuid'
import type { Criteria } from '../../domain/selection/criteria.ts'
import type { Mark, Scoring } from '../../domain/selection/selection.ts'
import { insertScoring } from '../../records/selection.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { getAccountInView } from '../card/open-account.ts'
import { BookError } from '../error.ts'
import { requireMayJudge } from '../judgement/judge-right.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { changedMeanwhile } from './criteria.ts'
import { standingOf } from './get-account-selection.ts'
import { currentCriteria } from './open-selection.ts'

/**
 * Gives an account its marks, all at once: what is left out is not marked any more. They never change; the next ones take their
 * place. The audit says that somebody scored, not what.
 */
export const scoreSelection: Verb<'scoreSelection'> = async (ctx, { id, version, marks, reviewOn }) => {
  requireRight(ctx, 'write-action')
  const account = await getAccountInView(ctx, { id })
  requireMayJudge(ctx, account)
  const today = await todayOf(ctx)
  if (reviewOn <= today) {
    throw new BookError('bad-input', `Cannot look at the marks again on ${reviewOn}: write a day after ${today}`)
  }
  const scoring: Scoring = {
    id: uuidv7(),
    accountId: id,
    version,
    marks,
    reviewOn,
    author: actorText(ctx.actor),
    at: ctx.now(),
  }
  const { criteria, ranked } = await ctx.records.write(async (trx) => {
    const held = await currentCriteria(trx)
    if (held.version === 0) {
      throw new BookError('conflict', 'Cannot score an account: nobody has said yet by which criteria')
    }
    if (held.version !== version) throw changedMeanwhile()
    assertOnScale(held, marks)
    await insertScoring(trx, scoring)
    await audit(ctx, 'score account', id, { version, marks: marks.length, reviewOn }, trx)
    return { criteria: held, ranked: await standingOf(trx, id) }
  })
  const { known, outcome, holds } = ranked
  return { id: scoring.id, known, of: criteria.criteria.length, byScore: outcome, holds }
}

/** Throws unless every mark is a step of the scale of one criterion, each criterion marked once at most. */
function assertOnScale({ criteria }: Criteria, marks: readonly Mark[]): void {
  const seen = new Set<string>()
  for (const { criterion: key, points } of marks) {
    const criterion = criteria.find((one) => one.key === key)
    if (!criterion) {
      throw new BookError(
        'bad-input',
        `Cannot find criterion "${key}": write ${criteria.map((one) => one.key).join(', ')}`,
      )
    }
    if (seen.has(key)) throw new BookError('bad-input', `Cannot mark "${key}" twice`)
    seen.add(key)
    if (criterion.scale.some((step) => step.points === points)) continue
    const steps = criterion.scale.map((step) => String(step.points)).join(', ')
    throw new BookError('bad-input', `Cannot give "${String(points)}" points on "${key}": its scale has ${steps}`)
  }
}
