import { useT } from '../../i18n/i18n.ts'
import { lineKinds } from '../../../domain/kind.ts'

/** The word for a kind of line; a kind we have no word for stands as it is. */
export function useKindWord(): (kind: string) => string {
  const t = useT('account')
  return (kind) => {
    const known = lineKinds.find((one) => one === kind)
    return known === undefined ? kind : t(`kind.${known}`)
  }
}
