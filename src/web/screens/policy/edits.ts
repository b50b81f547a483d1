import type { PolicyDocument } from './document.ts'

/** A document with what it was before and what was taken back. */
export interface Edits {
  readonly past: readonly PolicyDocument[]
  readonly now: PolicyDocument
  readonly future: readonly PolicyDocument[]
  /** What was edited last and when, in milliseconds: letters of one word are one edit. */
  readonly last: { readonly field: string; readonly at: number } | null
}

export type Edit =
  | { readonly type: 'change'; readonly document: PolicyDocument; readonly field: string; readonly at: number }
  | { readonly type: 'undo' | 'redo' }
  | { readonly type: 'begin'; readonly document: PolicyDocument }

/** Edits that can be taken back. */
const mostPast = 100
/** Edits of one field that follow each other this fast are one. */
const pauseMs = 1000

export function beginEdits(document: PolicyDocument): Edits {
  return { past: [], now: document, future: [], last: null }
}

export function edit(edits: Edits, step: Edit): Edits {
  switch (step.type) {
    case 'begin':
      return beginEdits(step.document)
    case 'change': {
      if (JSON.stringify(step.document) === JSON.stringify(edits.now)) return edits
      const { last } = edits
      const isSame = last !== null && last.field === step.field && step.at - last.at < pauseMs
      const past = isSame && edits.past.length > 0 ? edits.past : [...edits.past, edits.now].slice(-mostPast)
      return { past, now: step.document, future: [], last: { field: step.field, at: step.at } }
    }
    case 'undo': {
      const before = edits.past.at(-1)
      if (!before) return edits
      return { past: edits.past.slice(0, -1), now: before, future: [edits.now, ...edits.future], last: null }
    }
    case 'redo': {
      const [next, ...rest] = edits.future
      return next ? { past: [...edits.past, edits.now], now: next, future: rest, last: null } : edits
    }
  }
}
