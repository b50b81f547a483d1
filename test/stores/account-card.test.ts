import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { getAccount } from '../../src/app/card/get-account.ts'
import { getExplanation } from '../../src/app/explanation/get-explanation.ts'
import { getInvoice } from '../../src/app/card/get-invoice.ts'
import { listFamilies } from '../../src/app/card/list-families.ts'
import { listHistory } from '../../src/app/card/list-history.ts'
import { listInvoices } from '../../src/app/card/list-invoices.ts'
import { listLines } from '../../src/app/card/list-lines.ts'
import { listMonths } from '../../src/app/card/list-months.ts'
import type { Ctx } from '../../src/app/context.ts'
import { closePeriod } from '../../src/app/period/close-period.ts'
import { explainAccount } from '../../src/app/explanation/explain-account.ts'
import { listAccountFacts } from '../../src/app/grade/list-account-facts.ts'
import type { Book } from '../../src/app/open-book.ts'
import { accountOperations } from '../../src/contract/account.ts'
import { explanationOperations } from '../../src/contract/explanation.ts'
import type { Output } from '../../src/contract/operations.ts'
import { explanationSentences } from '../../src/domain/explanation-sentences.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { listAudit } from '../../src/records/audit.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook, person, takeBook } from './view-book.ts'

const sum = (amounts: readonly (string | undefined)[]): string =>
  formatMicros(amounts.reduce((total, amount) => total + parseMicros(amount ?? '0'), 0n))

async function everyLine(ctx: Ctx, id: string, window: 'shown' | 'before') {
  const lines: Output<'listLines'>['items'] = []
  for (let cursor: string | undefined; ;) {
    const page = await listLines(ctx, { id, ofFamily: 'no', window, limit: 3, ...(cursor && { cursor }) })
    lines.push(...page.items)
    if (page.next === null) return lines
    cursor = page.next
  }
}

describe.each(ledgerEngines)('the card of an account on %s', (engine) => {
  let place: TestPlace
  let book: Book
  let ctx: Ctx
  const ids = new Map<string, string>()
  const idOf = (key: string): string => ids.get(key) ?? key
  const as = (role: Parameters<typeof person>[0]): Ctx => ({ ...ctx, actor: person(role) })

  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openViewBook(place, engine)
    ;({ ctx } = book)
    await takeBook(book, place)
    await importFiles(
      book,
      place,
      {
        'families.csv': ['key,name', 'FIX,Fixings', 'WAT,Water'],
        'products.csv': ['key,name,family', 'P0,Bolt,FIX', 'P1,Pump,WAT'],
        'invoices.csv': [
          'number,date,account,due_date,currency,net,tax,gross',
          '2026-9000,2026-07-01,A-010,2026-07-31,EUR,100,19,119',
          // Billed to A-003 of R1, and a part of it delivered to A-001 of R2.
          '2026-9100,2026-07-02,A-003,2026-07-31,EUR,70,13.3,83.3',
        ],
        'payments.csv': [
          'payment,invoice,date,amount,currency',
          'Y1,2026-9000,2026-08-10,119,EUR',
          'Y2,2026-9100,2026-08-11,83.3,EUR',
        ],
        'disputes.csv': [
          'invoice,opened,closed,amount,reason',
          '2026-9000,2026-07-20,,,',
          '2026-9000,2026-07-10,2026-07-15,11.90,short delivery',
          '2026-9100,2026-07-20,,41.65,wrong price',
        ],
        'lines.csv': [
          'invoice,line,date,account,product,quantity,net,currency',
          '2026-9000,2,2026-07-01,A-010,P0,10,60,EUR',
          '2026-9000,10,2026-07-01,A-010,,,30,EUR',
          '2026-9000,1,2026-07-01,A-010,P1,1,10,EUR',
          '2026-9100,1,2026-07-02,A-003,P1,1,20,EUR',
          '2026-9100,2,2026-07-02,A-001,P1,1,50,EUR',
        ],
      },
      { sourceName: 'main' },
    )
    await refreshView(ctx, { period: null })
    for (const account of (await listAccountFacts(ctx, { period: null })).book.accounts)
      ids.set(account.key, account.id)
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('explains every account as the command line does, to the last decimal', async () => {
    for (const [key, id] of [...ids].slice(0, 40)) {
      const { explanation } = await explainAccount(ctx, { account: id, period: null })
      const answer = await getExplanation(ctx, { id })
      expect([key, ...answer.sentences]).toEqual([key, ...explanationSentences(explanation)])
      expect(answer.gradedSpend).toBe(explanation.gradedSpend === null ? null : formatMicros(explanation.gradedSpend))
      expect(answer.score).toBe(explanation.scorecard.score)
      explanationOperations.getExplanation.output.parse(answer)
    }
  })

  it('adds up: months, families of products and lines are the spend on the card', async () => {
    for (const id of [...ids.values()].slice(0, 15)) {
      const card = await getAccount(ctx, { id })
      accountOperations.getAccount.output.parse(card)
      const { months } = accountOperations.listMonths.output.parse(await listMonths(ctx, { id, family: 'no' }))
      const { items } = accountOperations.listFamilies.output.parse(await listFamilies(ctx, { id }))
      expect(sum(months.map(({ spend }) => spend))).toBe(card.spend ?? '0.00')
      expect(sum(months.map(({ spendBefore }) => spendBefore))).toBe(card.spendBefore ?? '0.00')
      expect(sum(items.map(({ spend }) => spend))).toBe(card.spend ?? '0.00')
      expect(sum(items.map(({ spendBefore }) => spendBefore))).toBe(card.spendBefore ?? '0.00')
      for (const window of ['shown', 'before'] as const) {
        const lines = await everyLine(ctx, id, window)
        const figure = window === 'shown' ? card.spend : card.spendBefore
        expect(sum(lines.map(({ baseNet }) => baseNet))).toBe(figure ?? '0.00')
      }
    }
  })

  it('opens the lines of one month and one family of products', async () => {
    const id = idOf('A-010')
    const inJuly = await listLines(ctx, {
      id,
      month: '2026-07',
      ofFamily: 'no',
      window: 'shown',
      family: ['main/FIX'],
      limit: 60,
    })
    expect(inJuly.items).toMatchObject([
      {
        invoice: '2026-9000',
        line: '2',
        product: { key: 'main/P0', name: 'Bolt' },
        quantity: '10',
        baseNet: '60.00',
        unitCost: '1.25',
      },
    ])
    const without = await listLines(ctx, {
      id,
      month: '2026-07',
      ofFamily: 'no',
      window: 'shown',
      family: ['none'],
      limit: 60,
    })
    expect(without.items).toMatchObject([{ line: '10', product: null, quantity: null }])
  })

  it('opens an invoice with lines in the order of paper, tax and payments', async () => {
    const invoice = await getInvoice(ctx, { id: idOf('A-010'), source: 'main', number: '2026-9000' })
    accountOperations.getInvoice.output.parse(invoice)
    expect(invoice).toMatchObject({
      dueDate: '2026-07-31',
      net: '100.00',
      tax: '19.00',
      gross: '119.00',
      baseNet: '100.00',
      rate: null,
    })
    expect(invoice.lines.map(({ line, cost }) => [line, cost])).toEqual([
      ['1', null],
      ['2', '12.50'],
      ['10', null],
    ])
    expect(invoice.payments).toEqual([{ payment: 'Y1', date: '2026-08-10', amount: '119.00', currency: 'EUR' }])
    expect(invoice.disputes).toEqual([
      { opened: '2026-07-10', closed: '2026-07-15', amount: '11.90', reason: 'short delivery' },
      { opened: '2026-07-20', closed: null, amount: null, reason: null },
    ])
    const { items } = await listInvoices(ctx, { id: idOf('A-010'), from: '2026-07-01', to: '2026-07-01', limit: 1 })
    expect(items).toMatchObject([{ number: '2026-9000', lines: 3, net: '100.00' }])
    await expect(getInvoice(ctx, { id: idOf('A-011'), source: 'main', number: '2026-9000' })).rejects.toThrow(
      'Cannot find',
    )
  })

  it('shows where an account stands, whom to call and what is promised', async () => {
    const [parent, child] = [await getAccount(ctx, { id: idOf('A-010') }), await getAccount(ctx, { id: idOf('A-011') })]
    expect(parent.children.map(({ key }) => key)).toEqual(['A-011'])
    expect(child.parents.map(({ key }) => key)).toEqual(['A-010'])
    expect(child.call).toEqual([{ as: 'owner', name: 'Ann Lind', phone: null, email: null }])
    expect(child.words).not.toBe('')
    const aliased = await getAccount(ctx, { id: idOf('A-007') })
    expect(aliased.aliases).toEqual([{ source: 'main', key: 'OLD-7', from: null, to: null }])
    expect(aliased.sites).toMatchObject([{ key: 'S7', city: 'Bergen' }])
  })

  it('tells what happened to it', async () => {
    const { items } = accountOperations.listHistory.output.parse(
      await listHistory(ctx, { id: idOf('A-011'), limit: 60 }),
    )
    expect(items.map(({ type }) => type)).toEqual(['first-invoice', 'owner', 'parent'])
    expect(items.at(-1)?.detail).toMatchObject({ parent: 'Åkerman 0', id: idOf('A-010') })
    const page = await listHistory(ctx, { id: idOf('A-011'), limit: 2 })
    expect((await listHistory(ctx, { id: idOf('A-011'), limit: 2, cursor: page.next ?? '' })).items).toEqual(
      items.slice(2),
    )
  })

  it('tells the grades that were closed, and who owned it then', async () => {
    await closePeriod(ctx, { period: 'ttm@2026-08-31', reason: null })
    const { items } = await listHistory(ctx, { id: idOf('A-011'), limit: 60 })
    const closed = items.find(({ type }) => type === 'closing')
    expect(closed).toMatchObject({
      at: '2026-08-31',
      detail: { period: 'ttm@2026-08-31', revision: '1', owner: 'Ann Lind' },
    })
    expect(Object.keys(closed?.detail ?? {})).not.toContain('spend')
  })

  it('gives no money of it away to who has no right to it', async () => {
    const viewer = as('viewer')
    const id = idOf('A-010')
    const answers = [
      await getAccount(viewer, { id }),
      await getExplanation(viewer, { id }),
      await listMonths(viewer, { id, family: 'yes' }),
      await listFamilies(viewer, { id }),
      await listInvoices(viewer, { id, limit: 60 }),
      await getInvoice(viewer, { id, source: 'main', number: '2026-9000' }),
      await listHistory(viewer, { id, limit: 60 }),
    ]
    const words = JSON.stringify(answers)
    for (const field of [
      'spend',
      'spendBefore',
      'toNext',
      'months":["',
      'cost',
      'grossProfit',
      'marginRate',
      'score',
      'factors',
      'share',
      'net',
      'baseNet',
      'quantity',
      'payments',
      'gross',
      'tax',
      'next":{',
      'coverage',
    ]) {
      expect(words).not.toContain(`"${field}":`)
    }
    // Ids and instants hold any digits.
    const told = words.replaceAll(/"[0-9a-f]{8}-[0-9a-f-]{27}"|"[0-9-]{10}T[0-9:.]+Z"/g, '""')
    for (const figure of ['60.00', '12.5', '119', '11.9']) expect(told).not.toContain(figure)
    await expect(listLines(viewer, { id, ofFamily: 'no', window: 'shown', limit: 60 })).rejects.toThrow('no right')
  })

  it('shows a rep the spend of an own account, and neither its margin nor what its family spent beside it', async () => {
    // A-010 is owned by R2, its child A-011 by R3; A-021 by R1, its parent A-020 by R3.
    const rep = as('rep')
    const own = await getAccount(rep, { id: idOf('A-021') })
    const explanation = await getExplanation(rep, { id: idOf('A-021') })
    expect(Object.keys(own)).toEqual(expect.arrayContaining(['spend', 'months']))
    for (const field of ['toNext', 'grossProfit', 'cost', 'marginRate']) expect(own).not.toHaveProperty(field)
    expect(explanation).toHaveProperty('ownSpend')
    for (const field of ['gradedSpend', 'next', 'score', 'coverage']) expect(explanation).not.toHaveProperty(field)
    const { months } = await listMonths(rep, { id: idOf('A-021'), family: 'yes' })
    expect(months.every((month) => !('spend' in month))).toBe(true)
    const asOthers = listLines(rep, { id: idOf('A-010'), ofFamily: 'no', window: 'shown', limit: 60 })
    const asNothing = listLines(rep, { id: 'nothing', ofFamily: 'no', window: 'shown', limit: 60 })
    await expect(asOthers).rejects.toMatchObject({ code: 'not-found' })
    await expect(asNothing).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      listLines(rep, { id: idOf('A-021'), ofFamily: 'yes', window: 'shown', limit: 60 }),
    ).rejects.toMatchObject({
      code: 'not-found',
    })
    const lines = await listLines(rep, { id: idOf('A-021'), ofFamily: 'no', window: 'shown', limit: 60 })
    expect(lines.items.every((line) => !('unitCost' in line))).toBe(true)
  })

  it('shows what an invoice comes to, and what was paid on it, only to who sees all the accounts on it', async () => {
    const asked = { id: idOf('A-003'), source: 'main', number: '2026-9100' }
    const own = await getInvoice(as('rep'), asked)
    expect(own.net).toBe('20.00')
    for (const field of ['tax', 'gross', 'payments']) expect(own).not.toHaveProperty(field)
    expect(own.disputes).toEqual([{ opened: '2026-07-20', closed: null, reason: 'wrong price' }])
    accountOperations.getInvoice.output.parse(own)
    expect(await getInvoice(as('leader'), asked)).toMatchObject({ gross: '83.30', payments: [{ amount: '83.30' }] })
    const whole = await getInvoice({ ...ctx, actor: { ...person('rep'), reps: ['main/R1', 'main/R2'] } }, asked)
    expect(whole).toMatchObject({ gross: '83.30', payments: [{ amount: '83.30' }], disputes: [{ amount: '41.65' }] })
  })

  it('notes once a day who looked into an account that they do not look after', async () => {
    const finance = as('finance')
    const looks = async () =>
      (await listAudit(ctx.records.view, { limit: 100 })).filter(
        ({ verb, detail }) => verb === 'view account' && JSON.stringify(detail).includes(idOf('A-011')),
      )
    const before = (await looks()).length
    await getExplanation(finance, { id: idOf('A-011') })
    await getExplanation(finance, { id: idOf('A-011') })
    await listLines(finance, { id: idOf('A-011'), ofFamily: 'no', window: 'shown', limit: 1 })
    expect((await looks()).length - before).toBe(1)
    await getAccount(finance, { id: idOf('A-012') })
    expect((await looks()).length - before).toBe(1)
  })

  it('notes whatever way somebody came to costs, lines or an invoice of others', async () => {
    const looked = async (role: Parameters<typeof person>[0]) =>
      (await listAudit(ctx.records.view, { limit: 200 })).flatMap(({ verb, actor, detail }) =>
        verb === 'view account' && actor === `person-${role}` ? [(detail as { what: string }).what] : [],
      )
    // None of these is R1's or R2's.
    await listFamilies(as('leader'), { id: idOf('A-005') })
    await listMonths(as('leader'), { id: idOf('A-011'), family: 'no' })
    expect(await looked('leader')).toEqual(['months', 'families'])
    const manager = as('key-account-manager')
    await listLines(manager, { id: idOf('A-005'), ofFamily: 'no', window: 'shown', limit: 1 })
    expect(await looked('key-account-manager')).toEqual(['lines'])
    await listFamilies(as('rep'), { id: idOf('A-003') })
    expect(await looked('rep')).toEqual([])
  })

  it('notes at the next look what could not be noted at the first, and shows nothing before', async () => {
    const executive = as('executive')
    const looks = async () =>
      (await listAudit(ctx.records.view, { limit: 100 })).filter(({ actor }) => actor === 'person-executive').length
    const silent = Object.create(ctx.records, {
      write: { value: () => Promise.reject(new Error('the disk is full')) },
    }) as Ctx['records']
    const asked = { id: idOf('A-008') }
    await expect(getExplanation({ ...executive, records: silent }, asked)).rejects.toThrow('the disk is full')
    expect(await looks()).toBe(0)
    await getExplanation(executive, asked)
    expect(await looks()).toBe(1)
  })

  it('refuses cursors and months that nobody was given', async () => {
    const id = idOf('A-010')
    await expect(
      listLines(ctx, { id, ofFamily: 'no', window: 'shown', limit: 1, month: '2026-13' }),
    ).rejects.toMatchObject({
      code: 'bad-input',
    })
    const forged = Buffer.from(JSON.stringify({ date: 'x', source: '', number: '', watermark: '1' })).toString(
      'base64url',
    )
    await expect(listInvoices(ctx, { id, limit: 1, cursor: forged })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(listHistory(ctx, { id, limit: 1, cursor: 'abc' })).rejects.toMatchObject({ code: 'bad-input' })
  })
})
