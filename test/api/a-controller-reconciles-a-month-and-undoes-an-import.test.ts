import { expect, it } from 'vitest'
import type { ImportSummary } from '../../src/contract/import.ts'
import { ifMatch } from './change-person.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'

it('a controller reconciles a month and undoes an import', async () => {
  await using test = await openTestApp({ isFilled: false })
  const importFile = async (lines: readonly string[]): Promise<ImportSummary> => {
    const { id } = await test.call('finance', 'createUpload', {})
    await test.request(
      'finance',
      'putUploadFile',
      { params: { id, name: 'lines.csv' } },
      { headers: { 'content-type': 'application/octet-stream' }, rawBody: `${lines.join('\n')}\n` },
    )
    const { id: job } = await test.call('finance', 'runImport', {
      params: { id },
      body: {
        source: 'erp',
        kinds: {},
        strict: false,
        unknownAccounts: 'stub',
        replace: null,
        baseCurrency: 'EUR',
      },
    })
    await doJobs(test)
    const { result } = await test.call('finance', 'getJob', { params: { id: job } })
    return result as unknown as ImportSummary
  }
  const march = async () => {
    const { items } = await test.call('finance', 'listControlTotals', { query: { source: 'erp', month: '2026-03' } })
    return items.map(({ lines, net }) => [lines, net])
  }

  // The month comes in, and agrees with the general ledger: 3 lines, 1 150.00.
  const header = 'invoice,line,date,account,net,currency'
  await importFile([
    header,
    'I1,1,2026-03-02,A,1000.00,EUR',
    'I1,2,2026-03-02,A,200.00,EUR',
    'I2,1,2026-03-31,B,-50.00,EUR',
  ])
  expect(await march()).toEqual([[3, '1150.00']])

  // Then somebody brings an export in which a decimal sign has moved, and a line of a day that does not exist.
  const wrong = await importFile([
    header,
    'I1,1,2026-03-02,A,10000.00,EUR',
    'I3,1,2026-03-05,B,75.00,EUR',
    'I4,1,2026-03-32,B,5.00,EUR',
  ])
  expect(wrong).toMatchObject({ number: 2, rejected: 1, kinds: [{ kind: 'lines', new: 1, changed: 1, unchanged: 0 }] })
  expect(await march()).toEqual([[4, '10225.00']])

  // The month no longer agrees. The controller notes who is to ask, sees what changed, and takes the import back.
  const note = await test.call('finance', 'createAction', {
    body: {
      title: 'Ask which export is right',
      note: null,
      subject: { type: 'import', id: wrong.id ?? '' },
      owner: await test.idOf('finance'),
      due: null,
      doneWhen: 'The right export is in and March agrees',
    },
  })
  expect(note.subject.name).toBe('2 erp')
  const { items } = await test.call('finance', 'listImports', { query: {} })
  expect(items.map(({ number, rejected, undoneAt }) => [number, rejected, undoneAt])).toEqual([
    [2, 1, null],
    [1, 0, null],
  ])
  const undo = await test.call('finance', 'undoImport', { params: { id: wrong.id ?? '' } })
  await doJobs(test)
  expect(await test.call('finance', 'getJob', { params: { id: undo.id } })).toMatchObject({ state: 'done' })

  // To the cent, as if it had never come; what happened stays on record.
  expect(await march()).toEqual([[3, '1150.00']])
  const after = await test.call('finance', 'listImports', { query: {} })
  expect(after.items.map(({ number, undoneAt }) => [number, undoneAt === null])).toEqual([
    [2, false],
    [1, true],
  ])
  await test.call(
    'finance',
    'setActionState',
    { params: { id: note.id }, body: { state: 'done', note: null } },
    ifMatch(note.version),
  )
  const audited = await test.call('administrator', 'listAudit', { query: {} })
  expect(audited.items.map(({ verb }) => verb)).toEqual(
    expect.arrayContaining(['import', 'undo import', 'create action', 'set action state']),
  )
  // What it was done to is named as people know it: the import by its number and source, and what was asked for too.
  const named = new Map(audited.items.map(({ verb, subjectName }) => [verb, subjectName]))
  expect(['import', 'undo import', 'request undo'].map((verb) => named.get(verb))).toEqual([
    'Import 1, erp',
    'Import 2, erp',
    'Import 2, erp',
  ])
  const asked = audited.items.filter(({ verb }) => verb === 'request import')
  expect(asked.map(({ subjectName }) => subjectName)).toEqual(['Import 2, erp', 'Import 1, erp'])
})
