import type { PolicyDocument } from './document.ts'

const place = 'bookvalue.policy-studio'

/** What one has begun to change in this tab, and of which policy or draft: whoever opens an account meanwhile loses nothing. */
export interface KeptWork {
  /** `default@1`, or the id of a draft. */
  readonly of: string
  readonly document: PolicyDocument
}

/** What was kept of the same policy or draft; null for nothing, or where the browser keeps nothing. */
export function readWork(of: string): PolicyDocument | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as KeptWork | null
    return kept?.of === of ? kept.document : null
  } catch {
    return null
  }
}

export function keepWork(work: KeptWork | null): void {
  try {
    if (work === null) sessionStorage.removeItem(place)
    else sessionStorage.setItem(place, JSON.stringify(work))
  } catch {
    // A browser that keeps nothing: the work is there as long as the screen is.
  }
}
