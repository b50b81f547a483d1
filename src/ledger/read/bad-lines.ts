import { randomUUID } from 'node:crypto'
import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from './problem.ts'

/** A record left out because it has no readable shape. */
export interface BadLine {
  /** 1-based physical line on which it starts. */
  readonly line: number
  /** Its text without the line end, as Latin-1 where it is not UTF-8. */
  readonly raw: string
  readonly problem: Problem
}

/** Collects bad lines: the first ones in memory, the rest as NDJSON in a file. */
export interface BadLines {
  readonly kept: readonly BadLine[]
  readonly count: number
  /** The file of those that are not in `kept`; null when there is none. */
  readonly path: string | null
  add(line: BadLine): void
  /** Moves what is waiting to the file. */
  flush(): Promise<void>
  /** Removes the file. */
  discard(): Promise<void>
}

const mostKept = 10_000
const mostKeptCharacters = 16 << 20

export function createBadLines(tempDir: string): BadLines {
  const kept: BadLine[] = []
  let waiting: string[] = []
  let count = 0
  let characters = 0
  let path: string | null = null
  return {
    kept,
    get count() {
      return count
    },
    get path() {
      return path
    },
    add(line) {
      count++
      characters += line.raw.length
      if (path === null && kept.length < mostKept && characters <= mostKeptCharacters) {
        kept.push(line)
        return
      }
      path ??= join(tempDir, `bad-${randomUUID()}.ndjson`)
      waiting.push(`${JSON.stringify(line)}\n`)
    },
    async flush() {
      if (path === null || waiting.length === 0) return
      const text = waiting.join('')
      waiting = []
      await appendFile(path, text)
    },
    async discard() {
      if (path !== null) await rm(path, { force: true })
    },
  }
}
