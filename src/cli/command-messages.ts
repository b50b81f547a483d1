import type { GivenCommand } from '../app/command-request.ts'
import type { BookConfig } from '../app/open-book.ts'

/** To the process that runs a command. `served` is the book that its server has open; null when it opens all itself. */
export type ToCommandProcess =
  | { readonly do: 'start'; readonly command: GivenCommand; readonly served: BookConfig | null }
  /** Ctrl-C. */
  | { readonly do: 'stop' }

/** What comes back from a command, in this order, the exit code last. */
export type Frame = { readonly out: string } | { readonly err: string } | { readonly exit: number }

export type FromCommandProcess =
  | { readonly say: 'frame'; readonly frame: Frame }
  | { readonly say: 'progress'; readonly what: string; readonly done: number; readonly total: number | null }
