import type { Input, Output } from '../../../contract/operations.ts'

export type Call = Output<'getCall'>
type CallResult = NonNullable<Call['outcome']>['reached']
type NextKind = 'none' | 'call' | 'action'

/** What one has begun to write of a call. Days and choices are empty text until they are chosen. */
export interface CallDraft {
  readonly goal: string
  readonly contact: string
  readonly day: string
  /** Id of who makes it; empty is oneself. */
  readonly owner: string
  readonly isMade: boolean
  readonly reached: CallResult | ''
  readonly result: string
  readonly nextKind: NextKind
  readonly nextText: string
  readonly nextDay: string
  /** Names the request, so that a second try after a lost answer makes no second call. */
  readonly request: string
}

/** What is missing of a draft, in the order of its fields. */
export type Gap = 'goal' | 'reached' | 'next'

/** What has to be filled in before a draft can be saved; no call without a goal, and no next step without words. */
export function gapsOf(draft: CallDraft): readonly Gap[] {
  const gaps: Gap[] = []
  if (draft.goal.trim() === '') gaps.push('goal')
  if (draft.isMade && draft.reached === '') gaps.push('reached')
  if (draft.isMade && draft.nextKind !== 'none' && (draft.nextText.trim() === '' || draft.nextDay === '')) {
    gaps.push('next')
  }
  return gaps
}

/** What a draft says came of the call; null where it does not say how far the goal was reached. */
export function outcomeOf(draft: CallDraft): Omit<Input<'logCall'>, 'id'> | null {
  const { reached, result, day, contact, nextKind, nextText, nextDay } = draft
  if (reached === '') return null
  const text = nextText.trim()
  return {
    reached,
    result: orNull(result),
    day,
    contact: orNull(contact),
    next:
      nextKind === 'none'
        ? null
        : nextKind === 'call'
          ? { kind: 'call', goal: text, contact: orNull(contact), day: nextDay }
          : { kind: 'action', title: text, day: nextDay },
  }
}

/** Text without blanks around it; null for none. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

const place = (of: string) => `bookvalue.call.${of}`

/** What was kept of a call, or of a new one with an account; null for nothing, or where the browser keeps nothing. */
export function readDraft(of: string): CallDraft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place(of)) ?? 'null')
    return isDraft(kept) ? kept : null
  } catch {
    return null
  }
}

/** Keeps what one writes as long as the tab is there, also while the phone sleeps; null forgets it. */
export function keepDraft(of: string, draft: CallDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(place(of))
    else sessionStorage.setItem(place(of), JSON.stringify(draft))
  } catch {
    // A browser that keeps nothing: what one writes is there as long as the form is.
  }
}

/** A draft of an earlier version of this page may lack fields. */
function isDraft(value: unknown): value is CallDraft {
  const texts = ['goal', 'contact', 'day', 'owner', 'reached', 'result', 'nextKind', 'nextText', 'nextDay', 'request']
  if (typeof value !== 'object' || value === null) return false
  const fields: Readonly<Record<string, unknown>> = { ...value }
  return texts.every((name) => typeof fields[name] === 'string') && typeof fields['isMade'] === 'boolean'
}
