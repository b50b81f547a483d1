import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Output } from '../../contract/operations.ts'
import { areOthers, figuresOf } from './figures.ts'
import type { Figures } from './figures.ts'

/** Figures change when an import, a policy, a rate or a judgement has been worked out: whatever shows some then asks for them again. */
export function useFreshFigures(book: Output<'getBook'> | undefined): void {
  const queries = useQueryClient()
  const before = useRef<Figures>(undefined)
  useEffect(() => {
    if (book === undefined) return
    const now = figuresOf(book)
    const hasChanged = before.current !== undefined && areOthers(before.current, now)
    before.current = now
    if (!hasChanged) return
    void queries.invalidateQueries({
      predicate: ({ queryKey: [operation] }) => operation !== 'getSession' && operation !== 'getBook',
    })
  }, [book, queries])
}
