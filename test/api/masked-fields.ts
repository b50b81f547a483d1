import type { z } from 'zod'

type MaskRight = 'read-spend' | 'read-margin'

/** A field of an answer that needs a right, where it may stand, and whether it does. */
export interface MaskedField {
  readonly path: string
  readonly right: MaskRight
  readonly isThere: boolean
  /** `source/key` of the owner of the account it is of; undefined when the answer names no owner beside it. */
  readonly owner: string | null | undefined
}

interface Def {
  readonly type: string
  readonly innerType?: z.ZodType
  readonly element?: z.ZodType
  readonly shape?: Record<string, z.ZodType>
  readonly options?: readonly z.ZodType[]
  readonly valueType?: z.ZodType
  readonly in?: z.ZodType
}

/** Every field the schema marks with a right, in every place of the answer where it may stand. */
export function maskedFields(schema: z.ZodType, answer: unknown): MaskedField[] {
  return walk(schema, answer, '', undefined)
}

function walk(schema: z.ZodType, value: unknown, path: string, owner: string | null | undefined): MaskedField[] {
  const right = schema.meta()?.['right'] as MaskRight | undefined
  const own = right === undefined ? [] : [{ path, right, isThere: value !== undefined, owner }]
  if (value === undefined || value === null) return own
  return [...own, ...inside(schema, value, path, owner)]
}

function inside(schema: z.ZodType, value: unknown, path: string, owner: string | null | undefined): MaskedField[] {
  const def = schema.def as unknown as Def
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return def.innerType === undefined ? [] : walk(def.innerType, value, path, owner)
    case 'array':
      return (value as readonly unknown[]).flatMap((item, at) =>
        def.element === undefined ? [] : walk(def.element, item, `${path}[${String(at)}]`, owner),
      )
    case 'object': {
      const record = value as Readonly<Record<string, unknown>>
      const named = ownerOf(record, owner)
      return Object.entries(def.shape ?? {}).flatMap(([name, field]) =>
        walk(field, record[name], `${path}.${name}`, named),
      )
    }
    case 'record':
      return Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([name, item]) =>
        def.valueType === undefined ? [] : walk(def.valueType, item, `${path}.${name}`, owner),
      )
    default:
      return []
  }
}

/** Rows of accounts say who owns them; what lies in them is theirs. */
function ownerOf(
  record: Readonly<Record<string, unknown>>,
  outer: string | null | undefined,
): string | null | undefined {
  const owner = record['owner']
  if (owner === null && 'movement' in record) return null
  return typeof owner === 'object' && owner !== null && 'key' in owner ? String(owner.key) : outer
}
