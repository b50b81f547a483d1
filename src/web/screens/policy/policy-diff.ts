import type { PolicyDocument } from './document.ts'

/** One thing that is other in a policy than in another; amounts and curves as they stand there. */
export type PolicyChange =
  | { readonly what: 'gradeAdded' | 'gradeRemoved'; readonly label: string; readonly bound: string | null }
  | { readonly what: 'bound'; readonly label: string; readonly before: string | null; readonly after: string | null }
  | { readonly what: 'gradeBy' | 'level' | 'window'; readonly before: string; readonly after: string }
  | { readonly what: 'fiscalYearStart' | 'minCoverage'; readonly before: number; readonly after: number }
  | { readonly what: 'kindAdded' | 'kindRemoved'; readonly kind: PolicyDocument['kinds'][number] }
  | { readonly what: 'factorAdded' | 'factorRemoved'; readonly metric: string; readonly weight: number }
  | { readonly what: 'weight'; readonly metric: string; readonly before: number; readonly after: number }
  | { readonly what: 'curve'; readonly metric: string }

/** What is other in `after`, in the order in which a policy is read. */
export function diffPolicies(before: PolicyDocument, after: PolicyDocument): readonly PolicyChange[] {
  return [...basics(before, after), ...grades(before, after), ...kinds(before, after), ...factors(before, after)]
}

function basics(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  const changes: PolicyChange[] = []
  for (const what of ['gradeBy', 'level', 'window'] as const) {
    if (before[what] !== after[what]) changes.push({ what, before: before[what], after: after[what] })
  }
  for (const what of ['fiscalYearStart', 'minCoverage'] as const) {
    if (before[what] !== after[what]) changes.push({ what, before: before[what], after: after[what] })
  }
  return changes
}

function grades(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  const [was, is] = [before, after].map((policy) => new Map(policy.grades.map((grade) => [grade.label, grade.atLeast])))
  return [
    ...after.grades.flatMap(({ label, atLeast }): PolicyChange[] => {
      const old = was?.get(label)
      if (old === undefined) return [{ what: 'gradeAdded', label, bound: atLeast }]
      return sameAmount(old, atLeast) ? [] : [{ what: 'bound', label, before: old, after: atLeast }]
    }),
    ...before.grades.flatMap(({ label, atLeast }): PolicyChange[] =>
      is?.has(label) ? [] : [{ what: 'gradeRemoved', label, bound: atLeast }],
    ),
  ]
}

function kinds(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  return [
    ...after.kinds.filter((kind) => !before.kinds.includes(kind)).map((kind) => ({ what: 'kindAdded', kind }) as const),
    ...before.kinds
      .filter((kind) => !after.kinds.includes(kind))
      .map((kind) => ({ what: 'kindRemoved', kind }) as const),
  ]
}

function factors(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  const old = new Map(before.factors.map((factor) => [factor.metric, factor]))
  const now = new Set(after.factors.map(({ metric }) => metric))
  return [
    ...after.factors.flatMap(({ metric, weight, curve }): PolicyChange[] => {
      const was = old.get(metric)
      if (!was) return [{ what: 'factorAdded', metric, weight }]
      const changes: PolicyChange[] = []
      if (was.weight !== weight) changes.push({ what: 'weight', metric, before: was.weight, after: weight })
      if (JSON.stringify(was.curve) !== JSON.stringify(curve)) changes.push({ what: 'curve', metric })
      return changes
    }),
    ...before.factors
      .filter(({ metric }) => !now.has(metric))
      .map(({ metric, weight }) => ({ what: 'factorRemoved', metric, weight }) as const),
  ]
}

/** `10000` and `10000.00` are one bound. */
function sameAmount(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  return plain(one) === plain(other)
}

function plain(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount
}
