import { directionOf, type Band, type Curve } from './curve.ts'
import { isDay } from './day.ts'
import { lineKinds } from './kind.ts'
import { isMetricId, metricOf, metrics } from './metric.ts'
import { parseMicros, type Micros } from './money.ts'
import { windows } from './period.ts'
import {
  defaultPolicy,
  gradeBases,
  levels,
  type Factor,
  type GradeBasis,
  type GradeBound,
  type Policy,
} from './policy.ts'

/** Everything that is wrong with a policy somebody wrote, one sentence each, with the value quoted. */
export class PolicyError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Cannot read policy: ${problems.join('; ')}`)
    this.name = 'PolicyError'
    this.problems = problems
  }
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads a policy as it stands in a JSON file. `name`, `effectiveFrom` and `grades` are needed; `version` is 1, `factors` none
 * and the rest as in the default policy when left out. Throws a `PolicyError` with every problem at once.
 */
export function parsePolicy(input: unknown): Policy {
  if (!isFields(input)) throw new PolicyError([`A policy is an object, not ${quote(input)}`])
  const reader = new PolicyReader()
  const policy = reader.policy(input)
  if (reader.problems.length > 0) throw new PolicyError(reader.problems)
  return policy
}

/** Collects problems instead of throwing; what it returns after a problem is a stand-in that nobody sees. */
class PolicyReader {
  readonly problems: string[] = []

  policy(input: Fields): Policy {
    this.onlyFields(input, Object.keys(defaultPolicy), 'the policy')
    const gradeBy = this.oneOf(input['gradeBy'], gradeBases, 'gradeBy', defaultPolicy.gradeBy)
    const factors = this.list(input['factors'] ?? [], 'factors').map((item, index) => this.factor(item, index))
    this.unique(
      factors.map((factor) => factor.metric),
      'Metric',
      'factors',
    )
    if (gradeBy === 'score' && factors.length === 0) this.problems.push('Cannot grade by "score" without factors')
    return {
      name: this.text(input['name'], 'name'),
      version: this.number(
        input['version'] ?? 1,
        'version',
        (it) => Number.isSafeInteger(it) && it >= 1,
        'a whole number from 1',
      ),
      effectiveFrom: this.day(input['effectiveFrom']),
      kinds: this.kinds(input['kinds'] ?? defaultPolicy.kinds),
      level: this.oneOf(input['level'], levels, 'level', defaultPolicy.level),
      window: this.oneOf(input['window'], windows, 'window', defaultPolicy.window),
      fiscalYearStart: this.number(
        input['fiscalYearStart'] ?? defaultPolicy.fiscalYearStart,
        'fiscalYearStart',
        (it) => Number.isInteger(it) && it >= 1 && it <= 12,
        'a month from 1 to 12',
      ),
      minCoverage: this.number(
        input['minCoverage'] ?? defaultPolicy.minCoverage,
        'minCoverage',
        (it) => it >= 0 && it <= 1 && hasSixPlaces(it),
        'a share from 0 to 1 with at most 6 decimals',
      ),
      grades: this.grades(input['grades'], gradeBy),
      gradeBy,
      factors,
    }
  }

  private kinds(value: unknown): Policy['kinds'] {
    const kinds = this.list(value, 'kinds').map((kind) => this.oneOf(kind, lineKinds, 'kinds'))
    if (Array.isArray(value) && kinds.length === 0) this.problems.push('kinds is empty: name at least one line kind')
    this.unique(kinds, 'Line kind', 'kinds')
    return kinds
  }

  private grades(value: unknown, gradeBy: GradeBasis): readonly GradeBound[] {
    const grades = this.list(value, 'grades').map((item, index): GradeBound => {
      const where = `grade ${index + 1}`
      if (!this.isFields(item, where)) return { label: where, atLeast: null }
      this.onlyFields(item, ['label', 'atLeast'], where)
      return {
        label: this.text(item['label'], `label of ${where}`),
        atLeast: this.bound(item['atLeast'], `atLeast of ${where}`),
      }
    })
    if (Array.isArray(value) && grades.length === 0) this.problems.push('grades is empty: give at least one grade')
    this.unique(
      grades.map((grade) => grade.label),
      'Label',
      'grades',
    )
    this.falling(
      grades.map((grade) => grade.atLeast),
      'grades',
    )
    // A bound at or below zero contradicts the rule that net spend at or below zero gets the lowest grade.
    const allowed = gradeBy === 'spend' ? 'above 0, in money' : 'above 0 and at most 100, in points'
    for (const { label, atLeast } of grades) {
      const bound = atLeast === null ? null : readMicros(atLeast)
      if (bound === null || (bound > 0n && (gradeBy === 'spend' || bound <= 100_000_000n))) continue
      this.problems.push(`Bound ${quote(atLeast)} of grade "${label}" must be ${allowed}`)
    }
    return grades
  }

  private factor(item: unknown, index: number): Factor {
    const where = `factor ${index + 1}`
    const curve: Curve = { type: 'bands', bands: [] }
    if (!this.isFields(item, where)) return { metric: where, weight: 1, curve }
    this.onlyFields(item, ['metric', 'weight', 'curve'], where)
    const metric = this.text(item['metric'], `metric of ${where}`)
    if (metric !== '' && !isMetricId(metric)) {
      const known = metrics.map(({ id }) => id).join(', ')
      this.problems.push(`Unknown metric "${metric}" in ${where}: write one of ${known}`)
    }
    const isWeight = (it: number): boolean => it > 0 && it <= 1e6 && hasSixPlaces(it)
    const weight = this.number(
      item['weight'],
      `weight of ${where}`,
      isWeight,
      'above 0, at most 1000000 and of at most 6 decimals',
    )
    return { metric, weight, curve: this.curve(item['curve'], metric, where) }
  }

  private curve(value: unknown, metric: string, where: string): Curve {
    const before = this.problems.length
    const curve = this.curveShape(value, `curve of ${where}`)
    if (this.problems.length > before || !isMetricId(metric)) return curve
    const [direction, better] = [directionOf(curve), metricOf(metric).better]
    if (direction !== 'flat' && direction !== (better === 'higher' ? 'rising' : 'falling')) {
      this.problems.push(`The curve of ${where} gives a worse "${metric}" more points: ${better} is better`)
    }
    return curve
  }

  private curveShape(value: unknown, where: string): Curve {
    const empty: Curve = { type: 'bands', bands: [] }
    if (!this.isFields(value, where)) return empty
    if (value['type'] === 'linear') {
      this.onlyFields(value, ['type', 'from', 'to'], where)
      const [from, to] = [this.anchor(value['from'], `from of ${where}`), this.anchor(value['to'], `to of ${where}`)]
      if (readMicros(from[0]) !== null && readMicros(from[0]) === readMicros(to[0])) {
        this.problems.push(`The ${where} starts and ends at ${quote(from[0])}: its two values must differ`)
      }
      return { type: 'linear', from, to }
    }
    if (value['type'] !== 'bands') {
      this.problems.push(`The type of the ${where} is ${quote(value['type'])}: write one of linear, bands`)
      return empty
    }
    this.onlyFields(value, ['type', 'bands'], where)
    const bands = this.list(value['bands'], `bands of ${where}`).map((item, index) =>
      this.band(item, `band ${index + 1} of ${where}`),
    )
    if (bands.length === 0) this.problems.push(`The ${where} has no band`)
    this.falling(
      bands.map((band) => band.atLeast),
      `bands of ${where}`,
    )
    return { type: 'bands', bands }
  }

  private band(item: unknown, where: string): Band {
    if (!this.isFields(item, where)) return { atLeast: null, points: 0 }
    this.onlyFields(item, ['atLeast', 'points'], where)
    return { atLeast: this.bound(item['atLeast'], `atLeast of ${where}`), points: this.points(item['points'], where) }
  }

  private anchor(value: unknown, where: string): readonly [string, number] {
    if (!Array.isArray(value) || value.length !== 2) {
      this.problems.push(`The ${where} is ${quote(value)}: write a value and its points, such as ["10000", 100]`)
      return ['', 0]
    }
    return [this.bound(value[0], `value in ${where}`) ?? '', this.points(value[1], where)]
  }

  private points(value: unknown, where: string): number {
    const isPoints = (it: number): boolean => it >= 0 && it <= 100 && hasSixPlaces(it)
    return this.number(value, `points of ${where}`, isPoints, 'from 0 to 100 with at most 6 decimals')
  }

  private bound(value: unknown, where: string): string | null {
    if (value === null && where.startsWith('atLeast')) return null
    if (typeof value === 'string' && readMicros(value) !== null) return value
    this.problems.push(`The ${where} is ${quote(value)}: write a decimal string such as "10000.00"`)
    return null
  }

  private falling(bounds: readonly (string | null)[], where: string): void {
    bounds.slice(0, -1).forEach((bound, index) => {
      const next = bounds[index + 1] ?? null
      if (bound === null)
        this.problems.push(`Only the last of ${where} may have atLeast null, number ${index + 1} has it too`)
      const [size, nextSize] = [readMicros(bound), readMicros(next)]
      if (size !== null && nextSize !== null && size <= nextSize) {
        this.problems.push(`Bounds of ${where} must fall: ${quote(next)} comes after ${quote(bound)}`)
      }
    })
    const last = bounds.at(-1)
    if (typeof last === 'string') this.problems.push(`The last of ${where} must have atLeast null, not ${quote(last)}`)
  }

  private day(value: unknown): string {
    if (typeof value === 'string' && isDay(value)) return value
    this.problems.push(`The effectiveFrom is ${quote(value)}: write a day such as "2026-01-01"`)
    return ''
  }

  private text(value: unknown, where: string): string {
    if (typeof value === 'string' && value.trim() !== '' && value === value.trim()) return value
    this.problems.push(`The ${where} is ${quote(value)}: write a text without spaces around it`)
    return ''
  }

  private number(value: unknown, where: string, isAllowed: (number: number) => boolean, allowed: string): number {
    if (typeof value === 'number' && isAllowed(value)) return value
    this.problems.push(`The ${where} is ${quote(value)}: it must be ${allowed}`)
    return 1
  }

  /** An absent value is the fallback; without one it is a problem like any other. */
  private oneOf<T extends string>(value: unknown, allowed: readonly [T, ...T[]], where: string, fallback?: T): T {
    const found = value === undefined ? fallback : allowed.find((candidate) => candidate === value)
    if (found === undefined)
      this.problems.push(`Cannot use ${quote(value)} as ${where}: write one of ${allowed.join(', ')}`)
    return found ?? allowed[0]
  }

  private list(value: unknown, where: string): readonly unknown[] {
    if (Array.isArray(value)) return value
    this.problems.push(`The ${where} is ${quote(value)}: write a list`)
    return []
  }

  private unique(values: readonly string[], what: string, where: string): void {
    const twice = values.filter((value, index) => value !== '' && values.indexOf(value) !== index)
    for (const value of new Set(twice)) this.problems.push(`${what} "${value}" stands twice in ${where}`)
  }

  private onlyFields(fields: Fields, known: readonly string[], where: string): void {
    for (const field of Object.keys(fields)) {
      if (!known.includes(field))
        this.problems.push(`Unknown field "${field}" in ${where}: write one of ${known.join(', ')}`)
    }
  }

  private isFields(value: unknown, where: string): value is Fields {
    if (isFields(value)) return true
    this.problems.push(`The ${where} is ${quote(value)}: write an object`)
    return false
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasSixPlaces(value: number): boolean {
  return Number.isFinite(value) && Math.round(value * 1e6) / 1e6 === value
}

function readMicros(text: string | null): Micros | null {
  if (text === null) return null
  try {
    return parseMicros(text)
  } catch {
    return null
  }
}

function quote(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
