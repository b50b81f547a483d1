import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { keepChoices, noChoices, readChoices, type Choices } from './import-options.ts'

const route = getRouteApi('/app/imports/new')

/** What is chosen for an upload; whoever comes from a source begins with it. */
export function useChoices(upload: string | undefined) {
  const { source: named } = route.useSearch()
  const [typed, setTyped] = useState<Choices | null>(() => readChoices(upload))
  const begun: Choices = { ...noChoices, source: named ?? null }
  const choices = typed ?? begun
  const change = (next: Partial<Choices> | ((before: Choices) => Partial<Choices>)) =>
    setTyped((typedBefore) => {
      const before = typedBefore ?? begun
      return { ...before, ...(typeof next === 'function' ? next(before) : next) }
    })
  useEffect(() => {
    if (upload !== undefined && typed !== null) keepChoices(upload, typed)
  }, [upload, typed])
  return { choices, change }
}
