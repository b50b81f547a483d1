import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { keepChoices, noChoices, readChoices, type Choices } from './import-options.ts'

const route = getRouteApi('/app/imports/new')

/** What is chosen for an upload; whoever comes from a source begins with it, also when the upload takes its place in the address. */
export function useChoices(upload: string | undefined) {
  const { source: named } = route.useSearch()
  const [choices, setChoices] = useState<Choices>(() => readChoices(upload) ?? { ...noChoices, source: named ?? null })
  const change = (next: Partial<Choices> | ((before: Choices) => Partial<Choices>)) =>
    setChoices((before) => ({ ...before, ...(typeof next === 'function' ? next(before) : next) }))
  useEffect(() => {
    if (upload !== undefined) keepChoices(upload, choices)
  }, [upload, choices])
  return { choices, change }
}
