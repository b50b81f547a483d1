import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SourceMapping } from '../../contract/source.ts'
import { problemsOfMapping } from '../../domain/mapping/check.ts'
import { BookError } from '../error.ts'

/** A mapping of thousands of columns is a tenth of this; it is read whole by the process that serves people. */
const mappingBytes = 500_000

/** The mapping of a folder, its `source.json`; null when it has none. */
export async function readMapping(directory: string): Promise<SourceMapping | null> {
  return readMappingFile(join(directory, 'source.json'))
}

/** The mapping in a file; null when there is no such file. Throws when it is none, with everything that is wrong. */
export async function readMappingFile(path: string): Promise<SourceMapping | null> {
  const found = await stat(path).catch(() => null)
  if (found && found.size > mappingBytes) {
    throw new BookError('too-large', `Cannot read "${path}": a mapping is ${String(mappingBytes)} bytes at most`)
  }
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new BookError('bad-input', `Cannot read "${path}": ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = SourceMapping.safeParse(json)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`)
    throw new BookError('bad-input', `Cannot use "${path}": ${issues.join('; ')}`)
  }
  assertMeant(parsed.data)
  return parsed.data
}

/** Throws with everything of a mapping that cannot be meant. */
export function assertMeant(mapping: SourceMapping): void {
  const problems = problemsOfMapping(mapping)
  if (problems.length > 0) throw new BookError('bad-input', problems.join('\n'))
}
