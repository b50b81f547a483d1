import { addDays, addMonths, dayToNumber } from '../../domain/day.ts'
import { decimalText } from './amounts.ts'
import type { Calendar } from './calendar.ts'
import type { Files } from './files.ts'
import { countries, getCountry, getRegion, regions, regionWeights } from './geography.ts'
import { personName } from './names.ts'
import { randomStream } from './prng.ts'
import type { Random } from './prng.ts'

/** A person who owns accounts. */
export interface Rep {
  readonly index: number
  readonly key: string
  readonly name: string
  readonly region: number
  readonly country: number
  readonly from: number
  /** First day on which the rep no longer works here; Infinity means still here. */
  readonly to: number
}

/** Who owns an account from which day on. */
export interface Ownership {
  readonly from: number
  readonly rep: Rep
}

/** The reps in the field; the one who left comes before the one who took over. */
export interface Field {
  readonly reps: readonly Rep[]
  readonly leaver: Rep
  readonly successor: Rep
}

/** One field rep for 75 accounts: 8 in a small book, 60 in a large one. */
export function repCount(accounts: number): number {
  return Math.min(60, Math.max(8, Math.round(accounts / 75)))
}

/** Makes the field reps: each country has one, regions are staffed by weight; one leaves in the last year. */
export function makeField(seed: number, count: number, calendar: Calendar): Field {
  const random = randomStream(seed, 'reps')
  const staffed = countries.map((_, country) => heaviestRegion(country))
  while (staffed.length < count) staffed.push(random.weighted(regionWeights))
  const leaveDay = leavingDay(calendar, random)
  const leaverIndex = 0
  const reps = staffed.map((region, index) =>
    makeRep(
      index,
      region,
      calendar.first - random.between(200, 4000),
      index === leaverIndex ? leaveDay : Infinity,
      random,
    ),
  )
  const leaver = reps[leaverIndex]
  if (!leaver) throw new RangeError(`Cannot staff a book with "${count}" reps`)
  const successor = makeRep(reps.length, leaver.region, leaveDay, Infinity, random)
  return { reps: [...reps, successor], leaver, successor }
}

/**
 * The owners of an account, one after the other: the first one, transfers, and the leaver's handover. An account older
 * than its first known owner has nobody before that.
 */
export function ownAccount(
  field: Field,
  region: number,
  from: number,
  calendar: Calendar,
  random: Random,
): Ownership[] {
  const first = chooseRep(field, region, Math.max(from, calendar.first), null, random)
  const owners: Ownership[] = [{ from: Math.max(from, first.from), rep: first }]
  const events: number[] = []
  // About 3 % of the accounts a year pass from one rep to another for reasons of their own.
  for (let year = 0; year < calendar.years; year++) {
    const day = firstOfMonth(calendar, calendar.first + year * 365 + random.between(0, 364))
    if (random.chance(300) && day > from && day <= calendar.last) events.push(day)
  }
  events.push(field.leaver.to)
  events.sort((earlier, later) => earlier - later)
  for (const day of events) {
    const current = owners.at(-1)?.rep
    if (day <= from || !current || owners.at(-1)?.from === day) continue
    if (day === field.leaver.to && current !== field.leaver) continue
    const half = current === field.leaver && day === field.leaver.to && random.chance(5000)
    const next = half ? field.successor : chooseRep(field, region, day, current, random)
    if (next !== current) owners.push({ from: day, rep: next })
  }
  return owners
}

/** The owner on a day: the last one who took over on or before it. */
export function ownerOn(owners: readonly Ownership[], day: number): Rep {
  let owner = owners[0]
  for (const candidate of owners) if (candidate.from <= day) owner = candidate
  if (!owner) throw new RangeError(`Cannot find an owner on day "${day}"`)
  return owner.rep
}

/** The name of the head of sales: the first that is drawn of the managers. */
export function headName(seed: number): string {
  return personName('de', randomStream(seed, 'managers'))
}

/** Writes the territories and the reps: head of sales, a manager per country, the field. */
export function writeReps(files: Files, seed: number, field: Field, calendar: Calendar): void {
  for (const country of countries) files.append('territories', [country.key, country.name, ''])
  for (const region of regions) files.append('territories', [region.key, region.name, getCountry(region.country).key])
  const random = randomStream(seed, 'managers')
  const long = calendar.label(calendar.first - 3000)
  files.append('reps', ['R-HEAD', personName('de', random), '', '', long, '', '', ''])
  for (const country of countries) {
    const cells = [
      managerKey(country.code),
      personName(country.language, random),
      country.key,
      'R-HEAD',
      long,
      '',
      '',
      '',
    ]
    files.append('reps', cells)
  }
  for (const rep of field.reps) {
    const [region, country] = [getRegion(rep.region), getCountry(rep.country)]
    const to = rep.to === Infinity ? '' : calendar.label(rep.to)
    const dates = [calendar.label(rep.from), to]
    files.append('reps', [rep.key, rep.name, region.key, managerKey(country.code), ...dates, ...homeOf(seed, rep)])
  }
}

/** A rep who works on that day in the region, else in its country; not the one to be replaced. */
export function chooseRep(field: Field, region: number, day: number, not: Rep | null, random: Random): Rep {
  const { country } = getRegion(region)
  const present = field.reps.filter((rep) => rep.from <= day && rep.to > day && rep !== not)
  const near = present.filter((rep) => rep.region === region)
  const inCountry = present.filter((rep) => rep.country === country)
  if (near.length > 0 && (not === null || random.chance(6000))) return random.pick(near)
  if (inCountry.length > 0) return random.pick(inCountry)
  return not ?? random.pick(present)
}

/** Where a rep sets out from: latitude and longitude of a place in the region. */
function homeOf(seed: number, rep: Rep): [string, string] {
  const random = randomStream(seed, 'homes', rep.index)
  const [south, north, west, east] = getRegion(rep.region).box
  return [decimalText(random.between(south, north), 4), decimalText(random.between(west, east), 4)]
}

function makeRep(index: number, region: number, from: number, to: number, random: Random): Rep {
  const { country } = getRegion(region)
  const name = personName(getCountry(country).language, random)
  return { index, key: `R-${String(index + 1).padStart(2, '0')}`, name, region, country, from, to }
}

function heaviestRegion(country: number): number {
  let best = -1
  for (const [index, region] of regions.entries()) {
    if (region.country === country && region.weight > (regions[best]?.weight ?? 0)) best = index
  }
  return best
}

/** The first of a month, seven to eleven months before the end of the book. */
function leavingDay(calendar: Calendar, random: Random): number {
  return firstOfMonth(
    calendar,
    dayToNumber(addMonths(addDays(calendar.label(calendar.last), 1), -random.between(7, 11))),
  )
}

function firstOfMonth(calendar: Calendar, day: number): number {
  return dayToNumber(`${calendar.label(day).slice(0, 7)}-01`)
}

function managerKey(countryCode: string): string {
  return `R-M-${countryCode}`
}
