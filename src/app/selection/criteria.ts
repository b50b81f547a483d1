import type { Output } from '../../contract/operations.ts'
import {
  fewestCriteria,
  fewestSteps,
  flawsOfCriteria,
  mostCriteria,
  mostSteps,
  proposedCriteria,
} from '../../domain/selection/criteria.ts'
import type { CriteriaFlaw, SelectionDocument } from '../../domain/selection/criteria.ts'
import type { RecordsView } from '../../records/records.ts'
import { insertCriteria, listCriteria } from '../../records/selection.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

type Shown = Output<'getSelectionCriteria'>

/** What decides which accounts are strategic: everybody may know it. */
export const getSelectionCriteria: Verb<'getSelectionCriteria'> = async (ctx) => {
  requireRight(ctx, 'read-account')
  return showCriteria(ctx.records.view)
}

/** Saves the next version, from the one that was read. Earlier ones stay on record with their marks. */
export const saveSelectionCriteria: Verb<'saveSelectionCriteria'> = async (ctx, { document, note, ifMatch }) => {
  requireRight(ctx, 'policy')
  const flaws = flawsOfCriteria(document)
  if (flaws.length > 0)
    throw new BookError('bad-input', `Cannot select by these criteria: ${flaws.map(sentenceOf).join('; ')}`)
  return ctx.records.write(async (trx) => {
    const before = (await listCriteria(trx))[0]?.version ?? 0
    const version = before + 1
    const stored = {
      ...document,
      version,
      note: note === '' ? null : note,
      author: actorText(ctx.actor),
      at: ctx.now(),
    }
    if (before !== ifMatch || !(await insertCriteria(trx, stored))) throw changedMeanwhile()
    await audit(ctx, 'save selection criteria', String(version), { version, criteria: document.criteria.length }, trx)
    return showCriteria(trx)
  })
}

/** Somebody else saved criteria since they were read. */
export function changedMeanwhile(): BookError {
  return new BookError('stale', 'Cannot go on with these criteria: somebody changed them meanwhile; look at them again')
}

async function showCriteria(view: RecordsView): Promise<Shown> {
  const versions = await listCriteria(view)
  const actorOf = await readActors(
    view,
    versions.map(({ author }) => author),
  )
  const [current] = versions
  return {
    current: current ? toDocument(current) : null,
    version: current?.version ?? 0,
    proposal: toDocument(proposedCriteria),
    versions: versions.map((one) => ({
      version: one.version,
      savedBy: actorOf(one.author),
      savedAt: one.at,
      note: one.note,
      document: toDocument(one),
    })),
  }
}

function toDocument({ criteria, atLeast }: SelectionDocument): Shown['proposal'] {
  return { criteria: criteria.map((one) => ({ ...one, scale: one.scale.map((step) => ({ ...step })) })), atLeast }
}

function sentenceOf(flaw: CriteriaFlaw): string {
  switch (flaw.kind) {
    case 'count':
      return `there are ${String(flaw.count)} criteria: write ${String(fewestCriteria)} to ${String(mostCriteria)}`
    case 'weights':
      return `the weights sum to ${String(flaw.sum)} %: make it 100 %`
    case 'bound':
      return `a score of ${String(flaw.atLeast)} is out of reach: the least score is 0 to 100`
    case 'twice':
      return `two criteria are called "${flaw.key}"`
    case 'weight':
      return `the weight of "${flaw.key}" is not above zero`
    case 'steps':
      return `the scale of "${flaw.key}" has ${String(flaw.count)} steps: write ${String(fewestSteps)} to ${String(mostSteps)}`
    case 'points':
      return `points of "${flaw.key}" are not from 0 to 100`
    case 'order':
      return `the scale of "${flaw.key}" does not rise with every step`
  }
}
