import { checkStores } from '../app/check-stores.ts'
import type { Ctx } from '../app/context.ts'
import { apiHeaders } from './headers.ts'

/** Milliseconds within which a store has to answer. */
const patience = 2000

/** The process answers: nothing more is asked, so that nobody restarts it for a store that is slow. */
export function answerLive(): Response {
  return answer(200, { status: 'live' })
}

/** Whether requests would be answered now: both stores do, and jobs are taken. */
export async function answerReady(ctx: Pick<Ctx, 'ledger' | 'records'>, isWorking: () => boolean): Promise<Response> {
  const stores = await checkStores(ctx, patience)
  const checks = { ...stores, jobs: isWorking() }
  const isReady = Object.values(checks).every(Boolean)
  return answer(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks })
}

function answer(status: number, body: object): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' },
  })
}
