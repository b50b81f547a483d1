import type { ImportSummary } from '../../../contract/import.ts'
import type { Call } from '../../../contract/operations.ts'
import type { SourceMapping } from '../../../contract/source.ts'
import type { Overrides } from '../mapping/edit-mapping.ts'
import type { Inspection } from '../mapping/inspection.ts'
import type { Upload } from './send-file.ts'

type ImportBody = Call<'runImport'>['body']
/** What the job of a preview or an import answers. */
export type KindCounts = ImportSummary['kinds'][number]
export type Problem = ImportSummary['problems'][number]
export type Difference = ImportSummary['differences'][number]

/** What a person chose for an upload, as it is typed. */
export interface Choices {
  /** Null until somebody says it: the one the files are known of, else that of the last import. */
  readonly source: string | null
  readonly currency: string
  /** What was decided about how files are read, in place of what is proposed. */
  readonly overrides: Overrides
  /** Whether the source remembers how its files are read. */
  readonly remembers: boolean
  readonly isStrict: boolean
  readonly rejectsUnknown: boolean
  readonly replaces: boolean
  readonly from: string
  readonly to: string
}

export const noChoices: Choices = {
  source: null,
  currency: '',
  overrides: {},
  remembers: true,
  isStrict: false,
  rejectsUnknown: false,
  replaces: false,
  from: '',
  to: '',
}

/** Whether the upload brings a mapping of its own, which then names the source. */
export function hasMapping(upload: Upload): boolean {
  return upload.files.some((file) => file.name === 'source.json')
}

/** Whether selects make the rows of the upload: they are run as they are, and nothing can be said of how files are read. */
export function hasSelects(upload: Upload): boolean {
  return upload.files.some((file) => file.name.toLowerCase().endsWith('.sql'))
}

/** What is wrong with the choices, by field; an empty object when the files can be checked. */
export function problemsOf(choices: Choices): { readonly currency?: true; readonly range?: 'missing' | 'backwards' } {
  const { currency, replaces, from, to } = choices
  const range = !replaces ? undefined : from === '' || to === '' ? 'missing' : from > to ? 'backwards' : undefined
  return {
    ...(currency === '' || /^[A-Z]{3}$/.test(currency) ? {} : { currency: true }),
    ...(range === undefined ? {} : { range }),
  }
}

/** What the server is told. */
export function bodyOf(choices: Choices, source: string, mapping: SourceMapping | null): ImportBody {
  const named = source.trim()
  return {
    source: named === '' ? null : named,
    kinds: {},
    strict: choices.isStrict,
    unknownAccounts: choices.rejectsUnknown ? 'reject' : 'stub',
    replace: choices.replaces ? { from: choices.from, to: choices.to } : null,
    baseCurrency: choices.currency === '' ? null : choices.currency,
    mapping: mapping === null || named === '' ? mapping : { ...mapping, source: named },
  }
}

/** Whether the files themselves say which source they are of: by what is remembered, by a ready mapping, by a file beside them. */
export function isKnownSource({ origin }: Pick<Inspection, 'origin'>): boolean {
  return origin.by === 'saved' || origin.by === 'template' || origin.by === 'uploaded'
}

/** The source while nobody names one: the one the files are known of, else that of the last import, as most often. */
export function sourceOf(proposal: Pick<Inspection, 'origin' | 'mapping'> | undefined, last: string | null): string {
  const own = proposal?.mapping.source ?? ''
  return proposal !== undefined && isKnownSource(proposal) ? own : (last ?? own)
}

const keyOf = (upload: string, what: 'choices' | 'checked') => `bookvalue-import-${what}-${upload}`

/** The choices for an upload, kept by the browser until the tab is closed: a reload must not import under others. */
export function readChoices(upload: string | undefined): Choices | null {
  const kept = readKept<Partial<Choices>>(upload, 'choices')
  return kept === null ? null : { ...noChoices, ...kept }
}

export function keepChoices(upload: string, choices: Choices): void {
  sessionStorage.setItem(keyOf(upload, 'choices'), JSON.stringify(choices))
}

/** What an import is started with. */
export interface Checked {
  readonly body: ImportBody
  /** What its source remembers of how files are read; null for nothing. */
  readonly remembers: SourceMapping | null
  /** Whether it was to be remembered and was not; the import is not touched by that. */
  readonly couldNotRemember?: true
}

/** What an upload was checked with, kept in the same way: that and nothing else is imported. */
export function readChecked(upload: string | undefined): Checked | null {
  return readKept<Checked>(upload, 'checked')
}

export function keepChecked(upload: string, checked: Checked): void {
  sessionStorage.setItem(keyOf(upload, 'checked'), JSON.stringify(checked))
}

/** What this program wrote there; null when there is nothing. */
function readKept<T>(upload: string | undefined, what: 'choices' | 'checked'): T | null {
  const kept = upload === undefined ? null : sessionStorage.getItem(keyOf(upload, what))
  if (kept === null) return null
  try {
    return JSON.parse(kept) as T
  } catch {
    return null
  }
}
