import { hash } from 'node:crypto'
import type { FileAnswer } from '../app/verb.ts'
import { sheetMedia } from '../contract/operation.ts'
import type { MediaType, Operation } from '../contract/operation.ts'
import { apiHeaders } from './headers.ts'
import type { Answered } from './problem.ts'

const jsonHeaders = { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' } as const
const problemHeaders = { ...apiHeaders, 'content-type': 'application/problem+json; charset=utf-8' } as const
/** What is said of a media type beside its name. */
const mediaDetails: Readonly<Partial<Record<MediaType, string>>> = { 'text/csv': '; charset=utf-8; header=present' }

interface Extra {
  readonly requestId: string
  readonly setCookies: readonly string[]
  readonly ifNoneMatch: string | null
}

/** What a verb answered, as HTTP. */
export async function outputToResponse(operation: Operation, output: unknown, extra: Extra): Promise<Response> {
  if (operation.media !== undefined) {
    // The verb's type says so: an operation with a media type answers a file.
    const file = output as FileAnswer
    return fileToResponse(file, file.media ?? mediaOf(operation.media), extra.requestId)
  }
  const status = operation.status ?? 200
  if (operation.output === null)
    return withCookies(new Response(null, { status, headers: headersOf(apiHeaders, extra) }), extra)
  const text = JSON.stringify(output)
  const etag = etagOf(operation, output, text)
  const headers = headersOf(jsonHeaders, extra, etag)
  if (isRead(operation) && etag !== null && extra.ifNoneMatch !== null && isNamed(etag, extra.ifNoneMatch)) {
    return withCookies(new Response(null, { status: 304, headers }), extra)
  }
  return withCookies(new Response(text, { status, headers }), extra)
}

/** A problem as HTTP. A file that may still be on its way stands before the next request: its connection takes none. */
export function problemToResponse({ problem, headers }: Answered, { leavesFile = false } = {}): Response {
  const end = leavesFile ? { connection: 'close' } : {}
  const all = { ...problemHeaders, ...headers, ...end, 'x-request-id': problem.instance }
  return new Response(JSON.stringify(problem), { status: problem.status, headers: all })
}

function headersOf(
  fixed: Readonly<Record<string, string>>,
  { requestId }: Extra,
  etag: string | null = null,
): Record<string, string> {
  return etag === null ? { ...fixed, 'x-request-id': requestId } : { ...fixed, 'x-request-id': requestId, etag }
}

function withCookies(response: Response, { setCookies }: Extra): Response {
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
  return response
}

/** Whether an answer may be spared for whoever has it: what a write answers is news. */
export function isRead({ etag, status = 200 }: Operation): boolean {
  return (etag === 'gives' || etag === 'hashes') && status === 200
}

function etagOf({ etag }: Operation, output: unknown, text: string): string | null {
  if (etag === undefined) return null
  const version = typeof output === 'object' && output !== null && 'version' in output ? String(output.version) : null
  if (etag !== 'hashes') return version === null ? null : `"${version}"`
  // Weak: it vouches for what is said, not for every byte of how it is said. A version before it is for If-Match.
  return `W/"${version === null ? '' : `${version}.`}${hash('sha256', text, 'base64url')}"`
}

/** Whether a list of ETags, as If-None-Match has it, names this one. */
export function isNamed(etag: string, header: string): boolean {
  if (header.trim() === '*') return true
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
}

/** The form a list has unless another is asked for. */
function mediaOf(media: NonNullable<Operation['media']>): MediaType {
  return media === 'sheet' ? sheetMedia.csv : media
}

async function fileToResponse(file: FileAnswer, media: MediaType, requestId: string): Promise<Response> {
  const headers = {
    ...apiHeaders,
    'content-type': `${media}${mediaDetails[media] ?? ''}`,
    'content-disposition': dispositionOf(file.name),
    'x-request-id': requestId,
  }
  return new Response(await streamOf(file.pieces), { status: 200, headers })
}

/** Asks for the first piece before the answer begins, so that what fails at once is still told as a problem. */
async function streamOf(pieces: AsyncIterable<string | Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const iterator = pieces[Symbol.asyncIterator]()
  let next: IteratorResult<string | Uint8Array> | null = await iterator.next()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = next ?? (await iterator.next())
        next = null
        if (piece.done === true) controller.close()
        else controller.enqueue(typeof piece.value === 'string' ? Buffer.from(piece.value) : piece.value)
      },
      async cancel() {
        await iterator.return?.()
      },
    },
    { highWaterMark: 1 },
  )
}

/** A name for whoever saves the file: plain for old programs, in full for the others. */
export function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_')
  const full = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
