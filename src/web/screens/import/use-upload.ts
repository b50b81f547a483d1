import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../api.ts'
import { queryOf } from '../../queries.ts'
import { sendFile, type Upload } from './send-file.ts'

/** A file on its way to the server. */
export interface Transfer {
  readonly file: File
  readonly sent: number
  readonly state: 'waiting' | 'sending' | 'failed'
  readonly error: unknown
}

/**
 * The files of an upload and those on their way to it, one after the other. The upload is made with the first file; `onMade`
 * puts it into the address, so that a reload finds it again.
 */
export function useUpload(id: string | undefined, onMade: (id: string) => void) {
  const queries = useQueryClient()
  const [transfers, setTransfers] = useState<readonly Transfer[]>([])
  const query = useQuery({
    ...queryOf('getUpload', { params: { id: id ?? '' } }),
    enabled: id !== undefined,
    // Nobody but this screen changes it: an answer on its way must not write over that of a file that came meanwhile.
    staleTime: Infinity,
  })
  const running = useRef<{ readonly file: File; readonly abort: AbortController } | null>(null)
  const madeId = useRef<string>(undefined)

  const change = useCallback((file: File, next: Partial<Transfer> | null) => {
    setTransfers((all) =>
      all.flatMap((one) => (one.file !== file ? [one] : next === null ? [] : [{ ...one, ...next }])),
    )
  }, [])

  const keep = useCallback(
    (upload: Upload) => {
      queries.setQueryData(queryOf('getUpload', { params: { id: upload.id } }).queryKey, upload)
    },
    [queries],
  )

  const next = transfers.find((one) => one.state === 'waiting')?.file
  useEffect(() => {
    if (next === undefined || running.current !== null) return
    const abort = new AbortController()
    running.current = { file: next, abort }
    const bring = async () => {
      change(next, { state: 'sending', sent: 0 })
      try {
        let upload = id ?? madeId.current
        if (upload === undefined) {
          const made = await call('createUpload', {})
          upload = made.id
          madeId.current = upload
          keep(made)
          onMade(upload)
        }
        keep(
          await sendFile(upload, next, {
            signal: abort.signal,
            onProgress: (sent) => change(next, { sent }),
          }),
        )
        running.current = null
        change(next, null)
      } catch (error) {
        running.current = null
        change(next, abort.signal.aborted ? null : { state: 'failed', error })
      }
    }
    void bring()
  }, [id, next, transfers, change, keep, onMade])

  // Whoever leaves the screen does not want the rest of a file.
  useEffect(() => () => running.current?.abort.abort(), [])

  const isBusy = transfers.some(({ state }) => state !== 'failed')
  useEffect(() => {
    if (!isBusy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isBusy])

  return {
    query,
    upload: id === undefined ? undefined : query.data,
    transfers,
    add: (files: readonly File[]) => {
      setTransfers((all) => [
        ...all.filter((one) => !files.some((file) => file.name === one.file.name)),
        ...files.map((file): Transfer => ({ file, sent: 0, state: 'waiting', error: null })),
      ])
    },
    again: (file: File) => change(file, { state: 'waiting', error: null }),
    stop: (file: File) => {
      if (running.current?.file === file) running.current.abort.abort()
      else change(file, null)
    },
    remove: async (name: string) => {
      if (id !== undefined) keep(await call('deleteUploadFile', { params: { id, name } }))
    },
  }
}
