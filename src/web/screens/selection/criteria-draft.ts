import { flawsOfCriteria } from '../../../domain/selection/criteria.ts'
import type { CriteriaFlaw } from '../../../domain/selection/criteria.ts'
import type { CriteriaDocument } from './selection-parts.ts'

/** Criteria as they are typed: numbers are text until they are one. */
export interface CriteriaDraft {
  readonly atLeast: string
  readonly criteria: readonly CriterionDraft[]
}

export interface CriterionDraft {
  readonly key: string
  readonly label: string
  readonly weight: string
  readonly scale: readonly { readonly points: string; readonly means: string }[]
}

/** Something that is wrong with a draft, and the criterion it is about, by the name that stands in the form. */
export type DraftFlaw =
  | { readonly kind: CriteriaFlaw['kind']; readonly name: string; readonly count: number; readonly sum: number }
  | { readonly kind: 'words'; readonly name: string; readonly count: number; readonly sum: number }

export function draftOf({ atLeast, criteria }: CriteriaDocument): CriteriaDraft {
  return {
    atLeast: String(atLeast),
    criteria: criteria.map(({ key, label, weight, scale }) => ({
      key,
      label,
      weight: String(weight),
      scale: scale.map(({ points, means }) => ({ points: String(points), means })),
    })),
  }
}

/** The draft as the contract takes it; what is no number is out of every range, so that a flaw names it. */
export function documentOf({ atLeast, criteria }: CriteriaDraft): CriteriaDocument {
  return {
    atLeast: numberIn(atLeast),
    criteria: criteria.map(({ key, label, weight, scale }) => ({
      key,
      label: label.trim(),
      weight: numberIn(weight),
      scale: scale.map(({ points, means }) => ({ points: numberIn(points), means: means.trim() })),
    })),
  }
}

/** What keeps a draft from being saved; nothing when it can be. */
export function flawsOf(draft: CriteriaDraft): DraftFlaw[] {
  const document = documentOf(draft)
  const nameOf = (key: string): string => document.criteria.find((one) => one.key === key)?.label ?? key
  const flaws = flawsOfCriteria(document).map((flaw): DraftFlaw => {
    return {
      kind: flaw.kind,
      name: 'key' in flaw ? nameOf(flaw.key) : '',
      count: 'count' in flaw ? flaw.count : 0,
      sum: 'sum' in flaw ? flaw.sum : 0,
    }
  })
  const wordless = document.criteria.find(({ label, scale }) => label === '' || scale.some(({ means }) => means === ''))
  return wordless ? [...flaws, { kind: 'words', name: wordless.label, count: 0, sum: 0 }] : flaws
}

export function changeCriterion(draft: CriteriaDraft, place: number, change: Partial<CriterionDraft>): CriteriaDraft {
  return { ...draft, criteria: draft.criteria.map((one, at) => (at === place ? { ...one, ...change } : one)) }
}

export function removeCriterion(draft: CriteriaDraft, place: number): CriteriaDraft {
  return { ...draft, criteria: draft.criteria.filter((_, at) => at !== place) }
}

/** A criterion more, with a key that none has and the scale of the last one's points without its words. */
export function addCriterion(draft: CriteriaDraft, label: string): CriteriaDraft {
  const taken = new Set(draft.criteria.map(({ key }) => key))
  let number = draft.criteria.length + 1
  while (taken.has(`criterion-${String(number)}`)) number += 1
  const points = draft.criteria.at(-1)?.scale.map((step) => step.points) ?? ['0', '50', '100']
  const scale = points.map((one) => ({ points: one, means: '' }))
  return { ...draft, criteria: [...draft.criteria, { key: `criterion-${String(number)}`, label, weight: '0', scale }] }
}

export function changeStep(
  draft: CriteriaDraft,
  { place, step }: { readonly place: number; readonly step: number },
  change: Partial<CriterionDraft['scale'][number]>,
): CriteriaDraft {
  const scale = draft.criteria[place]?.scale ?? []
  return changeCriterion(draft, place, {
    scale: scale.map((one, at) => (at === step ? { ...one, ...change } : one)),
  })
}

export function addStep(draft: CriteriaDraft, place: number): CriteriaDraft {
  const scale = draft.criteria[place]?.scale ?? []
  return changeCriterion(draft, place, { scale: [...scale, { points: '', means: '' }] })
}

export function removeStep(draft: CriteriaDraft, place: number, step: number): CriteriaDraft {
  const scale = draft.criteria[place]?.scale ?? []
  return changeCriterion(draft, place, { scale: scale.filter((_, at) => at !== step) })
}

/** A number as somebody types it, with a point or a comma and two decimals at most; -1 for what is none. */
function numberIn(text: string): number {
  const plain = text.trim().replace(',', '.')
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : -1
}
