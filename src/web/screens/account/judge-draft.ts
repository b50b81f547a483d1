import type { Call, Output } from '../../../contract/operations.ts'
import { flawOf, intents, references, relationships, standings } from '../../../domain/judgement/judgement.ts'
import type { Aspect, PotentialSource, Verdict } from '../../../domain/judgement/judgement.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'

type Fit = Output<'getAccountFit'>
type Given = Call<'addJudgement'>['body']['verdict']

/** What somebody is about to judge, as it is typed. */
export interface JudgeDraft {
  readonly aspect: Aspect
  readonly line: string
  /** Of an aspect that has words of its own: the one that is chosen. */
  readonly word: string
  readonly minutes: string
  readonly regions: string
  readonly source: PotentialSource
  readonly low: string
  readonly likely: string
  readonly high: string
  readonly takesBack: boolean
}

/** A draft to begin with: what holds now, so that one changes it rather than writes it anew. */
export function draftOf(aspect: Aspect, fit: Fit): JudgeDraft {
  const { reference, relationship, intent, regions, travel, growthPotential: potential } = fit
  const words = { reference: reference?.value, relationship: relationship?.value, intent: intent?.value } as const
  return {
    aspect,
    line: '',
    word: aspect === 'reference' || aspect === 'relationship' || aspect === 'intent' ? (words[aspect] ?? '') : '',
    minutes: travel?.basis === 'given' ? String(travel.minutes) : '',
    regions: regions?.value.join(', ') ?? '',
    source: potential?.source ?? 'account',
    low: plain(potential?.low),
    likely: plain(potential?.likely),
    high: plain(potential?.high),
    takesBack: false,
  }
}

/** The draft as the contract takes it; null while it is not one. */
export function verdictOf(draft: JudgeDraft): Given | null {
  const verdict = readVerdict(draft)
  if (verdict === null || flawOf(verdict) !== null) return null
  if (verdict.aspect !== 'growth-potential' || verdict.value === null) return toGiven(verdict)
  const { source, low, likely, high } = verdict.value
  return {
    aspect: verdict.aspect,
    value: { source, low: formatMicros(low), likely: formatMicros(likely), high: formatMicros(high) },
  }
}

function toGiven(verdict: Verdict): Given {
  // Amounts are the only part that the contract writes in another way.
  return (verdict.aspect === 'regions' && verdict.value ? { ...verdict, value: [...verdict.value] } : verdict) as Given
}

function readVerdict(draft: JudgeDraft): Verdict | null {
  const { aspect, line, takesBack } = draft
  if (aspect === 'standing') {
    if (line === '') return null
    return takesBack ? { aspect, line, value: null } : worded(standings, draft, (value) => ({ aspect, line, value }))
  }
  if (takesBack) return { aspect, value: null }
  switch (aspect) {
    case 'reference':
      return worded(references, draft, (value) => ({ aspect, value }))
    case 'relationship':
      return worded(relationships, draft, (value) => ({ aspect, value }))
    case 'intent':
      return worded(intents, draft, (value) => ({ aspect, value }))
    case 'travel':
      return /^\d{1,4}$/.test(draft.minutes.trim()) ? { aspect, value: Number(draft.minutes) } : null
    case 'regions':
      return { aspect, value: draft.regions.split(',').flatMap((region) => region.trim() || []) }
    case 'growth-potential': {
      const [low, likely, high] = [amountIn(draft.low), amountIn(draft.likely), amountIn(draft.high)]
      if (low === null || likely === null || high === null) return null
      return { aspect, value: { source: draft.source, low, likely, high } }
    }
  }
}

function worded<W extends string>(
  known: readonly W[],
  { word }: JudgeDraft,
  make: (word: W) => Verdict,
): Verdict | null {
  const found = known.find((one) => one === word)
  return found === undefined ? null : make(found)
}

/** An amount as somebody types it, with a point or a comma; null for what is none. */
function amountIn(text: string): bigint | null {
  const amount = text.trim().replace(',', '.')
  return /^\d{1,12}(\.\d{1,6})?$/.test(amount) ? parseMicros(amount) : null
}

/** Without decimals that say nothing. */
function plain(amount: string | undefined): string {
  return amount === undefined ? '' : formatMicros(parseMicros(amount), 0)
}
