import type { ImportSummary } from '../../../contract/import.ts'
import type { Call } from '../../../contract/operations.ts'
import type { Upload } from './send-file.ts'

export type ImportBody = Call<'runImport'>['body']
/** What the job of a preview or an import answers. */
export type KindCounts = ImportSummary['kinds'][number]
export type Problem = ImportSummary['problems'][number]
export type Difference = ImportSummary['differences'][number]

/** What a person chose for an upload, as it is typed. */
export interface Choices {
  readonly source: string
  readonly currency: string
  /** Kinds by file name, of those chosen by hand. */
  readonly kinds: Readonly<Record<string, string>>
  readonly isStrict: boolean
  readonly rejectsUnknown: boolean
  readonly replaces: boolean
  readonly from: string
  readonly to: string
}

export const noChoices: Choices = {
  source: '',
  currency: '',
  kinds: {},
  isStrict: false,
  rejectsUnknown: false,
  replaces: false,
  from: '',
  to: '',
}

/** Whether the upload brings a mapping of its own, which then names the source and says how files are read. */
export function hasMapping(upload: Upload): boolean {
  return upload.files.some((file) => file.name === 'source.json')
}

/** What a file is read as: what was chosen, else what its name or the mapping says; null when nobody said. */
export function kindOf(choices: Choices, file: Upload['files'][number]): string | null {
  return choices.kinds[file.name] ?? file.kind
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

/** Whether there is anything to read. */
export function isReady(choices: Choices, upload: Upload): boolean {
  const isSomething = upload.files.some((file) => !file.isMapping && kindOf(choices, file) !== null)
  const hasSelect = upload.files.some((file) => file.name.toLowerCase().endsWith('.sql'))
  return (isSomething || hasSelect) && Object.keys(problemsOf(choices)).length === 0
}

/** What the server is told. */
export function bodyOf(choices: Choices, upload: Upload): ImportBody {
  const there = new Set(upload.files.map((file) => file.name))
  const source = choices.source.trim()
  return {
    source: source === '' || hasMapping(upload) ? null : source,
    kinds: Object.fromEntries(Object.entries(choices.kinds).filter(([name]) => there.has(name))),
    strict: choices.isStrict,
    unknownAccounts: choices.rejectsUnknown ? 'reject' : 'stub',
    replace: choices.replaces ? { from: choices.from, to: choices.to } : null,
    baseCurrency: choices.currency === '' ? null : choices.currency,
  }
}

const keyOf = (upload: string) => `bookvalue-import-${upload}`

/** The choices for an upload, kept by the browser until the tab is closed: a reload must not import under others. */
export function readChoices(upload: string | undefined): Choices | null {
  const kept = upload === undefined ? null : sessionStorage.getItem(keyOf(upload))
  if (kept === null) return null
  try {
    return { ...noChoices, ...(JSON.parse(kept) as Partial<Choices>) }
  } catch {
    return null
  }
}

export function keepChoices(upload: string, choices: Choices): void {
  sessionStorage.setItem(keyOf(upload), JSON.stringify(choices))
}
