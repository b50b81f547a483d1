import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { farFuture, farPast } from '../../src/domain/day.ts'
import { ensureAccountIds } from '../../src/records/account-identity.ts'
import { accountRefsWithoutIdentity } from '../../src/records/account-reference.ts'
import { setStubs } from '../../src/records/account-stub.ts'
import { applyBatch } from '../../src/records/apply-batch.ts'
import type { ImportRow } from '../../src/records/import-row.ts'
import { listAccountKeys } from '../../src/records/list-account-keys.ts'
import { listAccounts } from '../../src/records/list-accounts.ts'
import { listOwners } from '../../src/records/list-owners.ts'
import { listParents } from '../../src/records/list-parents.ts'
import { listProductFamilies, listProducts } from '../../src/records/list-products.ts'
import { listReps } from '../../src/records/list-reps.ts'
import type { Records } from '../../src/records/records.ts'
import { stageImportRows } from '../../src/records/stage-import-rows.ts'
import { undoBatch } from '../../src/records/undo-batch.ts'
import { engines, openTestRecords } from './open-test-records.ts'
import type { TestRecords } from './open-test-records.ts'

const source = 'main'
const none = { valid_from: null, valid_to: null }
const main = (key: string) => ({ source, key })
const row = (kind: ImportRow['kind'], key: (string | null)[], content: ImportRow['content']): ImportRow => ({
  kind,
  source,
  key: JSON.stringify(key),
  content,
})
const account = (key: string) =>
  row('accounts', [key], { key, name: `Account ${key}`, segment: 'S', territory: null, ...none })
const owner = (key: string, rep: string, valid_from: string | null = null, valid_to: string | null = null) =>
  row('owners', [key, valid_from], { account: key, rep, valid_from, valid_to })
const parent = (key: string, above: string, valid_from: string | null = null) =>
  row('parents', [key, valid_from], { account: key, parent: above, valid_from, valid_to: null })
const alias = (key: string, target: string, valid_from: string | null = null, account_source: string | null = null) =>
  row('aliases', [key, valid_from], { key, account: target, account_source, valid_from, valid_to: null })

let events = 0
async function importRows(records: Records, ...rows: ImportRow[]): Promise<string> {
  const batch = `batch ${++events}`
  await stageImportRows(records, batch, [rows])
  await applyBatch(records, { batch, seq: events })
  await ensureAccountIds(records, await accountRefsWithoutIdentity(records), randomUUID)
  return batch
}

describe.each(engines)('accounts in records on %s', (engine) => {
  let store: TestRecords
  let keysById: Map<string, string>
  beforeAll(async () => {
    store = await openTestRecords(engine)
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const idOf = async (key: string) => (await ensureAccountIds(store.records, [main(key)], randomUUID))[0]
  const readKeys = async () => {
    const accounts = await listAccounts(store.records)
    keysById = new Map(accounts.map(({ id, key }) => [id, key]))
    return accounts
  }
  const listed = async () => (await readKeys()).map(({ key, stub }) => (stub ? `${key}?` : key))

  it('gives a pair its id once and for ever, and no two pairs the same one', async () => {
    const { records } = store
    let made = 0
    const newId = () => `id ${++made}`
    const pairs = [main('X1'), { source: 'other', key: 'X1' }, main('X2'), main('X1')]
    expect(await ensureAccountIds(records, pairs, newId)).toEqual(['id 1', 'id 2', 'id 3', 'id 1'])
    expect(await ensureAccountIds(records, [main('X2'), main('X3')], newId)).toEqual(['id 3', 'id 4'])
    expect(await listAccounts(records)).toEqual([])
  })

  it('gives ids to two callers at once without making two for one pair', async () => {
    const pairs = Array.from({ length: 50 }, (_, index) => main(`Y${index}`))
    const [one, other] = await Promise.all([
      ensureAccountIds(store.records, pairs, randomUUID),
      ensureAccountIds(store.records, pairs.toReversed(), randomUUID),
    ])
    expect(one).toEqual(other?.toReversed())
  })

  it('lists accounts, and as stubs the keys that others use', async () => {
    const { records } = store
    await importRows(records, account('K1'), account('K2'), owner('K2', 'r1'), owner('K9', 'r1'), parent('K1', 'TOP'))
    expect(await listed()).toEqual(['K1', 'K2', 'K9?', 'TOP?'])
    const [first, , third] = await readKeys()
    expect(first).toEqual({
      id: await idOf('K1'),
      source,
      key: 'K1',
      name: 'Account K1',
      segment: 'S',
      territory: null,
      validFrom: null,
      validTo: null,
      stub: false,
    })
    expect(third?.name).toBe('K9')
  })

  it('lists as stubs the keys of ledger rows, replaced as a whole', async () => {
    const { records } = store
    await ensureAccountIds(records, [main('L1'), main('L2')], randomUUID)
    await setStubs(records, 20, [main('L1'), main('K1')])
    expect(await listed()).toEqual(['K1', 'K2', 'K9?', 'L1?', 'TOP?'])
    await setStubs(records, 21, [main('L2'), main('L2')])
    await setStubs(records, 20, [main('L1')])
    expect(await listed()).toEqual(['K1', 'K2', 'K9?', 'L2?', 'TOP?'])
    await expect(setStubs(records, 22, [main('nobody')])).rejects.toThrow(
      'Cannot list account "nobody" of source "main": it has no id',
    )
    await setStubs(records, 22, [])
    expect(await listed()).toEqual(['K1', 'K2', 'K9?', 'TOP?'])
  })

  it('keeps the id of an account through undo and a second import', async () => {
    const { records } = store
    const before = await idOf('U1')
    const batch = await importRows(records, account('U1'))
    expect(await listed()).toContain('U1')
    await undoBatch(records, { batch, seq: ++events })
    expect(await listed()).not.toContain('U1')
    const again = await importRows(records, account('U1'))
    expect((await readKeys()).find(({ key }) => key === 'U1')?.id).toBe(before)
    await undoBatch(records, { batch: again, seq: ++events })
  })

  it('ends an owner where the next one starts', async () => {
    const { records } = store
    await importRows(
      records,
      account('K3'),
      owner('K3', 'r1'),
      owner('K3', 'r2', '2024-01-01', '2024-06-01'),
      owner('K3', 'r3', '2024-07-01'),
    )
    const id = await idOf('K3')
    const owners = (await listOwners(records)).filter(({ accountId }) => accountId === id)
    expect(owners.map(({ rep, from, to }) => [rep, from, to])).toEqual([
      ['r1', farPast, '2024-01-01'],
      ['r2', '2024-01-01', '2024-06-01'],
      ['r1', '2024-06-01', '2024-07-01'],
      ['r3', '2024-07-01', farFuture],
    ])
    expect(owners[0]).toEqual({ accountId: id, rep: 'r1', repSource: source, from: farPast, to: '2024-01-01' })
  })

  it('follows aliases wherever a key is used, and splits what they split', async () => {
    const { records } = store
    await importRows(
      records,
      account('NEW'),
      account('KEPT'),
      alias('OLD', 'NEW', '2025-01-01'),
      alias('LOST', 'nowhere'),
      alias('GONE', 'KEPT'),
      owner('OLD', 'r7'),
      owner('GONE', 'r8'),
      parent('GONE', 'OLD', '2024-01-01'),
      account('GONE'),
    )
    const accounts = await listed()
    expect(accounts).toContain('OLD?')
    expect(accounts).not.toContain('GONE')
    const named = (id: string) => keysById.get(id)
    const { keys, problems } = await listAccountKeys(records)
    const meant = keys.filter(({ key }) => ['OLD', 'GONE', 'KEPT', 'LOST'].includes(key))
    expect(meant.map(({ key, from, to, accountId }) => [key, from, to, named(accountId)]).toSorted(byText)).toEqual([
      ['GONE', farPast, farFuture, 'KEPT'],
      ['KEPT', farPast, farFuture, 'KEPT'],
      ['OLD', farPast, '2025-01-01', 'OLD'],
      ['OLD', '2025-01-01', farFuture, 'NEW'],
    ])
    expect(problems).toEqual(['Cannot follow alias "LOST" of source "main": "main" has no account "nowhere"'])
    const owners = (await listOwners(records)).map(({ accountId, rep, from }) => [named(accountId), rep, from])
    expect(owners).toContainEqual(['OLD', 'r7', farPast])
    expect(owners).toContainEqual(['NEW', 'r7', '2025-01-01'])
    expect(owners).toContainEqual(['KEPT', 'r8', farPast])
    const parents = await listParents(records)
    expect(parents.map(({ childId, parentId, from, to }) => [named(childId), named(parentId), from, to])).toEqual([
      ['KEPT', 'OLD', '2024-01-01', '2025-01-01'],
      ['KEPT', 'NEW', '2025-01-01', farFuture],
      ['K1', 'TOP', farPast, farFuture],
    ])
  })

  it('says when aliases go round in a circle', async () => {
    const { records } = store
    const batch = await importRows(records, alias('C1', 'C2'), alias('C2', 'C1'))
    const { problems } = await listAccountKeys(records)
    expect(problems).toContain('Cannot follow alias "C1" of source "main": it leads back to itself')
    await undoBatch(records, { batch, seq: ++events })
  })

  it('reaches accounts of another source through an alias', async () => {
    const { records } = store
    const [shop] = await ensureAccountIds(records, [{ source: 'shop', key: 'W1' }], randomUUID)
    await importRows(
      records,
      { ...account('W1'), source: 'shop' },
      alias('K-W1', 'W1', null, 'shop'),
      owner('K-W1', 'r1'),
    )
    const { keys } = await listAccountKeys(records)
    expect(keys.filter(({ key }) => key === 'K-W1').map(({ accountId }) => accountId)).toEqual([shop])
    const owners = (await listOwners(records)).filter(({ accountId }) => accountId === shop)
    expect(owners.map(({ rep, repSource }) => [rep, repSource])).toEqual([['r1', 'main']])
  })

  it('lists reps, products and families', async () => {
    const { records } = store
    await importRows(
      records,
      row('reps', ['r1'], { key: 'r1', name: 'Ann', territory: 'N', manager: null, ...none, valid_to: '2026-01-01' }),
      row('products', ['p1'], { key: 'p1', name: 'Bolt', family: 'f1', unit: 'pc' }),
      row('families', ['f1'], { key: 'f1', name: 'Fasteners', parent: null }),
    )
    expect(await listReps(records)).toEqual([
      { source, key: 'r1', name: 'Ann', territory: 'N', manager: null, validFrom: null, validTo: '2026-01-01' },
    ])
    expect(await listProducts(records)).toEqual([{ source, key: 'p1', name: 'Bolt', family: 'f1', unit: 'pc' }])
    expect(await listProductFamilies(records)).toEqual([{ source, key: 'f1', name: 'Fasteners', parent: null }])
  })

  it('lists 20 000 accounts with owners and parents', async () => {
    await using many = await openTestRecords(engine)
    const { records } = many
    const keys = Array.from({ length: 20_000 }, (_, index) => `K${index}`)
    const chunks = Array.from({ length: 20 }, (_, chunk) =>
      keys
        .slice(chunk * 1000, chunk * 1000 + 1000)
        .flatMap((key) => [account(key), owner(key, 'r'), parent(key, 'K0')]),
    )
    await stageImportRows(records, 'many', chunks)
    await applyBatch(records, { batch: 'many', seq: 1 })
    const timed = async (what: string, work: () => Promise<unknown>) => {
      const start = performance.now()
      await work()
      console.log(`${engine}: ${what} of 20 000 accounts in ${Math.round(performance.now() - start)} ms`)
    }
    await timed('ids', async () => ensureAccountIds(records, await accountRefsWithoutIdentity(records), randomUUID))
    await timed('no new ids', async () => expect(await accountRefsWithoutIdentity(records)).toEqual([]))
    await timed('accounts', async () => expect(await listAccounts(records)).toHaveLength(20_000))
    await timed('keys', async () => expect((await listAccountKeys(records)).keys).toHaveLength(20_000))
    await timed('owners', async () => expect(await listOwners(records)).toHaveLength(20_000))
    await timed('parents', async () => expect(await listParents(records)).toHaveLength(19_999))
  })
})

function byText(one: unknown[], other: unknown[]): number {
  return one.join() < other.join() ? -1 : 1
}
