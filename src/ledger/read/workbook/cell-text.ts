/** What the number in a cell means by the format it is shown in: a number alone is a key of at least so many digits. */
export type NumberMeaning = 'number' | 'day' | 'time' | number

/** The formats a workbook may use without naming them that show days, then those that show times of day. */
const builtInDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
const builtInTimes = new Set([18, 19, 20, 21, 32, 33])

/** The meaning of one of the formats that have a number and no code. */
export function meaningOfBuiltIn(id: number): NumberMeaning {
  return builtInDays.has(id) ? 'day' : builtInTimes.has(id) ? 'time' : 'number'
}

/** Characters of a format code that are looked at: spreadsheet programs write no longer ones. */
const longestCode = 255

/**
 * The meaning of a format code such as `dd.mm.yyyy`. A span of hours such as `[h]:mm` stays a number; `00000` is how numbers of
 * accounts and products are shown, whose zeros other files have.
 */
export function meaningOfCode(code: string): NumberMeaning {
  const [positive = ''] = code.slice(0, longestCode).split(';')
  if (/^0{2,15}$/.test(positive)) return positive.length
  if (/\[(?:h+|m+|s+)\]/i.test(positive)) return 'number'
  const letters = positive
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general|e[+-]|am\/pm|a\/p/gi, '')
  if (/[dyge]/i.test(letters)) return 'day'
  if (/[hs]/i.test(letters)) return 'time'
  return /m/i.test(letters) ? 'day' : 'number'
}

/** A whole number of many digits: programs write keys so, and no spreadsheet program writes a fraction so. */
const longWhole = /^-?[1-9]\d{15,}$/

/**
 * A number as it was meant: workbooks keep binary fractions, of which 15 digits hold, so `0.30000000000000004` is 0.3. Never in
 * powers of ten. Text that is no number comes back as it is, and so does a whole number that is written in full.
 */
export function numberText(raw: string): string {
  if (raw.length <= 15 && raw !== '-0' && /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(raw)) return raw
  if (longWhole.test(raw)) return raw
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  if (!text.includes('e')) return text
  if (Math.abs(rounded) >= 1) return BigInt(rounded).toString()
  const [digits = '', exponent = '0'] = Math.abs(rounded).toString().split('e-')
  const zeros = '0'.repeat(Number(exponent) - 1)
  return `${rounded < 0 ? '-' : ''}0.${zeros}${digits.replace('.', '')}`
}

/** A whole number with zeros before it, as many digits as it is shown with. */
export function paddedText(raw: string, digits: number): string {
  const text = numberText(raw)
  return /^\d+$/.test(text) ? text.padStart(digits, '0') : text
}

const secondsOfDay = 86_400

/**
 * A serial number as a day, `2025-03-01`, with the time of day behind it where it has one; null where it is none. Day 60 of the
 * count from 1900 is a 29 February that never was, and so is no day.
 */
export function dayText(serial: number, from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null
  let day = Math.floor(serial)
  let seconds = Math.round((serial - day) * secondsOfDay)
  if (seconds === secondsOfDay) {
    day++
    seconds = 0
  }
  if (!from1904 && (day === 60 || day === 0)) return null
  // Days since 1 January 1970.
  const since1970 = from1904 ? day - 24_107 : day - (day < 60 ? 25_568 : 25_569)
  const text = civilDay(since1970)
  return seconds === 0 ? text : `${text} ${timeOf(seconds)}`
}

/** A share of a day as a time of day. */
export function timeText(serial: number): string {
  return timeOf(Math.round((serial - Math.floor(serial)) * secondsOfDay) % secondsOfDay)
}

function timeOf(seconds: number): string {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(':')
}

/** The day of the Gregorian calendar that many days after 1 January 1970. */
function civilDay(days: number): string {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const turned = Math.floor((5 * ofYear + 2) / 153)
  const month = turned < 10 ? turned + 3 : turned - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const day = ofYear - Math.floor((153 * turned + 2) / 5) + 1
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** Text as a person sees it: control characters are written as `_x000D_`, and such a text itself as `_x005F_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** The position of a column by the letters of a reference such as `AB12`, from 0; -1 when there are none. */
export function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & ~0x20
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}

/** The letters of a column: 0 is `A`. */
export function lettersOf(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? lettersOf(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}
