import { readdir, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { SourceMapping } from '../../contract/source.ts'
import { mappingTemplates } from '../../domain/mapping/templates.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { readMappingFile } from './read-mapping.ts'
import { fitToFiles, savedMapping } from './remembered-mapping.ts'

/**
 * The mapping that somebody means by a word, for the files of a path: a file that holds one, the source it is saved for, or a
 * ready one by its id. All but a file are fitted to the names and columns of the files.
 */
export async function findMapping(ctx: Ctx, word: string, path: string): Promise<SourceMapping> {
  requireRight(ctx, 'import')
  if ((await stat(word).catch(() => null))?.isFile() === true) {
    const read = await readMappingFile(word)
    if (read !== null) return read
  }
  const saved = await savedMapping(ctx.records.view, word)
  const template = mappingTemplates.find(({ id }) => id === word)
  const document = saved?.document ?? (template && SourceMapping.parse(template.document))
  if (document === undefined) {
    const ready = mappingTemplates.map(({ id }) => id).join(', ')
    throw new BookError(
      'not-found',
      `Cannot find mapping "${word}": it is no file and no source with a saved one, and the ready ones are ${ready}`,
    )
  }
  const { folder, names } = await filesOf(path)
  return fitToFiles(document, folder, names)
}

/** The folder of a path and the files of it that are meant: all of them, or the one. Throws when there is none. */
export async function filesOf(path: string): Promise<{ readonly folder: string; readonly names: readonly string[] }> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new BookError('not-found', `Cannot find "${path}": name a folder or a file`)
  if (!found.isDirectory()) return { folder: dirname(path), names: [basename(path)] }
  const inside = await readdir(path, { withFileTypes: true })
  return { folder: path, names: inside.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).toSorted() }
}
