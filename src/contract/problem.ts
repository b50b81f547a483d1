import { z } from 'zod'

/** What every answer of 400 and above holds, as RFC 9457 says (`application/problem+json`). */
export const problem = z.strictObject({
  /** `about:blank`: the status and `code` say what kind it is. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** A sentence for a person; of an unknown error it says nothing but how to find it in the log. */
  detail: z.string(),
  /** The id of the request, which the log has too. */
  instance: z.string(),
  /** What kind of error it is, for programs. */
  code: z.string(),
  /** What is wrong with the request, part by part. */
  errors: z
    .array(
      z.strictObject({
        in: z.enum(['path', 'query', 'body']),
        /** Names from the outside in, joined by dots: `desk.email`; empty for the whole. */
        path: z.string(),
        message: z.string(),
      }),
    )
    .optional(),
})

export type Problem = z.infer<typeof problem>
