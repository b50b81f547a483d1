import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../../src/app/context.ts'
import { keepFiles, keptFolderOf } from '../../src/app/upload/copy-files.ts'
import { receiveFile } from '../../src/app/upload/receive-file.ts'
import { openRecords } from '../../src/records/open-records.ts'
import { putSetting } from '../../src/records/setting.ts'
import { makeLossyDisk, whyNoLossyDisk } from '../cli/lossy-disk.ts'
import type { LossyDisk } from '../cli/lossy-disk.ts'

// It makes a disk as root and cuts it off, which a test run should only do when asked to.
const why = process.env['BOOKVALUE_POWER_LOSSES'] === undefined ? 'BOOKVALUE_POWER_LOSSES is not set' : whyNoLossyDisk()

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

describe.skipIf(why !== null)('A power loss after the import of an upload was asked for', () => {
  let disk: LossyDisk
  beforeAll(async () => {
    disk = await makeLossyDisk()
  })
  afterAll(() => disk?.[Symbol.asyncDispose]())

  it('leaves its files as they were brought, for the job that is still there', async () => {
    const places = { data: disk.folder, temporary: disk.folder, inbox: null, memoryLimit: '', threads: 1 }
    const ctx: Pick<Ctx, 'places'> = { places }
    const upload = join(disk.folder, 'uploads', 'one')
    const files = join(upload, 'files')
    await mkdir(files, { recursive: true })
    const file = join(disk.folder, 'records.sqlite')
    await (await openRecords({ kind: 'sqlite', file }))[Symbol.asyncDispose]()
    await disk.comeBack()
    const text = 'invoice,line,net\n'.repeat(400_000)
    const room = { inFile: 2 ** 30, inUpload: 2 ** 30 }
    await receiveFile(files, 'lines.csv', pieces(text), room)
    await receiveFile(files, 'invoices.csv', pieces('number\n1\n'), room)
    const kept = await keepFiles(ctx, { id: 'one', folder: upload, files, createdAt: '' })
    const records = await openRecords({ kind: 'sqlite', file })
    // As the job is: what is committed there is on the disk.
    await records.write((trx) => putSetting(trx, 'kept', kept))
    await disk.cutPower()
    await records[Symbol.asyncDispose]()
    await disk.comeBack()
    const folder = keptFolderOf(ctx, kept)
    expect((await readdir(folder)).toSorted()).toEqual(['invoices.csv', 'lines.csv'])
    expect((await readFile(join(folder, 'lines.csv'), 'utf8')) === text).toBe(true)
    expect(await readFile(join(folder, 'invoices.csv'), 'utf8')).toBe('number\n1\n')
    await using again = await openRecords({ kind: 'sqlite', file })
    const setting = await again.view.selectFrom('setting').selectAll().where('key', '=', 'kept').executeTakeFirst()
    expect(setting?.value).toBe(kept)
  })
})
