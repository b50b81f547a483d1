import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useBook } from '../../ui/book-context.ts'
import { keepChoices, noChoices, readChoices, type Choices } from './import-options.ts'

const route = getRouteApi('/app/imports/new')

/** What is chosen for an upload; a book that has a source begins with the last one. */
export function useChoices(upload: string | undefined) {
  const book = useBook()
  const { source: named } = route.useSearch()
  const [typed, setTyped] = useState<Choices | null>(() => readChoices(upload))
  const choices = typed ?? { ...noChoices, source: named ?? book?.lastImport?.source ?? '' }
  const change = (next: Partial<Choices>) => setTyped({ ...choices, ...next })
  useEffect(() => {
    if (upload !== undefined && typed !== null) keepChoices(upload, typed)
  }, [upload, typed])
  return { choices, change }
}
