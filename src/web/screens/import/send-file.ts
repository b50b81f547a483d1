import type { Output } from '../../../contract/operations.ts'
import { addressOf, ApiError, csrfHeader, problemOf } from '../../api.ts'

export type Upload = Output<'getUpload'>

interface Sending {
  readonly onProgress: (bytes: number) => void
  readonly signal: AbortSignal
}

/** Brings a file into an upload piece by piece. `fetch` cannot say how much has gone. */
export function sendFile(upload: string, file: File, { onProgress, signal }: Sending): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', addressOf('putUploadFile', { params: { id: upload, name: file.name } }))
    request.setRequestHeader('content-type', 'application/octet-stream')
    for (const [name, value] of Object.entries(csrfHeader)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded))
    request.addEventListener('load', () => {
      // The contract says what a success holds: the server is tested against it.
      if (request.status < 300) resolve(JSON.parse(request.responseText) as Upload)
      else reject(problemOf(request.status, headersOf(request), request.responseText))
    })
    request.addEventListener('error', () => reject(unreachable()))
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function headersOf(request: XMLHttpRequest): Headers {
  const lines = request.getAllResponseHeaders().trim().split(/\r\n/)
  return new Headers(lines.flatMap((line) => (line.includes(': ') ? [splitHeader(line)] : [])))
}

function splitHeader(line: string): [string, string] {
  const at = line.indexOf(': ')
  return [line.slice(0, at), line.slice(at + 2)]
}

function unreachable(): ApiError {
  return new ApiError({
    status: 0,
    code: 'unreachable',
    title: 'The server cannot be reached',
    detail: '',
    requestId: null,
    fields: [],
    retryAfter: null,
  })
}
