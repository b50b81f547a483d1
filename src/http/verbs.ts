import type { Verbs } from '../app/verb.ts'
import type { OperationId } from '../contract/routes.ts'

/** The verb behind each operation of the contract that needs no cookie; those of the session are in `session.ts`. */
export const verbs: Partial<Verbs<OperationId>> = {}
