import { kinds, type KindId } from '../../../domain/kind.ts'
import { mapping } from '../../i18n/en/mapping.ts'
import { useT } from '../../i18n/i18n.ts'

type ColumnName = keyof typeof mapping.column

/** What a kind of file is called; the kind itself for one this screen does not know. */
export function useKindName(): (kind: string) => string {
  const t = useT('mapping')
  return (id) => {
    const known = kinds.find((kind) => kind.id === id)
    return known === undefined ? id : t(`kind.${known.id satisfies KindId}`)
  }
}

/** What a column of a kind is called; the name itself for one this screen does not know. */
export function useColumnName(): (kind: string, column: string) => string {
  const t = useT('mapping')
  return (kind, column) => {
    const name = nameKeyOf(kind, column)
    return name === null ? column : t(`column.${name}`)
  }
}

/** Where the catalogue has the name of a column: under the kind, where the same word means something else in another. */
export function nameKeyOf(kind: string, column: string): ColumnName | null {
  return [`${kind}_${column}`, column].find(isColumnName) ?? null
}

function isColumnName(name: string): name is ColumnName {
  return Object.hasOwn(mapping.column, name)
}
