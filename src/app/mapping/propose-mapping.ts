import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Output } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import { filesOf } from './find-mapping.ts'
import { inspectFiles } from './inspect-files.ts'

/** How the files of a path would be read: by the mapping of their source where the book remembers one, else as is proposed. */
export async function proposeMapping(ctx: Ctx, path: string, source: string | null): Promise<Output<'inspectUpload'>> {
  requireRight(ctx, 'import')
  const { folder, names } = await filesOf(path)
  const scratch = await mkdtemp(join(tmpdir(), 'bookvalue-look-'))
  try {
    return await inspectFiles(ctx, { folder, names, scratch, mapping: null, source })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
