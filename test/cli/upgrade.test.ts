import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Place, projectRoot, textOfFolder } from './book.ts'

const fixture = join(projectRoot, 'test', 'fixtures', 'books', 'foundation-2.tar.gz')

/** A data directory as the version before left it, with what that version exported from it in `export`. */
async function makeEarlierBook(): Promise<Place> {
  const place = await Place.make()
  execFileSync('tar', ['-xzf', fixture, '-C', place.folder])
  return place
}

/** An export without the columns that the earlier version had not, where they are empty; a cell that is not stays and tells. */
function withoutNewColumns(exported: string, before: string): string {
  const headers = new Set(before.split('\n'))
  let added = ''
  const lines = exported.split('\n').map((line, at, all) => {
    if (all[at - 1]?.startsWith('===') === true) {
      const known = headers.has(line) ? line : [...headers].find((header) => line.startsWith(`${header},`))
      added = known === undefined ? '' : ','.repeat(line.slice(known.length).split(',').length - 1)
      return known ?? line
    }
    if (line.startsWith('===')) added = ''
    return line.endsWith(added) ? line.slice(0, line.length - added.length) : line
  })
  return lines.join('\n')
}

describe('a data directory of the version before', () => {
  it('is backed up and upgraded by the first command, and says the same as before', async () => {
    await using place = await makeEarlierBook()
    const first = await place.run('doctor')
    expect(first.code).toBe(0)
    const [name] = await readdir(join(place.data, 'backups'))
    expect(first.stderr).toContain(
      `Upgraded the book to this version of bookvalue; as it was before it is in ${join(place.data, 'backups', name ?? '')}\n`,
    )
    const before = await textOfFolder(place.path('export'))
    expect(withoutNewColumns(await place.exported(), before)).toBe(before)
    const second = await place.run('grade', '--period', '2025')
    expect(second).toMatchObject({ code: 0, stderr: '' })
    expect(second.stdout).toMatch(/^a1 +Ångström & Söhne GmbH +r1 +A +11 880\.00 +5 984\.50 +1$/m)
    expect(second.stdout).toContain('Since close: nothing')
    await place.ok('imports', 'undo', '2')
    expect(await place.ok('doctor')).not.toContain('WRONG')
  })

  it('comes back from the backup, and from the one that its own version made', async () => {
    await using place = await makeEarlierBook()
    await place.ok('doctor')
    const [name] = await readdir(join(place.data, 'backups'))
    const before = await textOfFolder(place.path('export'))
    for (const file of [join(place.data, 'backups', name ?? ''), place.path('backup.tar.gz')]) {
      await using other = await Place.make()
      await other.ok('restore', file)
      expect(withoutNewColumns(await other.exported(), before)).toBe(before)
      expect(await other.ok('doctor')).not.toContain('WRONG')
    }
  })
})
