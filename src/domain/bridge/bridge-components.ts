import type { ProfitComponent } from '../profit/components.ts'
import type { ProfitStatement } from '../profit/net-profit.ts'
import type { Micros } from '../money.ts'
import type { BridgePart } from './bridge-parts.ts'
import type { MoneySums } from './bridge-sums.ts'

const partOfComponent = {
  service: 'service',
  financing: 'financing',
  carrying: 'stock',
  freight: 'freight',
  rebates: 'rebates',
  returns: 'returns',
} as const satisfies Record<ProfitComponent, BridgePart>

type Components = ProfitStatement['components']

/** Sums of a gross profit as those of the net profit: less what accounts cost beside their goods in either window. */
export function withComponents(
  gross: MoneySums,
  { before, after }: { readonly before: Components; readonly after: Components },
): MoneySums {
  const [takenBefore, takenAfter] = [takenBy(before), takenBy(after)]
  const parts: Partial<Record<BridgePart, Micros>> = { ...gross.parts }
  for (const [component, part] of entriesOf(partOfComponent)) {
    const amount = knownOf(before, component) - knownOf(after, component)
    if (amount !== 0n) parts[part] = amount
  }
  return {
    ...gross,
    bookedBefore: gross.bookedBefore - takenBefore,
    bookedAfter: gross.bookedAfter - takenAfter,
    fixedBefore: gross.fixedBefore - takenBefore,
    fixedAfter: gross.fixedAfter - takenAfter,
    parts,
    unknownBefore: unknownsOf(before),
    unknownAfter: unknownsOf(after),
  }
}

function takenBy(components: Components): Micros {
  return components.reduce((sum, { knownPart }) => sum + knownPart, 0n)
}

function knownOf(components: Components, wanted: ProfitComponent): Micros {
  return components.find(({ component }) => component === wanted)?.knownPart ?? 0n
}

function unknownsOf(components: Components): number {
  return components.reduce((sum, { unknown }) => sum + unknown, 0)
}

function entriesOf<Key extends string, Value>(
  record: Readonly<Record<Key, Value>>,
): readonly (readonly [Key, Value])[] {
  // Object.entries forgets which names there are.
  return Object.entries(record) as [Key, Value][]
}
