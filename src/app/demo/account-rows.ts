import { decimalText } from './amounts.ts'
import type { Account } from './accounts.ts'
import type { Calendar } from './calendar.ts'
import { segments } from './families.ts'
import type { Files } from './files.ts'
import { getCountry, getRegion } from './geography.ts'
import { accountName, groupName, memberName, postcode, streetName, surname, townName } from './names.ts'
import { hashOf, randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import type { Language } from './words.ts'

/** The day from which on documents carry the new account keys, in days after the first day of the book. */
export const migrationAfter = 151

/** Writes accounts with their places in groups, sites, owners and old keys; names are unique within the book. */
export async function writeAccounts(
  files: Files,
  seed: number,
  accounts: readonly Account[],
  calendar: Calendar,
): Promise<void> {
  for (const segment of segments) files.append('segments', [segment.key, segment.name])
  const stems = new Map<number, string>()
  const taken = new Set<number>()
  for (const account of accounts) {
    const random = randomStream(seed, 'names', account.index)
    const { language } = getCountry(account.country)
    const town = townName(language, random)
    if (account.isHead) stems.set(account.index, surname(language, random))
    const name = uniqueName(nameOf(account, stems, language, town, random), town, taken)
    const { key, segment, region, validFrom, validTo } = account
    const cells = [key, name, segments[segment]?.key ?? '', getRegion(region).key]
    files.append('accounts', [...cells, dayText(calendar, validFrom), dayText(calendar, validTo)])
    writeLinks(files, account, accounts, calendar)
    writeSites(files, account, town, random)
    if (account.index % 1000 === 999) await files.flush()
  }
}

function writeLinks(files: Files, account: Account, accounts: readonly Account[], calendar: Calendar): void {
  const { key, group, owners, oldKey } = account
  if (group !== null) {
    const head = accounts[group.head]?.key ?? ''
    files.append('parents', [key, head, dayText(calendar, group.from), dayText(calendar, group.to)])
  }
  for (const [place, owner] of owners.entries()) {
    const to = owners[place + 1]?.from ?? Infinity
    files.append('owners', [key, owner.rep.key, dayText(calendar, owner.from), dayText(calendar, to)])
  }
  if (oldKey !== '') files.append('aliases', [oldKey, key, '', dayText(calendar, calendar.first + migrationAfter)])
}

function writeSites(files: Files, account: Account, firstTown: string, random: Random): void {
  const { code, language } = getCountry(account.country)
  const { name: regionName, box } = getRegion(account.region)
  const [south, north, west, east] = box
  for (let site = 0; site < account.siteWeights.length; site++) {
    const town = site === 0 ? firstTown : townName(language, random)
    const place = [streetName(language, random), postcode(language, random), town, regionName, code]
    // One site in sixteen has never been put on the map.
    const known = !random.chance(600)
    const latitude = known ? decimalText(random.between(south, north), 4) : ''
    const longitude = known ? decimalText(random.between(west, east), 4) : ''
    files.append('sites', [`${account.key}-${site + 1}`, account.key, town, ...place, latitude, longitude])
  }
}

function nameOf(
  account: Account,
  stems: ReadonlyMap<number, string>,
  language: Language,
  town: string,
  random: Random,
): string {
  if (account.isHead) return groupName(stems.get(account.index) ?? '', language, random)
  const stem = account.group === null ? undefined : stems.get(account.group.head)
  if (stem !== undefined) return memberName(stem, language, account.segment, town, random)
  return accountName(language, account.segment, random)
}

/** The name, its town behind it when it is taken, and a number when that is taken too. */
function uniqueName(name: string, town: string, taken: Set<number>): string {
  const candidates = [name, `${name}, ${town}`]
  for (let number = 2; ; number++) {
    const candidate = candidates.shift() ?? `${name}, ${town} ${number}`
    const mark = markOf(candidate)
    if (taken.has(mark)) continue
    taken.add(mark)
    return candidate
  }
}

/** A number of 53 bits for a text: the names of a large book are not kept in memory. */
function markOf(text: string): number {
  let [high, low] = [0, 0]
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    high = hashOf(high, code, 1)
    low = hashOf(low, code, 2)
  }
  return (high % 2097152) * 4294967296 + low
}

function dayText(calendar: Calendar, day: number): string {
  return Number.isFinite(day) ? calendar.label(day) : ''
}
