import type { Output } from '../../contract/operations.ts'

/** Which figures the screens show: of which view, and by which policy; null while those of another are still shown. */
export interface Figures {
  readonly view: number | null
  readonly policy: string | null
}

type Book = Pick<Output<'getBook'>, 'shownView' | 'isRefreshing' | 'policy'>

export function figuresOf({ shownView, isRefreshing, policy: { name, version } }: Book): Figures {
  return { view: shownView, policy: isRefreshing ? null : `${name}@${String(version)}` }
}

/** Whether there are other figures to show than before: not while they are only being worked out. */
export function areOthers(before: Figures, now: Figures): boolean {
  return before.view !== now.view || (now.policy !== null && before.policy !== now.policy)
}
