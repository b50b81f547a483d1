import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { kindOf } from '../../../domain/kind.ts'
import type { SourceFile, SourceMapping } from '../../../contract/source.ts'
import { call, type ApiError } from '../../api.ts'
import { entriesOf, withOverrides, type Overrides } from './edit-mapping.ts'
import type { InspectedFile, Inspection } from './inspection.ts'

/** Milliseconds without a change after which what is typed is tried. */
const typingPause = 250

interface Asked {
  readonly upload: string
  /** Files of the upload by name; null while they are on their way. */
  readonly names: readonly string[] | null
  /** Changes with the content of the files. */
  readonly stamp: number
  /** The source whose saved mapping is used; null to find one that knows the files. */
  readonly source: string | null
  readonly overrides: Overrides
}

export interface Inspected {
  /** How the files would be read; undefined until it is known, then the last answer until the next one. */
  readonly inspection: Inspection | undefined
  /** How the server would read them if nobody decided anything. */
  readonly proposal: Inspection | undefined
  /** The mapping with what was decided last, which the inspection may still have to catch up with. */
  readonly mapping: SourceMapping | undefined
  readonly isBehind: boolean
  /** How a file would be read if something else were decided; undefined when that cannot be found out. */
  readonly look: (overrides: Overrides, name: string) => Promise<InspectedFile | undefined>
  readonly error: ApiError | null
  readonly retry: () => void
}

/** What the files of an upload are and how they are read, proposed by the server and as somebody decided. */
export function useInspection({ upload, names, stamp, source, overrides }: Asked): Inspected {
  const queries = useQueryClient()
  const settledSource = useSettled(source)
  const about = { staleTime: Infinity, placeholderData: keepPreviousData, enabled: names !== null && names.length > 0 }
  const proposed = useQuery<Inspection>({
    queryKey: ['inspectUpload', upload, stamp, settledSource],
    queryFn: ({ signal }) => inspect(upload, { mapping: null, source: settledSource }, signal),
    ...about,
  })
  // Nothing is known of files that are not looked into, whatever was known of those before them.
  const proposal = about.enabled ? proposed.data : undefined
  const mapping = proposal && withOverrides(wholeMapping(proposal), overrides, names ?? [])
  const settled = useSettled(mapping === undefined ? undefined : JSON.stringify(mapping))
  const isDecided = Object.keys(overrides).length > 0
  const given = (text: string | undefined) => ({
    queryKey: ['inspectUpload', upload, stamp, 'given', text],
    // What was made text to be compared is the mapping again.
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      inspect(upload, { mapping: JSON.parse(text ?? 'null') as SourceMapping, source: null }, signal),
    staleTime: Infinity,
  })
  const decided = useQuery<Inspection>({
    ...about,
    ...given(settled),
    enabled: about.enabled && isDecided && settled !== undefined,
  })
  const isTyping = settledSource !== source || (isDecided && settled !== JSON.stringify(mapping))
  const failed = isDecided && decided.error !== null ? decided : proposed
  return {
    inspection: isDecided ? (decided.data ?? proposal) : proposal,
    proposal,
    mapping,
    isBehind: isTyping || proposed.isFetching || (isDecided && decided.isFetching),
    look: async (changed, name) => {
      if (proposal === undefined) return undefined
      const tried = JSON.stringify(withOverrides(wholeMapping(proposal), changed, names ?? []))
      const seen = await queries.fetchQuery(given(tried)).catch(() => undefined)
      return seen?.files.find((file) => file.name === name)
    },
    error: failed.error,
    retry: () => void failed.refetch(),
  }
}

/** The mapping with an entry for files that go by their names: with a mapping, what it does not name is left alone. */
function wholeMapping({ mapping, files }: Inspection): SourceMapping {
  const unnamed = files.filter(({ name }) => entriesOf(mapping, name).length === 0)
  const entries = unnamed.flatMap(({ name, readings }) =>
    readings.map(({ kind }): SourceFile => ({ file: name, kind: kindOf(kind).id })),
  )
  return { ...mapping, files: [...(mapping.files ?? []), ...entries] }
}

function inspect(
  id: string,
  body: { readonly mapping: SourceMapping | null; readonly source: string | null },
  signal: AbortSignal,
): Promise<Inspection> {
  return call('inspectUpload', { params: { id }, body, signal })
}

/** A value once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), typingPause)
    return () => clearTimeout(timer)
  }, [value])
  // The first value of all is not waited for.
  return settled === undefined ? value : settled
}
