import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Output } from '../../contract/operations.ts'
import { auditRevealed } from '../audit.ts'
import { cellBefore, readCsv } from '../csv.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getImportBatch } from './page-imports.ts'
import { problemsFile, rejectedFolderOf } from './rejected-folder.ts'

type Problem = Output<'listRejectedFiles'>['problems'][number]

/** Problems a screen shows; the file holds all of them. */
const shownAtMost = 500

/** The files with the lines an import left out, the problems among them, and the first problems themselves. */
export const listRejectedFiles: Verb<'listRejectedFiles'> = async (ctx, { id }) => {
  requireRight(ctx, 'import')
  const folder = rejectedFolderOf(ctx, (await getImportBatch(ctx, id)).id)
  const names = await namesIn(folder)
  return {
    files: await Promise.all(names.map(async (name) => ({ name, bytes: (await stat(join(folder, name))).size }))),
    problems: names.includes(problemsFile) ? await firstProblems(join(folder, problemsFile)) : [],
  }
}

/**
 * One of these files, byte for byte: it is there to be corrected and imported again, so that a cell that looks like a formula
 * stays what the source wrote. `problems.csv` is for reading alone and has such cells disarmed.
 */
export const getRejectedFile: Verb<'getRejectedFile'> = async (ctx, { id, name }) => {
  requireRight(ctx, 'import')
  const batch = await getImportBatch(ctx, id)
  const folder = rejectedFolderOf(ctx, batch.id)
  // Only a name that is listed is one: nothing a person writes becomes part of a path.
  const found = (await namesIn(folder)).find((each) => each === name)
  if (found === undefined)
    throw new BookError('not-found', `Cannot find "${name}" among the lines import ${id} left out`)
  await auditRevealed(ctx, 'export', 'rejected lines', { import: batch.id, file: found })
  return { name: found, pieces: createReadStream(join(folder, found)) }
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted()
}

async function firstProblems(path: string): Promise<Problem[]> {
  const problems: Problem[] = []
  let isHeader = true
  for await (const [file = '', line = '', column = '', value = '', message = ''] of readCsv(
    createReadStream(path, 'utf8'),
  )) {
    if (!isHeader) {
      problems.push({
        file: cellBefore(file),
        line: Number(line),
        column: column === '' ? null : column,
        value: value === '' ? null : cellBefore(value),
        message,
      })
    }
    isHeader = false
    if (problems.length === shownAtMost) break
  }
  return problems
}
