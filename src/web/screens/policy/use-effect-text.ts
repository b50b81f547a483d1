import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import type { Comparison } from './document.ts'

/** What a policy does to the grades, in one sentence; labels that no policy has both of move neither up nor down. */
export function useEffectText(): (effect: Pick<Comparison, 'changes' | 'covered'>) => string {
  const t = useT('policy')
  const format = useFormat()
  return ({ changes: { up, down, relabelled }, covered }) => {
    const counts = {
      up: format.integer(up),
      down: format.integer(down),
      relabelled: format.integer(relabelled),
      accounts: format.integer(covered),
    }
    if (relabelled === 0) return t('adopt.effect', counts)
    return t(up + down === 0 ? 'adopt.effectRelabelled' : 'adopt.effectBoth', counts)
  }
}
