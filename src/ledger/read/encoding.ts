/** The encodings text can be read in. Windows-1252 holds all of Latin-1 that is printed, and more. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1'] as const

export type Encoding = (typeof encodings)[number]

export interface FoundEncoding {
  readonly name: Encoding
  /** What showed it, as words for a person: a byte order mark, or a place in the text. */
  readonly evidence: string
}
