import { alertsRequested, followAlerts } from '../app/alert/look-for-alerts.ts'
import { backupRequested } from '../app/backup/backups.ts'
import { makeFlow } from '../app/account-view/movement-flow.ts'
import { refreshView } from '../app/account-view/refresh-view.ts'
import type { Ctx } from '../app/context.ts'
import { undoRequested } from '../app/import/request-undo.ts'
import type { HeldJob } from '../app/job/queue.ts'
import { followLifetime, lifetimeRequested } from '../app/lifetime/learn-lifetime.ts'
import { closeRequested } from '../app/period/request-close.ts'
import { refreshDocuments } from '../app/search/refresh-documents.ts'
import { importUpload, previewUpload } from '../app/upload/import-upload.ts'

type Json = HeldJob['input']

/**
 * What a job of a kind does; its answer is the result of the job. It may be begun again after the process that did it died, so
 * what it wrote before counts: each looks whether its work is in the book already, or does work that may be done twice.
 */
type JobBody = (ctx: Ctx, input: Json, signal: AbortSignal) => Promise<Json>

/** A command has no body: the terminal that gave it cannot give it again. */
export const jobBodies: Readonly<Record<Exclude<HeldJob['kind'], 'command'>, JobBody>> = {
  preview: previewUpload,
  import: importUpload,
  undo: undoRequested,
  close: closeRequested,
  backup: backupRequested,
  lifetime: lifetimeRequested,
  alerts: alertsRequested,
  view: async (ctx, input, signal) => {
    const flow = flowOf(input)
    if (flow !== null) {
      await makeFlow(ctx, flow, signal)
      return { generation: flow }
    }
    const { isDefault, ...made } = await refreshView(ctx, { period: periodOf(input) }, signal)
    // Numbers are looked up in all of the book, whatever period is shown.
    if (isDefault) {
      await refreshDocuments(ctx, made.watermark, signal)
      await followAlerts(ctx, signal)
      await followLifetime(ctx, signal)
    }
    return made
  },
}

/** The kinds after which the figures of the book are others. */
export const changesFigures: ReadonlySet<HeldJob['kind']> = new Set(['import', 'undo', 'command'])

/** The period a view is of; null for the one that is shown unless one asks for another. */
function periodOf(input: Json): string | null {
  const period = typeof input === 'object' && input !== null && 'period' in input ? input.period : null
  return typeof period === 'string' ? period : null
}

/** The generation whose earlier ends are asked for; null where a view is. */
function flowOf(input: Json): number | null {
  const flow = typeof input === 'object' && input !== null && 'flow' in input ? input.flow : null
  return typeof flow === 'number' ? flow : null
}
