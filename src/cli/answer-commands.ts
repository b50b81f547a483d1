import { createHash, timingSafeEqual } from 'node:crypto'
import { commandHeader, parseCommandRequest } from '../app/command-request.ts'
import type { CommandRequest } from '../app/command-request.ts'
import type { Ctx } from '../app/context.ts'
import type { BookConfig } from '../app/open-book.ts'
import type { Frame } from './command-messages.ts'
import { runCommand } from './run-command.ts'

/** Commands that run at a time; each is a process. */
const atMost = 4

/** A job row for a command, so that everybody sees what keeps the book busy. */
interface CommandNote {
  readonly id: string
  readonly report: (progress: { readonly what: string; readonly done: number; readonly total: number | null }) => void
  end(code: number): Promise<void>
}

export interface CommandDoor {
  readonly ctx: Ctx
  readonly config: BookConfig
  /** The file of the process that runs commands. */
  readonly module: string
  /** What only who can read the data directory knows. */
  readonly token: string
  /** Notes a command that begins; `stop` ends it. */
  readonly note: (
    command: { readonly subject: string; readonly user: string },
    stop: () => void,
  ) => Promise<CommandNote>
}

export interface AnsweredCommands {
  answer(request: Request): Promise<Response>
  /** Stops what runs and waits for it. */
  stop(): Promise<void>
}

/**
 * Takes commands of the command line on this machine and runs them as its local operator, on record under the account of the
 * operating system that gave them. Nothing of it can be reached without the token of the data directory.
 */
export function answerCommands(door: CommandDoor): AnsweredCommands {
  const stopById = new Map<string, () => void>()
  const running = new Set<Promise<void>>()
  let isStopped = false

  async function start({
    directory,
    ...command
  }: Exclude<CommandRequest, { readonly stop: string }>): Promise<Response> {
    const note = await door.note({ subject: subjectOf(command.argv), user: command.user }, () => {
      stopById.get(note.id)?.()
    })
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const { send, close } = writerOf(controller)
        const server = { ...door, directory, book: door, onFrame: send, onProgress: note.report }
        const run = runCommand(server, command)
        stopById.set(note.id, () => {
          run.stop()
        })
        const ended = run.code
          .then(async (code) => {
            await note.end(code)
            send({ exit: code })
          })
          .finally(() => {
            close()
            stopById.delete(note.id)
            running.delete(ended)
          })
        running.add(ended)
      },
      // Whoever gave it is gone.
      cancel() {
        stopById.get(note.id)?.()
      },
    })
    return new Response(body, { headers: { 'content-type': 'application/x-ndjson', [commandHeader]: note.id } })
  }

  return {
    async answer(request) {
      if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${door.token}`)) return refuse(401)
      const asked = parseCommandRequest(await request.json().catch(() => null))
      if (!asked) return refuse(400)
      if ('stop' in asked) {
        stopById.get(asked.stop)?.()
        return new Response(null, { status: 204 })
      }
      if (isStopped || running.size >= atMost) return refuse(503)
      return start(asked)
    },
    async stop() {
      isStopped = true
      for (const stop of stopById.values()) stop()
      await Promise.allSettled(running)
    },
  }
}

/** Writes frames, one a line; what nobody reads any more is dropped. */
function writerOf(controller: ReadableStreamDefaultController<Uint8Array>): {
  readonly send: (frame: Frame) => void
  readonly close: () => void
} {
  const encoder = new TextEncoder()
  const ifOpen = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return {
    send(frame) {
      ifOpen(() => {
        controller.enqueue(encoder.encode(`${JSON.stringify(frame)}\n`))
      })
    },
    close() {
      ifOpen(() => {
        controller.close()
      })
    },
  }
}

/** The command itself, without what it is about: that may name files and accounts. */
function subjectOf(argv: readonly string[]): string {
  const words = argv.slice(0, 2).filter((word) => /^[a-z-]+$/.test(word) && !word.startsWith('-'))
  return words.join(' ')
}

/** Takes as long for every wrong token. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}

function refuse(status: 400 | 401 | 503): Response {
  return new Response(null, { status })
}
