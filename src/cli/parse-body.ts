import { BookError } from '../app/error.ts'
import type { Operation } from '../contract/operation.ts'
import { operations } from '../contract/operations.ts'
import type { Call } from '../contract/operations.ts'
import type { OperationId } from '../contract/routes.ts'

type BodyOf<O extends OperationId> = Call<O> extends { readonly body: infer B } ? B : never

/** What a person wrote, as the body of an operation. Throws `usage` with every part that the operation does not take. */
export function parseBody<O extends OperationId>(operation: O, what: string, given: unknown): BodyOf<O> {
  const { body }: Operation = operations[operation]
  const parsed = body?.safeParse(given)
  // The schema of the operation made it.
  if (parsed?.success === true) return parsed.data as BodyOf<O>
  const flaws = (parsed?.error.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new BookError('usage', `Cannot take this ${what}: ${flaws.join('; ')}`)
}
