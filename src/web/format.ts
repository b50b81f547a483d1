/**
 * How figures, days and instants are written. Amounts come as exact decimal text and stay text: Intl reads it digit by digit, so
 * that no float ever holds money. Digits that are not shown are rounded half away from zero, once, here.
 */
export interface Format {
  /** `1,234,567.80` of `1234567.8`. */
  readonly money: (amount: string, currency?: string) => string
  /** Without cents: `1,234,568`. */
  readonly wholeMoney: (amount: string, currency?: string) => string
  /** Three digits that matter: `1.23M`. */
  readonly shortMoney: (amount: string, currency?: string) => string
  /** With its sign, also when it went up: `+1,234,568`. */
  readonly change: (amount: string, currency?: string) => string
  readonly shortChange: (amount: string, currency?: string) => string
  /** All digits it has, such as a quantity or a price. */
  readonly decimal: (amount: string) => string
  readonly integer: (count: number) => string
  /** A number with its sign and one decimal where it has any: `+2.4`, `0`. */
  readonly signed: (number: number) => string
  /** The same where one decimal always stands, so that a column of them lines up: `+5.0`. */
  readonly tenths: (number: number) => string
  /** A fraction as a percentage with one decimal: `12.3%` of 0.123. */
  readonly percent: (share: number) => string
  /** The same with up to two decimals, where small rates are told apart: `0.76%` of 0.0076. */
  readonly finePercent: (share: number) => string
  /** Without a decimal, for an axis: `20%` of 0.2. */
  readonly wholePercent: (share: number) => string
  /** A round bound of a band: `20k`. */
  readonly bound: (amount: number) => string
  /** `31 Mar 2026`. */
  readonly day: (day: string) => string
  /** Without the year, for a list whose year is known. */
  readonly shortDay: (day: string) => string
  /** `Mar 2026` of `2026-03`. */
  readonly month: (month: string) => string
  /** `Mar` of `2026-03`. */
  readonly shortMonth: (month: string) => string
  /** Day and time in the time zone of the book. */
  readonly instant: (instant: string) => string
  /** The day an instant is on in the time zone of the book: `31 Mar 2026`. */
  readonly instantDay: (instant: string) => string
  readonly time: (instant: string) => string
  /** `3 hours ago`, seen from `now`. */
  readonly ago: (instant: string, now: number) => string
  readonly bytes: (count: number) => string
  /** Names joined as a sentence joins them. */
  readonly list: (items: readonly string[]) => string
}

/** Exact decimal text, which Intl takes as it is. */
type DecimalText = `${number}`

const unitsOfTime = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

export function makeFormat(locale: string, timeZone: string): Format {
  // What rounds to nothing has no sign.
  const signDisplay = 'negative'
  const cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay })
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay })
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3, signDisplay })
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' })
  const signedTenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const tenths = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  })
  const shortSigned = new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumSignificantDigits: 3,
    signDisplay: 'exceptZero',
  })
  const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 })
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay,
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const finePercent = new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay,
    minimumFractionDigits: 1,
    maximumFractionDigits: 2,
  })
  const wholePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const bound = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 })
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
  const shortDay = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' })
  const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' })
  const shortMonth = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short' })
  const instant = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  const instantDay = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' })
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })

  const amountBy = (format: Intl.NumberFormat) => (amount: string, currency?: string) =>
    withCurrency(format.format(amount as DecimalText), currency)

  return {
    money: amountBy(cents),
    wholeMoney: amountBy(whole),
    shortMoney: amountBy(short),
    change: amountBy(signed),
    shortChange: amountBy(shortSigned),
    decimal: (amount) => exact.format(amount as DecimalText),
    integer: (count) => whole.format(count),
    signed: (number) => signedTenths.format(number),
    tenths: (number) => tenths.format(number),
    percent: (share) => percent.format(share),
    finePercent: (share) => finePercent.format(share),
    wholePercent: (share) => wholePercent.format(share),
    bound: (amount) => bound.format(amount).replace('K', 'k'),
    day: (text) => day.format(utcOf(text)),
    shortDay: (text) => shortDay.format(utcOf(text)),
    month: (text) => month.format(utcOf(`${text}-01`)),
    shortMonth: (text) => shortMonth.format(utcOf(`${text}-01`)),
    instant: (text) => instant.format(new Date(text)),
    instantDay: (text) => instantDay.format(new Date(text)),
    time: (text) => time.format(new Date(text)),
    ago: (text, now) => agoBy(relative, (Date.parse(text) - now) / 1000),
    bytes: (count) => bytesBy(locale, count),
    list: (items) => list.format(items),
  }
}

/** A figure and its currency never part at the end of a line. */
function withCurrency(figure: string, currency: string | undefined): string {
  return currency === undefined ? figure : `${figure}\u00A0${currency}`
}

/** A day has no time zone: it is written as it stands. */
function utcOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

function agoBy(relative: Intl.RelativeTimeFormat, seconds: number): string {
  for (const [unit, length] of unitsOfTime) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit)
  }
  return relative.format(0, 'second')
}

function bytesBy(locale: string, count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const step = count < 1 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1)
  const unit = units[step] ?? 'byte'
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  })
  return format.format(count / 1000 ** step)
}

/** The sign of decimal text without making a number of it. */
export function signOf(amount: string): -1 | 0 | 1 {
  if (/^-?0*(\.0*)?$/.test(amount)) return 0
  return amount.startsWith('-') ? -1 : 1
}

/**
 * How far along an amount is between two others, 0 to 1, only to draw a bar or a line: sizes on screen are floats, the figures
 * beside them never are.
 */
export function sizeOf(amount: string): number {
  return Number(amount)
}
