import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Place } from './book.ts'

const lines = 'invoice,date,account,net\nI1,2026-01-05,A1,10.00\n'

async function makePlace(files = lines): Promise<Place> {
  const place = await Place.make()
  await mkdir(place.path('files'))
  await writeFile(place.path('files', 'lines.csv'), files)
  return place
}

const importInto = (place: Place, ...args: string[]) =>
  place.run('import', place.path('files'), '--base-currency', 'EUR', ...args)

describe('A folder that holds no book', () => {
  it.each([['grade'], ['doctor'], ['import'], ['restore']])('stays as it is: %s', async (command) => {
    await using place = await makePlace()
    await mkdir(join(place.data, 'temporary'), { recursive: true })
    await writeFile(join(place.data, 'temporary', 'mine'), 'x')
    const isMaking = command === 'import' || command === 'restore'
    const outcome = await place.run(command, ...(isMaking ? [place.path('files')] : []))
    expect(outcome).toMatchObject({ code: isMaking ? 7 : 4, stdout: '' })
    expect(outcome.stderr).toContain(`"${place.data}"`)
    expect(await readdir(place.data, { recursive: true })).toEqual(['temporary', join('temporary', 'mine')])
  })

  it('is left empty by a dry run and by an import that is refused', async () => {
    await using place = await makePlace()
    await mkdir(place.data)
    expect(await importInto(place, '--dry-run')).toMatchObject({ code: 0 })
    expect(await readdir(place.data)).toEqual([])
    await writeFile(place.path('files', 'lines.csv'), `${lines}I2,2026-02-31,A1,1\n`)
    expect(await importInto(place, '--strict')).toMatchObject({ code: 3 })
    expect(await readdir(place.data)).toEqual([])
    await writeFile(place.path('files', 'lines.csv'), lines)
    expect(await importInto(place)).toMatchObject({ code: 0 })
  })

  it('goes again, with the folders around it, when the import that made it is refused', async () => {
    await using place = await makePlace('')
    const deep = Place.at(place.path('deep', 'deeper'))
    expect(await deep.run('import', place.path('files'))).toMatchObject({ code: 3 })
    expect(await readdir(place.folder)).toEqual(['files'])
  })
})

describe('A book', () => {
  it('clears only what the program has left in its scratch folder', async () => {
    await using place = await makePlace()
    await importInto(place)
    const temporary = join(place.data, 'temporary')
    for (const name of ['mine', 'import-abc123', 'backup-abc123'])
      await mkdir(join(temporary, name), { recursive: true })
    await place.ok('doctor')
    expect(await readdir(temporary)).toEqual(['mine'])
  })

  it.each([
    ['records.sqlite', /records are empty/],
    ['ledger.duckdb', /ledger is empty/],
  ])('is not opened without its %s', async (file, says) => {
    await using place = await makePlace()
    await importInto(place)
    await rm(join(place.data, file))
    for (const command of ['doctor', 'grade']) {
      const outcome = await place.run(command)
      expect(outcome).toMatchObject({ code: 7, stdout: '' })
      expect(outcome.stderr).toMatch(says)
    }
  })

  it('is not opened with the records of another one', async () => {
    await using place = await makePlace()
    await using other = await makePlace()
    await importInto(place)
    await importInto(other)
    await writeFile(join(place.data, 'records.sqlite'), await readFile(join(other.data, 'records.sqlite')))
    const outcome = await place.run('grade')
    expect(outcome).toMatchObject({ code: 7, stdout: '' })
    expect(outcome.stderr).toMatch(/ledger is of book \S+ and the records of book/)
  })
})

describe('What cannot be used is said in a sentence', () => {
  it.each([
    [{ BOOKVALUE_THREADS: 'many' }, 2, '"many"'],
    [{ BOOKVALUE_MEMORY: 'lots' }, 2, '"lots"'],
    [{ LEDGER_URL: 'postgres://nobody@127.0.0.1:1/none' }, 9, '127.0.0.1'],
    [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 9, '127.0.0.1'],
    [{ LEDGER_URL: 'no address' }, 2, 'LEDGER_URL'],
    [{ DATABASE_URL: 'no address' }, 2, 'DATABASE_URL'],
  ])('%o', async (env, code, says) => {
    await using files = await makePlace()
    const place = Place.at(files.folder, env)
    const outcome = await importInto(place)
    expect(outcome).toMatchObject({ code, stdout: '' })
    expect(outcome.stderr).toContain(says)
    expect(await readdir(files.folder)).toEqual(['files'])
  })
})
