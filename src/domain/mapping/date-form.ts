/** A part of a written day: a day, month or year with a number of letters, or text between them. */
export interface DatePart {
  readonly is: 'day' | 'month' | 'month-name' | 'short-month-name' | 'year' | 'short-year' | 'text'
  readonly text: string
}

const parts: Readonly<Record<string, DatePart['is']>> = {
  D: 'day',
  DD: 'day',
  M: 'month',
  MM: 'month',
  MMM: 'short-month-name',
  MMMM: 'month-name',
  YY: 'short-year',
  YYYY: 'year',
}

/** Whether a form is only an order of day, month and year, which leaves the signs between them open. */
export function isDayOrder(form: string): form is 'YMD' | 'DMY' | 'MDY' {
  return form === 'YMD' || form === 'DMY' || form === 'MDY'
}

/**
 * The parts of a form such as `D MMM YYYY` (5 Mar 2024) or `MMMM D, YYYY` (March 5, 2024); null when it does not name one
 * day, one month and one year, or names them in a way nobody can read back.
 */
export function parseDateForm(form: string): readonly DatePart[] | null {
  const found = [...form.matchAll(/D+|M+|Y+|[^DMY]+/g)].map(([text]) => ({ is: partOf(text), text }))
  if (found.some((part) => part.is === undefined)) return null
  const known = found.flatMap(({ is, text }) => (is === undefined ? [] : [{ is, text }]))
  const count = (...names: readonly DatePart['is'][]) => known.filter(({ is }) => names.includes(is)).length
  const isWhole =
    count('day') === 1 && count('month', 'month-name', 'short-month-name') === 1 && count('year', 'short-year') === 1
  return isWhole ? known : null
}

function partOf(text: string): DatePart['is'] | undefined {
  return /^[DMY]/.test(text) ? parts[text] : 'text'
}
