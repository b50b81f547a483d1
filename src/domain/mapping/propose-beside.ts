import type { KindId } from '../kind.ts'
import type { HeaderWords } from './header-words.ts'
import { proposeColumns } from './propose-kind.ts'
import type { FileColumn, ProposedColumn } from './propose-kind.ts'

/** What files of a kind name beside it. Invoices stand for lines where nothing else does. */
const beside: Readonly<Partial<Record<KindId, readonly KindId[]>>> = {
  lines: ['accounts', 'products'],
  invoices: ['lines', 'accounts'],
  accounts: ['sites', 'owners'],
}

/** What else a file of a kind may name, where no file of the delivery `has` it: rows that stand in it once for each of their keys. */
export function kindsBeside(kind: KindId, has: (kind: KindId) => boolean): readonly KindId[] {
  const asked = beside[kind] ?? []
  return asked.filter((other) => !has(other))
}

/** The columns of what a file names beside; null when it does not name enough of it. */
export function besideColumns(
  kind: KindId,
  own: readonly FileColumn[],
  main: readonly ProposedColumn[],
): readonly ProposedColumn[] | null {
  const from = (column: string): ProposedColumn | undefined => main.find((one) => one.column === column)
  const keyed = (column: string, source: ProposedColumn | undefined): ProposedColumn[] =>
    source === undefined ? [] : [{ ...source, column }]
  const all = proposeColumns(kind, own)
  const rest = (...names: readonly string[]): ProposedColumn[] =>
    all.filter(({ column, from: name }) => names.includes(column) && !main.some((one) => one.from === name))
  if (kind === 'lines') return all
  if (kind === 'accounts' || kind === 'products') {
    const what = kind === 'accounts' ? 'account' : 'product'
    const name = nameBeside(what, own, from(what)?.from)
    if (from(what) === undefined || name === null) return null
    const others =
      kind === 'accounts' ? rest('segment', 'territory') : [...rest('family'), ...keyed('unit', from('unit'))]
    return [...keyed('key', from(what)), name, ...others]
  }
  if (kind === 'sites') {
    const places = rest('street', 'postcode', 'city', 'region', 'country', 'latitude', 'longitude')
    if (places.length < 2) return null
    return [...keyed('key', from('key')), ...keyed('account', from('key')), ...keyed('name', from('name')), ...places]
  }
  const rep = kind === 'owners' ? rest('rep') : []
  return rep.length === 0 ? null : [...keyed('account', from('key')), ...rep]
}

/** The column with the names of accounts or products in a file of something else; null when it has none. */
function nameBeside(
  what: 'account' | 'product',
  own: readonly FileColumn[],
  key: string | undefined,
): ProposedColumn | null {
  const others = own.filter(({ name, profile }) => name !== key && profile.letters >= 0.5)
  const found = others.flatMap(({ name, words }): ProposedColumn[] => {
    const confidence = sureOfName(what, words)
    if (confidence === null) return []
    const evidence = [...words.wordOf.values()].join(' ')
    return [{ column: 'name', from: name, confidence, reason: { by: 'word', evidence } }]
  })
  return found.toSorted((one, other) => other.confidence - one.confidence)[0] ?? null
}

/** How sure a header names accounts, or products, beside a column with their keys; null when it does not. */
function sureOfName(what: 'account' | 'product', { known, unknown }: HeaderWords): number | null {
  const meanings = [...known].filter((meaning) => meaning !== 'line')
  const isName = known.has('name') || known.has('text')
  if (meanings.some((meaning) => meaning !== what && meaning !== 'name' && meaning !== 'text')) return null
  const beside = 0.05 * Math.min(unknown.length, 3)
  if (known.has(what)) return (isName ? 0.95 : 0.7) - beside
  // A bare text describes what was sold, a bare name says who bought it.
  return known.has(what === 'product' ? 'text' : 'name') && meanings.length === 1 ? 0.8 - beside : null
}
