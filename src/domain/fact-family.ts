import type { Micros } from './money.ts'

/**
 * Facts beside the lines of an account in a window, by where they come from. Money in the base currency of the book; everything
 * adds up over accounts. 0 where nothing is known: the count of a family says whether anything is.
 */
export interface FamilyFacts {
  /** payments: what was allocated by payments in the window to invoices that have a due date. */
  readonly paidAmount: Micros
  /** Sum of amount x days after the due date (never below 0) over the same allocations. */
  readonly lateAmountDays: Micros

  /** receivables: what waiting for money cost in the window, at the rates of the days; and the part after the due date. */
  readonly financing: Micros
  readonly financingLate: Micros
  /** Amount x days waited within the window: over its days it is the average receivable. */
  readonly receivableDays: Micros
  /** What was paid in the window on invoices, gross, and that times the days since the invoice. */
  readonly paidGross: Micros
  readonly paidGrossDays: Micros
  /** Documents whose cost of waiting is known, nothing included; those whose cost cannot be told, and those of the window in no figure. */
  readonly financed: number
  readonly unfinanced: number
  /** Documents of the window in no figure, because nobody can say what is to be paid, or what of it was. */
  readonly unmeasured: number

  /** commitments: what was promised for the window, at the cost of the product on the promised day; taken of it; by that day. */
  readonly committed: Micros
  readonly taken: Micros
  readonly takenOnTime: Micros
  /** Sum of value taken x days after the promised day. */
  readonly takenLateDays: Micros
  /** Promises with a known cost, and those without one, which are in no amount. */
  readonly commitments: number
  readonly commitmentsUncosted: number

  /** stock: average stock at cost over the window by the rule that attributes it, and what carrying it cost. */
  readonly stockDedicated: Micros
  readonly stockUntaken: Micros
  readonly stockShared: Micros
  readonly carrying: Micros
  /** Items whose cost is not known, and items held on days without a carrying rate. */
  readonly stockUncosted: number
  readonly carryingUnrated: number

  /** service: minutes, those of them that were logged and not estimated, events, and what the minutes cost at dated rates. */
  readonly serviceMinutes: number
  readonly serviceLoggedMinutes: number
  readonly serviceEvents: number
  readonly serviceCost: Micros
  /** Events and logged rows on days without a rate. */
  readonly serviceUnrated: number

  /** extras: freight paid and not invoiced, rebates accrued and not yet credited, handling of returns. */
  readonly freightUninvoiced: Micros
  readonly rebatesUncredited: Micros
  readonly returnsCost: Micros
  /** Returns on days without a rate. */
  readonly extrasUnrated: number

  /** standing: product lines in which we are the first call, are also asked, or are the last resort. */
  readonly standingFirst: number
  readonly standingAlso: number
  readonly standingLast: number

  /** fit: spend on standard products, and on products of which it is known whether they are. */
  readonly standardSpend: Micros
  readonly standardKnownSpend: Micros
  /** Orders with special handling, and those without. */
  readonly handledOrders: number
  readonly plainOrders: number
  /** Minutes of travel to the owner, over the accounts for which they are known. */
  readonly travelMinutes: number
  readonly travelKnown: number
  /** Likely potential for growth a year, over the accounts for which somebody gave one. */
  readonly growthPotential: Micros
  readonly growthKnown: number
  /** Accounts that speak for us with others, that let us name them, and that want neither. */
  readonly referenceSpeaks: number
  readonly referenceNamed: number
  readonly referenceDeclined: number
}

interface Fields {
  readonly money: readonly FamilyMoney[]
  readonly counts: readonly FamilyCount[]
}

/** The names of the facts that hold money, or money times days, and of those that hold counts. */
export type FamilyMoney = NamesOf<Micros>
export type FamilyCount = NamesOf<number>
type NamesOf<T> = { [Name in keyof FamilyFacts]: FamilyFacts[Name] extends T ? Name : never }[keyof FamilyFacts]

export const factFamilies = [
  'payments',
  'receivables',
  'commitments',
  'stock',
  'service',
  'extras',
  'standing',
  'fit',
] as const
export type FactFamily = (typeof factFamilies)[number]

/** What is read with each family. Lines are no family here: they are always read. */
export const familyFields = {
  payments: { money: ['paidAmount', 'lateAmountDays'], counts: [] },
  receivables: {
    money: ['financing', 'financingLate', 'receivableDays', 'paidGross', 'paidGrossDays'],
    counts: ['financed', 'unfinanced', 'unmeasured'],
  },
  commitments: {
    money: ['committed', 'taken', 'takenOnTime', 'takenLateDays'],
    counts: ['commitments', 'commitmentsUncosted'],
  },
  stock: {
    money: ['stockDedicated', 'stockUntaken', 'stockShared', 'carrying'],
    counts: ['stockUncosted', 'carryingUnrated'],
  },
  service: {
    money: ['serviceCost'],
    counts: ['serviceMinutes', 'serviceLoggedMinutes', 'serviceEvents', 'serviceUnrated'],
  },
  extras: { money: ['freightUninvoiced', 'rebatesUncredited', 'returnsCost'], counts: ['extrasUnrated'] },
  standing: { money: [], counts: ['standingFirst', 'standingAlso', 'standingLast'] },
  fit: {
    money: ['standardSpend', 'standardKnownSpend', 'growthPotential'],
    counts: [
      'handledOrders',
      'plainOrders',
      'travelMinutes',
      'travelKnown',
      'growthKnown',
      'referenceSpeaks',
      'referenceNamed',
      'referenceDeclined',
    ],
  },
} as const satisfies Record<FactFamily, Fields>

/** Every fact of every family, in the order of the families. */
export const familyMoney: readonly FamilyMoney[] = factFamilies.flatMap((family) => [...familyFields[family].money])
export const familyCounts: readonly FamilyCount[] = factFamilies.flatMap((family) => [...familyFields[family].counts])

/** The families that hold any of these facts, in their order. */
export function familiesOf(facts: Iterable<string>): readonly FactFamily[] {
  const wanted = new Set(facts)
  return factFamilies.filter((family) => {
    const { money, counts }: Fields = familyFields[family]
    return [...money, ...counts].some((name) => wanted.has(name))
  })
}

/** An account of which no family knows anything. */
export const noFamilyFacts: FamilyFacts = Object.freeze({
  paidAmount: 0n,
  lateAmountDays: 0n,
  financing: 0n,
  financingLate: 0n,
  receivableDays: 0n,
  paidGross: 0n,
  paidGrossDays: 0n,
  financed: 0,
  unfinanced: 0,
  unmeasured: 0,
  committed: 0n,
  taken: 0n,
  takenOnTime: 0n,
  takenLateDays: 0n,
  commitments: 0,
  commitmentsUncosted: 0,
  stockDedicated: 0n,
  stockUntaken: 0n,
  stockShared: 0n,
  carrying: 0n,
  stockUncosted: 0,
  carryingUnrated: 0,
  serviceMinutes: 0,
  serviceLoggedMinutes: 0,
  serviceEvents: 0,
  serviceCost: 0n,
  serviceUnrated: 0,
  freightUninvoiced: 0n,
  rebatesUncredited: 0n,
  returnsCost: 0n,
  extrasUnrated: 0,
  standingFirst: 0,
  standingAlso: 0,
  standingLast: 0,
  standardSpend: 0n,
  standardKnownSpend: 0n,
  handledOrders: 0,
  plainOrders: 0,
  travelMinutes: 0,
  travelKnown: 0,
  growthPotential: 0n,
  growthKnown: 0,
  referenceSpeaks: 0,
  referenceNamed: 0,
  referenceDeclined: 0,
})

/** The facts of two accounts together. Written out, for it is what a book of families waits for. */
export function addFamilies(one: FamilyFacts, other: FamilyFacts): FamilyFacts {
  return {
    paidAmount: one.paidAmount + other.paidAmount,
    lateAmountDays: one.lateAmountDays + other.lateAmountDays,
    financing: one.financing + other.financing,
    financingLate: one.financingLate + other.financingLate,
    receivableDays: one.receivableDays + other.receivableDays,
    paidGross: one.paidGross + other.paidGross,
    paidGrossDays: one.paidGrossDays + other.paidGrossDays,
    financed: one.financed + other.financed,
    unfinanced: one.unfinanced + other.unfinanced,
    unmeasured: one.unmeasured + other.unmeasured,
    committed: one.committed + other.committed,
    taken: one.taken + other.taken,
    takenOnTime: one.takenOnTime + other.takenOnTime,
    takenLateDays: one.takenLateDays + other.takenLateDays,
    commitments: one.commitments + other.commitments,
    commitmentsUncosted: one.commitmentsUncosted + other.commitmentsUncosted,
    stockDedicated: one.stockDedicated + other.stockDedicated,
    stockUntaken: one.stockUntaken + other.stockUntaken,
    stockShared: one.stockShared + other.stockShared,
    carrying: one.carrying + other.carrying,
    stockUncosted: one.stockUncosted + other.stockUncosted,
    carryingUnrated: one.carryingUnrated + other.carryingUnrated,
    serviceMinutes: one.serviceMinutes + other.serviceMinutes,
    serviceLoggedMinutes: one.serviceLoggedMinutes + other.serviceLoggedMinutes,
    serviceEvents: one.serviceEvents + other.serviceEvents,
    serviceCost: one.serviceCost + other.serviceCost,
    serviceUnrated: one.serviceUnrated + other.serviceUnrated,
    freightUninvoiced: one.freightUninvoiced + other.freightUninvoiced,
    rebatesUncredited: one.rebatesUncredited + other.rebatesUncredited,
    returnsCost: one.returnsCost + other.returnsCost,
    extrasUnrated: one.extrasUnrated + other.extrasUnrated,
    standingFirst: one.standingFirst + other.standingFirst,
    standingAlso: one.standingAlso + other.standingAlso,
    standingLast: one.standingLast + other.standingLast,
    standardSpend: one.standardSpend + other.standardSpend,
    standardKnownSpend: one.standardKnownSpend + other.standardKnownSpend,
    handledOrders: one.handledOrders + other.handledOrders,
    plainOrders: one.plainOrders + other.plainOrders,
    travelMinutes: one.travelMinutes + other.travelMinutes,
    travelKnown: one.travelKnown + other.travelKnown,
    growthPotential: one.growthPotential + other.growthPotential,
    growthKnown: one.growthKnown + other.growthKnown,
    referenceSpeaks: one.referenceSpeaks + other.referenceSpeaks,
    referenceNamed: one.referenceNamed + other.referenceNamed,
    referenceDeclined: one.referenceDeclined + other.referenceDeclined,
  }
}
