import { quoteValue } from './problem.ts'

/** The sign before the decimals of an amount. */
export type DecimalSign = '.' | ','
/** Order of day, month and year where the year does not come first; dates with the year first are read under any. */
export type DayOrder = 'YMD' | 'DMY' | 'MDY'

/** What a sample of values says about their form. */
export type Detected<Form> =
  /** `evidence` is the value that decided; null when no value told the forms apart and the default holds. */
  | { readonly kind: 'certain'; readonly form: Form; readonly evidence: string | null }
  /** No value decides, and reading it the wrong way would change its meaning. */
  | { readonly kind: 'ambiguous'; readonly evidence: string; readonly message: string }
  /** Some values can only be of one form and some only of the other. */
  | { readonly kind: 'mixed'; readonly evidence: readonly [string, string]; readonly message: string }

// Spaces people group digits with: plain, no-break, narrow no-break, thin.
const spaces = ' \\x{00A0}\\x{202F}\\x{2009}'
const apostrophes = "'\\x{2019}"

/**
 * The decimal sign of a sample of amounts. `1,50` and `1.234,5` show a comma, `1.50`, `0.500` and `1,234.5` a point.
 * `1,234` alone is ambiguous: a thousand or a bit more than one; so is `1.234` beside nothing clearer.
 */
export function detectDecimalSign(values: Iterable<string>): Detected<DecimalSign> {
  let point: string | null = null
  let comma: string | null = null
  let unclear: string | null = null
  for (const value of values) {
    const sign = decimalSignOf(value)
    if (sign === '.') point ??= value
    else if (sign === ',') comma ??= value
    else if (sign === 'unclear') unclear ??= value
  }
  if (point !== null && comma !== null) {
    const both = `${quoteValue(point)} has a decimal point and ${quoteValue(comma)} a decimal comma`
    const message = `Cannot tell the decimal sign: ${both}. Say "decimal": "." or "decimal": ","`
    return { kind: 'mixed', evidence: [point, comma], message }
  }
  if (comma !== null) return { kind: 'certain', form: ',', evidence: comma }
  if (point !== null || unclear === null) return { kind: 'certain', form: '.', evidence: point }
  const message = `Cannot tell whether ${quoteValue(unclear)} holds thousands or decimals. Say "decimal": "." or "decimal": ","`
  return { kind: 'ambiguous', evidence: unclear, message }
}

function decimalSignOf(value: string): DecimalSign | 'unclear' | null {
  const digits = value.replace(/[^\d.,]/g, '')
  const marks = digits.replace(/\d/g, '')
  const last = marks.at(-1)
  if (last !== '.' && last !== ',') return null
  const other = last === '.' ? ',' : '.'
  if (marks.includes(other)) return last
  // The same sign twice groups thousands, so the decimal sign is the other one.
  if (marks.length > 1) return other
  const [whole = '', places = ''] = digits.split(last)
  return places.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? 'unclear' : last
}

/**
 * The day order of a sample of dates. A day over 12 decides, and so do points: `05.03.2024` is written nowhere with the
 * month first. `05/03/2024` beside nothing clearer is ambiguous.
 */
export function detectDayOrder(values: Iterable<string>): Detected<DayOrder> {
  let dayFirst: string | null = null
  let monthFirst: string | null = null
  let unclear: string | null = null
  for (const value of values) {
    const match = /^\s*(\d{1,2})([./-])(\d{1,2})\2\d/.exec(value)
    if (!match || /^\s*\d{4}/.test(value)) continue
    const [first, second] = [Number(match[1]), Number(match[3])]
    if (match[2] === '.' || (first > 12 && second <= 12)) dayFirst ??= value
    else if (second > 12 && first <= 12) monthFirst ??= value
    else if (first <= 12) unclear ??= value
  }
  if (dayFirst !== null && monthFirst !== null) {
    const both = `${quoteValue(dayFirst)} has the day first and ${quoteValue(monthFirst)} the month`
    return {
      kind: 'mixed',
      evidence: [dayFirst, monthFirst],
      message: `Cannot tell day from month: ${both}. Say "date": "DMY" or "date": "MDY"`,
    }
  }
  if (dayFirst !== null) return { kind: 'certain', form: 'DMY', evidence: dayFirst }
  if (monthFirst !== null) return { kind: 'certain', form: 'MDY', evidence: monthFirst }
  if (unclear === null) return { kind: 'certain', form: 'YMD', evidence: null }
  const message = `Cannot tell day from month in ${quoteValue(unclear)}. Say "date": "DMY" or "date": "MDY"`
  return { kind: 'ambiguous', evidence: unclear, message }
}

/**
 * DuckDB SQL that reads a text expression as DECIMAL(18,6), null when it is empty or no amount of at most 12 digits and
 * 6 decimals that are not zero. `cell` is SQL: a column name goes through `quoteName`.
 *
 * A cast alone would round `1.2345678`, and take `1e3` and `1_000`: the pattern stands before it. Only cells that are
 * not plain digits pay for thousands separators, trailing minus and parentheses. A cell with a currency sign or code is
 * no amount: the currency of the row may be another.
 */
export function amountSql(cell: string, decimal: DecimalSign): string {
  const plain = decimal === '.' ? `'-?[0-9]{1,12}(\\.[0-9]{1,6})?'` : `'-?[0-9]{1,12}(,[0-9]{1,6})?'`
  const value = decimal === '.' ? cell : `replace(${cell}, ',', '.')`
  return `CASE WHEN regexp_full_match(${cell}, ${plain}) THEN TRY_CAST(${value} AS DECIMAL(18,6))
    WHEN regexp_full_match(${cell}, ${literal(dressedAmount(decimal))}) THEN ${undressedSql(cell, decimal)} END`
}

function dressedAmount(decimal: DecimalSign): string {
  const point = decimal === '.' ? '\\.' : ','
  const groupers =
    decimal === '.' ? [',', `[${spaces}]`, `[${apostrophes}]`] : ['\\.', `[${spaces}]`, `[${apostrophes}]`]
  const grouped = groupers.map((grouper) => `[0-9]{1,3}(?:${grouper}[0-9]{3})+`)
  const number = `(?:(?:[0-9]+|${grouped.join('|')})(?:${point}[0-9]{0,6}0*)?|${point}[0-9]{1,6}0*)`
  const gap = `[\\t${spaces}]*`
  const minus = `[-\\x{2212}]`
  const signed = `(?:[+]|${minus})?${gap}${number}`
  const trailing = `${number}${gap}${minus}`
  const bracketed = `\\(${gap}${number}${gap}\\)`
  return `${gap}(?:${signed}|${trailing}|${bracketed})${gap}`
}

function undressedSql(cell: string, decimal: DecimalSign): string {
  const digits = `regexp_replace(${cell}, '[^0-9${decimal}]', '', 'g')`
  const number = `TRY_CAST(${decimal === '.' ? digits : `replace(${digits}, ',', '.')`} AS DECIMAL(18,6))`
  return `(CASE WHEN regexp_matches(${cell}, '[-\\x{2212}(]') THEN -${number} ELSE ${number} END)`
}

/**
 * DuckDB SQL that reads a text expression as DATE, null when it is empty or there is no such day. A time behind the day
 * is left away. Years of two digits are 1970 to 2069. `cell` is SQL: a column name goes through `quoteName`.
 *
 * A cast alone would take `epoch`, `infinity` and years before Christ: the day must read back as it was written.
 */
export function daySql(cell: string, order: DayOrder): string {
  const ordinary = `strlen(${cell}) = 10 AND CAST(TRY_CAST(${cell} AS DATE) AS VARCHAR) = ${cell}`
  const year = '([1-9][0-9]{3})'
  const zone = ' ?(?:[AaPp][Mm]|Z|[+-][0-9]{2}(?::?[0-9]{2})?)'
  const time = `[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:${zone})?`
  // Two forms that whole files are in have branches of their own; the chain below costs ten times as much.
  const timed = `regexp_full_match(${cell}, '[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}${time}')`
  const turnedForm = `[0-9]{2}(?:\\.[0-9]{2}\\.|/[0-9]{2}/|-[0-9]{2}-)[1-9][0-9]{3}(?:${time})?`
  const [first, second] = [`substr(${cell}, 1, 2)`, `substr(${cell}, 4, 2)`]
  const monthAndDay = order === 'DMY' ? `${second} || '-' || ${first}` : `${first} || '-' || ${second}`
  const turnedBranch =
    order === 'YMD'
      ? ''
      : `WHEN regexp_full_match(${cell}, '${turnedForm}')
      THEN TRY_CAST(substr(${cell}, 7, 4) || '-' || ${monthAndDay} AS DATE)`
  let day = `regexp_replace(trim(${cell}), '${time}$', '')`
  day = `regexp_replace(${day}, '^${year}([0-9]{2})([0-9]{2})$', '\\1-\\2-\\3')`
  day = `regexp_replace(${day}, '^${year}(?:/([0-9]{1,2})/|\\.([0-9]{1,2})\\.)([0-9]{1,2})$', '\\1-\\2\\3-\\4')`
  if (order !== 'YMD') {
    const parts = ['\\.', '/', '-'].map((sign) => `([0-9]{1,2})${sign}([0-9]{1,2})${sign}`)
    const turned = order === 'DMY' ? '\\2\\4\\6-\\1\\3\\5' : '\\1\\3\\5-\\2\\4\\6'
    const head = `^(?:${parts.join('|')})`
    day = `regexp_replace(${day}, '${head}([0-9]{4})$', '\\7-${turned}')`
    day = `regexp_replace(${day}, '${head}([0-6][0-9])$', '20\\7-${turned}')`
    day = `regexp_replace(${day}, '${head}([7-9][0-9])$', '19\\7-${turned}')`
  }
  return `CASE WHEN ${ordinary} THEN TRY_CAST(${cell} AS DATE)
    WHEN ${timed} THEN TRY_CAST(substr(${cell}, 1, 10) AS DATE)
    ${turnedBranch}
    ELSE TRY_CAST(regexp_extract(${day}, '^${year}-[0-9]{1,2}-[0-9]{1,2}$') AS DATE) END`
}

/** A column name as a SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
