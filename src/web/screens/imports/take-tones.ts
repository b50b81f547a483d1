/** How loudly each state of what came by the watched folder is said. */
export const takeTones = { working: 'plain', done: 'accent', failed: 'warning' } as const
