/** Letters that are no other letter with a mark on it, and how people who do not have them type them. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}
const spelledLetters = new RegExp(`[${Object.keys(spelled).join('')}]`, 'g')

/**
 * A text as it is looked for and sorted by: without case, marks on letters and double spaces, so that `MÜLLER  & Søn` is
 * `muller & son`. Two texts that fold to one are the same to a person who types.
 */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}+/gu, '')
      .toLowerCase()
      // A capital with a mark of its own, such as the dotted I, leaves the mark behind.
      .replaceAll(/\p{M}+/gu, '')
      .replaceAll(spelledLetters, (letter) => spelled[letter] ?? letter)
      .replaceAll(/\s+/gu, ' ')
      .trim()
  )
}

/** The letters and digits of a folded number or key: hyphens, spaces and slashes are forgiven. */
export function foldNumber(text: string): string {
  return fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, '')
}
