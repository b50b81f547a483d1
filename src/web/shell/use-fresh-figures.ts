import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** Figures change when an import has been worked out: whatever shows some then asks for them again. */
export function useFreshFigures(shownWatermark: number | null | undefined): void {
  const queries = useQueryClient()
  const before = useRef(shownWatermark)
  useEffect(() => {
    const isFirst = before.current === undefined
    const hasChanged = before.current !== shownWatermark
    before.current = shownWatermark
    if (isFirst || !hasChanged) return
    void queries.invalidateQueries({
      predicate: ({ queryKey: [operation] }) => operation !== 'getSession' && operation !== 'getBook',
    })
  }, [shownWatermark, queries])
}
