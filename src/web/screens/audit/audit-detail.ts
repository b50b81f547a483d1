/** JSON of an entry, whose shape depends on what was done. */
export type Detail =
  | string
  | number
  | boolean
  | null
  | readonly Detail[]
  | { readonly [name: string]: Detail | undefined }

export interface Change {
  readonly field: string
  readonly from: Detail
  readonly to: Detail
}

/** The fields of a change, each as it was and as it is; none for a detail that tells of something else. */
export function changesIn(detail: Detail): readonly Change[] {
  if (!isRecord(detail)) return []
  const changes = isRecord(detail['changes']) ? detail['changes'] : detail
  return Object.entries(changes).flatMap(([field, value]) => {
    if (!isRecord(value) || !('from' in value) || !('to' in value)) return []
    return [{ field, from: value['from'] ?? null, to: value['to'] ?? null }]
  })
}

/** A detail on one line: names and values, without brackets. */
export function shortDetail(detail: Detail): string {
  const changes = changesIn(detail)
  if (changes.length > 0)
    return changes.map(({ field, from, to }) => `${field}: ${flat(from)} → ${flat(to)}`).join(', ')
  if (!isRecord(detail)) return detail === null ? '' : flat(detail)
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${flat(value ?? null)}`)
    .join(', ')
}

/** A value in words a person reads. */
export function flat(value: Detail): string {
  if (value === null || value === '') return '–'
  if (typeof value !== 'object') return String(value)
  if (isRecord(value)) {
    return Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([name, inner]) => `${name} ${flat(inner ?? null)}`)
      .join(' ')
  }
  return value.length === 0 ? '–' : value.map(flat).join(', ')
}

function isRecord(value: Detail | undefined): value is { readonly [name: string]: Detail | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
