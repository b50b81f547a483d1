let opened: string | undefined

/** Keeps which account was opened from the list: whoever comes back sees where they were, and the keys go on from there. */
export function keepOpened(id: string): void {
  opened = id
}

export function readOpened(): string | undefined {
  return opened
}
