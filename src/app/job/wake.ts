const listeners = new Set<() => void>()

/** Says that there may be a job to do. Whoever runs jobs in this process looks at once instead of at the next poll. */
export function wakeJobs(): void {
  for (const listener of listeners) listener()
}

/** Calls `listener` whenever a job was put in line by this process; the answer stops that. */
export function onJobs(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
