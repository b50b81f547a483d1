import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countAccounts } from '../../src/app/account-view/count-accounts.ts'
import { exportAccounts } from '../../src/app/account-view/export-accounts.ts'
import { findView, getView } from '../../src/app/account-view/get-view.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { getBook } from '../../src/app/book/get-book.ts'
import { refreshDocuments } from '../../src/app/search/refresh-documents.ts'
import { search } from '../../src/app/search/search.ts'
import { getAccount } from '../../src/app/card/get-account.ts'
import type { Ctx } from '../../src/app/context.ts'
import { comparePeriods } from '../../src/app/grade/compare-periods.ts'
import { listAccountFacts } from '../../src/app/grade/list-account-facts.ts'
import { undoImport } from '../../src/app/import/undo-import.ts'
import type { Book } from '../../src/app/open-book.ts'
import { accountOperations, accountSorts } from '../../src/contract/account.ts'
import type { Input, Output } from '../../src/contract/operations.ts'
import { viewOperations } from '../../src/contract/view.ts'
import { grossProfit } from '../../src/domain/facts.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { noAccountId } from '../../src/domain/no-account.ts'
import { defaultGrants } from '../../src/domain/right.ts'
import { findViewAccount, listGenerations } from '../../src/records/account-view.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook, person, takeBook } from './view-book.ts'

type Row = Output<'listAccounts'>['items'][number]
type Query = Partial<Input<'listAccounts'>>

async function listAll(ctx: Ctx, query: Query, limit = 7): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await listAccounts(ctx, { within: 'book', limit, ...query, ...(cursor && { cursor }) })
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return rows
}

const filters: readonly Query[] = [
  {},
  { grade: ['A', 'B'] },
  { grade: ['none'] },
  { gradeBefore: ['none'], movement: ['new', 'up'] },
  { owner: ['main/R1', 'none'] },
  { territory: 'main/N' },
  { territory: 'none' },
  { segment: ['main/IND'] },
  { movement: ['lost'] },
  { spendBand: ['500', 'none'] },
  { minSpend: '0', maxSpend: '1000.5' },
  { lastBefore: '2026-04-01' },
  { q: 'MULLER' },
  { q: 'old-7' },
  { standing: 'valid' },
  { standing: 'left' },
  { within: 'mine', owner: ['main/R1'], segment: ['main/CRA'], standing: 'valid' },
]

describe.each(ledgerEngines)('the account view on %s', (engine) => {
  let place: TestPlace
  let book: Book
  let ctx: Ctx
  let everyone: Row[]
  const as = (role: Parameters<typeof person>[0]): Ctx => ({ ...ctx, actor: person(role) })

  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openViewBook(place, engine)
    ;({ ctx } = book)
    await takeBook(book, place)
    await refreshView(ctx, { period: null })
    everyone = await listAll(ctx, { sort: 'name' })
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('has the figures of the command line: accounts, grade and movement', async () => {
    const view = await getView(ctx, null)
    const facts = await listAccountFacts(ctx, { period: view.period })
    const { moves } = await comparePeriods(ctx, { from: view.before.period, to: view.period })
    const byId = new Map(everyone.map((row) => [row.id, row]))
    const valid = await listAll(ctx, { standing: 'valid' })
    expect(new Set(valid.map(({ id }) => id))).toEqual(new Set(facts.accounts.map(({ id }) => id)))
    for (const account of facts.accounts) {
      const profit = grossProfit(account.all, view.policy.minCoverage)
      expect(byId.get(account.id)).toMatchObject({
        key: account.key,
        name: account.name,
        grade: account.graded.grade,
        spend: account.graded.ownSpend === null ? null : formatMicros(account.graded.ownSpend),
        orders: account.all.orders,
        lastInvoice: account.all.lastInvoice,
        grossProfit: profit === null ? null : formatMicros(profit),
        owner: account.owner === null ? null : { key: `${account.owner.source}/${account.owner.key}` },
      })
    }
    expect(everyone).toHaveLength(moves.length)
    for (const move of moves) {
      expect(byId.get(move.id)).toMatchObject({
        movement: move.class,
        grade: move.to,
        gradeBefore: move.from,
        spend: move.spendAfter === null ? null : formatMicros(move.spendAfter),
        spendBefore: move.spendBefore === null ? null : formatMicros(move.spendBefore),
        spendChange: formatMicros(move.change),
      })
    }
  })

  it('adds up to the book: listed accounts and what stands on none', async () => {
    const view = await getView(ctx, null)
    const { total } = await listAccountFacts(ctx, { period: view.period })
    const counted = await countAccounts(ctx, { within: 'book' })
    const noAccount = await findViewAccount(ctx.records.view, view.number, noAccountId)
    expect(parseMicros(counted.spend ?? '') + (noAccount?.spend ?? 0n)).toBe(total.spend)
    expect(noAccount?.spend).not.toBe(0n)
  })

  it('splits spend into months that add up to it', () => {
    const bought = everyone.filter(({ months }) => months !== null && months !== undefined)
    expect(bought.length).toBeGreaterThan(30)
    for (const { months, spend } of bought) {
      const sum = (months ?? []).reduce((total, month) => total + parseMicros(month), 0n)
      expect(formatMicros(sum)).toBe(spend ?? '0.00')
    }
  })

  it('answers what the contract says', async () => {
    for (const role of ['leader', 'rep', 'viewer', 'key-account-manager'] as const) {
      const page = await listAccounts(as(role), { within: 'book', limit: 200 })
      expect(accountOperations.listAccounts.output.parse(page)).toEqual(page)
    }
  })

  it.each(filters)('pages through %j by every sort, each account once, and counts the same', async (filter) => {
    const expected = (await listAll(ctx, filter, 200)).map(({ id }) => id).toSorted()
    const { count, spend } = await countAccounts(ctx, { within: 'book', ...filter })
    expect(count).toBe(expected.length)
    const rows = everyone.filter(({ id }) => expected.includes(id))
    const sum = rows.reduce((total, row) => total + parseMicros(row.spend ?? '0'), 0n)
    expect(spend).toBe(formatMicros(sum))
    for (const sort of accountSorts) {
      for (const direction of ['', '-']) {
        const listed = await listAll(ctx, { ...filter, sort: `${direction}${sort}` })
        expect(listed.map(({ id }) => id).toSorted()).toEqual(expected)
      }
    }
  })

  it('lets through exactly what a filter says', async () => {
    const ids = (rows: readonly Row[]): string[] => rows.map(({ id }) => id).toSorted()
    const law = async (query: Query, isIn: (row: Row) => boolean): Promise<void> => {
      const wanted = ids(everyone.filter(isIn))
      expect({ query, ids: ids(await listAll(ctx, query)), some: wanted.length > 0 }).toEqual({
        query,
        ids: wanted,
        some: true,
      })
    }
    await law({ grade: ['C'] }, (row) => row.grade === 'C')
    await law({ grade: ['none', 'A'] }, (row) => row.grade === null || row.grade === 'A')
    await law({ gradeBefore: ['none'] }, (row) => row.gradeBefore === null)
    await law({ owner: ['main/R2'] }, (row) => row.owner?.key === 'main/R2')
    await law({ owner: ['none'] }, (row) => row.owner === null)
    await law({ territory: 'main/N' }, (row) => ['main/N', 'main/N1'].includes(row.territory?.key ?? ''))
    await law({ territory: 'main/ALL' }, (row) => row.territory !== null)
    await law({ territory: 'none' }, (row) => row.territory === null)
    await law({ segment: ['main/CRA'] }, (row) => row.segment?.key === 'main/CRA')
    await law({ movement: ['lost', 'new'] }, (row) => row.movement === 'lost' || row.movement === 'new')
    await law({ spendBand: ['none'] }, (row) => row.spendBand === null)
    await law({ spendBand: ['1000'] }, (row) => row.spendBand?.from === 1000)
    await law({ minSpend: '1000' }, (row) => parseMicros(row.spend ?? '-1') >= 1_000_000_000n)
    await law({ maxSpend: '1000' }, (row) => row.spend !== null && parseMicros(row.spend ?? '') <= 1_000_000_000n)
    await law({ lastBefore: '2026-01-01' }, (row) => row.lastInvoice !== null && row.lastInvoice < '2026-01-01')
    await law({ q: 'akerman' }, (row) => row.name.toLowerCase().includes('åkerman'))
    await law({ q: 'old-7' }, (row) => row.key === 'A-007')
    const head = everyone.find(({ key }) => key === 'A-010')?.id ?? ''
    await law({ root: head }, (row) => row.id === head || row.root?.id === head)
  })

  it('sorts by what it says, nulls last both ways, ties by name', async () => {
    const values: Readonly<Record<(typeof accountSorts)[number], (row: Row) => bigint | number | string | null>> = {
      name: (row) => everyone.findIndex(({ id }) => id === row.id),
      key: (row) => row.key.toLowerCase(),
      grade: (row) => (row.grade === null ? null : ['A', 'B', 'C'].indexOf(row.grade)),
      spend: (row) => micros(row.spend),
      spendChange: (row) => micros(row.spendChange),
      spendBand: (row) => (row.spendBand === null ? null : (row.spendBand.from ?? -1)),
      grossProfit: (row) => micros(row.grossProfit),
      marginRate: (row) => row.marginRate ?? null,
      orders: (row) => row.orders,
      lastInvoice: (row) => row.lastInvoice,
      owner: (row) => row.owner?.name ?? null,
      toNext: (row) => micros(row.toNext),
    }
    const micros = (text: string | null | undefined) => (text === null || text === undefined ? null : parseMicros(text))
    const place = new Map(everyone.map(({ id }, index) => [id, index]))
    for (const sort of accountSorts) {
      for (const direction of [1, -1]) {
        const listed = await listAll(ctx, { sort: direction === 1 ? sort : `-${sort}` }, 200)
        const sorted = listed.toSorted((one, other) => {
          const [left, right] = [values[sort](one), values[sort](other)]
          const byName = (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0)
          if (left === right) return byName
          if (left === null || right === null) return left === null ? 1 : -1
          return left < right ? -direction : direction
        })
        expect({ sort, direction, keys: listed.map(({ key }) => key) }).toEqual({
          sort,
          direction,
          keys: sorted.map(({ key }) => key),
        })
      }
    }
  })

  it('shows a rep bands, and the exact money of the own accounts alone', async () => {
    const rows = await listAll(as('rep'), {})
    expect(rows).toHaveLength(everyone.length)
    for (const row of rows) {
      const isOwn = row.owner?.key === 'main/R1'
      expect('spend' in row).toBe(isOwn)
      expect('months' in row).toBe(isOwn)
      for (const name of ['cost', 'grossProfit', 'marginRate']) expect(name in row).toBe(false)
    }
    // The distance of a family tells what the others of it bought.
    const familyOf = (row: Row): Row[] =>
      everyone.filter(({ root, id }) => (root?.id ?? id) === (row.root?.id ?? row.id))
    const withDistance = rows.filter((row) => 'toNext' in row).flatMap(familyOf)
    expect(withDistance.every(({ owner }) => owner?.key === 'main/R1')).toBe(true)
    expect(rows.some((row) => 'toNext' in row)).toBe(true)
    expect(await countAccounts(as('rep'), { within: 'book' })).toEqual({ count: everyone.length })
    const mine = await countAccounts(as('rep'), { within: 'mine' })
    const own = everyone.filter(({ owner }) => owner?.key === 'main/R1')
    expect(mine.count).toBe(own.length)
    expect(parseMicros(mine.spend ?? '')).toBe(own.reduce((sum, row) => sum + parseMicros(row.spend ?? '0'), 0n))
  })

  it.each([
    ['spend', 'rep'],
    ['-spendChange', 'rep'],
    ['-spend', 'viewer'],
    ['toNext', 'rep'],
    ['grossProfit', 'rep'],
    ['-marginRate', 'key-account-manager'],
  ] as const)('refuses to sort the book by %s for a %s', async (sort, role) => {
    await expect(listAll(as(role), { sort })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it.each([
    ['spend', 'rep', { within: 'mine' as const }],
    ['-spendChange', 'rep', { owner: ['main/R1'] }],
    ['-marginRate', 'key-account-manager', { owner: ['main/R1'] }],
    ['grossProfit', 'leader', {}],
  ] as const)('sorts by %s for a %s what is theirs: %j', async (sort, role, query) => {
    const filter: Query = 'owner' in query ? { owner: [...query.owner] } : query
    expect(await listAll(as(role), { ...filter, sort })).not.toHaveLength(0)
  })

  it('refuses to filter by spend one may not see, and to go round it by a cursor', async () => {
    await expect(listAll(as('rep'), { minSpend: '1000' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(countAccounts(as('viewer'), { within: 'book', maxSpend: '1' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const page = await listAccounts(ctx, { within: 'book', limit: 3, sort: 'spend' })
    const cursor = page.next ?? ''
    await expect(listAccounts(as('rep'), { within: 'book', limit: 3, sort: 'spend', cursor })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(cursor).toMatch(/^\d+\.\d+$/)
  })

  it('refuses a cursor that is none', async () => {
    for (const cursor of ['', 'x', '1', '1.99999999', '-1.2', '1.2.3']) {
      await expect(listAccounts(ctx, { within: 'book', limit: 3, cursor })).rejects.toMatchObject({
        code: expect.stringMatching(/bad-input|stale/) as string,
      })
    }
  })

  it('exports what is listed, as text that no spreadsheet runs, and notes it', async () => {
    const lines = await exported(ctx, { within: 'book', sort: '-spend', columns: ['name', 'spend', 'cost'] })
    const listed = await listAll(ctx, { sort: '-spend' })
    expect(lines[0]).toBe('\uFEFFname,spend,spendBandFrom,spendBandBelow,cost')
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(listed.map(({ spend }) => spend ?? ''))
    expect(lines.some((line) => line.startsWith("'=Formula"))).toBe(true)
    expect(lines.some((line) => line.startsWith("'＝B b"))).toBe(true)
    expect(lines.some((line) => /^[=＝]/.test(line))).toBe(false)
    const audited = await ctx.records.view
      .selectFrom('audit')
      .selectAll()
      .where('verb', '=', 'export accounts')
      .execute()
    expect(audited).not.toHaveLength(0)
  })

  it('exports to a rep the own accounts, without the columns of margins', async () => {
    await expect(exported(as('rep'), { within: 'book' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(exported(as('viewer'), { within: 'book' })).rejects.toMatchObject({ code: 'forbidden' })
    const [head = '', ...lines] = await exported(as('rep'), { within: 'mine', sort: '-spend' })
    expect(head.split(',')).toEqual(expect.arrayContaining(['spend', 'spendChange', 'toNext', 'grossProfitBandFrom']))
    for (const title of ['cost', 'grossProfit', 'marginRate']) expect(head.split(',')).not.toContain(title)
    expect(lines).toHaveLength(everyone.filter(({ owner }) => owner?.key === 'main/R1').length)
    const spendless = { ...ctx, actor: person('rep', { ...defaultGrants.viewer, export: 'all' }) }
    const [bare = ''] = await exported(spendless, { within: 'book' })
    expect(bare).not.toMatch(/(?:^|,)(?:spend|spendBefore|toNext|spend from [\d-]+)(?:,|$)/)
  })

  async function exported(of: Ctx, query: Omit<Input<'exportAccounts'>, 'format'>): Promise<string[]> {
    const { pieces } = await exportAccounts(of, { ...query, format: 'csv' })
    let text = ''
    for await (const piece of pieces) text += String(piece)
    return text.trimEnd().split('\n')
  }

  describe('search', () => {
    const find = async (q: string, limit = 12) => {
      const { items } = await search(as('viewer'), { q, limit })
      expect(viewOperations.search.output.parse({ items })).toEqual({ items })
      return items.map(({ kind, text, account }) => ({ kind, text, key: account.key }))
    }
    beforeAll(async () => {
      await refreshDocuments(ctx, (await getView(ctx, null)).watermark)
    })

    it('finds a key typed with or without its hyphen before everything else', async () => {
      for (const q of ['A-007', 'a007', 'a 007', 'A-7'.replace('7', '007')]) {
        expect((await find(q))[0]).toEqual({ kind: 'account', text: 'A-007', key: 'A-007' })
      }
    })

    it('finds by the beginning of a name without case and accents, the larger band first', async () => {
      const found = await find('akerm', 30)
      expect(found.length).toBeGreaterThan(10)
      expect(found.every(({ text }) => /^[åÅ]kerman/iu.test(text))).toBe(true)
      const bands = found.map(({ key }) => everyone.find((row) => row.key === key)?.spendBand?.from ?? -1)
      expect(bands).toEqual(bands.toSorted((one, other) => other - one))
    })

    it('finds by the beginnings of several words in any order', async () => {
      expect((await find('mull 3')).map(({ text }) => text)).toContain('Müller & Co 3')
      expect((await find('co mul')).every(({ text }) => text.startsWith('Müller & Co'))).toBe(true)
      expect(await find('mull zeta')).toEqual([])
    })

    it('finds inside words where no word begins so', async () => {
      const found = await find('KERMÄN', 30)
      expect(found.length).toBeGreaterThan(10)
      expect(found.every(({ text }) => /^[åÅ]kerman/iu.test(text))).toBe(true)
      expect(await find('ergen 42')).toContainEqual({ kind: 'site', text: 'Yard 42, 5042 Bergen', key: 'A-042' })
      // Two letters are inside too many words.
      expect(await find('rm')).toEqual([])
    })

    it('finds an alias and a place and says which', async () => {
      expect((await find('old7'))[0]).toEqual({ kind: 'alias', text: 'OLD-7', key: 'A-007' })
      expect((await find('yard 42'))[0]).toEqual({ kind: 'site', text: 'Yard 42, 5042 Bergen', key: 'A-042' })
      expect((await find('5042'))[0]).toMatchObject({ kind: 'site', key: 'A-042' })
    })

    it('finds an invoice and an order by number, as they are typed', async () => {
      const line = (await allNumbers()).find(({ account }) => account === 'A-003')
      const invoice = line?.invoice ?? ''
      const found = await find(invoice.replaceAll('-', ' ').toLowerCase())
      expect(found[0]).toEqual({ kind: 'invoice', text: invoice, key: 'A-003' })
      const order = line?.order ?? ''
      expect((await find(order))[0]).toEqual({ kind: 'order', text: order, key: 'A-003' })
      expect(await find(order.slice(1))).toContainEqual({ kind: 'order', text: order, key: 'A-003' })
      const { items } = await search(ctx, { q: invoice, limit: 3 })
      expect(items[0]).toMatchObject({ source: 'main', date: line?.day })
    })

    it('finds what nobody lists any more: an account that left before, and its papers', async () => {
      expect(everyone.map(({ key }) => key)).not.toContain('GONE')
      expect(await find('long gone')).toEqual([{ kind: 'account', text: 'Long gone & Co', key: 'GONE' }])
      expect(await find('old inv 1')).toEqual([{ kind: 'invoice', text: 'OLD-INV-1', key: 'GONE' }])
      expect(await listAll(ctx, { q: 'long gone' })).toEqual([])
      const { items } = await search(ctx, { q: 'long gone', limit: 1 })
      for (const role of ['viewer', 'rep', 'leader'] as const) {
        const card = await getAccount(as(role), { id: items[0]?.account.id ?? '' })
        expect(card).toMatchObject({ key: 'GONE', grade: null, validTo: '2024-01-01', lastInvoice: '2023-05-05' })
      }
    })

    it('finds every account by its whole name and key, and answers every beginning of them', async () => {
      for (const { name, key } of everyone.slice(0, 40)) {
        for (const text of [name, key]) {
          for (let length = 1; length < text.length; length += 1) await find(text.slice(0, length), 30)
          expect((await find(text, 30)).map((one) => one.key)).toContain(key)
        }
      }
    })

    it('finds nothing by nothing', async () => {
      for (const q of ['', ' ', '-', '%', "'", '\u0002', 'zzzzzz']) expect(await find(q)).toEqual([])
    })

    async function allNumbers() {
      const rows = await ctx.ledger.all('SELECT invoice, order_number, account, CAST(date AS VARCHAR) AS day FROM line')
      return rows.map((row) => ({
        invoice: String(row['invoice']),
        order: String(row['order_number']),
        account: row['account'],
        day: row['day'],
      }))
    }
  })

  async function documents() {
    return ctx.records.view
      .selectFrom('search_document')
      .selectAll()
      .orderBy('folded')
      .orderBy('kind')
      .orderBy('source')
      .orderBy('number')
      .execute()
  }

  it('never compares a period that is running with a whole one', async () => {
    const leader = as('leader')
    for (const period of ['2026', '2026-Q3', '2026-09', 'ttm@2026-09-15']) {
      await expect(listAccounts(leader, { within: 'book', limit: 1, period })).rejects.toMatchObject({
        code: 'conflict',
      })
    }
    const { periods } = await getBook(leader)
    expect(periods.map(({ to }) => to).filter((to) => to > '2026-09-14')).toEqual([])
    expect(periods.map(({ name }) => name)).toEqual(expect.arrayContaining(['2025', '2026-08']))
  })

  it('stays what is shown when its own period is worked out anew by name', async () => {
    const shown = await findView(ctx, null)
    await refreshView(ctx, { period: shown?.period ?? null })
    const now = await findView(ctx, null)
    expect(now).toMatchObject({ period: shown?.period, isDefault: true })
    expect(now?.number).toBeGreaterThan(shown?.number ?? 0)
    expect((await search(ctx, { q: 'x', limit: 5 })).items).toBeDefined()
  })

  it('stays what everybody sees when somebody asks for it by its name', async () => {
    const { period, number } = await getView(ctx, null)
    expect(await refreshView(ctx, { period })).toMatchObject({ isDefault: true, period })
    expect(await getView(ctx, null)).toMatchObject({ period, number: number + 1 })
    const other = await refreshView(ctx, { period: '2025' })
    expect(other).toMatchObject({ isDefault: false, period: '2025' })
    expect(await getView(ctx, null)).toMatchObject({ period, number: number + 1 })
    const { basis } = await listAccounts(ctx, { within: 'book', limit: 1, period: '2025' })
    expect(basis).toMatchObject({ period: '2025', from: '2025-01-01', to: '2025-12-31' })
  })

  it('goes on with a list that was worked out anew in between, and says when it cannot', async () => {
    const first = await listAccounts(ctx, { within: 'book', limit: 50, sort: 'name' })
    const imported = await importFiles(
      book,
      place,
      {
        'accounts.csv': ['key,name', 'NEW,0 first of all'],
        'lines.csv': ['invoice,line,date,account,net,currency', 'X1,1,2026-08-20,NEW,1000000,EUR'],
      },
      { sourceName: 'later' },
    )
    const served = await findView({ ...ctx, actor: person('leader') }, null)
    expect(served?.isOld).toBe(true)
    await refreshView(ctx, { period: null })
    const second = await listAccounts(ctx, { within: 'book', limit: 200, sort: 'name', cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(everyone.map(({ id }) => id))
    expect(second.basis.watermark).toBe(first.basis.watermark)
    const before = await documents()
    await refreshDocuments(ctx, 2)
    expect((await search(ctx, { q: 'x1', limit: 1 })).items).toMatchObject([{ kind: 'invoice', text: 'X1' }])
    const bit = await documents()
    await ctx.records.write(async (trx) => {
      await trx.deleteFrom('search_stamp').execute()
    })
    await refreshDocuments(ctx, 2)
    expect(await documents()).toEqual(bit)
    const anew = await listAll(ctx, { sort: 'name' })
    expect(anew[0]?.name).toBe('0 first of all')
    const { pieces } = await exportAccounts(ctx, { within: 'book', format: 'csv' })
    await refreshView(ctx, { period: null })
    await refreshView(ctx, { period: null })
    const cutOff = async () => {
      for await (const piece of pieces) expect(piece).not.toBe('')
    }
    await expect(cutOff()).rejects.toMatchObject({ code: 'stale' })
    await expect(listAccounts(ctx, { within: 'book', limit: 50, cursor: first.next ?? '' })).rejects.toMatchObject({
      code: 'stale',
    })
    await undoImport(ctx, { id: imported.id })
    await refreshDocuments(ctx, 3)
    expect(await documents()).toEqual(before)
    const kept = await listGenerations(ctx.records.view)
    expect(kept.filter(({ period }) => period !== '2025').map(({ state }) => state)).toEqual(['current', 'replaced'])
    const rows = await ctx.records.view.selectFrom('account_view').select('generation').distinct().execute()
    expect(rows).toHaveLength(kept.length)
  })
})
