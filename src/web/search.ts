import { movementClasses } from '../domain/movement.ts'

/**
 * Reads what stands after the question mark, as plain text: `?grade=A&grade=B&sort=-spend`. A link can be read, typed and shared;
 * what makes no sense in it is left out rather than an error.
 */
export function parseSearch(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const before = found[name]
    if (before === undefined) found[name] = value
    else found[name] = Array.isArray(before) ? [...before, value] : [before, value]
  }
  return found
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof item === 'string' || typeof item === 'number') params.append(name, String(item))
    }
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Reads one value of the address; undefined for one that makes no sense. */
export type Reader<T> = (value: unknown) => T | undefined

type Values<Shape> = { [Name in keyof Shape]?: (Shape[Name] extends Reader<infer T> ? T : never) | undefined }

/** What a screen takes out of the address: the names it knows with values that make sense, and nothing else. */
export function searchOf<Shape extends Readonly<Record<string, Reader<unknown>>>>(shape: Shape) {
  return (raw: Readonly<Record<string, unknown>>): Values<Shape> =>
    Object.fromEntries(
      Object.entries(shape).flatMap(([name, read]) => {
        const value = read(raw[name])
        return value === undefined ? [] : [[name, value]]
      }),
    ) as Values<Shape>
}

export const text: Reader<string> = (value) => {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return (typeof one === 'string' || typeof one === 'number') && one !== '' ? String(one).slice(0, 2000) : undefined
}

export const texts: Reader<string[]> = (value) => {
  const all = (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((item) => text(item) ?? [])
  return all.length === 0 ? undefined : all
}

export const day: Reader<string> = (value) => {
  const found = text(value)
  return found !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(found) ? found : undefined
}

export const month: Reader<string> = (value) => {
  const found = text(value)
  return found !== undefined && /^\d{4}-\d{2}$/.test(found) ? found : undefined
}

/** Days that a forecast looks ahead: one to five years, as in the contract. */
export const daysAhead: Reader<string> = (value) => {
  const found = text(value)
  return found !== undefined && /^[1-9]\d{0,3}$/.test(found) && Number(found) <= 1826 ? found : undefined
}

export const amount: Reader<string> = (value) => {
  const found = text(value)
  return found !== undefined && /^-?\d+(\.\d{1,6})?$/.test(found) ? found : undefined
}

export function oneOf<const T extends string>(allowed: readonly T[]): Reader<T> {
  return (value) => allowed.find((one) => one === text(value))
}

export function someOf<const T extends string>(allowed: readonly T[]): Reader<T[]> {
  return (value) => {
    const found = allowed.filter((one) => texts(value)?.includes(one))
    return found.length === 0 ? undefined : found
  }
}

/** Which accounts are meant: the same names as the filter of the contract, so that a link to a list is its request. */
export const accountFilterSearch = {
  within: oneOf(['book', 'mine']),
  q: text,
  grade: texts,
  owner: texts,
  territory: text,
  segment: texts,
  movement: someOf(movementClasses),
  gradeBefore: texts,
  gradeAt: texts,
  spendBand: texts,
  minSpend: amount,
  maxSpend: amount,
  lastBefore: day,
  root: text,
  standing: oneOf(['valid', 'left']),
} as const
