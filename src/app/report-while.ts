import type { Ctx } from './context.ts'

/** Something that runs SQL and may know how far it is. */
interface Working {
  /** Share of the running statement that is done, 0 to 100; null when it cannot say. */
  progress(): number | null
}

/** How often to look, in milliseconds; the door decides how often to show. */
const everyMs = 200

/** Reports how far `work` is while it runs: the engine's own estimate of its statement, scaled to `total` rows. */
export async function reportWhile<T>(
  ctx: Ctx,
  { what, total, working }: { readonly what: string; readonly total: number; readonly working: Working },
  work: () => Promise<T>,
): Promise<T> {
  const report = (): void => {
    const percent = working.progress()
    ctx.progress.report(
      what,
      percent === null ? 0 : Math.floor((total * percent) / 100),
      percent === null ? null : total,
    )
  }
  report()
  const timer = setInterval(report, everyMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
