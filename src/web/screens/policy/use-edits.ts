import { useCallback, useEffect, useReducer } from 'react'
import type { PolicyDocument } from './document.ts'
import { beginEdits, edit } from './edits.ts'
import { keepWork, readWork } from './kept-work.ts'

/** Changes the document; edits of one `field` that follow each other fast are one. */
export type Change = (document: PolicyDocument, field: string) => void

/**
 * The document of a policy or draft as it is being changed. It is kept in the tab, so that whoever looks at an account meanwhile
 * comes back to it. `of` is the policy or the draft; another one begins anew.
 */
export function useEdits(of: string, stored: PolicyDocument) {
  const [edits, dispatch] = useReducer(edit, null, () => {
    const kept = readWork(of)
    const begun = beginEdits(stored)
    return kept === null ? begun : edit(begun, { type: 'change', document: kept, field: 'kept', at: 0 })
  })
  const isChanged = JSON.stringify(edits.now) !== JSON.stringify(stored)
  useEffect(() => {
    keepWork(isChanged ? { of, document: edits.now } : null)
  }, [of, edits.now, isChanged])
  const change: Change = useCallback((document, field) => {
    dispatch({ type: 'change', document, field, at: performance.now() })
  }, [])
  return {
    document: edits.now,
    isChanged,
    change,
    canUndo: edits.past.length > 0,
    canRedo: edits.future.length > 0,
    undo: useCallback(() => dispatch({ type: 'undo' }), []),
    redo: useCallback(() => dispatch({ type: 'redo' }), []),
    startOver: useCallback(
      (document: PolicyDocument) => dispatch({ type: 'change', document, field: 'all', at: 0 }),
      [],
    ),
  }
}
