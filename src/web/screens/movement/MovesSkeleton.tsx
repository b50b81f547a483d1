import { SkeletonBlock } from '../../ui/States.tsx'
import css from './Movement.module.css'

/** As high as what comes, so that nothing jumps. */
export function MovesSkeleton() {
  return (
    <div className={css.moves}>
      <SkeletonBlock height={92} />
      <div className={css.pair}>
        <SkeletonBlock height={420} />
        <SkeletonBlock height={420} />
      </div>
      <SkeletonBlock height={490} />
    </div>
  )
}
