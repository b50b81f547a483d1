import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'

/** How large a book to write. */
export interface ServeBook {
  readonly accounts: number
  /** Invoices of each account, spread over two years; three lines each. */
  readonly invoices: number
}

/** How many reps own accounts: each has a like number of them. */
const reps = 60
const territories = { regions: 8, areas: 64 } as const
const segments = ['Industry', 'Crafts', 'Trade', 'Public', 'Farming', 'Energy', 'Health', 'Food'] as const

const syllables =
  'an ber co dal el fen gor hal ing jor kal lin mar nor ol per quin ros sten tor ul ver wes xan yl zim'.split(' ')
const cities = [
  'Bergen',
  'Århus',
  'Łódź',
  'München',
  'Graz',
  'Malmö',
  'Gent',
  'Leeds',
  'Porto',
  'Brno',
  'Turku',
  'Lyon',
]
const forms = ['GmbH', 'AS', 'Ltd', 'AB', 'SA', '& Söhne', 'Werke', 'Group']
const firstDay = Date.UTC(2024, 6, 1)
const days = 730

/** A book with the shape of a trading house: few accounts buy much, many buy little, some stopped, some are new. */
export async function writeServeFiles(folder: string, book: ServeBook): Promise<void> {
  await mkdir(folder, { recursive: true })
  const { regions, areas } = territories
  await write(folder, 'territories', 'key,name,parent', function* () {
    for (let region = 0; region < regions; region += 1) yield `T${region},Region ${region},`
    for (let area = 0; area < areas; area += 1) yield `T${area % regions}-${area},Area ${area},T${area % regions}`
  })
  await write(folder, 'segments', 'key,name', function* () {
    for (const [index, name] of segments.entries()) yield `S${index},${name}`
  })
  await write(folder, 'reps', 'key,name,territory', function* () {
    for (let rep = 0; rep < reps; rep += 1)
      yield `R${rep},${nameOf(rep * 31)} ${nameOf(rep * 17 + 5)},T${rep % regions}`
  })
  await write(folder, 'products', 'key,name', function* () {
    for (let product = 0; product < 500; product += 1) yield `P${product},Product ${product}`
  })
  await write(folder, 'costs', 'product,valid_from,cost', function* () {
    for (let product = 0; product < 490; product += 1) yield `P${product},2020-01-01,${(product % 40) + 1}.5`
  })
  const each = function* (row: (index: number) => string | null) {
    for (let index = 0; index < book.accounts; index += 1) {
      const line = row(index)
      if (line !== null) yield line
    }
  }
  await write(folder, 'accounts', 'key,name,segment,territory', () =>
    each((index) => {
      const area = index % areas
      return `${keyOf(index)},${companyOf(index)},S${index % segments.length},T${area % regions}-${area}`
    }),
  )
  await write(folder, 'owners', 'account,rep', () =>
    each((index) => (index % 50 === 49 ? null : `${keyOf(index)},R${(index * 7) % reps}`)),
  )
  await write(folder, 'parents', 'account,parent', () =>
    each((index) => (index % 12 === 5 ? `${keyOf(index)},${keyOf(index - 5)}` : null)),
  )
  await write(folder, 'sites', 'key,account,name,postcode,city', () =>
    each((index) => `L${index},${keyOf(index)},,${10000 + (index % 89999)},${cities[index % cities.length]}`),
  )
  await write(folder, 'aliases', 'key,account', () =>
    each((index) => (index % 20 === 3 ? `OLD${index},${keyOf(index)}` : null)),
  )
  await write(folder, 'lines', 'invoice,line,date,account,order_number,product,quantity,net,currency', function* () {
    let number = 0
    for (let turn = 0; turn < book.invoices; turn += 1) {
      for (let index = 0; index < book.accounts; index += 1) {
        number += 1
        const mix = scramble(number)
        // A tenth stopped after the first year, a tenth began in the second.
        const part = index % 10 === 1 ? 0.5 : 1
        const start = index % 10 === 2 ? days / 2 : 0
        const day = new Date(firstDay + Math.floor(start + ((mix % 1000) / 1000) * (days * part - start)) * 86_400_000)
        const date = day.toISOString().slice(0, 10)
        const size = 40 + (scramble(index) % 1000) ** 2 / 900
        for (let line = 1; line <= 3; line += 1) {
          const product = (mix >>> line) % 500
          const quantity = 1 + (mix % 7)
          const net = ((mix % 41 === 0 ? -1 : 1) * Math.round(size * (line + (mix % 5)) * 25)) / 100
          yield `INV-${date.slice(0, 4)}-${String(number).padStart(8, '0')},${line},${date},${keyOf(index)},SO${700000 + number},P${product},${net < 0 ? '' : quantity},${net},EUR`
        }
      }
    }
  })
}

/** The key of an account. */
export function keyOf(index: number): string {
  return `C-${String(100_000 + index)}`
}

/** The name of an account. */
export function companyOf(index: number): string {
  const mix = scramble(index + 1)
  return `${nameOf(mix)} ${nameOf(mix >>> 9)} ${forms[mix % forms.length] ?? ''}`
}

function nameOf(seed: number): string {
  const at = (shift: number): string => syllables[(seed >>> shift) % syllables.length] ?? ''
  const name = `${at(0)}${at(3)}${at(6)}`
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** A number that looks like chance and is the same on every machine. */
function scramble(seed: number): number {
  let state = (seed * 2_654_435_761) >>> 0
  state ^= state >>> 15
  state = Math.imul(state, 2_246_822_519) >>> 0
  return (state ^ (state >>> 13)) >>> 0
}

async function write(folder: string, name: string, head: string, rows: () => Iterable<string>): Promise<void> {
  const file = createWriteStream(join(folder, `${name}.csv`))
  let piece = `${head}\n`
  for (const row of rows()) {
    piece += `${row}\n`
    if (piece.length < 1_000_000) continue
    if (!file.write(piece)) await once(file, 'drain')
    piece = ''
  }
  file.end(piece)
  await once(file, 'finish')
}
