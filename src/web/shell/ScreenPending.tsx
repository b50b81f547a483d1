import { Loading, SkeletonLines } from '../ui/States.tsx'

export function ScreenPending() {
  return (
    <Loading>
      <SkeletonLines lines={6} />
    </Loading>
  )
}
