import { createContext, use } from 'react'
import type { Output } from '../../contract/operations.ts'
import { makeFormat, type Format } from '../format.ts'

export type Book = Output<'getBook'>
type Session = Output<'getSession'>

interface Around {
  readonly format: Format
  /** Null outside, where nobody is signed in. */
  readonly book: Book | null
  readonly session: Session | null
}

export const AroundContext = createContext<Around>({
  format: makeFormat(globalThis.navigator?.language ?? 'en', 'UTC'),
  book: null,
  session: null,
})

/** How figures and days are written for whoever is signed in. */
export function useFormat(): Format {
  return use(AroundContext).format
}

/** What every screen says of the book; null until it is known. */
export function useBook(): Book | null {
  return use(AroundContext).book
}

export function useSession(): Session | null {
  return use(AroundContext).session
}

/** Whether the person signed in has a right at all; how far it reaches is the server's to say. */
export function useRight(right: keyof Session['rights']): boolean {
  return use(AroundContext).session?.rights[right] !== undefined
}

/** The currency of the book; empty text while nothing was imported. */
export function useCurrency(): string {
  return use(AroundContext).book?.currency ?? ''
}
