import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const shape = z.object({
  /** Where commands are taken: scheme, host, port and path. */
  address: z.url(),
  /** What tells the server that whoever asks can read the data directory. */
  token: z.string().min(32),
  pid: z.number().int(),
})

/** How a command reaches the server that has a data directory open. */
export type ServerFile = z.infer<typeof shape>

const nameOf = (data: string): string => join(data, 'server.json')

/** A token nobody can guess. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Says in the data directory how commands reach this server; only its owner can read it. Dispose of it to take it back. */
export async function writeServerFile(data: string, file: ServerFile): Promise<AsyncDisposable> {
  const part = `${nameOf(data)}.${String(file.pid)}.part`
  await rm(part, { force: true })
  await writeFile(part, `${JSON.stringify(file)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(part, nameOf(data))
  return {
    async [Symbol.asyncDispose]() {
      const now = await readServerFile(data)
      if (now?.token === file.token) await rm(nameOf(data), { force: true })
    },
  }
}

/** What a server wrote there, which may have been killed since; undefined when there is nothing that makes sense. */
export async function readServerFile(data: string): Promise<ServerFile | undefined> {
  const text = await readFile(nameOf(data), 'utf8').catch(() => null)
  if (text === null) return undefined
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
