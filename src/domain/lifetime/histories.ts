/** Order histories as columns, one row per account, in one unit of time. */
export interface Histories {
  /** Orders after the first. */
  readonly repeats: ArrayLike<number>
  /** From the first order to the last. */
  readonly last: ArrayLike<number>
  /** From the first order to now. */
  readonly age: ArrayLike<number>
  /** Sum over all accounts of the logarithms of their gaps. */
  readonly logGaps: number
}

/** Histories with equal rows made one, those with as many repeats beside each other. */
export interface HistoryTable {
  /** Distinct repeats, ascending, and where their rows end. */
  readonly groups: readonly { readonly repeats: number; readonly end: number }[]
  readonly last: Float64Array
  readonly age: Float64Array
  /** How many accounts a row stands for. */
  readonly weight: Float64Array
  readonly accounts: number
  readonly sumOfRepeats: number
  readonly logGaps: number
  /** The median gap of those who ordered again; null when nobody did. */
  readonly medianGap: number | null
}

/** Makes equal rows one, which is exact, and puts those with as many repeats beside each other. */
export function tabulate({ repeats, last, age, logGaps }: Histories): HistoryTable {
  const { firsts, counts } = equalRows({ repeats, last, age })
  const { groups, kinds } = groupByRepeats(firsts, repeats)
  const valueOf = (column: ArrayLike<number>) => (kind: number) => column[firsts[kind] ?? 0] ?? 0
  let sumOfRepeats = 0
  for (let row = 0; row < repeats.length; row++) sumOfRepeats += repeats[row] ?? 0
  return {
    groups,
    last: Float64Array.from(kinds, valueOf(last)),
    age: Float64Array.from(kinds, valueOf(age)),
    weight: Float64Array.from(kinds, (kind) => counts[kind] ?? 0),
    accounts: repeats.length,
    sumOfRepeats,
    logGaps,
    medianGap: medianGap({ repeats, last }),
  }
}

/** The kinds of rows in the order of their repeats, and where each number of repeats ends. */
function groupByRepeats(
  firsts: Uint32Array,
  repeats: ArrayLike<number>,
): { readonly groups: HistoryTable['groups']; readonly kinds: Uint32Array } {
  const sizes = new Map<number, number>()
  for (const row of firsts) sizes.set(repeats[row] ?? 0, (sizes.get(repeats[row] ?? 0) ?? 0) + 1)
  const places = new Map<number, number>()
  const groups: { repeats: number; end: number }[] = []
  let end = 0
  for (const [count, size] of [...sizes].toSorted(([one], [other]) => one - other)) {
    places.set(count, end)
    end += size
    groups.push({ repeats: count, end })
  }
  const kinds = new Uint32Array(firsts.length)
  for (const [kind, row] of firsts.entries()) {
    const place = places.get(repeats[row] ?? 0) ?? 0
    kinds[place] = kind
    places.set(repeats[row] ?? 0, place + 1)
  }
  return { groups, kinds }
}

/** About one row in `step` of each number of repeats, for a first look at a large table; its gaps are not counted again. */
export function thin(table: HistoryTable, step: number): HistoryTable {
  const rows: number[] = []
  const groups: { repeats: number; end: number }[] = []
  let at = 0
  for (const { repeats, end } of table.groups) {
    while (at < end) {
      rows.push(at)
      at += step
    }
    if (groups.length === 0 ? rows.length > 0 : rows.length > (groups.at(-1)?.end ?? 0)) {
      groups.push({ repeats, end: rows.length })
    }
  }
  const weight = Float64Array.from(rows, (row) => table.weight[row] ?? 0)
  return {
    ...table,
    groups,
    last: Float64Array.from(rows, (row) => table.last[row] ?? 0),
    age: Float64Array.from(rows, (row) => table.age[row] ?? 0),
    weight,
    accounts: weight.reduce((sum, count) => sum + count, 0),
  }
}

/**
 * The first row of each kind of equal rows and how many there are, by an open hash over their bits: a map of texts takes ten
 * times as long on a million.
 */
function equalRows({ repeats, last, age }: Omit<Histories, 'logGaps'>): {
  readonly firsts: Uint32Array
  readonly counts: Uint32Array
} {
  const rows = repeats.length
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2)))
  const slots = new Uint32Array(size)
  const firsts = new Uint32Array(rows)
  const counts = new Uint32Array(rows)
  const number = new Float64Array(1)
  const bits = new Uint32Array(number.buffer)
  const mix = (hash: number, value: number): number => {
    number[0] = value
    const mixed = Math.imul(hash ^ (bits[0] ?? 0), 0x9e37_79b1) ^ Math.imul(bits[1] ?? 0, 0x85eb_ca6b)
    return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2_ae35)
  }
  let kinds = 0
  for (let row = 0; row < rows; row++) {
    const hash = mix(mix(mix(1, repeats[row] ?? 0), last[row] ?? 0), age[row] ?? 0)
    let slot = (hash ^ (hash >>> 13)) & (size - 1)
    for (;;) {
      const held = slots[slot] ?? 0
      if (held === 0) {
        slots[slot] = kinds + 1
        firsts[kinds] = row
        counts[kinds] = 1
        kinds++
        break
      }
      const first = firsts[held - 1] ?? 0
      if (repeats[first] === repeats[row] && last[first] === last[row] && age[first] === age[row]) {
        counts[held - 1] = (counts[held - 1] ?? 0) + 1
        break
      }
      slot = (slot + 1) & (size - 1)
    }
  }
  return { firsts: firsts.subarray(0, kinds), counts: counts.subarray(0, kinds) }
}

function medianGap({ repeats, last }: Pick<Histories, 'repeats' | 'last'>): number | null {
  const gaps = new Float64Array(repeats.length)
  let count = 0
  for (let row = 0; row < repeats.length; row++) {
    const orders = repeats[row] ?? 0
    if (orders > 0) gaps[count++] = (last[row] ?? 0) / orders
  }
  return count === 0 ? null : (gaps.subarray(0, count).toSorted()[Math.floor(count / 2)] ?? null)
}
