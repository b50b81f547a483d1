import type { z } from 'zod'
import { accountOperations } from './account.ts'
import { actionOperations } from './action.ts'
import { alertOperations } from './alert.ts'
import { apiKeyOperations } from './api-key.ts'
import { bookOperations } from './book.ts'
import { bridgeOperations } from './bridge.ts'
import { callOperations } from './call.ts'
import { costRateOperations } from './cost-rate.ts'
import { drainOperations } from './drain.ts'
import { explanationOperations } from './explanation.ts'
import { importOperations } from './import.ts'
import { inboxOperations } from './inbox.ts'
import { inventoryOperations } from './inventory.ts'
import { jobOperations } from './job.ts'
import { judgementOperations } from './judgement.ts'
import { lifetimeOperations } from './lifetime.ts'
import { mappingOperations } from './mapping.ts'
import { movementOperations } from './movement.ts'
import type { Operation } from './operation.ts'
import { policyOperations } from './policy.ts'
import { portfolioOperations } from './portfolio.ts'
import { profitOperations } from './profit.ts'
import { receivableOperations } from './receivable.ts'
import { reviewOperations } from './review.ts'
import type { OperationId } from './routes.ts'
import { scoreboardOperations } from './scoreboard.ts'
import { selectionOperations } from './selection.ts'
import { sessionOperations } from './session.ts'
import { userOperations } from './user.ts'
import { viewOperations } from './view.ts'

/** Every operation once, by the name that `routes` has its method and path under. */
export const operations = {
  ...sessionOperations,
  ...bookOperations,
  ...userOperations,
  ...apiKeyOperations,
  ...portfolioOperations,
  ...movementOperations,
  ...bridgeOperations,
  ...accountOperations,
  ...explanationOperations,
  ...alertOperations,
  ...lifetimeOperations,
  ...receivableOperations,
  ...inventoryOperations,
  ...profitOperations,
  ...drainOperations,
  ...costRateOperations,
  ...judgementOperations,
  ...selectionOperations,
  ...reviewOperations,
  ...viewOperations,
  ...actionOperations,
  ...callOperations,
  ...scoreboardOperations,
  ...importOperations,
  ...inboxOperations,
  ...policyOperations,
  ...mappingOperations,
  ...jobOperations,
} satisfies Record<OperationId, Operation>

export type Operations = typeof operations

type Part<O extends OperationId, P extends 'params' | 'query' | 'body', S extends 'input' | 'output'> =
  Operations[O] extends Readonly<Record<P, infer T extends z.ZodType>>
    ? S extends 'input'
      ? z.input<T>
      : z.output<T>
    : unknown

/** Everything a verb gets of its request, parsed: path, query and body in one object. */
export type Input<O extends OperationId> = Part<O, 'params', 'output'> &
  Part<O, 'query', 'output'> &
  Part<O, 'body', 'output'>

/** What somebody who calls it gives: path, query and body each by itself; none where it takes none. */
export type Call<O extends OperationId> = {
  readonly [P in 'params' | 'query' | 'body' as Operations[O] extends Readonly<Record<P, z.ZodType>> ? P : never]: Part<
    O,
    P,
    'input'
  >
}

/** What it answers; undefined for an answer that is a file or empty. */
export type Output<O extends OperationId> = Operations[O]['output'] extends z.ZodType
  ? z.output<Operations[O]['output']>
  : undefined
