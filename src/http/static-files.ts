import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { isNamed } from './answer.ts'
import { pageHeaders } from './headers.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
/** Ways a file may lie there compressed already, the smaller first. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** What Vite names after what is in it, and so never changes. */
const hashed = /^assets\/.+-[\w-]{8,}\.\w+$/

interface StaticFile {
  readonly path: string
  readonly type: string
  readonly etag: string
  /** Encoding -> path of the compressed file. */
  readonly compressed: ReadonlyMap<string, string>
}

/** The built web of a folder, at a base path. */
export interface StaticFiles {
  /** Answers for a path below the base, such as `assets/main-abc.js`; null when there is no such file. */
  file(path: string, headers: Headers): Promise<Response | null>
  /** The page, which finds out by itself which screen the address is. */
  page(headers: Headers): Response
}

/**
 * Lists the folder once: a request only ever names one of the files found then, so that no path leads out of it. What lies
 * there changes with the next start.
 */
export async function openStaticFiles(folder: string | null, basePath: string): Promise<StaticFiles> {
  const files = folder === null ? new Map<string, StaticFile>() : await listFiles(folder)
  const index = files.get('index.html')
  const page = toPage(index === undefined ? notBuilt : await readFile(index.path, 'utf8'), basePath)
  const contents = new Map<string, Promise<Buffer<ArrayBuffer>>>()
  const read = (path: string): Promise<Buffer<ArrayBuffer>> => {
    const known = contents.get(path)
    if (known) return known
    const reading = readFile(path)
    contents.set(path, reading)
    reading.catch(() => contents.delete(path))
    return reading
  }
  return {
    async file(path, headers) {
      const file = files.get(path)
      if (file === undefined || path === 'index.html') return null
      try {
        return await answerFile(path, file, headers, read)
      } catch (error) {
        // Built anew since the start: what is gone is not there.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
    page: (headers) => answerPage(page, headers),
  }
}

async function answerFile(
  path: string,
  file: StaticFile,
  headers: Headers,
  read: (path: string) => Promise<Buffer<ArrayBuffer>>,
): Promise<Response> {
  const cache = hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
  const accepted = headers.get('accept-encoding') ?? ''
  const [encoding] = encodings.find(([name]) => file.compressed.has(name) && accepts(accepted, name)) ?? [null]
  const answered: Record<string, string> = {
    ...pageHeaders,
    'content-type': file.type,
    'cache-control': cache,
    vary: 'accept-encoding',
    etag: file.etag,
    ...(encoding === null ? {} : { 'content-encoding': encoding }),
  }
  const known = headers.get('if-none-match')
  if (known !== null && isNamed(file.etag, known)) return new Response(null, { status: 304, headers: answered })
  const body = await read((encoding === null ? undefined : file.compressed.get(encoding)) ?? file.path)
  return new Response(body, { headers: { ...answered, 'content-length': String(body.byteLength) } })
}

function accepts(header: string, encoding: string): boolean {
  return header.split(',').some((part) => {
    const [name, ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
  })
}

interface Page {
  readonly body: string
  readonly etag: string
}

/** The page names its base, below which everything it loads is. */
function toPage(html: string, basePath: string): Page {
  const body = html.replace(/<base [^>]*>/, '').replace('<head>', `<head><base href="${basePath}/" />`)
  return { body, etag: etagOf(body) }
}

/** It is asked for each time: it names the files of the version that runs. */
function answerPage({ body, etag }: Page, headers: Headers): Response {
  const answered = { ...pageHeaders, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', etag }
  const known = headers.get('if-none-match')
  if (known !== null && isNamed(etag, known)) return new Response(null, { status: 304, headers: answered })
  return new Response(body, { headers: answered })
}

async function listFiles(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const known = new Set(paths)
  const files = new Map<string, StaticFile>()
  for (const path of paths) {
    if (encodings.some(([, ending]) => path.endsWith(ending) && known.has(path.slice(0, -ending.length)))) continue
    const type = types[extname(path).toLowerCase()]
    if (type === undefined) continue
    const compressed = encodings.flatMap(([name, ending]) =>
      known.has(path + ending) ? [[name, path + ending] as const] : [],
    )
    const name = relative(folder, path).replaceAll(sep, '/')
    files.set(name, { path, type, etag: etagOf(await readFile(path)), compressed: new Map(compressed) })
  }
  return files
}

/** Weak, because one and the same file is sent in several encodings. */
function etagOf(content: string | Uint8Array): string {
  return `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
}

const notBuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bookvalue</title></head>
<body><h1>Bookvalue</h1><p>The screens are not built here. The API is: see <a href="api/docs">its documentation</a>.</p></body></html>`
