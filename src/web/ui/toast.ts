/** Something that was done, said at the edge of the screen for a while, with what takes it back. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'done' | 'failed'
  readonly undo: (() => void) | null
}

const seconds = 7
let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

export function toast(
  text: string,
  { tone = 'done', undo }: { readonly tone?: Toast['tone']; readonly undo?: () => void } = {},
): void {
  last += 1
  const id = last
  change([...toasts.slice(-2), { id, text, tone, undo: undo ?? null }])
  setTimeout(() => dismissToast(id), seconds * 1000)
}

export function dismissToast(id: number): void {
  change(toasts.filter((one) => one.id !== id))
}

export function readToasts(): readonly Toast[] {
  return toasts
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}
