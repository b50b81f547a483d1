import { SkeletonBlock } from '../../ui/States.tsx'
import css from './Portfolio.module.css'

/** As high as what comes, so that nothing jumps. */
export function PortfolioSkeleton() {
  return (
    <div className={css.screen}>
      <SkeletonBlock height={118} />
      <div className={css.first}>
        <div className={css.pictures}>
          <SkeletonBlock height={270} />
          <SkeletonBlock height={330} />
        </div>
        <SkeletonBlock height={616} />
      </div>
      <SkeletonBlock height={380} />
    </div>
  )
}
