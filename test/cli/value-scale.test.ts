import { mkdir, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Place } from './book.ts'

let place: Place
beforeAll(async () => {
  place = await Place.make()
  await mkdir(place.path('files'))
  await writeFile(place.path('files/accounts.csv'), 'key,name\nK,Kettle\n')
  await writeFile(
    place.path('files/lines.csv'),
    [
      'invoice,line,date,account,net,currency',
      'I-1,1,2024-03-01,K,4000,EUR',
      'I-2,1,2025-03-01,K,9000,EUR',
      'I-3,1,2025-04-01,K,2000,EUR',
      '',
    ].join('\n'),
  )
  await writeFile(
    place.path('files/invoices.csv'),
    [
      'number,date,due_date,account,currency,gross',
      'I-1,2024-03-01,2024-03-31,K,EUR,4760',
      'I-2,2025-03-01,2025-03-31,K,EUR,10710',
      'I-3,2025-04-01,2025-04-30,K,EUR,2380',
      '',
    ].join('\n'),
  )
  await writeFile(
    place.path('files/payments.csv'),
    [
      'payment,invoice,date,amount',
      'P-1,I-1,2024-03-31,4760',
      'P-2,I-2,2025-06-09,10710',
      'P-3,I-3,2025-04-30,2380',
      '',
    ].join('\n'),
  )
  await place.ok('import', place.path('files'), '--base-currency', 'EUR')
  await place.ok('rates', 'add', '2024-01-01', '5')
})
afterAll(() => place[Symbol.asyncDispose]())

describe('The value scale', () => {
  it('is made of a template, argues in money, names the invoice, and says what moved the score', async () => {
    const [document] = await place.json('policy', 'template', 'value-scale', '--names', 'roles', '--from', '2024-01-01')
    expect(document).toMatchObject({ name: 'default', effectiveFrom: '2024-01-01', gradeBy: 'score' })
    await writeFile(place.path('policy.json'), JSON.stringify(document))
    await place.ok('policy', 'save', place.path('policy.json'))

    const said = await place.ok('explain', 'K', '--period', '2025')
    expect(said).toContain('Score')
    // 10 710 for 100 nights and 2 380 for 29, at 5 % a year.
    expect(said).toContain('156.167124 EUR of financing')
    expect(said).toContain('Paid 57.272727 days late on average: ')
    expect(said).toContain(
      'invoice I-2 of 2025-03-01 over 10710.00 EUR, waited for 100 days, 70 of them late: 146.712329 EUR',
    )
    expect(said).toMatch(/To make it Growth\. Cheapest single change: .* from .* to /)

    const rows = await place.json('explain', 'K', '--period', '2025', '--since', '2024')
    expect(rows.map(({ kind, metric }) => [kind, metric])).toEqual([
      ['moved', 'spend'],
      ['moved', 'financing-rate'],
    ])
    const micros = (value: unknown): number => Math.round(Number(value) * 1e6)
    expect(rows.reduce((sum, { change }) => sum + micros(change), 0)).toBe(micros(rows[0]?.['total']))
    expect(await place.run('explain', 'K', '--period', '2024', '--since', '2025')).toMatchObject({ code: 2 })
    expect(await place.run('policy', 'template', 'gold')).toMatchObject({ code: 2 })
    expect(await place.run('policy', 'template', 'own', '--from', '2025-02-30')).toMatchObject({ code: 2 })
  })

  it.each([
    [
      'bands that overlap',
      {
        type: 'bands',
        bands: [
          { atLeast: '10', points: 100 },
          { atLeast: '10.0', points: 50 },
          { atLeast: null, points: 0 },
        ],
      },
      'Bounds of bands of curve of factor 1 must fall: "10.0" comes after "10"',
    ],
    [
      'a curve that rewards less',
      { type: 'linear', from: ['0', 100], to: ['10', 0] },
      'gives a worse "spend" more points',
    ],
  ])('is refused with %s, and the book stays as it is', async (_, curve, sentence) => {
    const [document] = await place.json('policy', 'template', 'own')
    const wrong = { ...document, factors: [{ metric: 'spend', weight: 1, curve }] }
    await writeFile(place.path('wrong.json'), JSON.stringify(wrong))
    const refused = await place.run('policy', 'save', place.path('wrong.json'))
    expect(refused.code).toBe(3)
    expect(refused.stderr).toContain(sentence)
  })

  it('grades nobody by a factor that is known of nobody, and says so', async () => {
    const [document] = await place.json('policy', 'template', 'own', '--from', '2024-06-01')
    const curve = { type: 'linear', from: ['0', 0], to: ['1', 100] }
    await writeFile(
      place.path('unknown.json'),
      JSON.stringify({ ...document, factors: [{ metric: 'taken-rate', weight: 1, curve }] }),
    )
    const [preview] = await place.json('policy', 'preview', place.path('unknown.json'))
    expect(preview?.['factors']).toEqual([{ metric: 'taken-rate', known: 0, of: 1 }])
    await place.ok('policy', 'save', place.path('unknown.json'))
    expect(await place.ok('explain', 'K', '--period', '2025')).toContain('no factor of its score is known')
  })
})
