import { z } from 'zod'

const given = z.strictObject({
  argv: z.array(z.string().max(10_000)).max(1000).readonly(),
  /** The account of the operating system of whoever gives it. */
  user: z.string().max(200),
  /** Whether somebody watches: progress overwrites itself then. */
  interactive: z.boolean(),
  /** The working directory it is given in. */
  directory: z.string().max(4096),
})
const shape = z.union([z.strictObject({ stop: z.string().max(100) }), given])

/** What the command line asks of a server: to run a command in a directory, or to stop one it runs. */
export type CommandRequest = Readonly<z.infer<typeof shape>>

/** A command line as a terminal gives it. */
export type GivenCommand = Readonly<Omit<z.infer<typeof given>, 'directory'>>

/** Names the command in the answer, so that it can be stopped. */
export const commandHeader = 'bookvalue-command'

/** The request, or undefined when it is none. */
export function parseCommandRequest(body: unknown): CommandRequest | undefined {
  return shape.safeParse(body).data
}
