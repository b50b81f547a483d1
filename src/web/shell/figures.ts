import type { Output } from '../../contract/operations.ts'

/** Which figures the screens show: up to which import, and by which policy; null while those of another are still shown. */
export interface Figures {
  readonly watermark: number | null
  readonly policy: string | null
}

type Book = Pick<Output<'getBook'>, 'shownWatermark' | 'isRefreshing' | 'policy'>

export function figuresOf({ shownWatermark, isRefreshing, policy: { name, version } }: Book): Figures {
  return { watermark: shownWatermark, policy: isRefreshing ? null : `${name}@${String(version)}` }
}

/** Whether there are other figures to show than before: not while they are only being worked out. */
export function areOthers(before: Figures, now: Figures): boolean {
  return before.watermark !== now.watermark || (now.policy !== null && before.policy !== now.policy)
}
