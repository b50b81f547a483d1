import type { Department } from './review.ts'

export const mostReasons = 60

/** A reason code of the book. */
export interface Reason {
  /** Its name for programs: what was written stays with it when the words change. */
  readonly key: string
  readonly name: string
  /** Who could have done something about it, or would have noticed. */
  readonly department: Department
  /** Whether we could have changed it. */
  readonly isControllable: boolean
  /** A retired one is shown where it was named and is named no more. */
  readonly isActive: boolean
}

export type ReasonFlaw =
  | { readonly kind: 'none' }
  | { readonly kind: 'many'; readonly count: number }
  | { readonly kind: 'twice' | 'same-name' | 'in-use' | 'controllable'; readonly name: string }

/**
 * What keeps reasons from being saved in place of others. One that a review names is retired, not left out, and stays controllable
 * or not as it was: what was counted must not be told otherwise afterwards.
 */
export function flawsOfReasons(
  reasons: readonly Reason[],
  { before, used }: { readonly before: readonly Reason[]; readonly used: ReadonlySet<string> },
): ReasonFlaw[] {
  const flaws: ReasonFlaw[] = []
  if (!reasons.some(({ isActive }) => isActive)) flaws.push({ kind: 'none' })
  if (reasons.length > mostReasons) flaws.push({ kind: 'many', count: reasons.length })
  const [keys, names] = [new Set<string>(), new Set<string>()]
  for (const { key, name } of reasons) {
    if (keys.has(key)) flaws.push({ kind: 'twice', name: key })
    if (names.has(name.toLowerCase())) flaws.push({ kind: 'same-name', name })
    keys.add(key)
    names.add(name.toLowerCase())
  }
  for (const { key, name, isControllable } of before) {
    if (!used.has(key)) continue
    const now = reasons.find((reason) => reason.key === key)
    if (now === undefined) flaws.push({ kind: 'in-use', name })
    else if (now.isControllable !== isControllable) flaws.push({ kind: 'controllable', name })
  }
  return flaws
}

/** What a book begins with. */
export const proposedReasons: readonly Reason[] = [
  reason('price', 'Our price was too high', 'sales', true),
  reason('out-of-touch', 'We were not in touch often enough', 'sales', true),
  reason('promise', 'A promise of ours was not kept', 'sales', true),
  reason('competitor', 'A competitor offered what we do not have', 'sales', false),
  reason('contact-left', 'The person who chose us left', 'sales', false),
  reason('less-need', 'They need less, or no longer', 'sales', false),
  reason('closed', 'The site was closed, sold or moved', 'sales', false),
  reason('plan', 'We followed a plan for the account', 'sales', true),
  reason('more-need', 'They need more', 'sales', false),
  reason('slow-answer', 'Answers took too long', 'service', true),
  reason('complaint', 'A complaint was not settled well', 'service', true),
  reason('good-service', 'Our service made the difference', 'service', true),
  reason('late', 'Deliveries came late', 'logistics', true),
  reason('out-of-stock', 'Goods were not in stock', 'logistics', true),
  reason('availability', 'We could deliver and others could not', 'logistics', true),
  reason('terms', 'Our terms of payment or the credit limit', 'finance', true),
  reason('invoices', 'Invoices were wrong', 'finance', true),
  reason('insolvent', 'They could not pay any more', 'finance', false),
  reason('faults', 'Goods had faults', 'quality', true),
  reason('specification', 'The goods no longer fit what they make', 'quality', false),
  reason('quality', 'Our goods are better', 'quality', true),
]

function reason(key: string, name: string, department: Department, isControllable: boolean): Reason {
  return { key, name, department, isControllable, isActive: true }
}
