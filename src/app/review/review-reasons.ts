import type { Output } from '../../contract/operations.ts'
import { flawsOfReasons, mostReasons } from '../../domain/review/reason.ts'
import type { ReasonFlaw } from '../../domain/review/reason.ts'
import type { RecordsView } from '../../records/records.ts'
import { listUsedReasons } from '../../records/review.ts'
import { insertReasons, listReasonVersions } from '../../records/review-document.ts'
import { takeTurn } from '../../records/take-turn.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { currentReasons } from './review-documents.ts'

/** The reason codes of the book, and which of them reviews name: everybody may know them. */
export const getReviewReasons: Verb<'getReviewReasons'> = async (ctx) => {
  requireRight(ctx, 'read-account')
  return showReasons(ctx.records.view)
}

/** Saves the reason codes, from the version that was read. What reviews name stays: retired, and controllable or not as it was. */
export const saveReviewReasons: Verb<'saveReviewReasons'> = async (ctx, { reasons, note, ifMatch }) => {
  requireRight(ctx, 'policy')
  return ctx.records.write(async (trx) => {
    await takeTurn(ctx.records, trx, 'reviews')
    const before = await currentReasons(trx)
    const version = before.version + 1
    const flaws = flawsOfReasons(reasons, { before: before.reasons, used: await listUsedReasons(trx) })
    if (before.version !== ifMatch) throw changedMeanwhile()
    if (flaws.length > 0) {
      throw new BookError('bad-input', `Cannot save these reasons: ${flaws.map(sentenceOf).join('; ')}`)
    }
    const stored = {
      reasons,
      version,
      note: note === '' ? null : note,
      author: actorText(ctx.actor),
      at: ctx.now(),
    }
    if (!(await insertReasons(trx, stored))) throw changedMeanwhile()
    await audit(ctx, 'save review reasons', String(version), { version, reasons: reasons.length }, trx)
    return showReasons(trx)
  })
}

function changedMeanwhile(): BookError {
  return new BookError('stale', 'Cannot save these reasons: somebody changed them meanwhile; look at them again')
}

async function showReasons(view: RecordsView): Promise<Output<'getReviewReasons'>> {
  const { version, reasons } = await currentReasons(view)
  const versions = await listReasonVersions(view)
  const used = await listUsedReasons(view)
  const actorOf = await readActors(
    view,
    versions.map(({ author }) => author),
  )
  return {
    version,
    reasons: reasons.map((reason) => ({ ...reason, isUsed: used.has(reason.key) })),
    versions: versions.map((one) => ({
      version: one.version,
      savedBy: actorOf(one.author),
      savedAt: one.at,
      note: one.note,
      reasons: one.reasons.map((reason) => ({ ...reason })),
    })),
  }
}

function sentenceOf(flaw: ReasonFlaw): string {
  switch (flaw.kind) {
    case 'none':
      return 'none can be named: keep one at least'
    case 'many':
      return `there are ${String(flaw.count)}: keep ${String(mostReasons)} at most`
    case 'twice':
      return `two have the key "${flaw.name}"`
    case 'same-name':
      return `two are called "${flaw.name}"`
    case 'in-use':
      return `reviews name "${flaw.name}": retire it, and it stays where it was named`
    case 'controllable':
      return `reviews name "${flaw.name}", and whether we could have changed it was counted: retire it and add another`
  }
}
